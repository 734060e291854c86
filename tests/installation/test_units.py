"""The unit files of systemd, checked by systemd's own tool, and the container file by hadolint."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
SERVICES = ("newsgalley.service", "newsgalley-worker.service")
HADOLINT = Path(sys.executable).with_name("hadolint")
MAX_EXPOSURE = 3.0  # of 10, as `systemd-analyze security` counts; 10 is a service without any restriction

needs_systemd = pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not installed")


@needs_systemd
def test_the_units_are_valid(tmp_path: Path) -> None:
    for unit in [*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")]:
        (tmp_path / unit.name).write_text(unit.read_text().replace("/opt/newsgalley/bin/newsgalley", "/bin/true"))
    units = sorted(str(path) for path in tmp_path.iterdir() if "@" not in path.name)
    ended = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False)
    named = [line for line in ended.stderr.splitlines() if "newsgalley" in line]
    assert named == []


@needs_systemd
@pytest.mark.parametrize("unit", SERVICES)
def test_the_services_are_confined(unit: str) -> None:
    command = ["systemd-analyze", "security", "--offline=true", str(DEPLOY / unit)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    found = re.search(rf"exposure level for {unit}: ([\d.]+)", ended.stdout)
    assert found, ended.stderr
    assert float(found[1]) < MAX_EXPOSURE


def test_a_missed_run_is_made_up_for_and_a_failed_one_reported() -> None:
    assert "\nPersistent=true\n" in (DEPLOY / "newsgalley.timer").read_text()
    for unit in SERVICES:
        assert "\nOnFailure=newsgalley-failed@%n.service\n" in (DEPLOY / unit).read_text()


def test_a_worker_alone_gets_the_signal_to_stop() -> None:
    assert "\nKillMode=mixed\n" in (DEPLOY / "newsgalley-worker.service").read_text()


@pytest.mark.skipif(not HADOLINT.exists(), reason="hadolint is not installed: uv sync, or make test")
def test_the_container_file_has_no_findings() -> None:
    subprocess.run([HADOLINT, "--no-color", DEPLOY / "Dockerfile"], check=True)
