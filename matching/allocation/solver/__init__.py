"""The allocation engine: an instance in, a plan with values, bounds and reasons out; same input, same plan.

It knows no database, no clock and no names of people. Eligibility and fit come from `matching/fit` as
feasible pairs; whether a plan becomes proposals is decided by people, outside.
"""
