"""The formats of exports. Each writes rows: dictionaries with the fields of a record or change."""
