"""Item pipelines: clean, validate, store."""
