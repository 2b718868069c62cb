"""The privacy desk: everything held on a person in one file, erasure with the reasons that forbid it, and retention.

What is held where is said by each noun's `personal.py`; this noun owns the record of the retention runs alone.
"""
