"""The crawl state of every address that a listing or a page has named: what is known, due, stored or dropped."""
