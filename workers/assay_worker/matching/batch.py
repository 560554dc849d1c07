"""A batch as it is posted: the best assignment of a view as two trees, and the file by which others can check it."""

from __future__ import annotations

import json
from dataclasses import dataclass

from assay.commit.matches import JOB_BYTES, NOBODY, OFFER_BYTES, Allowed, JobLeaf, LeafTree, OfferLeaf
from assay.errors import InputError
from assay.models.matching import AssignmentTerms

from .assignment import assign
from .view import View


@dataclass(frozen=True)
class Batch:
    """`jobs` and `offers` are the trees of `terms`."""

    terms: AssignmentTerms
    jobs: LeafTree
    offers: LeafTree

    @classmethod
    def of(cls, seen_at: int, jobs: list[JobLeaf], offers: list[OfferLeaf]) -> Batch:
        """The trees over leaves, right or wrong, in order of their keys."""
        job_tree, offer_tree = LeafTree(jobs), LeafTree(offers)
        terms = AssignmentTerms(
            seen_at=seen_at, rent=job_tree.rent, jobs_root=job_tree.root, jobs_count=job_tree.count, offers_root=offer_tree.root,
            offers_count=offer_tree.count,
        )  # fmt: skip
        return cls(terms, job_tree, offer_tree)

    @classmethod
    def best(cls, view: View) -> Batch | None:
        """The assignment that gains most, with the prices that prove it; None where nothing waits or nobody offers."""
        if not view.listings or not view.offers:
            return None
        found = assign(view.gains(), view.capacity())
        providers = list(view.offers)
        jobs = [
            JobLeaf(job_id)
            if found.provider[j] < 0
            else JobLeaf(job_id, providers[found.provider[j]], int(found.slot[j]), int(found.u[j]), int(found.v[found.provider[j]]))
            for j, job_id in enumerate(view.listings)
        ]
        offers = [OfferLeaf(p, view.offers[p].capacity, int(found.v[i])) for i, p in enumerate(providers)]
        return cls.of(view.seen_at, jobs, offers)

    def award(self, index: int, allowed: tuple[bytes, ...]) -> bytes:
        """What market.Matching.award takes for the job at `index`, which `allowed` (nobody named: everyone) may do."""
        leaf = self.jobs.leaves[index]
        assert isinstance(leaf, JobLeaf)
        return self.jobs.opening(index) + (Allowed(allowed).opening(leaf.provider) if allowed else b"")

    @property
    def matched(self) -> list[int]:
        """The indices of the jobs that have a provider."""
        return [i for i, leaf in enumerate(self.jobs.leaves) if isinstance(leaf, JobLeaf) and leaf.provider != NOBODY]

    def to_json(self) -> str:
        """The file by which everyone can see the leaves."""
        return json.dumps(
            {
                "terms": self.terms.model_dump(mode="json"),
                "jobs": [leaf.payload.hex() for leaf in self.jobs.leaves],
                "offers": [leaf.payload.hex() for leaf in self.offers.leaves],
            }
        )

    @classmethod
    def from_json(cls, text: str, terms: AssignmentTerms) -> Batch:
        """Raises InputError where the file is not of exactly these terms."""
        try:
            said = json.loads(text)
            jobs, offers = ([bytes.fromhex(leaf) for leaf in said[name]] for name in ("jobs", "offers"))
            if any(len(j) != JOB_BYTES for j in jobs) or any(len(o) != OFFER_BYTES for o in offers):
                raise ValueError("leaves of another length")
            batch = cls.of(terms.seen_at, [JobLeaf.parsed(j) for j in jobs], [OfferLeaf.parsed(o) for o in offers])
        except (ValueError, KeyError, TypeError) as error:
            raise InputError("batch", text[:60], "what Batch.to_json writes", "ask its matcher, or demand its leaves on chain") from error
        if batch.terms.model_copy(update={"rent": terms.rent}) != terms:
            raise InputError("batch", text[:60], "the leaves of the assignment on chain", "ask its matcher, or demand its leaves on chain")
        return batch
