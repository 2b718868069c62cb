"""Notices to a body or a member, and which are still unread. Sending mail belongs to `foundation/notifications`."""
