"""What administrative-practice training teaches: the menu of courses, their texts and e-learning units, in versions.

When a course is held is `training/sessions`; who has to take it, and who took it, is `training/enrolments`.
"""
