"""People in talent pools: identity, profile, memberships, and the readers of rosters they come from.

Does not own their offers of days (capacity), nor who may see their names (disclosures).
"""
