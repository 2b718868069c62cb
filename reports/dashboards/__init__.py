"""Boards of figures: the nation's. Every number comes from `figures`; a board only arranges them."""
