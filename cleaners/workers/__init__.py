"""Worker processes that clean pages: limits, pools, and the jobs of `python -m cleaners`."""
