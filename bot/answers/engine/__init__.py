"""A complete request and a corpus -> a result."""
