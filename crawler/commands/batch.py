"""`newsgalley batch`: cleans whole archives on many processes or machines, without a store."""

from __future__ import annotations

import argparse

from crawler.command_line import CheckedCommand
from crawler.exit_codes import UsageError
from crawler.messages.suggestions import did_you_mean

ACTIONS = ("clean", "reclean", "status")
EXECUTORS = ("local", "slurm", "ray")


class Command(CheckedCommand):
    """Cleans archives into Parquet files, one per task."""

    def syntax(self) -> str:
        """Return the command's arguments."""
        return "clean INPUT ... -o OUTPUT | reclean [INPUT ...] -o OUTPUT | status OUTPUT"

    def short_desc(self) -> str:
        """Return what the command does."""
        return "Clean whole archives into Parquet files, on many processes, Slurm or Ray"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the options that select files, describe the output and choose the machines."""
        super().add_options(parser)
        parser.add_argument("-o", "--output", metavar="PATH", help="folder, or an address such as s3://bucket/folder")
        parser.add_argument(
            "--format", choices=("parquet", "jsonl"), default="parquet", help="output format (default: parquet)"
        )
        parser.add_argument("--removed", action="store_true", help="write the removed blocks too")
        parser.add_argument("--since", metavar="DAY", help="only files whose name has this day or a later one")
        parser.add_argument("--until", metavar="DAY", help="only files whose name has this day or an earlier one")
        parser.add_argument("--base", metavar="PATH", help="folder or address where the paths of a list begin")
        parser.add_argument("--near-duplicates", action="store_true", help="link articles that tell the same story")
        parser.add_argument(
            "--summary", choices=("text", "json"), default="text", help="format of the summary (default: text)"
        )
        self._add_machines(parser)

    def _add_machines(self, parser: argparse.ArgumentParser) -> None:
        number = _positive
        parser.add_argument("--executor", choices=EXECUTORS, default="local", help="where it runs (default: local)")
        parser.add_argument("--tasks", metavar="N", type=number, help="parts of the work (default: one per file)")
        parser.add_argument("--workers", metavar="N", type=number, help="tasks at once (default: CLEAN_WORKERS)")
        parser.add_argument(
            "--cpus", metavar="N", type=number, help="CPUs and cleaning processes per task (default: 1)"
        )
        parser.add_argument(
            "--memory-gb", metavar="N", type=number, default=2, help="for Slurm and Ray: memory per CPU (default: 2)"
        )
        parser.add_argument("--partition", metavar="NAME", help="for Slurm: the partition")
        parser.add_argument("--time", default="24:00:00", help="for Slurm: limit per task (default: 24:00:00)")
        parser.add_argument("--setup", metavar="COMMAND", help="for Slurm: shell command before each task")

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        """Run the action that the first argument names."""
        refuse_misfits(args, opts)
        try:
            from crawler.actions.batch.run import batch, show_status
        except ModuleNotFoundError as error:
            message = f"newsgalley batch needs {error.name}: pip install 'newsgalley[batch]'."
            raise UsageError(message) from None

        if args[0] == "status":
            self.exitcode = show_status(args[1], opts)
        else:
            self.exitcode = batch(self.settings, args[0], args[1:], opts)


def refuse_misfits(args: list[str], opts: argparse.Namespace) -> None:
    """Raise UsageError if the action is unknown, or options do not go together."""
    action, names = (args[0], args[1:]) if args else ("", [])
    problem = None
    if action not in ACTIONS:
        problem = f"Name an action: newsgalley batch clean, reclean or status.{did_you_mean(action, ACTIONS)}"
    elif action == "status":
        if len(names) != 1 or opts.output:
            problem = "Name the output of one batch: newsgalley batch status OUTPUT."
    elif not opts.output:
        problem = "Name where to write with -o: a folder, or an address such as s3://bucket/folder."
    elif action == "clean" and not names:
        problem = "Name what to clean: WARC or WET files, folders of them, or lists such as warc.paths.gz."
    elif opts.executor == "slurm" and not opts.partition:
        problem = "--executor slurm needs --partition NAME; sinfo prints the names."
    elif opts.executor != "slurm" and (opts.partition or opts.setup):
        problem = "--partition and --setup are for --executor slurm only."
    if problem:
        raise UsageError(problem)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"give a number of 1 or more, not {text}")
    return number
