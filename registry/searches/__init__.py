"""The lists of people and needs as their readers ask them: filters in the URL, counts, advice, files, saved questions.

What a question finds belongs to `members` and `needs`; here it is read from a URL, put into words and kept.
"""
