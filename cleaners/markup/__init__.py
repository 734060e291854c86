"""Corrections of a parsed tree where browsers show text otherwise than the markup has it."""
