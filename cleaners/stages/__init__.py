"""The steps of the cleaner, one function each. They never import each other; `cleaners/cleaning.py` has their order.

The stages in `html/` and `plain_text/` lead to blocks of which some are kept; those beside this file serve both.
"""
