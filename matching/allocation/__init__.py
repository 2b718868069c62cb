"""Plans for a whole pool: scenarios, the workbench, the pure solver and the published weights.

It decides nothing by itself: a plan is a proposal to the prefecture, and proposals, appointments and
bookings are made by their own nouns.
"""
