"""Calling for somebody: the public posting, its questions, who applied, how they were judged, what they were told.

What the role is stands in `job_descriptions`; whoever is taken on becomes a member and is appointed in `matching`.
"""
