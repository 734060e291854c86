"""Readers of the data that a page holds for its scripts: JSON, values of variables, markup that is shown later."""
