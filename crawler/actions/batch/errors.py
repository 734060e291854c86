"""The errors of a batch. The message of each is one sentence for the user.

BatchError
    JobError            the batch cannot be started or continued with these options
    InputError          an input cannot be read at the moment
        InputMissingError   the input does not exist
    OutputError         the output cannot be written
    CleanerBrokenError  no page can be cleaned
"""

from __future__ import annotations


class BatchError(Exception):
    """A batch or one of its tasks failed."""


class JobError(BatchError, ValueError):
    """A batch cannot be started or continued with these options, or on these machines."""


class InputError(BatchError):
    """An input cannot be read at the moment, for example because the network failed. The task must be repeated."""


class InputMissingError(InputError):
    """The input does not exist."""


class OutputError(BatchError):
    """An output file cannot be written."""


class CleanerBrokenError(BatchError):
    """The cleaner fails even on a test page, so the installation is broken."""


class InterruptedBatch(Exception):  # noqa: N818 - a signal ended the batch, which is not an error
    """A signal ended the batch."""
