"""Search the store once and print the matches, or watch saved searches and hand new matches over."""
