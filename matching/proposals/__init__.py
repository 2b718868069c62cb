"""A person proposed to several towns, until all three sides agree: lines, parties, answers, and the confirmation.

Confirming writes appointments, assignments, the agreement and the bookings through their own nouns, in one transaction.
"""
