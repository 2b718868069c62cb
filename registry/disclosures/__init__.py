"""Who may read a person's name, on which basis, for what purpose, until when. Every basis is a row.

The name itself belongs to `members`.
"""
