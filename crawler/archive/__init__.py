"""Archive raw pages in WARC files, and read them back."""
