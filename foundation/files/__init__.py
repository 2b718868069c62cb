"""Bytes with an owner and readers, at most 10 MB each, in the database: row security, backup and several machines hold.

A download is a door of the noun that attached the file; what the bytes mean is that noun's own.
"""
