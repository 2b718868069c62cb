"""How a body comes to be told a name: the request, what the person or their pool decides, and the consent itself.

The basis that opens the name is a row of `disclosures`; the name belongs to `members`.
"""
