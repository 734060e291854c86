"""Passes over markup before it is parsed, which bound its depth, shorten repetitions and empty programs."""
