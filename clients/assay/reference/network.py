"""A reference chain as one object: what `connect("reference")` returns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Self

from ..errors import InputError
from ..ids import chain_tag
from ..models.base import Event
from ..models.compute import ComputeConfig
from ..models.court import CourtConfig
from ..models.deployment import Deployment, Settings
from ..models.identity import IdentityConfig
from ..models.matching import MatchingConfig
from ..models.receipt import Receipt
from ..models.rewards import RewardsConfig
from ..models.staking import Slasher, SlasherStatus, StakingConfig
from ..models.training import TrainingConfig
from ..models.vault import MAX_POOLS, VaultConfig
from ..models.verifier import VerifierConfig
from .chain import Ledger
from .compute import ComputeState, ReferenceCompute
from .court import CourtState, ReferenceCourt
from .identity import IdentityState, ReferenceIdentity
from .matching import MatchingState, ReferenceMatching
from .pools import PoolState, ReferencePool
from .rewards import ReferenceRewards, RewardsState
from .staking import ReferenceStaking, StakingState
from .training import ReferenceTraining, TrainingState
from .vault import ReferenceVault, VaultState
from .verifier import ReferenceVerifier, VerifierState


def account_named(name: str) -> bytes:
    """The reference's account of a name."""
    return sha256(b"assay/account/v1" + name.encode()).digest()


def reference_deployment(settings: Settings) -> Deployment:
    """The addresses that a reference of its own stands at."""
    names = {n: account_named(n) for n in ("treasury", "authority")}
    # Nobody's account: a sandbox has people of any name.
    programs = ("staking", "compute", "court", "rewards", "identity", "verifier", "vault", "matching", "training", "token", "grant_token")
    names |= {n: account_named(f"program {n}") for n in programs}
    pools = tuple(account_named(f"program pool {i}") for i in range(MAX_POOLS))
    return Deployment(chain="reference", token_symbol="USDX", settings=settings, pools=pools, **names)


class ReferenceNetwork:
    """market.Sandbox over plain objects. Given another chain's deployment, it speaks that chain's addresses and so gives the same ids. `share` is that chain's
    token of the vault's shares."""

    def __init__(self, deployment: Deployment, now: int = 1_700_000_000, account: bytes | None = None, share: bytes | None = None) -> None:
        s = deployment.settings
        self.ledger = Ledger(now, deployment.token, deployment.grant_token)
        self._deployment = deployment
        self.staking_state = StakingState(
            self.ledger,
            StakingConfig(
                authority=deployment.authority,
                treasury=deployment.treasury,
                token=deployment.token,
                unbond_secs=s.unbond_secs,
                slashers=tuple(
                    Slasher(program=p, active_at=0, status=SlasherStatus.ACTIVE) for p in (deployment.compute, deployment.court, deployment.identity)
                ),
            ),
        )
        config = ComputeConfig(
            token=deployment.token, treasury=deployment.treasury, window_secs=s.window_secs, move_secs=s.move_secs,
            challenge_bond=s.challenge_bond, reward_bps=s.reward_bps, late_bps=s.late_bps,
        )  # fmt: skip
        self.compute_state = ComputeState(self.ledger, self.staking_state, config, deployment.compute)
        rules = CourtConfig(
            token=deployment.token, treasury=deployment.treasury, contest_secs=s.contest_secs, phase_secs=s.phase_secs, case_bond=s.case_bond,
            seed_bond=s.seed_bond, seat_stake=s.seat_stake, max_penalty=s.max_penalty, jurors=s.jurors, max_rounds=s.max_rounds,
            reward_bps=s.reward_bps,
        )  # fmt: skip
        self.court_state = CourtState(self.ledger, self.staking_state, rules, deployment.court)
        promises = RewardsConfig(
            token=deployment.token, treasury=deployment.treasury, court=deployment.court, window_secs=s.window_secs, post_secs=s.post_secs,
            claim_secs=s.claim_secs, rotate_secs=s.rotate_secs, post_bond=s.post_bond,
        )  # fmt: skip
        self.rewards_state = RewardsState(self.ledger, self.court_state, promises, deployment.rewards)
        people = IdentityConfig(
            court=deployment.court, chain=chain_tag(deployment.chain), issuer_stake=s.issuer_stake, exit_secs=s.exit_secs, recovery_secs=s.recovery_secs,
            voucher_bps=s.voucher_bps, reward_bps=s.voucher_reward_bps,
        )  # fmt: skip
        self.identity_state = IdentityState(self.ledger, self.staking_state, self.court_state, people, deployment.identity)
        proofs = VerifierConfig(token=deployment.token, authority=deployment.authority, chain=chain_tag(deployment.chain))
        self.verifier_state = VerifierState(self.ledger, proofs, deployment.verifier)
        market = MatchingConfig(
            token=deployment.token, treasury=deployment.treasury, compute=deployment.compute, window_secs=s.match_secs, answer_secs=s.answer_secs,
            seen_secs=s.seen_secs, accept_secs=s.accept_secs, fallback_secs=s.fallback_secs, offer_bond=s.offer_bond,
            assignment_bond=s.assignment_bond, demand_bond=s.demand_bond, lapse_bps=s.lapse_bps, reward_bps=s.reward_bps,
        )  # fmt: skip
        self.matching_state = MatchingState(self.ledger, self.compute_state, market, deployment.matching)
        school = TrainingConfig(
            token=deployment.token, treasury=deployment.treasury, compute=deployment.compute, window_secs=s.train_secs, reward_bps=s.reward_bps
        )
        self.training_state = TrainingState(self.ledger, self.compute_state, school, deployment.training)
        self.pool_states = {pool: PoolState(self.ledger, pool) for pool in deployment.pools}
        limits = VaultConfig(
            token=deployment.token, share=share or account_named("program share"), owner=deployment.authority, verifier=deployment.verifier,
            timelock_secs=s.vault_timelock_secs, observe_secs=s.observe_secs, gain_bps=s.gain_bps, step_bps=s.step_bps,
        )  # fmt: skip
        self.vault_state = VaultState(self.ledger, self.verifier_state, self.pool_states, limits, deployment.vault)
        self._account = account or account_named("authority")

    @property
    def name(self) -> str:
        return "reference"

    @property
    def account(self) -> bytes:
        return self._account

    @property
    def staking(self) -> ReferenceStaking:
        return ReferenceStaking(self.staking_state, self._account)

    @property
    def compute(self) -> ReferenceCompute:
        return ReferenceCompute(self.compute_state, self._account)

    @property
    def court(self) -> ReferenceCourt:
        return ReferenceCourt(self.court_state, self._account)

    @property
    def rewards(self) -> ReferenceRewards:
        return ReferenceRewards(self.rewards_state, self._account)

    @property
    def identity(self) -> ReferenceIdentity:
        return ReferenceIdentity(self.identity_state, self._account)

    @property
    def verifier(self) -> ReferenceVerifier:
        return ReferenceVerifier(self.verifier_state, self._account)

    @property
    def vault(self) -> ReferenceVault:
        return ReferenceVault(self.vault_state, self._account)

    @property
    def matching(self) -> ReferenceMatching:
        return ReferenceMatching(self.matching_state, self._account)

    @property
    def training(self) -> ReferenceTraining:
        return ReferenceTraining(self.training_state, self._account)

    @property
    def pools(self) -> tuple[ReferencePool, ...]:
        return tuple(ReferencePool(state, self._account) for state in self.pool_states.values())

    def sign(self, message: bytes) -> bytes:
        return sha256(b"assay/reference/signature/v1" + self._account + message).digest()

    def now(self) -> int:
        return self.ledger.now

    def balance(self, owner: bytes, token: bytes | None = None) -> int:
        if token == self.vault_state.config.share:
            return self.vault_state.shares.get(owner, 0)
        purse = self.ledger.purses.get(token or self.ledger.token)
        return 0 if purse is None else purse.get(owner, 0)

    def events(self, since: int = 0) -> Iterator[tuple[int, Event]]:
        yield from ((i, e) for i, e in enumerate(self.ledger.events) if i >= since)

    def receipts(self) -> Sequence[Receipt]:
        return ()

    def deployment(self) -> Deployment:
        return self._deployment

    def at(self, account: bytes) -> Self:
        """The same chain as the account of this address."""
        other = object.__new__(type(self))
        other.__dict__.update(self.__dict__)
        other._account = account
        return other

    def as_account(self, name: str) -> Self:
        return self.at(account_named(name))

    def faucet(self, owner: bytes, amount: int, token: bytes | None = None) -> None:
        self.ledger.mint(owner, amount, token)

    def set_time(self, at: int) -> None:
        if at < self.ledger.now:
            raise InputError("at", at, f"{self.ledger.now} or later", "clocks only go forward")
        self.ledger.now = at
