from crawler.extensions.progress import progress_line


def test_the_line_says_what_a_run_does_before_the_first_article() -> None:
    assert progress_line({"discover/listings/requested": 92, "discover/listings/done": 40}) == (
        "listings 40 of 92, pages 0, articles 0"
    )
    stats = {"discover/listings/requested": 92, "discover/listings/done": 40, "clean/pages": 120}
    assert progress_line(stats) == "listings 40 of 92, pages 120, articles 0, cleaning workers starting"


def test_the_line_counts_what_became_of_the_pages() -> None:
    stats = {
        "clean/pages": 9, "clean/done": 8, "store/stored": 5, "store/dropped": 2, "store/unchanged": 1,
        "fetch/failed/http_404": 1, "fetch/failed/timeout": 2, "scheduler/enqueued": 30, "scheduler/dequeued": 20,
    }  # fmt: skip
    assert progress_line(stats) == ("pages 9, articles 5, unchanged 1, dropped 2, failed 3, requests waiting 10")
