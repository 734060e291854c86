"""Statements about rights: what a page, its headers and its site declare about the use of the text.

`markup`, `headers`, `notice` and `site` read one place each. `summary` sums them up in one value. Nothing here
fetches anything.
"""
