"""A prefecture's co-operation with its municipalities (推進体制): model, pool owner, who takes part.

Whose cards a participant may read follows from it; the people in the pool belong to `registry/members`.
"""
