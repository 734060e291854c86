"""The database below the store: engine, schema, thread, lock, upgrades."""
