"""Files of people, needs, facts and companies on their way in: kept, looked at, taken in by the worker.

What a row means and how it is written belongs to the noun it is about.
"""
