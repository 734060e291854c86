"""Archives raw pages in WARC files, and reads them back."""
