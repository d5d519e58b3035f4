"""What a text means behind what was shown: one module for each kind of step."""
