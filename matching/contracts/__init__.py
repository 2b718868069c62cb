"""What a town contracts, tenders or specifies while somebody of a pool works for it, and what each check of it found.

Whether a person may be proposed is decided in `matching/proposals` on the declarations of `matching/conflicts`, to
which a conflict found here adds a bar; how a contract is made is the town's own affair.
"""
