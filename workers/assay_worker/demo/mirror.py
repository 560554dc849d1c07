"""A chain and, beside it, the reference fed with the same calls at the same times: in the end they must agree on everything."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Self, cast

from assay.market import Compute, Court, Identity, Matching, Pool, Rewards, Sandbox, Staking, Training, Vault, Verifier
from assay.models.base import Event
from assay.models.deployment import Deployment
from assay.models.receipt import Receipt
from assay.reference.network import ReferenceNetwork

READS = frozenset({"config", "stake", "fault", "provider", "job", "dispute", "openings", "juror", "case", "round"})
READS |= {"campaign", "worker", "batch", "epoch", "is_claimed", "grant"}
READS |= {"subject", "key", "issuer", "attestation", "attestation_batch", "generation_revoked_at", "content", "content_batch", "finding", "sign_attestation"}
READS |= {"model", "delivery", "request", "is_frozen"}
READS |= {"standing_offer", "listing", "assignment", "demanded"}
READS |= {"run", "proposal", "doubted"}
# Of the vault and its pools, where `claim` is what somebody is owed.
VAULT_READS = frozenset({"config", "vault", "observation", "claim", "total_assets", "state", "units"})
VAULT_READS |= {f"{kind}_{verb}" for kind in ("preview", "max") for verb in ("deposit", "mint", "withdraw", "redeem")}


class Mirror:
    """market.Sandbox over a chain, every write repeated on a reference at the chain's own addresses."""

    def __init__(self, chain: Sandbox, reference: ReferenceNetwork | None = None) -> None:
        self.chain = chain
        self.reference = reference or ReferenceNetwork(chain.deployment(), now=chain.now())

    @property
    def name(self) -> str:
        return self.chain.name

    @property
    def account(self) -> bytes:
        return self.chain.account

    @property
    def staking(self) -> Staking:
        return cast(Staking, _Both(self, lambda side: side.staking))

    @property
    def compute(self) -> Compute:
        return cast(Compute, _Both(self, lambda side: side.compute))

    @property
    def court(self) -> Court:
        return cast(Court, _Both(self, lambda side: side.court))

    @property
    def rewards(self) -> Rewards:
        return cast(Rewards, _Both(self, lambda side: side.rewards))

    @property
    def identity(self) -> Identity:
        return cast(Identity, _Both(self, lambda side: side.identity))

    @property
    def verifier(self) -> Verifier:
        return cast(Verifier, _Both(self, lambda side: side.verifier))

    @property
    def vault(self) -> Vault:
        return cast(Vault, _Both(self, lambda side: side.vault, VAULT_READS))

    @property
    def matching(self) -> Matching:
        return cast(Matching, _Both(self, lambda side: side.matching))

    @property
    def training(self) -> Training:
        return cast(Training, _Both(self, lambda side: side.training))

    @property
    def pools(self) -> Sequence[Pool]:
        return [cast(Pool, _Both(self, _pool(i), VAULT_READS)) for i in range(len(self.chain.pools))]

    def sign(self, message: bytes) -> bytes:
        return self.chain.sign(message)

    def now(self) -> int:
        return self.chain.now()

    def balance(self, owner: bytes, token: bytes | None = None) -> int:
        return self.chain.balance(owner, token)

    def events(self, since: int = 0) -> Iterator[tuple[int, Event]]:
        return self.chain.events(since)

    def receipts(self) -> Sequence[Receipt]:
        return self.chain.receipts()

    def deployment(self) -> Deployment:
        return self.chain.deployment()

    def as_account(self, name: str) -> Self:
        return type(self)(self.chain.as_account(name), self.reference)

    def faucet(self, owner: bytes, amount: int, token: bytes | None = None) -> None:
        self.chain.faucet(owner, amount, token)
        self.reference.faucet(owner, amount, token)

    def set_time(self, at: int) -> None:
        self.chain.set_time(at)
        self.reference.set_time(at)

    def agrees(self, accounts: Sequence[bytes]) -> bool:
        """Whether both sides end with equal balances, and with everything in the programs equal that ever had an event."""
        tokens = (None, self.deployment().grant_token)
        if any(self.chain.balance(a, t) != self.reference.balance(a, t) for a in accounts for t in tokens):
            return False
        seen = {(view, key) for _, event in self.reference.events() for view, key in _named(event)}
        return all(view(self.chain, key) == view(self.reference, key) for view, key in seen)


# By an event's field: what it names.
VIEWS: dict[str, Callable[[Sandbox, Any], object]] = {
    "job_id": lambda c, key: (c.compute.job(key), c.matching.listing(key)),
    "dispute_id": lambda c, key: c.compute.dispute(key),
    "provider": lambda c, key: (c.compute.provider(key), c.matching.standing_offer(key)),
    "assignment_id": lambda c, key: c.matching.assignment(key),
    "fault_id": lambda c, key: c.staking.fault(key),
    "owner": lambda c, key: c.staking.stake(key),
    "juror": lambda c, key: c.court.juror(key),
    "case_id": lambda c, key: (c.court.case(key), c.identity.finding(key)),
    "campaign_id": lambda c, key: c.rewards.campaign(key),
    "batch_id": lambda c, key: c.rewards.batch(key),
    "epoch_id": lambda c, key: c.rewards.epoch(key),
    "grant_id": lambda c, key: c.rewards.grant(key),
    "request_id": lambda c, key: c.verifier.request(key),
    "subject_id": lambda c, key: c.identity.subject(key),
    "key_id": lambda c, key: c.identity.key(key),
    "issuer": lambda c, key: c.identity.issuer(key),
    "attestation_id": lambda c, key: c.identity.attestation(key),
    "content_id": lambda c, key: c.identity.content(key),
    "model_id": lambda c, key: (c.verifier.model(key), c.vault.vault()),
}


def _named(event: Event) -> Iterator[tuple[Callable[[Sandbox, Any], object], bytes]]:
    yield from ((view, getattr(event, field)) for field, view in VIEWS.items() if hasattr(event, field))


def _pool(index: int) -> Callable[[Sandbox], Any]:
    return lambda side: side.pools[index]


class _Both:
    """One program on both sides: reads come from the chain, writes go to both, a second later than what was before."""

    def __init__(self, mirror: Mirror, program: Callable[[Sandbox], Any], reads: frozenset[str] = READS) -> None:
        self._mirror, self._program, self._reads = mirror, program, reads

    def __getattr__(self, verb: str) -> Any:
        m = self._mirror
        ours = getattr(self._program(m.chain), verb)
        if verb in self._reads:
            return ours

        def write(*args: Any) -> Event:
            at = m.chain.now() + 1
            m.set_time(at)
            event = cast(Event, ours(*args))
            expected = getattr(self._program(m.reference.at(m.account)), verb)(*args)
            assert event == expected, f"{m.name} said {event!r}, the reference {expected!r}"
            return event

        return write
