"""What each kind of person sees first: a page over several packages. It decides nothing."""
