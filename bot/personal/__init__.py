"""Personal features: saved papers, follows, and the right to see and delete all of it."""
