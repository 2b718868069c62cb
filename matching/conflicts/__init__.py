"""What a member declared about dealings with a town, and what each check of a proposal found: evidence for an audit.

Whether a proposal may go on is decided in `matching/proposals`; checking at contracts is `matching/contracts`'.
"""
