"""A result -> a reply: one line on what was done, the answer first, few quotes."""
