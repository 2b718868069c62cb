"""When, where and by whom a course is held, and for how many: announced to everybody, without the people in it.

Who sits in a session is `training/enrolments`.
"""
