"""Check, find and list sources, and show the site lines of a source, for `newsgalley sources`."""
