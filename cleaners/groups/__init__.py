"""Groups of blocks that are decided as a whole: readers' comments, a second story, teaser cards, linked lines."""
