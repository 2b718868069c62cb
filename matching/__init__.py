"""The decisions of employment and the engine that proposes them.

From a proposal to one person working for several towns.
"""
