"""Two entries of one person: found by name and kana, proposed, agreed to by every pool that keeps one, joined.

Does not own the people (members), nor what others hold of them: that follows by the database's own procedure.
"""
