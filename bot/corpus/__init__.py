"""A listing file -> papers: markdown, entries, names, addresses, and what a load would change."""
