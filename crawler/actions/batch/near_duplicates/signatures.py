"""The first stage: compute a MinHash signature per text, from the same tokens as the store's."""

from __future__ import annotations

from datatrove.data import Document, DocumentsPipeline
from datatrove.io import DataFolder
from datatrove.pipeline.base import PipelineStep
from datatrove.pipeline.dedup.minhash import MinhashConfig, MinhashDedupSignature
from datatrove.utils.hashing import HashConfig

from cleaners.compare.hashing import Codes
from cleaners.compare.minhash import BANDS, ROWS, signature
from crawler.actions.batch.job_step import JobStep
from crawler.actions.batch.near_duplicates.parts import rows_of

# Our hashes have 32 bits. datatrove's own hash function is never called; sha1 is named as it needs no further library.
CONFIG = MinhashConfig(num_buckets=BANDS, hashes_per_bucket=ROWS, hash_config=HashConfig(precision=32, hash_fc="sha1"))


class ReadTexts(JobStep):
    """Yields the texts of a part."""

    type = "READ"
    name = "newsgalley texts"

    def run(self, data: DocumentsPipeline = None, rank: int = 0, world_size: int = 1) -> DocumentsPipeline:
        """Yield the rows of part `rank` in order."""
        for row in rows_of(self.job(), rank, ["id", "text"]):
            yield Document(text=row["text"], id=row["id"])


class Signatures(MinhashDedupSignature):  # type: ignore[misc]
    """datatrove's signatures, with our shingles and hashes."""

    name = "newsgalley signatures"

    def __init__(self, folder: DataFolder) -> None:
        # The base class's own __init__ is left out, because it loads a tokenizer per language.
        PipelineStep.__init__(self)
        self.output_folder = folder
        self.config = CONFIG
        self.skip_existing_sigs = False

    def get_shingles(self, text: str) -> Codes:
        """Return our signature; it is empty if the text is too short to be compared."""
        return signature(text)

    def get_signature(self, shingles: Codes) -> list[list[int]]:
        """Return the hashes of each band."""
        bands: list[list[int]] = shingles.tolist()
        return bands
