"""People who sign in, and the role each holds in a body. It knows nothing of sessions."""
