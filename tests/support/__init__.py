"""What the tests of several packages share: a newspaper and other servers, commands that run, archives, a browser.

What only the tests of one folder share is a module in that folder.
"""
