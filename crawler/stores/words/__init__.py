"""The index of the words in stored articles, which searches use."""
