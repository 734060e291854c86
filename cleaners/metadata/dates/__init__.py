"""Dates: how pages write them, and which one is the date of publication."""
