"""Rescue of lost text: parts of the story that the models, which judge block by block, put outside the body."""
