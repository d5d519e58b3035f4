"""Shared user interface: components, markup, custom ids, permissions, errors, languages."""
