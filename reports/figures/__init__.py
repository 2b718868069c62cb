"""Every number of the field that a page prints: its value, as of when, how it is counted, where its rows are.

Which numbers a page shows is decided by that page. Small cells of people are withheld here, and nowhere else.
"""
