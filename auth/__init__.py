"""Who is asking, for whom they act, what they may do, and what was done."""
