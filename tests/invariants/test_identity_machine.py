"""Random lives of subjects, issuers and contents: after each step the chain and the reference agree on everything (INV-IDENTITY-30)."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import ClassVar

from assay import ids
from assay.commit.attestations import Batch, attestation_payload
from assay.market import Sandbox
from assay.models.base import ZERO, Event
from assay.models.court import Accusation
from assay.models.deployment import Settings
from assay.models.identity import AttestationTerms, Content
from assay.reference.identity import IdentityState
from assay.signatures import SoftwareKey
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.invariants.twin import Twin
from tests.registry import COMMITMENT, ED25519, P256, SECP256K1, content_of, id_of, key_of

CONTROLLERS, GUARDIANS, ISSUERS = ("alice", "bob"), ("g0", "g1", "g2"), ("issuer", "rival")
PEOPLE = (*CONTROLLERS, *GUARDIANS, *ISSUERS, "carol")
NOWHERE = b"\x09" * 32
STRAY = 7
# So few that they meet again; the costly ones least.
KEYS = tuple(key_of(str(n), algorithm) for n, algorithm in enumerate((SECP256K1, SECP256K1, SECP256K1, SECP256K1, P256, P256, ED25519)))
CONTENTS = tuple(content_of(str(n), parents=(NOWHERE,) * n) for n in range(4))
ODD = (content_of("odd", source_type=7), content_of("large", parents=(NOWHERE,) * 5), content_of("none", claim_hash=ZERO))
SHORT = Settings(
    unbond_secs=300, contest_secs=20, phase_secs=10, case_bond=5, max_penalty=200, jurors=1, max_rounds=1, issuer_stake=100, exit_secs=60,
    recovery_secs=40, voucher_bps=2_500, voucher_reward_bps=1_000,
)  # fmt: skip

people = st.sampled_from(PEOPLE)
which = st.integers(0, 9)
keys = st.sampled_from(KEYS)
contents = st.sampled_from((*CONTENTS, *CONTENTS, *ODD))
# Whether the one who may does it, and whether the bytes are sound: most of the time.
mostly = st.sampled_from((True, True, True, True, True, False))
nonces = st.integers(0, 2)
guardians = st.sampled_from((((), 0), (GUARDIANS, 2), (GUARDIANS[:2], 1), (GUARDIANS[:2], 2), (GUARDIANS[1:], 2), (GUARDIANS[:1], 1), (GUARDIANS, 4)))
expiries = st.sampled_from((0, 0, 50, 5_000, -5))


class IdentityMachine(RuleBasedStateMachine):
    target: ClassVar[str]

    @initialize()
    def deploy(self) -> None:
        self.twin = Twin(self.target, PEOPLE, 10_000, SHORT)
        self.program = self.twin.reference.deployment().identity
        self.domain = ids.domain(self.program, self.state.config.chain)
        self.trees: dict[bytes, tuple[Batch, list[tuple[bytes, int, bytes]]]] = {}
        self.albums: dict[bytes, tuple[Batch, list[Content]]] = {}
        self.cases: list[bytes] = []
        for who, (names, threshold) in zip(CONTROLLERS, ((GUARDIANS, 2), (GUARDIANS[:2], 1)), strict=True):
            self.create_subject(who, 0, (names, threshold))
        for at, key in enumerate(KEYS[:3]):
            self.add_key(at % 2, key, 1, 0, right=True, sound=True)
        for who in (*ISSUERS, *CONTROLLERS):
            self.twin.do(who, lambda c: c.staking.bond(400))
        self.twin.do("issuer", lambda c: c.identity.register_issuer(COMMITMENT))
        for at in range(2):
            self.attest("issuer", 1, at, 1, at, 1_000)
            self.record(at, CONTENTS[0], sound=True)

    # ---- what the rules share

    @property
    def state(self) -> IdentityState:
        return self.twin.reference.identity_state

    def name_of(self, account: bytes) -> str:
        return next((name for name in PEOPLE if self.twin.address(name) == account), "carol")

    def pick(self, known: Iterable[bytes], at: int) -> bytes:
        """One of those that there are; seldom none of them."""
        there = list(known)
        return there[at % len(there)] if there and at != STRAY else NOWHERE

    def subject(self, at: int) -> bytes:
        return self.pick(self.state.subjects, at)

    def key(self, at: int) -> SoftwareKey:
        """One that is registered, most of the time."""
        key_id = self.pick(self.state.keys, at)
        return next((key for key in KEYS if id_of(key) == key_id), KEYS[-1])

    def controller(self, subject_id: bytes, right: bool) -> str:
        subject = self.state.subjects.get(subject_id)
        return self.name_of(subject.controller) if subject and right else "carol"

    def possession(self, key: SoftwareKey, subject_id: bytes, sound: bool) -> bytes:
        return key.prove(ids.key_proof(self.domain, subject_id if sound else ZERO, id_of(key)))

    def future(self, secs: int) -> int:
        return self.twin.reference.now() + secs if secs else 0

    def until(self, at: int, wait: bool) -> None:
        if wait and at:
            self.twin.wait(max(0, at - self.twin.reference.now() - 1))

    def on(self, chain: Sandbox, name: str) -> Sandbox:
        """Somebody on the same chain."""
        return self.twin.reference.at(self.twin.address(name)) if chain.name == "reference" else self.twin.actors[name]

    # ---- subjects

    @rule(who=st.sampled_from(CONTROLLERS), nonce=nonces, given=guardians)
    def create_subject(self, who: str, nonce: int, given: tuple[tuple[str, ...], int]) -> None:
        named = [self.twin.address(g) for g in given[0]]
        self.twin.do(who, lambda c: c.identity.create_subject(nonce, named, given[1]))

    @rule(at=which, given=guardians, right=mostly)
    def change_guardians(self, at: int, given: tuple[tuple[str, ...], int], right: bool) -> None:
        subject_id = self.subject(at)
        named = [self.twin.address(g) for g in given[0]]
        self.twin.do(self.controller(subject_id, right), lambda c: c.identity.change_guardians(subject_id, named, given[1]))

    @rule(at=which, wait=mostly)
    def apply_guardians(self, at: int, wait: bool) -> None:
        if wait and not any(subject.guardians_at for subject in self.state.subjects.values()):
            self.change_guardians(at, (GUARDIANS[:2], 1), right=True)
        changing = [s for s, subject in self.state.subjects.items() if subject.guardians_at]
        subject_id = self.pick(changing, at) if changing else self.subject(at)
        subject = self.state.subjects.get(subject_id)
        self.until(subject.guardians_at if subject else 0, wait)
        self.twin.do("carol", lambda c: c.identity.apply_guardians(subject_id))

    @rule(at=which, guardian=st.integers(0, 3), heir=st.sampled_from(("bob", "bob", "alice", "nobody")))
    def back_recovery(self, at: int, guardian: int, heir: str) -> None:
        subject_id = self.subject(at)
        subject = self.state.subjects.get(subject_id)
        who = self.name_of(subject.guardians[guardian % len(subject.guardians)]) if subject and subject.guardians and guardian < 3 else "carol"
        to = ZERO if heir == "nobody" else self.twin.address(heir)
        self.twin.do(who, lambda c: c.identity.back_recovery(subject_id, to))

    @rule(at=which)
    def back_together(self, at: int) -> None:
        for guardian in range(3):
            self.back_recovery(at, guardian, CONTROLLERS[at % 2])

    @rule(at=which, right=mostly)
    def cancel_recovery(self, at: int, right: bool) -> None:
        if right:
            self.back_recovery(at, 0, "bob")
        backed = [s for s, subject in self.state.subjects.items() if any(map(any, subject.backed))]
        subject_id = self.pick(backed, at) if backed else self.subject(at)
        self.twin.do(self.controller(subject_id, right), lambda c: c.identity.cancel_recovery(subject_id))

    @rule(at=which, wait=mostly)
    def recover(self, at: int, wait: bool) -> None:
        due = [s for s, subject in self.state.subjects.items() if subject.recovery_at]
        subject_id = self.pick(due, at) if due else self.subject(at)
        subject = self.state.subjects.get(subject_id)
        self.until(subject.recovery_at if subject else 0, wait)
        self.twin.do("carol", lambda c: c.identity.recover(subject_id))

    # ---- keys

    @rule(at=which, key=keys, role=st.integers(1, 5), expiry=expiries, right=mostly, sound=mostly)
    def add_key(self, at: int, key: SoftwareKey, role: int, expiry: int, right: bool, sound: bool) -> None:
        subject_id, expires_at = self.subject(at), self.future(expiry)
        proof = self.possession(key, subject_id, sound)
        who = self.controller(subject_id, right)
        self.twin.do(who, lambda c: c.identity.add_key(subject_id, key.algorithm, role, expires_at, key.public_key, proof))

    @rule(old=which, key=keys, expiry=expiries, right=mostly, sound=mostly)
    def rotate_key(self, old: int, key: SoftwareKey, expiry: int, right: bool, sound: bool) -> None:
        fresh = [k for k in KEYS if id_of(k) not in self.state.keys]
        new = fresh[0] if fresh and old % 2 else key
        old_id, expires_at = id_of(self.key(old)), self.future(expiry)
        known = self.state.keys.get(old_id)
        subject_id = known.subject_id if known and right else self.subject(old)
        proof = self.possession(new, subject_id, sound)
        who = self.controller(subject_id, right=True)
        self.twin.do(who, lambda c: c.identity.rotate_key(subject_id, old_id, new.algorithm, expires_at, new.public_key, proof))

    @rule(at=which, ago=st.sampled_from((0, 0, 5, 20, 10_000, -10)), right=mostly)
    def revoke_key(self, at: int, ago: int, right: bool) -> None:
        key_id = id_of(self.key(at))
        known = self.state.keys.get(key_id)
        effective_at = self.twin.reference.now() - ago
        self.twin.do(self.controller(known.subject_id if known else ZERO, right), lambda c: c.identity.revoke_key(key_id, effective_at))

    # ---- issuers

    @rule(who=st.sampled_from((*ISSUERS, "carol")))
    def register_issuer(self, who: str) -> None:
        self.twin.do(who, lambda c: c.identity.register_issuer(COMMITMENT))

    @rule(who=st.sampled_from((*ISSUERS, "carol")))
    def retire_issuer(self, who: str) -> None:
        self.twin.do(who, lambda c: c.identity.retire_issuer())

    @rule(at=which, wait=mostly)
    def release_issuer(self, at: int, wait: bool) -> None:
        if wait and not any(issuer.leaves_at for issuer in self.state.issuers.values()):
            self.retire_issuer(ISSUERS[at % 2])
        leaving = [i for i, issuer in self.state.issuers.items() if issuer.leaves_at]
        issuer = self.pick(leaving or self.state.issuers, at) if at != STRAY else self.twin.address("carol")
        known = self.state.issuers.get(issuer)
        self.until(known.leaves_at if known else 0, wait)
        self.twin.do("carol", lambda c: c.identity.release_issuer(issuer))

    # ---- attestations

    def terms(self, at: int, kind: int, generation: int, expiry: int) -> AttestationTerms:
        return AttestationTerms(
            subject_id=self.subject(at), kind=kind, generation=generation, expires_at=self.twin.reference.now() + expiry, commitment=COMMITMENT
        )

    def unused(self, nonce: int, who: str) -> int:
        """Mostly a nonce of its own."""
        made = self.state.attestations.keys() | self.state.attestation_batches.keys()
        free = next(n for n in range(99) if ids.attestation_id(self.program, self.twin.address(who), n) not in made)
        return free if nonce else 0

    @rule(who=st.sampled_from(ISSUERS), nonce=nonces, at=which, kind=st.integers(0, 4), generation=nonces, expiry=st.sampled_from((1_000, 9_000, 40, 0)))
    def attest(self, who: str, nonce: int, at: int, kind: int, generation: int, expiry: int) -> None:
        number, terms = self.unused(nonce, who), self.terms(at, kind, generation, expiry)
        self.twin.do(who, lambda c: c.identity.attest(number, terms))

    @rule(who=st.sampled_from(ISSUERS), nonce=nonces, at=which, generation=nonces, late=st.sampled_from((0, 0, 0, 10)), sound=mostly)
    def attest_for(self, who: str, nonce: int, at: int, generation: int, late: int, sound: bool) -> None:
        number, terms, issuer = self.unused(nonce, who), self.terms(at, 1, generation, 5_000), self.twin.address(who)
        deadline = self.twin.reference.now() + 5
        signer = who if sound else "carol"

        def post(c: Sandbox) -> Event:
            return c.identity.attest_for(issuer, number, terms, deadline, self.on(c, signer).identity.sign_attestation(number, terms, deadline))

        self.twin.wait(late)
        self.twin.do("g0", post)

    @rule(who=st.sampled_from(ISSUERS), nonce=nonces, at=which, generation=nonces, expiry=st.sampled_from((5_000, 50, -1)), count=st.integers(0, 3))
    def attest_batch(self, who: str, nonce: int, at: int, generation: int, expiry: int, count: int) -> None:
        leaves = [(self.subject(at + n), n % 3, sha256(bytes([at, n])).digest()) for n in range(1, 4)]
        tree = Batch([attestation_payload(*leaf) for leaf in leaves])
        number, expires_at = self.unused(nonce, who), self.twin.reference.now() + expiry
        size = 3 if count else 0
        done = self.twin.do(who, lambda c: c.identity.attest_batch(number, tree.root, size, generation, expires_at))
        if isinstance(done, Event):
            self.trees[ids.attestation_id(self.program, self.twin.address(who), number)] = (tree, leaves)

    def vouched(self, at: int) -> None:
        """There is a batch, most of the time."""
        if not self.trees and at != STRAY:
            self.register_issuer("issuer")
            self.attest_batch("issuer", 1, at, at, 5_000, 3)

    @rule(at=which, index=st.integers(0, 3), sound=mostly)
    def claim_attestation(self, at: int, index: int, sound: bool) -> None:
        self.vouched(at)
        batch_id = self.pick(self.trees, at)
        tree, leaves = self.trees.get(batch_id, (Batch([b""]), [(ZERO, 1, ZERO)]))
        subject_id, kind, commitment = leaves[index % len(leaves)]
        path = tree.path(index % len(leaves)) if sound else bytes(64)
        self.twin.do("carol", lambda c: c.identity.claim_attestation(batch_id, index, subject_id, kind, commitment, path))

    @rule(at=which, right=mostly)
    def revoke_attestation(self, at: int, right: bool) -> None:
        attestation_id = self.pick(self.state.attestations, at)
        known = self.state.attestations.get(attestation_id)
        self.twin.do(self.name_of(known.issuer) if known and right else "carol", lambda c: c.identity.revoke_attestation(attestation_id))

    @rule(at=which, index=st.integers(0, 3), right=mostly)
    def revoke_in_batch(self, at: int, index: int, right: bool) -> None:
        self.vouched(at)
        batch_id = self.pick(self.state.attestation_batches, at)
        known = self.state.attestation_batches.get(batch_id)
        self.twin.do(self.name_of(known.issuer) if known and right else "carol", lambda c: c.identity.revoke_in_batch(batch_id, index))

    @rule(who=st.sampled_from((*ISSUERS, "carol")), generation=st.integers(0, 9))
    def revoke_generation(self, who: str, generation: int) -> None:
        self.twin.do(who, lambda c: c.identity.revoke_generation(generation))

    # ---- contents

    @rule(at=which, content=contents, sound=mostly)
    def record(self, at: int, content: Content, sound: bool) -> None:
        key = self.key(at)
        content_id = ids.content_id(self.program, id_of(key), content.claim_hash)
        proof = key.prove(ids.content_proof(self.domain, content_id if sound else ZERO, content.payload))
        self.twin.do("carol", lambda c: c.identity.record(id_of(key), content, proof))

    @rule(at=which, nonce=nonces, size=st.integers(0, 4), sound=mostly)
    def record_batch(self, at: int, nonce: int, size: int, sound: bool) -> None:
        key, album = self.key(at), [*CONTENTS[:2], ODD[at % 3]]
        tree, count = Batch([c.payload for c in album]), 3 if size else 0
        batch_id = ids.content_batch_id(self.program, id_of(key), nonce)
        proof = key.prove(ids.content_batch_proof(self.domain, batch_id, tree.root, count)) if sound else bytes(64)
        done = self.twin.do("carol", lambda c: c.identity.record_batch(id_of(key), nonce, tree.root, count, proof))
        if isinstance(done, Event):
            self.albums[batch_id] = (tree, album)

    @rule(at=which, index=st.integers(0, 3), sound=mostly)
    def claim_record(self, at: int, index: int, sound: bool) -> None:
        if not self.albums and at != STRAY:
            self.record_batch(at, 0, 3, sound=True)
        batch_id = self.pick(self.albums, at)
        tree, album = self.albums.get(batch_id, (Batch([b""]), list(CONTENTS[:1])))
        content, path = album[index % len(album)], tree.path(index % len(album)) if sound else b""
        self.twin.do("carol", lambda c: c.identity.claim_record(batch_id, index, content, path))

    # ---- rulings

    @rule(at=which, about_key=st.booleans(), right=mostly, ago=st.sampled_from((0, 10, 100_000)), penalty=st.sampled_from((3, 100, 200)), wait=mostly)
    def judge(self, at: int, about_key: bool, right: bool, ago: int, penalty: int, wait: bool) -> None:
        """A case that nobody contests, and what follows from it."""
        matter = self.pick(self.state.keys if about_key else self.state.contents, at)
        known, record = self.state.keys.get(matter), self.state.contents.get(matter)
        accused = known.controller if known else record.signer if record else self.twin.address("alice")
        nonce = len(self.cases)
        a = Accusation(
            accused=accused if right else self.twin.address("g2"), subject=matter, kind=1, since_at=max(0, self.twin.reference.now() - ago),
            penalty=penalty, evidence=ZERO,
        )  # fmt: skip
        self.twin.do("carol", lambda c: c.court.accuse(nonce, a))
        case_id = ids.case_id(self.twin.reference.deployment().court, self.twin.address("carol"), nonce)
        self.cases.append(case_id)
        if wait:
            self.twin.wait(SHORT.contest_secs)
            self.twin.do("bob", lambda c: c.court.close(case_id))
        self.carry_out(case_id, matter, about_key)
        self.punish(0, at)

    def carry_out(self, case_id: bytes, matter: bytes, about_key: bool) -> None:
        if about_key:
            self.twin.do("bob", lambda c: c.identity.flag_key(case_id, matter))
        else:
            self.twin.do("bob", lambda c: c.identity.flag_record(case_id, matter))

    @rule(case=which, at=which, about_key=st.booleans())
    def flag(self, case: int, at: int, about_key: bool) -> None:
        matter = self.pick(self.state.keys if about_key else self.state.contents, at)
        self.carry_out(self.pick(self.cases, case), matter, about_key)

    @rule(case=which, at=which)
    def punish(self, case: int, at: int) -> None:
        """Of a finding, the latest for 0, the voucher who vouched for its subject, if there is one."""
        case_id = self.cases[-1] if self.cases and not case else self.pick(self.state.findings, case)
        finding = self.state.findings.get(case_id)
        vouching = [a for a, known in self.state.attestations.items() if finding and known.terms.subject_id == finding.subject_id]
        attestation_id = self.pick(vouching or self.state.attestations, at)
        self.twin.do("bob", lambda c: c.identity.punish_voucher(case_id, attestation_id))

    @rule(secs=st.sampled_from((1, 40, 100)))
    def wait(self, secs: int) -> None:
        self.twin.wait(secs)


class SolanaIdentity(IdentityMachine):
    target = "solana:litesvm"


class EvmIdentity(IdentityMachine):
    target = "evm:pyevm"


TestSolanaIdentity = SolanaIdentity.TestCase
TestEvmIdentity = EvmIdentity.TestCase
TestSolanaIdentity.settings = settings(max_examples=40, stateful_step_count=30)
TestEvmIdentity.settings = settings(max_examples=5, stateful_step_count=25)
