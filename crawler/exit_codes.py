"""The exit codes of the commands, and the error for arguments or settings that cannot be used."""

EXIT_OK = 0
EXIT_ERROR = 1  # the run could not start, or broke; also Scrapy's own code
EXIT_BAD_CONFIGURATION = 2  # a source file, argument or setting cannot be used; nothing was fetched
EXIT_NOTHING_STORED = 3  # all due sources, or new pages, were lost, and no article was stored
EXIT_SOURCES_FAILED = 4  # articles were stored, or none was due, but at least one source failed
EXIT_STORE_BUSY = 5  # another run is using the store
EXIT_INTERRUPTED = 6  # a signal ended the run; the next run continues
EXIT_ALARM = 7  # the run succeeded, but a source gives much less than it used to


class UsageError(Exception):
    """Arguments, settings or source files cannot be used; the message says what to do.

    The command exits with EXIT_BAD_CONFIGURATION.
    """
