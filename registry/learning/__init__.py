"""What people have to have learnt before they work, what they have, and the gate before posting that follows.

`matching` asks for courses when hiring is decided, `training` notes completions; both read the gate here.
The courses, their sessions and who sits in them are `training`.
"""
