"""Passkeys (WebAuthn) of local accounts: registering, naming, removing them, and believing what they sign.

Opening the session that a passkey earns is `auth/signin`'s.
"""
