"""Print the modules that commands import. Standard input has the arguments of a command in each line, as JSON.

Each command runs in a fork of a process that has imported what every `newsgalley` imports at its start, and prints one
line of JSON.
"""

from __future__ import annotations

import json
import os
import sys

from crawler import console


def print_modules_of(arguments: list[str]) -> None:
    """Run a command without its output, and print the names of all modules that its process has."""
    output = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.argv = ["newsgalley", *arguments]
    try:
        console.main()
    except SystemExit:
        os.write(output, json.dumps(sorted(sys.modules)).encode() + b"\n")


if __name__ == "__main__":
    for line in sys.stdin:
        if not (pid := os.fork()):
            try:
                print_modules_of(json.loads(line))
            finally:
                os._exit(0)
        os.waitpid(pid, 0)
