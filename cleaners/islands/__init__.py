"""Islands: data in a page from which its scripts would render the article, read without running them."""
