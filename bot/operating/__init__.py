"""For operators: one process, logs, health and metrics."""

__all__: list[str] = []
