"""What a person typed -> a request: the door, spans, what carries no topic, the act, the session."""
