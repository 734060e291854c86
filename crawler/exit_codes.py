"""The exit codes of the commands, and the error for arguments or settings that cannot be used."""

EXIT_OK = 0
EXIT_ERROR = 1  # the run could not start, or broke; also Scrapy's own code
EXIT_BAD_CONFIGURATION = 2  # a source file, argument or setting cannot be used; nothing was fetched
EXIT_NOTHING_STORED = 3  # no article was stored, and all due sources failed or new pages were lost
EXIT_SOURCES_FAILED = 4  # the run is not a failure as a whole, but at least one source or given page failed
EXIT_STORE_BUSY = 5  # another run is using the store
EXIT_INTERRUPTED = 6  # a signal ended the run; the next run continues
EXIT_ALARM = 7  # the run succeeded, but a source gives much less than it used to


class UsageError(Exception):
    """Arguments, settings or source files cannot be used; the message says what to do.

    The command exits with EXIT_BAD_CONFIGURATION.
    """
