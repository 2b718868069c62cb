"""Companies that offer staff: roles and numbers, conditions, contact, the towns they deal with, until when listed.

Who works for a company belongs to `registry/members`; what its dealings mean for a proposal to `matching/conflicts`.
"""
