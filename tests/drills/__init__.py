"""Drills on the product as it is started for people: killed while it writes, asked again, counted afterwards."""
