from __future__ import annotations

import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
PAGES = [*sorted(PROJECT.glob("*.md")), *sorted((PROJECT / "docs").rglob("*.md"))]

CODE = re.compile(r"^```.*?^```|`[^`\n]+`", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
NAMED_FILE = re.compile(
    r"`((?:cleaners|crawler|seeds|tests|training|benchmarks|docs)/[\w./-]*\w\.(?:py|md|toml|npz|svg))"
)


def anchors(page: Path) -> set[str]:
    """Return the anchors that GitHub makes of a page's headings."""
    text = re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in HEADING.findall(text)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(PROJECT)))
def test_links_lead_to_files_and_headings(page: Path) -> None:
    broken = []
    for link in LINK.findall(CODE.sub("", page.read_text("utf-8"))):
        if "://" in link:
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)
    assert broken == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(PROJECT)))
def test_files_that_a_page_names_exist(page: Path) -> None:
    named = NAMED_FILE.findall(page.read_text("utf-8"))
    assert [path for path in named if ".example." not in path and not (PROJECT / path).exists()] == []


def test_every_page_is_reached_from_the_readme() -> None:
    reached, waiting = set(), [PROJECT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached or page.suffix != ".md" or not page.exists():
            continue
        reached.add(page)
        paths = (link.partition("#")[0] for link in LINK.findall(page.read_text("utf-8")) if "://" not in link)
        waiting += [(page.parent / path).resolve() for path in paths if path]
    assert [str(page) for page in PAGES if page not in reached] == []


def test_the_readme_is_short() -> None:
    assert len((PROJECT / "README.md").read_text("utf-8").split()) < 1_200


@pytest.mark.parametrize("page", sorted((PROJECT / "docs" / "decisions").glob("0*.md")), ids=lambda page: page.name)
def test_a_decision_is_one_page_with_the_same_sections(page: Path) -> None:
    text = page.read_text("utf-8")
    assert len(text.split()) < 450
    assert re.match(rf"# {int(page.name[:4])}\. [A-Z]", text)
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences", "Alternatives tried"]
