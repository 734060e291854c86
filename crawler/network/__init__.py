"""The way to the net: which addresses may be reached, and what an answer may cost."""
