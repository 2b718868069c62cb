"""What an auditor reads of the journal: who did what for the own body, to whose fields, when and why.

The journal itself is `auth/journal`'s; here names are put beside the numbers, and reading them is journalled as well.
"""
