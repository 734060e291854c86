"""A batch on Slurm, with commands of the same names that do on this machine what Slurm would do on its nodes."""

import os
import sys
from pathlib import Path

import polars
import pytest

from tests.support.archives import url_of, write_archive
from tests.support.commands.scrapy_runs import Scrapy

# Runs the tasks of the array that the script asks for, one after the other, and prints the id of the job.
SBATCH = """#!/bin/bash
for script; do :; done
echo "$@" >> "$JOBS"
cat "$script" >> "$JOBS"
last=$(sed -n 's/^#SBATCH --array=0-\\([0-9]*\\).*/\\1/p' "$script")
for task in $(seq 0 "$last"); do
    SLURM_ARRAY_TASK_ID=$task SLURM_NODELIST=localhost RUN_OFFSET=0 bash "$script" >> "$JOBS.log" 2>&1 || exit 1
done
echo "Submitted batch job 17"
"""
SRUN = """#!/bin/bash
while [[ $1 == -* ]]; do [[ $1 == -n ]] && shift; shift; done
exec "$@"
"""
SCONTROL = "#!/bin/bash\necho localhost\n"


@pytest.fixture
def slurm(scrapy: Scrapy, tmp_path: Path) -> Path:
    """Put the commands on the path, and return the file in which they note what was submitted."""
    commands = tmp_path / "bin"
    commands.mkdir()
    for name, script in {"sbatch": SBATCH, "srun": SRUN, "scontrol": SCONTROL}.items():
        (commands / name).write_text(script)
        (commands / name).chmod(0o755)
    path = f"{commands}:{Path(sys.executable).parent}:{os.environ['PATH']}"
    scrapy.environment = {"PATH": path, "JOBS": str(tmp_path / "jobs")}
    return tmp_path / "jobs"


@pytest.mark.soak
def test_each_task_of_the_array_writes_its_part(scrapy: Scrapy, slurm: Path, tmp_path: Path) -> None:
    for number in range(2):
        write_archive(tmp_path / "warc" / f"{number}.warc.gz", number * 3, 3)
    options = ("--executor", "slurm", "--partition", "news", "--time", "02:00:00", "--cpus", "2", "--memory-gb", "3")
    submitted = scrapy("batch", "clean", "warc", "-o", "out", *options)
    assert submitted.code == 0, submitted.log
    assert "newsgalley batch status" in submitted.log
    script = slurm.read_text()
    for line in ("partition=news", "time=02:00:00", "cpus-per-task=2", "mem-per-cpu=3G", "array=0-1%2"):
        assert f"#SBATCH --{line}" in script
    urls = polars.read_parquet(tmp_path / "out" / "*.parquet")["url"].to_list()
    assert sorted(urls) == sorted(url_of(number) for number in range(6))
    status = scrapy("batch", "status", "out")
    assert (status.code, "tasks             2, all finished" in status.out) == (0, True)


def test_a_machine_without_slurm_is_reported_in_one_sentence(scrapy: Scrapy, tmp_path: Path) -> None:
    write_archive(tmp_path / "piers.warc.gz", 0, 1)
    refused = scrapy("batch", "clean", "piers.warc.gz", "-o", "out", "--executor", "slurm", "--partition", "news")
    assert refused.code == 2
    assert "--executor slurm needs the command sbatch" in refused.log
