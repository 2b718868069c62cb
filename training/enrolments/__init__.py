"""Who has to take which course, why, and how far they have come.

People whose hiring is decided are trained, whether or not they are registered as accelerators. The courses and their
sessions are `training/courses`.
"""
