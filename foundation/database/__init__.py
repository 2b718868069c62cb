"""The engine, the unit of work with its row-security context, the embedded server and the migrations.

It knows no table of the field; a noun's tables, policies and constraints belong to that noun.
"""
