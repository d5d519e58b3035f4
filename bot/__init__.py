"""A Discord bot that answers questions about daily paper listings, in Korean and English."""
