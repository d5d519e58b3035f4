"""The SQL of the daily post: who wants it, what was claimed and sent, and when to look where."""
