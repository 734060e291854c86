"""Fields that stand among the blocks of an HTML page: title, byline, date line, captions and dek."""
