"""The SQL of the daily post: subscriptions, deliveries, and when to check each channel."""
