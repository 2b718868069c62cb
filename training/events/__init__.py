"""Events, fora and study groups of the network: programme, places, who comes, papers.

What a course teaches and who has to take it is `training/sessions` and `training/enrolments`.
"""
