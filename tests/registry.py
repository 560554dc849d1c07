"""The people of identity's stories: a subject's controller and guardians, an issuer, keys from seeds, and an accuser whose cases nobody contests."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256

from assay import ids
from assay.commit.attestations import Batch, attestation_payload
from assay.market import Sandbox
from assay.models import identity as m
from assay.models.base import ZERO
from assay.models.identity import Algorithm, AttestationTerms, Content, Role, SourceType
from assay.signatures import SoftwareKey

from tests.cast import COIN, funded, tick
from tests.courtroom import Courtroom, courtroom

ED25519, SECP256K1, P256 = Algorithm.ED25519, Algorithm.SECP256K1, Algorithm.P256
PROFILE = sha256(b"a profile").digest()
COMMITMENT = sha256(b"salted fields").digest()


def key_of(seed: str, algorithm: Algorithm = SECP256K1) -> SoftwareKey:
    """The key that everybody can make from this seed. secp256k1 unless said: it is the cheapest on both chains."""
    return SoftwareKey.from_seed(algorithm, sha256(b"key " + seed.encode()).digest())


def id_of(key: SoftwareKey) -> bytes:
    return ids.key_id(key.algorithm, key.public_key)


def content_of(name: str, **changes: object) -> Content:
    plain = Content(claim_hash=sha256(name.encode()).digest(), soft_binding=ZERO, source_type=SourceType.RENDERED, tools=ZERO)
    return Content(**(plain.model_dump() | changes))


@dataclass
class Registry:
    """The controller is the court's accused: bonded, and answerable for what its keys sign."""

    chain: Sandbox
    room: Courtroom
    controller: Sandbox
    issuer: Sandbox
    guardians: list[Sandbox] = field(default_factory=list)
    nonce: int = 1

    @property
    def program(self) -> bytes:
        return self.chain.deployment().identity

    @property
    def config(self) -> m.IdentityConfig:
        return self.chain.identity.config()

    @property
    def domain(self) -> bytes:
        return ids.domain(self.program, self.config.chain)

    @property
    def subject_id(self) -> bytes:
        return ids.subject_id(self.program, self.controller.account, self.nonce)

    @property
    def subject(self) -> m.Subject:
        subject = self.chain.identity.subject(self.subject_id)
        assert subject is not None
        return subject

    # subjects and keys

    def found(self, guardians: int = 0, threshold: int = 0) -> bytes:
        """The controller's subject, with guardians g0, g1, …"""
        self.guardians = [self.chain.as_account(f"g{n}") for n in range(guardians)]
        tick(self.chain)
        return self.controller.identity.create_subject(self.nonce, [g.account for g in self.guardians], threshold).subject_id

    def possession(self, key: SoftwareKey, subject_id: bytes | None = None) -> bytes:
        """The key's own signature that it is the subject's."""
        return key.prove(ids.key_proof(self.domain, subject_id or self.subject_id, id_of(key)))

    def add(self, key: SoftwareKey, role: int = Role.PERSON, expires_at: int = 0, by: Sandbox | None = None) -> m.KeyAdded:
        tick(self.chain)
        who = by or self.controller
        return who.identity.add_key(self.subject_id, key.algorithm, role, expires_at, key.public_key, self.possession(key))

    def rotate(self, old: SoftwareKey, new: SoftwareKey, expires_at: int = 0, by: Sandbox | None = None) -> m.KeyRotated:
        tick(self.chain)
        who = by or self.controller
        return who.identity.rotate_key(self.subject_id, id_of(old), new.algorithm, expires_at, new.public_key, self.possession(new))

    def key(self, key: SoftwareKey) -> m.Key:
        known = self.chain.identity.key(id_of(key))
        assert known is not None
        return known

    def back(self, guardian: int, controller: Sandbox) -> m.RecoveryBacked:
        tick(self.chain)
        return self.guardians[guardian].identity.back_recovery(self.subject_id, controller.account)

    # issuers

    def register(self, coins: int = 300) -> None:
        """The issuer bonds so much and becomes one."""
        tick(self.chain)
        self.issuer.staking.bond(coins * COIN)
        tick(self.chain)
        self.issuer.identity.register_issuer(PROFILE)

    @property
    def locked(self) -> int:
        """Of the issuer's stake, for identity: the third of staking's slashers."""
        stake = self.chain.staking.stake(self.issuer.account)
        return stake.locks[2] if stake else 0

    def attestation_id(self, nonce: int) -> bytes:
        return ids.attestation_id(self.program, self.issuer.account, nonce)

    def terms(self, **changes: object) -> AttestationTerms:
        plain = AttestationTerms(subject_id=self.subject_id, kind=1, generation=0, expires_at=self.chain.now() + 10_000_000, commitment=COMMITMENT)
        return AttestationTerms(**(plain.model_dump() | changes))

    def attest(self, nonce: int, by: Sandbox | None = None, **changes: object) -> bytes:
        tick(self.chain)
        return (by or self.issuer).identity.attest(nonce, self.terms(**changes)).attestation_id

    def attestation(self, attestation_id: bytes) -> m.Attestation:
        known = self.chain.identity.attestation(attestation_id)
        assert known is not None
        return known

    def vouched(self, *subjects: bytes) -> Batch:
        """A tree over attestations of the first kind, each with a commitment of its own."""
        return Batch([attestation_payload(s, 1, sha256(bytes([n])).digest()) for n, s in enumerate(subjects)])

    # contents

    def content_id(self, key: SoftwareKey, content: Content) -> bytes:
        return ids.content_id(self.program, id_of(key), content.claim_hash)

    def signed(self, key: SoftwareKey, content: Content) -> bytes:
        return key.prove(ids.content_proof(self.domain, self.content_id(key, content), content.payload))

    def record(self, key: SoftwareKey, content: Content) -> bytes:
        """Anybody records what the key signed."""
        tick(self.chain)
        return self.room.watcher.identity.record(id_of(key), content, self.signed(key, content)).content_id

    def recorded(self, content_id: bytes) -> m.ContentRecord:
        record = self.chain.identity.content(content_id)
        assert record is not None
        return record

    def content_batch_id(self, key: SoftwareKey, nonce: int) -> bytes:
        return ids.content_batch_id(self.program, id_of(key), nonce)

    def sign_batch(self, key: SoftwareKey, nonce: int, root: bytes, count: int) -> bytes:
        return key.prove(ids.content_batch_proof(self.domain, self.content_batch_id(key, nonce), root, count))

    def record_batch(self, key: SoftwareKey, nonce: int, contents: list[Content]) -> Batch:
        tree = Batch([c.payload for c in contents])
        tick(self.chain)
        proof = self.sign_batch(key, nonce, tree.root, tree.count)
        self.room.watcher.identity.record_batch(id_of(key), nonce, tree.root, tree.count, proof)
        return tree

    # rulings

    def accuse(self, matter: bytes, **changes: object) -> bytes:
        """A new case about `matter`, against the controller unless said."""
        self.room.nonce += 1
        return self.room.accuse(**({"subject": matter} | changes))

    def convict(self, matter: bytes, **changes: object) -> bytes:
        """A final ruling of guilty: nobody contests."""
        case_id = self.accuse(matter, **changes)
        self.room.close()
        tick(self.chain)
        return case_id


def registry(chain: Sandbox, jurors: int = 0) -> Registry:
    """Nobody is registered yet."""
    room = courtroom(chain, jurors=jurors)
    return Registry(chain, room, room.accused, funded(chain, "issuer"))
