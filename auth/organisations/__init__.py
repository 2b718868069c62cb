"""Public bodies, companies and schools, and who supervises whom.

Facts about a municipality belong to `registry/municipalities`.
"""
