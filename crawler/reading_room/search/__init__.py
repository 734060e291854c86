"""Search in the reading room: an index of files for a site without a server, and the store where there is one."""
