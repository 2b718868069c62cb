"""Copies of the database that come back: a dump that any server reads, and for the embedded server every second since.

What must not come back with an older copy (erased people, ended sessions) is the concern of `registry/privacy`.
"""
