"""The change feed: the numbered changes of articles, and the cursors of the consumers that read them."""
