"""The database below the store: engine, schema, views, lock, and how failures are handled."""
