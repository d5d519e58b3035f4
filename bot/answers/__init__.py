"""A message -> a reply: understand it, answer it on one corpus, phrase the answer."""
