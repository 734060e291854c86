"""Golden pages: the results that the cleaner should have for the pages in `tests/pages`.

`python -m tests.golden` prints the differences, and `--write` stores the cleaner's results as the new golden files.
Read the differences before you write: the files hold what is right, not what the cleaner does.
"""

from __future__ import annotations

import argparse
import json
import sys
from difflib import unified_diff
from pathlib import Path
from typing import Any

from cleaners.cleaning import clean_page
from cleaners.page import Page

PAGES = Path(__file__).parent / "pages"

# Fields that do not change with versions, hashes and the calibration of the score.
FIELDS = (
    "title", "subtitle", "authors", "date_published", "date_modified", "language", "section", "tags", "site_name",
    "canonical_url", "images", "is_accessible_for_free", "syndicated_from", "text", "blocks",
)  # fmt: skip


def folders() -> list[Path]:
    return sorted(path.parent for path in PAGES.glob("*/meta.json"))


def page_of(folder: Path) -> Page:
    """Return the page of a folder."""
    meta = json.loads((folder / "meta.json").read_text("utf-8"))
    html = folder / "page.html"
    if html.exists():
        return Page(body=html.read_bytes(), url=meta["url"], status=meta.get("status"))
    return Page(body=(folder / "page.txt").read_text("utf-8"), url=meta["url"], kind="text")


def cleaned(folder: Path) -> dict[str, Any]:
    """Clean the page of a folder; return the contents of article.json and removed.json, by file name.

    Of a page that is dropped only the reason code counts.
    """
    result = clean_page(page_of(folder))
    record = result.to_record()
    if result.dropped:
        return {"article.json": {"dropped": result.dropped}, "removed.json": []}
    article = {field: record[field] for field in FIELDS}
    return {"article.json": article, "removed.json": [block["text"] for block in record["removed"]]}


def expected(folder: Path) -> dict[str, Any]:
    """Return the contents of the folder's golden files, None for one that does not exist yet."""
    return {name: _load(folder / name) for name in ("article.json", "removed.json")}


def difference(folder: Path) -> str:
    """Return a readable difference between the golden files and the cleaner's answer, "" if they are equal."""
    before, after = expected(folder), cleaned(folder)
    lines: list[str] = []
    for name in after:
        golden, answer = (_dump(value[name]).splitlines() for value in (before, after))
        lines += unified_diff(golden, answer, f"{folder.name}/{name}", "cleaner", lineterm="")
    return "\n".join(lines)


def write(folder: Path) -> None:
    for name, value in cleaned(folder).items():
        (folder / name).write_text(_dump(value) + "\n", "utf-8")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.golden", description=__doc__)
    parser.add_argument("names", nargs="*", help="folders of tests/pages; all of them by default")
    parser.add_argument("--write", action="store_true", help="take the cleaner's answers over")
    options = parser.parse_args(arguments)
    differences = 0
    for folder in folders():
        if options.names and folder.name not in options.names:
            continue
        if shown := difference(folder):
            differences += 1
            print(shown)
            if options.write:
                write(folder)
    print(f"{differences} pages differ" + (", written" if options.write and differences else ""))
    return 1 if differences and not options.write else 0


def _load(path: Path) -> Any:
    return json.loads(path.read_text("utf-8")) if path.exists() else None


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
