"""The errors of a batch. The message of each is one sentence for the user.

BatchError
    JobError            the batch cannot be started or continued with these options
    InputError          an input cannot be read now
        InputMissingError   the input does not exist
    OutputError         the output cannot be written
    CleanerBrokenError  no page can be cleaned
"""

from __future__ import annotations


class BatchError(Exception):
    """A batch or a task of it cannot be done."""


class JobError(BatchError, ValueError):
    """A batch cannot be started or continued with these options, or on these machines."""


class InputError(BatchError):
    """An input cannot be read now, for example because the network failed. The task must be done again."""


class InputMissingError(InputError):
    """The input does not exist."""


class OutputError(BatchError):
    """A file of the output cannot be written."""


class CleanerBrokenError(BatchError):
    """The cleaner fails on a page of our own too, so the installation is broken."""


class InterruptedBatch(Exception):  # noqa: N818 - a signal ended the batch, which is not an error
    """A signal ended the batch."""
