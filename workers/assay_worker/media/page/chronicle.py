"""What happened on a chain, by whom it is about: who vouched for a subject, which keys are a subject's, which cases are about a record or a key."""

from __future__ import annotations

import threading
from collections import defaultdict, deque

from assay.market import Chain
from assay.models.base import Event
from assay.models.court import Accused
from assay.models.identity import Attested, KeyAdded, KeyFlagged, KeyRotated, RecordFlagged

# Of one subject, or of one thing that cases are about. Whoever attests or accuses a thousand times makes no story slow, and pushes out only what is its own:
# an issuer counts once for a standing, and a case that was carried out is kept apart.
ISSUERS, OF_AN_ISSUER, CASES, KEYS = 32, 2, 8, 64


class Chronicle:
    """Follows a chain's events from the first on, in memory. What it names has to be read from the chain, as it stands now. Threads may share one."""

    def __init__(self, chain: Chain) -> None:
        self.chain = chain
        self._following = 0
        self._lock = threading.Lock()
        self._attested: dict[bytes, dict[bytes, deque[Attested]]] = defaultdict(dict)
        self._keys: dict[bytes, deque[bytes]] = defaultdict(lambda: deque(maxlen=KEYS))
        self._flagged: dict[bytes, list[RecordFlagged | KeyFlagged]] = defaultdict(list)  # by key
        self._accused: dict[bytes, deque[bytes]] = defaultdict(lambda: deque(maxlen=CASES))
        self._carried_out: dict[bytes, list[bytes]] = defaultdict(list)

    def follow(self) -> None:
        """Reads what has happened since."""
        with self._lock:
            for place, event in self.chain.events(self._following):
                self._take(event)
                self._following = place + 1

    def _take(self, event: Event) -> None:
        if isinstance(event, Attested):
            by = self._attested[event.subject_id]
            if event.issuer in by or len(by) < ISSUERS:
                by.setdefault(event.issuer, deque(maxlen=OF_AN_ISSUER)).append(event)
        elif isinstance(event, KeyAdded | KeyRotated):
            self._keys[event.subject_id].append(event.key_id)
        elif isinstance(event, Accused):
            self._accused[event.subject].append(event.case_id)
        elif isinstance(event, RecordFlagged | KeyFlagged):
            self._flagged[event.key_id].append(event)
            matter = event.content_id if isinstance(event, RecordFlagged) else event.key_id
            self._carried_out[matter].append(event.case_id)

    def attested(self, subject_id: bytes) -> list[Attested]:
        """The latest attestations of a subject, of each issuer."""
        with self._lock:
            return [event for events in self._attested.get(subject_id, {}).values() for event in events]

    def findings(self, subject_id: bytes) -> list[RecordFlagged | KeyFlagged]:
        """What rulings found against a subject's keys and records."""
        with self._lock:
            return [event for key_id in self._keys.get(subject_id, ()) for event in self._flagged.get(key_id, ())]

    def flags(self, key_id: bytes) -> list[RecordFlagged | KeyFlagged]:
        """What rulings found against a key, and against what it recorded."""
        with self._lock:
            return self._flagged.get(key_id, [])[:CASES]

    def cases(self, matter: bytes) -> list[bytes]:
        """The cases about a record or a key: those that were carried out, and the latest others."""
        with self._lock:
            return list(dict.fromkeys([*self._carried_out.get(matter, ())[:CASES], *self._accused.get(matter, ())]))
