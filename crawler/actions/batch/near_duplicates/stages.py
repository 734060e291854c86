"""The stages that find and link near-duplicates."""

from __future__ import annotations

from collections.abc import Sequence

from datatrove.pipeline.base import PipelineStep
from datatrove.pipeline.dedup.minhash import MinhashDedupBuckets, MinhashDedupCluster

from cleaners.compare.minhash import BANDS
from crawler.actions.batch.job import Job
from crawler.actions.batch.near_duplicates.links import FindLinks, WriteLinks
from crawler.actions.batch.near_duplicates.signatures import CONFIG, ReadTexts, Signatures


def link_stages(job: Job) -> list[tuple[str, Sequence[PipelineStep], int]]:
    """Return the name, the steps and the number of tasks of each stage."""
    signatures, pairs, clusters = (job.folder("near_duplicates", name) for name in ("signatures", "pairs", "clusters"))
    return [
        ("signatures", [ReadTexts(job.output), Signatures(signatures)], job.tasks),
        ("pairs", [MinhashDedupBuckets(signatures, pairs, config=CONFIG, only_dedup_in_index=False)], BANDS),
        ("clusters", [MinhashDedupCluster(pairs, clusters, config=CONFIG, save_cluster_id=True)], 1),
        ("links", [FindLinks(job.output)], 1),
        ("linked", [WriteLinks(job.output)], job.tasks),
    ]
