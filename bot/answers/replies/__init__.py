"""A result -> a reply: what was done in one line, the answer first, few quotes."""
