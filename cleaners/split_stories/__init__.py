"""Stories that a site splits over several pages: find their further pages, and join the cleaned ones."""
