"""From what was decided in `matching` and `registry` to the paper it asks for: worded, numbered, registered.

It runs in the worker alone; what a paper looks like is `papers`, and what becomes of it later is `register`.
"""
