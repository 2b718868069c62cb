"""The ministry's support of prefectures: accompaniment (伴走支援), block briefings, shared lists, coordination.

It says what was found, planned and came of it; the companies and people of a list stay with their own registers.
"""
