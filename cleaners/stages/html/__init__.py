"""The stages for HTML pages alone: from the tree to blocks, and to the decision about the body."""
