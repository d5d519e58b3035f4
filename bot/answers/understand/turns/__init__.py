"""The meaning of a text in its conversation: one module for each kind of step."""
