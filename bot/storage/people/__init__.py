"""The SQL of what people keep: saved papers, what they follow, and all of it together to show and delete."""
