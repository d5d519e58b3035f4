"""A typed message -> a request: limits, spans, fillers, the act, the session."""
