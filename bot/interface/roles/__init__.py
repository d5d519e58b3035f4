"""Roles that members take for topics, and the message that offers them."""
