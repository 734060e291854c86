"""The decision which lines of a page saved as plain text are the body."""
