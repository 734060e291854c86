"""The decision which blocks of an HTML page are the body: blocks, alignment with trafilatura, features, models."""
