"""Roles, levels and versioned skill schemes. Who has which skill belongs to `registry/members`."""
