"""Analyses of the corpus: trends, rising terms, statistics, and shared terms of similar papers."""
