"""Processes that clean pages: limits, pools, and the jobs of the filter."""
