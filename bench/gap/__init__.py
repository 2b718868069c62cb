"""The generalized assignment problem read from public text files and solved by the engine's own model and search.

It owns the adapter and the drawn instances of the known types; nothing of the product depends on it.
"""
