"""Worker processes that clean pages: their limits, pools of them, and the jobs of `python -m cleaners`."""
