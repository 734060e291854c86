import json

from cleaners.metadata import Metadata
from cleaners.metadata.fields import Author
from training.evaluation.fields import Fields, by_trafilatura, gold, table
from training.pages import Sample

HTML = """<html><head><title>Ferry back in service</title><meta name="author" content="Ida Bron">
<meta property="article:published_time" content="2026-03-02T10:00:00Z"></head>
<body><h1>Ferry back in service</h1></body>
</html>"""


def test_the_gold_of_each_page_is_read_as_far_as_a_set_has_it(tmp_path):
    (tmp_path / "news").mkdir()
    rows = [{"file": "1", "title": "Ferry", "date": "2026-03-02", "authors": ["Ida Bron"]}, {"file": "2"}]
    (tmp_path / "news" / "gold.jsonl").write_text("\n".join(map(json.dumps, rows)))
    assert gold(["news"], tmp_path) == {
        ("news", "1"): Fields("Ferry", "2026-03-02", ("Ida Bron",)),
        ("news", "2"): Fields(),
    }


def test_the_table_counts_the_pages_that_have_a_field():
    sought = {
        ("news", "1"): Fields("Ferry back", "2026-03-02", ("Ida Bron", "Max Lund")),
        ("news", "2"): Fields("Wall", "", ()),
        ("news", "3"): Fields(),
    }
    found = {("news", "1"): Fields("ferry: back", "2026-03-03", ("IDA BRON",)), ("news", "2"): Fields("Other")}
    head, ours, nothing, end = table(sought, {"ours": found, "nothing": {}})
    assert head.split() == ["fields", "pages", "title", "day", "authors"]
    assert ours.split() == ["news", "ours", "2", "0.500", "0.000", "0.667"]
    assert nothing.split() == ["news", "nothing", "2", "0.000", "0.000", "0.000"]
    assert end == ""


def test_a_set_without_fields_is_left_out():
    assert len(table({("lines", "1"): Fields()}, {"ours": {}})) == 2


def test_the_fields_of_the_cleaner_and_of_trafilatura_have_the_same_form():
    metadata = Metadata(title="Ferry", date_published="2026-03-02T10:00:00Z", authors=[Author("Ida Bron")])
    assert Fields.of(metadata) == Fields("Ferry", "2026-03-02", ("Ida Bron",))
    found = by_trafilatura(Sample("news", "1", "https://paper.example/1", HTML, None, (), ()))
    assert found == Fields("Ferry back in service", "2026-03-02", ("Ida Bron",))
    assert by_trafilatura(Sample("news", "2", "", "", None, (), ())) == Fields()
