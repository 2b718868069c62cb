"""Examination fees that training keeps, counted as costs under fiscal measure C, each once.

The fees are `training/fees`, the costs `matching/funding`: neither knows the other.
"""
