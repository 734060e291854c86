"""Load the cleaner as it is imported, for the server of multiprocessing from which tests fork their workers."""

from cleaners.workers.preload import warm_up
from crawler.pipelines import cleaned  # noqa: F401, has the work of most processes

warm_up()
