"""The library of good practice: what a town did and what came of it, by theme, as far as the town lets others read it.

What was done on one visit, and knowledge drawn from it, is `matching/support`.
"""
