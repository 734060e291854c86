"""Output formats of a cleaned page beside the record."""
