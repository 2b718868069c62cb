"""A local password that was forgotten: a link by mail, once, for half an hour; the same answer to everybody.

Inviting somebody new is `auth/staff`; what follows the new password is an ordinary sign-in, second factor included.
"""
