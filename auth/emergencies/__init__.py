"""Acting as manager for an hour where nobody else can (break-glass): a second person agrees, the body is told.

The hour ends by itself: `viewer_for` in the database looks at it at every request. Roles that stay are `auth/staff`.
"""
