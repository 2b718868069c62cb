"""Mail: letters wait in the outbox until they are sent, once each, by SMTP or into a folder.

What is told to whom is `auth/inbox`; here is only the post.
"""
