"""Stores of older versions: their upgrade, their tables and records, and how rows get to the tables of today."""
