"""Outside systems that call the API for a body: registered by its manager, with scopes, a limit and short tokens.

What a scope opens is `auth/permissions`, the same rights that people hold; how a person signs in is `auth/signin`.
"""
