"""Statements about rights: what a page, its headers and its site declare about the use of the text.

`markup`, `headers`, `notice` and `site` each read one place. `summary` makes one value of all statements. Everything
works on values that others have fetched.
"""
