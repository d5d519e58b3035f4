"""The admins' commands over the corpus, and the tasks that bring new listings in."""
