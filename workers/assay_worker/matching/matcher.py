"""A matcher: posts the best assignment of all that waits, shows what is demanded of it, and has its matches awarded."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from assay import ids
from assay.errors import ProtocolError
from assay.market import Chain
from assay.models.matching import Assignment, AssignmentState, Leaves, ListingState

from .batch import Batch
from .view import Names, View


@dataclass
class Matcher:
    """One matcher's work, by turns. What it posted is written to `folder` before it is posted, so that whoever stops and starts again can show every leaf
    of it; others read it there too (Watcher)."""

    chain: Chain
    folder: Path
    names: Names = field(default_factory=Names)
    cursor: int = 0
    first: int = 0  # the nonces below are of assignments that are over

    def turn(self) -> list[str]:
        """Does what is due, and says what it did."""
        for cursor, event in self.chain.events(self.cursor):
            self.names.follow([event])
            self.cursor = cursor + 1
        done = []
        nonce = self.first
        busy: set[bytes] = set()
        while (assignment := self.chain.matching.assignment(self._id(nonce))) is not None:
            if assignment.state is AssignmentState.POSTED:
                batch = Batch.from_json(published(self.folder, assignment.assignment_id).read_text(), assignment.terms)
                busy |= {leaf.key for leaf in batch.jobs.leaves}
                done += self._answer(assignment, batch)
                if self.chain.now() >= assignment.window_ends_at and not assignment.demands:
                    done += self._award(nonce, batch)
                    self.chain.matching.close(self._id(nonce))
                    done.append("closed")
            elif nonce == self.first:
                self.first += 1
            nonce += 1
        return done + self._post(nonce, busy)

    def _id(self, nonce: int) -> bytes:
        return ids.assignment_id(self.chain.deployment().matching, self.chain.account, nonce)

    def _post(self, nonce: int, busy: set[bytes]) -> list[str]:
        """Posts what waits, unless all of it stands in an assignment of its own that is not over."""
        config, seen_at = self.chain.matching.config(), self.chain.now() - 1
        # Those that would be due before they could be accepted only take slots away.
        view = View.read(self.chain, self.names, seen_at).due_after(seen_at + config.window_secs + config.accept_secs)
        if not set(view.listings) - busy:
            return []
        batch = Batch.best(view)
        if batch is None or not batch.matched:
            return []
        path = published(self.folder, self._id(nonce))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(batch.to_json())
        self.chain.matching.assign(nonce, batch.terms)
        return [f"posted {len(batch.matched)} of {batch.jobs.count}"]

    def _answer(self, assignment: Assignment, batch: Batch) -> list[str]:
        """Shows what is demanded. The state says how much that is: a demander could hide its event, not its demand."""
        left, done = assignment.demands, list[str]()
        for leaves, tree in ((Leaves.JOBS, batch.jobs), (Leaves.OFFERS, batch.offers)):
            for index in range(tree.count):
                if left == 0:
                    return done
                demand = self.chain.matching.demanded(assignment.assignment_id, leaves, index)
                if demand is None:
                    continue
                left -= 1
                if self.chain.now() <= demand.due_at:
                    self.chain.matching.answer(assignment.assignment_id, leaves, index, tree.shown(index))
                    done.append("shown")
        return done

    def _award(self, nonce: int, batch: Batch) -> list[str]:
        """Has each match awarded that still can be: what changed since is passed over."""
        done = []
        for index in batch.matched:
            job_id = batch.jobs.leaves[index].key
            listing = self.chain.matching.listing(job_id)
            if listing is None or listing.state is not ListingState.OPEN:
                continue
            try:
                self.chain.matching.award(self._id(nonce), batch.award(index, self.names.listed[job_id]))
                done.append("awarded")
            except ProtocolError as refused:
                done.append(f"not awarded: {type(refused).__name__}")
        return done


def published(folder: Path, assignment_id: bytes) -> Path:
    """Where a matcher writes an assignment's leaves."""
    return folder / f"{assignment_id.hex()}.json"
