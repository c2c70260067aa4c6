"""The page on which a person checks records against the highlighted article."""
