"""Markup and the parsed tree: corrections such as shadow DOM and ruby text, and indexes of elements and texts."""
