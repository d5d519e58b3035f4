"""What belongs to one person: saved papers, follows, privacy."""
