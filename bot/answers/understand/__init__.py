"""Understand a message: typed spans of text, each with what it says."""
