"""What a question sees: text analysis, the BM25 index, titles, names and filters."""
