"""What the corpus shows as a whole: trends, rising terms, statistics, and what similar papers share."""
