"""Corrections of markup and of the parsed tree: bounds on depth and repetition, ruby text, shadow DOM."""
