"""What can keep the embedded PostgreSQL from starting, in sentences for the person at the keyboard."""


class DatabaseNotStarted(Exception):
    """The embedded PostgreSQL did not start; the Japanese message says what was kept, what to do."""
