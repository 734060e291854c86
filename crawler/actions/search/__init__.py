"""Searches of the store: printed once, or watched and handed over."""
