"""The SQL of personal data: saved papers, follows, and everything together to show and delete."""
