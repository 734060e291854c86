"""Item pipelines: clean, validate, dedupe, store."""
