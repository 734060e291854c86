"""The search of the reading room: an index in files for a site, and the store's own search for a server."""
