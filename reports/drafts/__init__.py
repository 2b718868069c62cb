"""Papers that somebody draws up about an assignment, an agreement or a person, from the draft to its approval.

What law or a decision asks for by itself is `issuing`; numbers and PDF are the register's.
"""
