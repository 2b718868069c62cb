"""The board of joint procurement (共同調達): who buys which systems together, how the cost is shared, whom to ask.

It names bodies and systems, ranks nobody, and holds no contract: what is agreed belongs to `matching/agreements`.
"""
