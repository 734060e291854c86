"""The stages for plain text alone: from lines to blocks, and to the decision about the body."""
