"""Rescue of lost text: parts of the story that the models, which judge each block by itself, put outside the body."""
