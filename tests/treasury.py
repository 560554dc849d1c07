"""The people of a vault: an owner, a guardian, depositors, borrowers at four pools, and a model that may be anybody's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assay import ids
from assay.commit import statement as statements
from assay.market import Sandbox
from assay.models.base import ZERO
from assay.models.pools import Pool, PoolTerms
from assay.models.vault import MAX_GROUPS, MAX_POOLS, WINDOW, Limits, Observation, Policy, PoolLimits, Vault, VaultConfig
from assay.models.verifier import Claim, ConsumerCalled

from tests.cast import COIN, funded, tick
from tests.ceremony import Ceremony

DAY = 86_400
# A steady one, a busy one, a steep one, and one that lends to nobody.
CURVES = (
    PoolTerms(base_bps=100, slope_bps=500),
    PoolTerms(base_bps=200, slope_bps=1_000, steep_bps=5_000),
    PoolTerms(base_bps=0, slope_bps=2_000, kink_bps=9_000, steep_bps=20_000),
    PoolTerms(),
)
BORROWED = (500, 700, 800, 0)
SOUND = (3_000, 2_500, 2_000, 1_000)


@dataclass
class Treasury:
    """`ceremony` is the model's: its waste was kept, so that it proves whatever a story has it say."""

    chain: Sandbox
    ceremony: Ceremony
    owner: Sandbox
    guardian: Sandbox
    keeper: Sandbox
    alice: Sandbox
    bob: Sandbox
    nonce: int = 1

    @property
    def config(self) -> VaultConfig:
        return self.chain.vault.config()

    @property
    def vault(self) -> Vault:
        return self.chain.vault.vault()

    @property
    def address(self) -> bytes:
        return self.chain.deployment().vault

    @property
    def model_id(self) -> bytes:
        return ids.model_id(self.chain.deployment().verifier, self.owner.account, self.nonce)

    @property
    def last(self) -> Observation:
        observation = self.chain.vault.observation(self.vault.observed)
        assert observation is not None
        return observation

    def pool(self, i: int) -> Pool:
        return self.chain.pools[i].state()

    def shares(self, who: Sandbox) -> int:
        return self.chain.balance(who.account, self.config.share)

    def policy(self, **changes: object) -> Policy:
        limits = [(0, 600, 4_000), (0, 500, 3_000), (1, 400, 3_000), (1, 400, 2_000)]
        sound: dict[str, Any] = {
            "model_id": self.model_id,
            "guardian": self.guardian.account,
            "pools": tuple(PoolLimits(pool=self.pool(i).pool, group=group, cap=cap * COIN, cap_bps=cap_bps) for i, (group, cap, cap_bps) in enumerate(limits)),
            "group_caps_bps": (6_000, 4_000, 0, 0),
            "max_move_bps": 10_000,
            "max_loss_bps": 10,
            "max_age_secs": DAY,
        }
        return Policy(**(sound | changes))

    def limits(self, **changes: object) -> Limits:
        p = self.vault.policy
        now: dict[str, Any] = {
            "caps": tuple(x.cap for x in p.pools),
            "caps_bps": tuple(x.cap_bps for x in p.pools),
            "group_caps_bps": p.group_caps_bps,
            "max_move_bps": p.max_move_bps,
        }
        return Limits(**(now | changes))

    def register(self, timelock_secs: int = 2 * DAY) -> None:
        tick(self.chain)
        c = self.ceremony
        self.owner.verifier.register_model(self.nonce, c.route.selector, c.key, c.model_digest, timelock_secs)

    def adopt(self, **changes: object) -> None:
        """Has a policy come into force."""
        tick(self.chain)
        adopt_at = self.owner.vault.propose(self.policy(**changes)).adopt_at
        self.chain.set_time(adopt_at)
        self.keeper.vault.adopt()

    def observe(self, times: int = 1) -> Observation:
        """Anyone pokes the pools and observes them, an interval apart."""
        for _ in range(times):
            tick(self.chain, self.config.observe_secs)
            for pool in self.keeper.pools:
                pool.accrue()
                tick(self.chain)
            self.keeper.vault.observe()
        return self.last

    def claim(self, weights: Sequence[int] = SOUND, index: int | None = None, **changes: object) -> Claim:
        """What the model says of an observation, the last unless said."""
        o = self.chain.vault.observation(index or self.vault.observed)
        assert o is not None
        pools = [(f.rate_bps, f.utilisation_bps, f.liquidity) for f in o.means]
        commitment = statements.observation_commitment(o.observed_at, pools, o.caps_bps).to_bytes(32, "big")
        said: dict[str, Any] = {"commitment": commitment, "observed_at": o.observed_at, "result": statements.weights_result(weights)}
        return Claim(**(said | changes))

    def context(self, nonce: int, consumer: bytes | None = None) -> bytes:
        """What a proof for the vault, or somebody else, is bound to. The keeper is the prover."""
        domain = ids.consumer_domain(self.chain.deployment().verifier, self.chain.verifier.config().chain, consumer or self.address)
        return statements.context(domain, self.model_id, nonce, self.keeper.account)

    def prove(self, claim: Claim, nonce: int, consumer: bytes | None = None, ceremony: Ceremony | None = None) -> bytes:
        context = self.context(nonce, consumer)
        signal = statements.statement(context, int.from_bytes(claim.commitment, "big"), claim.observed_at, claim.result)
        return (ceremony or self.ceremony).prove(signal.to_bytes(32, "big"))

    def rebalance(self, weights: Sequence[int] = SOUND, index: int | None = None, **changes: object) -> None:
        """Anyone brings a valid proof of what the model says, true or not."""
        nonce = index or self.vault.observed
        claim = self.claim(weights, index, **changes)
        tick(self.chain)
        self.hand_in(nonce, claim, self.prove(claim, nonce))

    def hand_in(self, nonce: int, claim: Claim, proof: bytes, by: Sandbox | None = None, consumer: bytes | None = None) -> ConsumerCalled:
        """Hands a claim of the model's in: the keeper and to the vault, unless it is said who and to whom."""
        return (by or self.keeper).verifier.verify_and_call(self.model_id, consumer or self.address, nonce, self.keeper.account, claim, proof)

    @property
    def used(self) -> int:
        """The last nonce of the model's that the vault took a claim with."""
        return self.chain.verifier.delivery(self.address, self.model_id).nonce

    def backed(self) -> None:
        """INV-VAULT-1: funds and units are there for whatever is owed: to shares, and to who left in kind."""
        v = self.vault
        assert self.chain.balance(self.address) >= v.idle + v.surplus
        people = [self.alice, self.bob, self.keeper]
        for limits, position, pool in zip(v.policy.pools, v.positions, self.chain.pools, strict=True):
            if limits.pool != ZERO:
                assert pool.units(self.address) == position.units + sum(self.chain.vault.claim(who.account, limits.pool) for who in people)
        assert v.supply == sum(map(self.shares, people))


def treasury(chain: Sandbox, deposits: int = 1_000, observed: bool = True) -> Treasury:
    """Pools with other people's deposits and borrowers, a model, a policy in force, alice's deposit, and a full window of observations."""
    owner, guardian = chain.as_account("authority"), chain.as_account("guardian")
    keeper, alice, bob, lender = (funded(chain, name, 100_000) for name in ("keeper", "alice", "bob", "lender"))
    borrower = chain.as_account("borrower")
    for i, (terms, borrowed) in enumerate(zip(CURVES, BORROWED, strict=True)):
        tick(chain)
        lender.pools[i].configure(terms)
        lender.pools[i].deposit(1_000 * COIN)
        if borrowed:
            borrower.pools[i].borrow(borrowed * COIN)
    t = Treasury(chain, Ceremony(), owner, guardian, keeper, alice, bob)
    t.register()
    t.adopt()
    if deposits:
        tick(chain)
        alice.vault.deposit(deposits * COIN, alice.account)
    if observed:
        t.observe(WINDOW + 1)
    return t


assert len(CURVES) == MAX_POOLS == MAX_GROUPS
