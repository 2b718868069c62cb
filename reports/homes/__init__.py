"""What each kind of person sees first: a page over several packages. It decides nothing.

Whose turn it is, what comes next and by when is put into words here, from what the nouns answer.
"""
