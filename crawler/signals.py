"""Signals of this project, sent through Scrapy's signal manager."""

from __future__ import annotations

stopping = object()  # the run will end: requests in transfer may finish, no new one is sent
abandoned = object()  # the grace period is over: unfinished requests are left for a later run
