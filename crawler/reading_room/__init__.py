"""The reading room: a web site of the store's articles, as files in a folder or from a server on this machine."""
