"""Checks, finds and lists sources, and shows the site lines of a source, for `newsgalley sources`."""
