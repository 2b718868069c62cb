"""Who works for a body with which role: invitations, roles given and ended, the yearly review.

What a role may do is `auth/permissions`; how somebody proves who they are is `auth/factors` and `auth/providers`.
"""
