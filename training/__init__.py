"""Administrative-practice training: courses, sessions, who completed what."""
