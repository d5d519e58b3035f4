"""A message -> a reply: understand it, answer it on one corpus, put the answer into words."""
