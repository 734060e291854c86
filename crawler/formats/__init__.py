"""Formats that records are exported in. Each writes rows: dictionaries with the fields of a record or change."""
