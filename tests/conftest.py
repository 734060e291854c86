"""What all tests share."""

from hypothesis import settings

# The same examples at every run: a test must not fail by chance on a change that has nothing to do with it.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")
