"""People in pools, municipalities and what they need. Putting the two together belongs to `matching`."""
