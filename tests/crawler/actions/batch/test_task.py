"""One task: what costs a page, what costs a record, and what makes the task fail."""

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from cleaners.workers.preload import PROBE
from crawler.actions.batch import task
from crawler.actions.batch.errors import CleanerBrokenError, InputError
from crawler.actions.batch.job import Job
from crawler.actions.batch.task import do_task
from crawler.formats.arrow import arrow_schema
from tests.crawler.actions.batch.misbehaving import break_down, misbehave
from tests.support.archives import Warc, url_of, write_archive
from tests.support.paper import article_html

pytestmark = pytest.mark.usefixtures("warm_workers")


@pytest.fixture
def job(tmp_path: Path) -> Job:
    (tmp_path / "out").mkdir()
    files = [str(write_archive(tmp_path / f"{number}.warc.gz", number * 3, 3)) for number in range(3)]
    return Job(output=str(tmp_path / "out"), files=files, tasks=2)


def urls(job: Job, number: int) -> list[str]:
    return pq.read_table(job.part(number)).column("url").to_pylist()


def test_a_task_reads_its_files_in_their_order(job: Job) -> None:
    report = do_task(job, 0)
    assert urls(job, 0) == [url_of(number) for number in (0, 1, 2, 6, 7, 8)]
    assert pq.read_schema(job.part(0)).equals(arrow_schema(job.field_names))
    assert (report.files, report.pages, report.articles, report.has_faults) == (2, 6, 6, False)
    assert json.loads(Path(job.state("reports", "00000.json")).read_text())["articles"] == 6


def with_pages(job: Job, *names: str, timeout_seconds: float = 100) -> Job:
    """Return a job whose pages have these names."""
    warc = Warc()
    for name in names:
        warc.add(url=f"https://www.example.org/{name}", body=article_html(f"Harbour wall {name}").encode())
    path = Path(job.output, "bad.warc.gz")
    path.write_bytes(warc.out.getvalue())
    return Job(output=job.output, files=[str(path)], tasks=1, timeout_seconds=timeout_seconds, processes=2)


def test_a_page_that_breaks_its_process_costs_itself_alone(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(task, "clean_page", misbehave)
    bad = with_pages(job, "one", "crash", "two", "memory", "error", "three")
    report = do_task(bad, 0)
    assert urls(bad, 0) == [f"https://www.example.org/{name}" for name in ("one", "two", "three")]
    assert report.failed == {"clean_crash": 1, "clean_memory": 1, "clean_error": 1}
    assert {failure["url"] for failure in report.failures} == {
        f"https://www.example.org/{name}" for name in ("crash", "memory", "error")
    }
    assert all(str(failure["raw_ref"]).startswith(bad.files[0]) for failure in report.failures)


def test_a_page_that_hangs_is_counted(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(task, "clean_page", misbehave)
    report = do_task(with_pages(job, "hang", timeout_seconds=2), 0)
    assert report.failed == {"clean_timeout": 1}
    assert [failure["url"] for failure in report.failures] == ["https://www.example.org/hang"]


def test_a_cleaner_that_cleans_nothing_fails_the_task(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(task, "clean_page", break_down)
    with pytest.raises(CleanerBrokenError, match="not even a test page"):
        do_task(job, 0)
    assert not Path(job.part(0)).exists()
    assert PROBE.url


def test_a_file_that_cannot_be_read_now_fails_the_task(job: Job, tmp_path: Path) -> None:
    folder = tmp_path / "folder.warc.gz"
    folder.mkdir()
    with pytest.raises(InputError, match="cannot be read"):
        do_task(Job(output=job.output, files=[str(folder)], tasks=1), 0)
    assert not Path(job.part(0)).exists()


def test_articles_below_the_quality_are_counted_by_reason(job: Job) -> None:
    strict = Job(output=job.output, files=job.files, tasks=3, min_quality=1.0)
    report = do_task(strict, 0)
    assert (report.articles, report.dropped) == (0, {"low_quality": 3})
    assert pq.read_table(strict.part(0)).num_rows == 0
