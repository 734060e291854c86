"""Signals of this project, sent by Scrapy's signal manager."""

from __future__ import annotations

stopping = object()  # the run is to end: what is under way may finish, nothing new is asked for
abandoned = object()  # the time for that is over: whatever is unfinished is left for a later run
