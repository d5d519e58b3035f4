"""The daily post: when it is due, and how it is delivered once."""
