"""Personal features: saved papers, follows, privacy."""
