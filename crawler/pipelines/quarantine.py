"""Keep the raw pages that could not be cleaned, so that the cause can be found."""

from __future__ import annotations

import hashlib
import json
import logging
from contextlib import suppress
from pathlib import Path

from cleaners.page import Page
from crawler.messages.wording import error_message

logger = logging.getLogger(__name__)


class Quarantine:
    """A folder of raw pages, each with a JSON file about its origin; when it is full, the oldest are deleted."""

    def __init__(self, folder: str, most_bytes: int) -> None:
        self._folder = Path(folder)
        self._most_bytes = most_bytes

    def keep(self, page: Page, reason: str) -> None:
        """Write a page; if it is too large or cannot be written, log that and continue."""
        body = page.body if isinstance(page.body, bytes) else page.body.encode("utf-8", "surrogatepass")
        name = hashlib.sha256(body).hexdigest()  # so that a page cannot choose the name
        facts = {"url": page.url, "requested_url": page.requested_url, "source": page.source, "kind": page.kind}
        facts |= {
            "encoding": page.encoding,
            "status": str(page.status),
            "fetched_at": page.fetched_at,
            "reason": reason,
        }
        if len(body) > self._most_bytes:
            logger.warning("%s is larger than QUARANTINE_MAX_MB and is not kept in quarantine", page.url)
            return
        files = (self._folder / f"{name}.page", self._folder / f"{name}.json")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._make_room(len(body))
            files[0].write_bytes(body)
            files[1].write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")
        except OSError as error:
            with suppress(OSError):
                for file in files:  # half a page is useless
                    file.unlink(missing_ok=True)
            logger.warning("QUARANTINE_DIR %s: %s cannot be kept: %s", self._folder, page.url, error_message(error))

    def _make_room(self, needed_bytes: int) -> None:
        kept = sorted((page.stat().st_mtime, page.stat().st_size, page) for page in self._folder.glob("*.page"))
        used = sum(size for _, size, _ in kept)
        for _, size, page in kept:
            if used + needed_bytes <= self._most_bytes:
                return
            page.unlink()
            page.with_suffix(".json").unlink(missing_ok=True)
            used -= size
