"""An optional language model that writes sentences over checked quotes; what the quotes do not carry is cut."""
