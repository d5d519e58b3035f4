"""What a person keeps here: saved papers, what they follow, and the right to see and delete all of it."""
