"""Show how the cleaner decided about each block of a page, and why, as HTML or in the terminal."""
