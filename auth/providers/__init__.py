"""Who else may say who somebody is: OpenID providers by body, what they are asked, and whether to believe the answer.

Sessions belong to `auth/signin`, accounts to `auth/accounts`.
"""
