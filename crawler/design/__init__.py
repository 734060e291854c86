"""The design of all HTML pages: one frame, one style sheet, and the scripts."""
