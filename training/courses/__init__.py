"""What administrative-practice training teaches, and the sessions that schools hold.

Who has to take a course, and who took it, is `training/enrolments`.
"""
