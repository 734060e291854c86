"""The report of `make evaluate`: texts and fields on pages of unseen sites, beside those of other extractors."""
