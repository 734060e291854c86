"""The report of `make evaluate`: texts and fields of pages of unseen sites, beside those of other extractors."""
