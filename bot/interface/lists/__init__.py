"""The reading lists of servers."""
