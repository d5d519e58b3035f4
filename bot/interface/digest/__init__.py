"""The daily posts of a server: settings, posting, diagnosis."""
