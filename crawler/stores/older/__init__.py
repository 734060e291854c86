"""Upgrade stores of older versions: their tables and records, and the steps that move rows to the current tables."""
