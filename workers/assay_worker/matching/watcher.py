"""Whoever checks assignments: looks each one over, refutes what is false, demands what is not shown, and takes the reward."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from pathlib import Path

from assay.errors import InputError
from assay.market import Chain
from assay.models.matching import Assignment, AssignmentPosted, AssignmentState, LeafDemanded, Leaves

from .batch import Batch
from .faults import find
from .matcher import published
from .view import Names, View

Leaf = tuple[bytes, Leaves, int]


@dataclass
class Watcher:
    """One watcher's work, by turns. What it knows is on chain, so that one that starts anew goes on.

    `folder` is where matchers publish their leaves. Of one that does not, leaves are demanded on chain: up to `demands` an assignment, drawn by lot, one at a
    time. Each that is shown costs its bond, each that is not ends the assignment.
    """

    chain: Chain
    folder: Path
    demands: int = 4
    names: Names = field(default_factory=Names)
    posted: dict[bytes, None] = field(default_factory=dict)
    asked: dict[Leaf, None] = field(default_factory=dict)
    cursor: int = 0

    def turn(self) -> list[str]:
        """Does what is due, and says what it did."""
        for cursor, event in self.chain.events(self.cursor):
            self.names.follow([event])
            if isinstance(event, AssignmentPosted):
                self.posted[event.assignment_id] = None
            elif isinstance(event, LeafDemanded) and event.demander == self.chain.account:
                self.asked[event.assignment_id, Leaves(event.leaves), event.index] = None
            self.cursor = cursor + 1
        done = []
        for assignment_id in list(self.posted):
            assignment = self.chain.matching.assignment(assignment_id)
            if assignment is None or assignment.state is not AssignmentState.POSTED or self.chain.now() >= assignment.window_ends_at:
                del self.posted[assignment_id]
            else:
                done += self._look(assignment)
        return done + self._expire()

    def _look(self, assignment: Assignment) -> list[str]:
        """One look at all leaves is enough: what others do later shows nothing more."""
        terms = assignment.terms
        try:
            batch = Batch.from_json(published(self.folder, assignment.assignment_id).read_text(), terms)
        except (OSError, InputError):
            return self._demand(assignment, Leaves.JOBS if secrets.randbelow(2) else Leaves.OFFERS)
        # Leaves that do not add up to the sum that was posted have no opening: nothing of them can be refuted, and nothing shown.
        if batch.jobs.rent != terms.rent:
            return self._demand(assignment, Leaves.JOBS)
        if batch.offers.rent != terms.rent:
            return self._demand(assignment, Leaves.OFFERS)
        view = View.read(self.chain, self.names, terms.seen_at)
        found = find(batch, view, self.chain, assignment.window_ends_at + self.chain.matching.config().accept_secs)
        if found is None:
            del self.posted[assignment.assignment_id]
            return []
        self.chain.matching.refute(assignment.assignment_id, found.fault, found.data)
        return [f"refuted: {found.fault.name}"]

    def _demand(self, assignment: Assignment, leaves: Leaves) -> list[str]:
        """Asks for a leaf that it has not asked for, where it waits for none."""
        assignment_id, config = assignment.assignment_id, self.chain.matching.config()
        mine = [leaf for leaf in self.asked if leaf[0] == assignment_id]
        if len(mine) >= self.demands or any(self.chain.matching.demanded(*leaf) for leaf in mine):
            return []
        if self.chain.now() >= assignment.posted_at + config.window_secs:
            return []
        count = assignment.terms.jobs_count if leaves is Leaves.JOBS else assignment.terms.offers_count
        index = secrets.randbelow(count)
        if (assignment_id, leaves, index) in self.asked or self.chain.matching.demanded(assignment_id, leaves, index) is not None:
            return []
        self.chain.matching.demand(assignment_id, leaves, index)
        self.asked[assignment_id, leaves, index] = None
        return ["demanded"]

    def _expire(self) -> list[str]:
        """Ends demands of its own that nobody answered in time, or whose assignment fell otherwise."""
        done = []
        for leaf in self.asked:
            demand = self.chain.matching.demanded(*leaf)
            if demand is None or demand.demander != self.chain.account:
                continue
            assignment = self.chain.matching.assignment(leaf[0])
            assert assignment is not None
            if assignment.state is not AssignmentState.POSTED or self.chain.now() > demand.due_at:
                self.chain.matching.expire(*leaf)
                done.append("expired")
        return done
