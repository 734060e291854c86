"""The index of the words of stored articles, which searches use."""
