"""Access to the network: the addresses that may be reached, and the bounds on a response's headers, size and time."""
