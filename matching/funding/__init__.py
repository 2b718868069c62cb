"""What the state's fiscal measures would pay for a body's costs of a year: a trial calculation, step by step.

Rates are data, never extrapolated beyond the years of their source. Nothing is claimed or sent from here.
"""
