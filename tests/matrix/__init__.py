"""Routes x principals x tenants, and the same for every protected table: who reads and who changes what.

A new route joins by itself; a new table or path parameter fails until `declared.py` says whose it is.
"""
