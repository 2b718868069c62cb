"""What was done for a town: the support log, which towns were visited, what others may learn from it, what came of it.

Minutes are counted in `matching/assignments`; papers are printed by `reports/issuing`.
"""
