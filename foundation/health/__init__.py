"""Whether this process lives, whether it can work, and how far long work has come."""
