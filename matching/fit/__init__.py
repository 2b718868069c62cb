"""Whether a person can serve a need, how well, and why: hard reasons, five components, Japanese sentences.

Pure functions of two records and published tables (travel, weights). It reads no database, decides no
allocation and holds no weights of its own: those live in `matching/allocation`.
"""
