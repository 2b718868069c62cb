"""Tests about the repository itself: what every route, table, setting and dependency has to have."""
