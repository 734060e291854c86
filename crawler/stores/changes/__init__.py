"""The change feed: every change of an article under a rising number, and the cursors of those who read it."""
