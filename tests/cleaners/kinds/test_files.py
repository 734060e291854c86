"""Directory listings of web servers are recognised by their links, and articles with links to files are not."""

import pytest

from tests.cleaners.stages.test_page_kind import reason_to_drop, story

FOLDER = "https://www.morgenblatt.example/files/2026/"
FILES = ["budget-of-the-town-2026.pdf", "harbour-wall-story.html", "notes%20of%20the%20meeting.txt", "pictures/",
         "a-very-long-name-of-a-file-that-servers-cut-when-they-list-it.html", "minutes.doc", "readme.md"]  # fmt: skip


def shown(file: str) -> str:
    return file.replace("%20", " ")


def in_pre() -> str:
    rows = "\n".join(f'<a href="{file}">{shown(file)[:48]}{"..&gt;" if len(shown(file)) > 48 else ""}</a>'
                     "       03-Mar-2026 12:40     1234" for file in FILES)  # fmt: skip
    return f'<h1>Index of /files/2026/</h1><hr><pre><a href="../">../</a>\n{rows}</pre><hr>'


def in_table() -> str:
    columns = "".join(f'<th><a href="?C={key};O=A">{name}</a></th>' for key, name in
                      [("N", "Name"), ("M", "Last modified"), ("S", "Size"), ("D", "Description")])  # fmt: skip
    up = '<tr><td><img alt="[PARENTDIR]"></td><td><a href="/files/">Parent Directory</a></td><td></td><td>-</td></tr>'
    rows = "".join(f'<tr><td><img alt="[   ]"></td><td><a href="{file}">{shown(file)}</a></td>'
                   "<td>2026-03-03 12:40 </td><td>5.1K</td><td>&nbsp;</td></tr>" for file in FILES)  # fmt: skip
    return (f"<h1>Index of /files/2026</h1><table><tr><th></th>{columns}</tr>{up}{rows}</table>"
            "<address>Apache/2.4.41 (Ubuntu) Server at www.morgenblatt.example Port 443</address>")  # fmt: skip


def in_list() -> str:
    rows = "".join(f'<li><a href="/files/2026/{file}" title="{shown(file)}"><span class="name">{shown(file)}</span>'
                   '<span class="size">1234</span><span class="date">3/3/2026 12:40:00 PM</span></a></li>'
                   for file in FILES)  # fmt: skip
    return f'<h1><a href="/">~</a> / <a href="/files">files</a> / 2026</h1><ul id="files">{rows}</ul>'


@pytest.mark.parametrize("listing", [in_pre, in_table, in_list])
@pytest.mark.parametrize("times", [1, 40])
def test_a_directory_listing_is_dropped(listing: object, times: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{__name__}.FILES", FILES * times)
    page = f"<html><head><title>Index of /files/2026/</title></head><body>{listing()}</body></html>"  # type: ignore[operator]
    assert reason_to_drop(page, FOLDER) == "section"


def test_an_article_that_links_to_files_is_kept() -> None:
    downloads = "".join(f'<li><a href="/files/2026/{file}">{shown(file)}</a></li>' for file in FILES)
    assert reason_to_drop(story(extra=f"<ul>{downloads}</ul>")) is None
