"""A plan over years of who works for which towns (Hiroshima: one person in two cities, then in the next two).

It books nothing and asks nobody: a person turns a turn into a proposal (`matching/proposals`), from which all follows.
"""
