"""New days from a source on the web -> listing files."""
