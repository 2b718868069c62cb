"""Registrations and completed training as Open Badges 3.0: signed, carried away, checked by anybody, revocable.

What a badge speaks of stays where it is: registrations in `registry/accelerators`, completions in `registry/learning`.
"""
