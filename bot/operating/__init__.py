"""What whoever runs the bot needs: one process, logs, signs of life, figures."""

__all__: list[str] = []
