"""The server of the reading room: the page at an address, made when it is requested, and the page of the workers."""
