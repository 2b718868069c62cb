"""How a local account proves itself: its password, one-time codes, recovery codes."""
