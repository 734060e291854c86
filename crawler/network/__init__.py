"""Access to the network: which addresses may be reached, and bounds on the headers, size and time of a response."""
