"""Clean archives on many processes or machines with datatrove: one task per part of the output."""
