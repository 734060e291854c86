"""Pictures of an article: their addresses, sizes, captions and credits."""
