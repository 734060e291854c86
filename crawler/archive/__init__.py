"""Raw pages in WARC files: written as they came over the wire, and read back."""
