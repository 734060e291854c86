"""Upgrade stores of older versions, and copy a store into another database.

The upgrade changes tables and records, and moves rows to the current tables.
"""
