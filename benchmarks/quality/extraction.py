"""Compare the cleaner with trafilatura, page by page, on the evaluation sets beside the repository.

    python -m benchmarks.quality.extraction [fundus-dev wcxb-dev ...]

Prints quality (aebF1: F1 of four-word shingles; exact: share of texts without a wrong word), speed and memory. The sets
and the tool that compares are not part of the repository; they must be in ../shared.
"""

from __future__ import annotations

import subprocess
import sys

from benchmarks.pages import ROOT, SHARED

COMPARE = SHARED / "bench" / "compare.py"
DATASETS = ("fundus-dev", "wcxb-dev")


def main(datasets: list[str]) -> int:
    """Compare on the named sets, or on the two of articles; return the exit code."""
    if not COMPARE.exists():
        print(f"No evaluation sets: {COMPARE} does not exist; nothing was measured.", file=sys.stderr)
        return 1
    ours = f"ours={sys.executable} -m cleaners"
    for dataset in datasets or DATASETS:
        systems = ["--extractors", "trafilatura", "--external", ours, "--against", "trafilatura"]
        subprocess.run([sys.executable, str(COMPARE), "--dataset", dataset, *systems], cwd=ROOT, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
