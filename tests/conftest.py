"""Configuration of all tests."""

from hypothesis import settings

# Use the same examples in every run, because a test must not fail by chance on a change that is unrelated to it.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")
