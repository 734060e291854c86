"""Every regular expression of the project is tried with texts that almost match it."""
