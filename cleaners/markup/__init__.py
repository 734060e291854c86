"""Corrections of markup and of the parsed tree: bounds on depth and repetition, and text that browsers show otherwise."""
