"""Lines that belong to no box: links and pointers to other stories, invitations, channels, labels with a value."""
