"""Islands: data in a page from which its program would draw the article, read without running the program."""
