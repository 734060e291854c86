"""Authors of an article: reading bylines, and separating people from organisations."""
