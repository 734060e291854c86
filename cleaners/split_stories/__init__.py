"""Stories that a site splits over several pages: finding their further pages, and joining the cleaned ones."""
