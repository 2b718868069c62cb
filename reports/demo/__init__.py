"""The demo world: a fictional but believable Hiroshima, Ehime and Kumamoto, built through operations alone.

Towns are real by name, people and figures are invented. The same day gives the same world.
"""
