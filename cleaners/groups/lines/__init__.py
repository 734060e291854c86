"""Lines that belong to no box: links and pointers to other stories, invitations, and links to channels."""
