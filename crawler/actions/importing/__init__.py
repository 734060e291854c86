"""Load records from files into the store, as if their pages had been crawled."""
