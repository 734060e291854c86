"""Statements about rights: what a page, its headers and its site declare about the use of the text.

`markup`, `headers`, `notice` and `site` read one place each. `summary` makes one value of all statements. Nothing here
fetches anything.
"""
