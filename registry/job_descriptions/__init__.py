"""What a role is: duties, goals, authority, terms; written in versions from a need and signed off in order.

Who applies for it is `postings`; its PDF is printed by `reports/issuing`.
"""
