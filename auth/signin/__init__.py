"""Proving who one is, the session that follows, and the body one acts for."""
