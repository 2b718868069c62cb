"""Telling an outside system what its body did: ids and kinds, signed, retried, never to an address inside.

That something happened is the journal's to say (a trigger there writes the delivery); calling back for more is
`auth/clients`.
"""
