"""Who did what, to which fields of whom, and who looked. Written in the same transaction as what it tells of."""
