"""Who works for which town, how many days a month, from when to when; started, ended, counted by month.

The legal relation is `matching/appointments`; days are booked in `registry/capacity`; what was done is a later noun.
"""
