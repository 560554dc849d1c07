"""The story: a trained model says where deposits earn, and moves them only by a proof; forged, stale and forbidden claims are refused by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assay import ids
from assay.commit.routes import GROTH16
from assay.errors import ProtocolError
from assay.market import Sandbox
from assay.models.pools import PoolTerms
from assay.models.receipt import Receipt
from assay.models.vault import MAX_POOLS, WINDOW, Limits, Policy, PoolLimits
from assay.models.verifier import Claim

from ..zkml.keeper import Keeper, Proved
from ..zkml.prover import Circuit
from .mirror import Mirror

COIN = 1_000_000
DAY = 86_400
DEPOSIT = 1_000 * COIN
NAMES = ("steady", "busy", "steep", "idle")
CURVES = (
    PoolTerms(base_bps=100, slope_bps=500),
    PoolTerms(base_bps=200, slope_bps=1_000, steep_bps=5_000),
    PoolTerms(slope_bps=2_000, kink_bps=9_000, steep_bps=20_000),
    PoolTerms(),
)
BORROWED = (500, 700, 800, 0)
# What changes before each round: a pool, and how much more (or less) is borrowed there.
TIDES = (None, (0, 300), (2, -500))

Say = Callable[[str], None]


@dataclass(frozen=True)
class Step:
    """Where funds stood after a round, in base units: each pool's, then idle. `said` is what the model proved, in bps."""

    said: tuple[int, ...]
    held: tuple[int, ...]


@dataclass(frozen=True)
class Ended:
    """One chain's end of the story."""

    chain: str
    steps: tuple[Step, ...]
    refused: tuple[tuple[str, str], ...]
    deposited: int
    redeemed: int
    receipts: tuple[Receipt, ...]
    balances: dict[str, int]
    agrees: bool


def play(chain: Sandbox, say: Say = lambda _: None) -> Ended:
    """Runs the story on a fresh chain; only the clock is hurried."""
    stage, circuit = Mirror(chain), Circuit.named("allocator")
    people = {n: stage.as_account(n) for n in ("authority", "guardian", "keeper", "alice", "lender", "borrower")}
    for name in ("keeper", "alice", "lender"):
        stage.faucet(people[name].account, 10_000 * COIN)
    model_id = _set_up(stage, people, circuit, say)
    keeper = Keeper(people["keeper"], circuit)
    _observe(people["keeper"], keeper, WINDOW + 1)
    refused: list[tuple[str, str]] = []
    steps: list[Step] = []
    for number, tide in enumerate(TIDES):
        if tide:
            _turn(stage, people, *tide)
            _observe(people["keeper"], keeper, WINDOW)
        proved = keeper.prove()
        assert proved is not None
        if number == 0:
            refused += _forge(people["keeper"], keeper, model_id, proved)
        keeper.hand_in(proved)
        steps.append(_stands(stage, proved))
        told = ", ".join(f"{n} {w / 100:.1f} %" for n, w in zip(NAMES, steps[-1].said, strict=True))
        say(f"round {number + 1}: the model proves {told}")
    assert proved is not None
    refused += _refuse(stage, people, keeper, model_id, proved)
    for what, error in refused:
        say(f"{what}: {error}")
    shares = stage.balance(people["alice"].account, stage.vault.config().share)
    redeemed = people["alice"].vault.redeem(shares, people["alice"].account).assets
    say(f"Alice, who put {DEPOSIT / COIN:,.0f} USDX in, leaves with {redeemed / COIN:,.2f}")
    accounts = {n: w.account for n, w in people.items()} | {"vault": stage.deployment().vault}
    return Ended(
        chain=stage.name, steps=tuple(steps), refused=tuple(refused), deposited=DEPOSIT, redeemed=redeemed, receipts=tuple(stage.receipts()),
        balances={n: stage.balance(a) for n, a in accounts.items()}, agrees=stage.agrees(list(accounts.values())),
    )  # fmt: skip


def _set_up(stage: Mirror, people: dict[str, Mirror], circuit: Circuit, say: Say) -> bytes:
    """Four markets with borrowers, the model's key, a policy behind its timelock, a deposit."""
    owner = people["authority"]
    for i, (terms, borrowed) in enumerate(zip(CURVES, BORROWED, strict=True)):
        people["lender"].pools[i].configure(terms)
        people["lender"].pools[i].deposit(1_000 * COIN)
        if borrowed:
            people["borrower"].pools[i].borrow(borrowed * COIN)
    owner.verifier.register_model(1, GROTH16.selector, circuit.key.data, circuit.model.digest, 2 * DAY)
    model_id = ids.model_id(stage.deployment().verifier, owner.account, 1)
    say("a trained model (12-32-16-4, integers) is registered by its verification key; it can change no sooner than in two days")
    pools = tuple(
        PoolLimits(pool=pool.state().pool, group=i // 2, cap=600 * COIN, cap_bps=cap)
        for i, (pool, cap) in enumerate(zip(stage.pools, (4_000, 3_500, 4_000, 2_000), strict=True))
    )
    policy = Policy(
        model_id=model_id, guardian=people["guardian"].account, pools=pools, group_caps_bps=(6_000, 5_000, 0, 0), max_move_bps=3_000, max_loss_bps=10,
        max_age_secs=DAY,
    )  # fmt: skip
    stage.set_time(owner.vault.propose(policy).adopt_at)
    people["keeper"].vault.adopt()
    people["alice"].vault.deposit(DEPOSIT, people["alice"].account)
    say("caps by pool and by group of risk, 30 % of all assets a move at most; Alice deposits 1,000 USDX")
    return model_id


def _observe(account: Mirror, keeper: Keeper, times: int) -> None:
    for _ in range(times):
        account.set_time(account.now() + account.vault.config().observe_secs)
        for pool in account.pools:
            pool.accrue()
        keeper.observe()


def _turn(stage: Mirror, people: dict[str, Mirror], pool: int, more: int) -> None:
    """Borrowers come or go."""
    if more > 0:
        people["borrower"].pools[pool].borrow(more * COIN)
    else:
        people["borrower"].pools[pool].repay(-more * COIN)


def _stands(stage: Mirror, proved: Proved) -> Step:
    vault = stage.vault.vault()
    said = tuple(int.from_bytes(proved.claim.result[at : at + 2], "big") for at in range(0, 2 * MAX_POOLS, 2))
    return Step(said, (*(p.recorded for p in vault.positions), vault.idle))


def _fails(what: str, call: Callable[[], object]) -> tuple[str, str]:
    try:
        call()
    except ProtocolError as e:
        return what, type(e).__name__
    raise AssertionError(f"{what} was taken")


def _forge(account: Mirror, keeper: Keeper, model_id: bytes, proved: Proved) -> list[tuple[str, str]]:
    """What is no proof of what was said, before the true one is handed in."""
    other = proved.claim.model_copy(update={"result": (10_000).to_bytes(2, "big") + bytes(6)})
    vault = account.deployment().vault

    def hand(claim: Claim, proof: bytes, nonce: int) -> Callable[[], object]:
        return lambda: account.verifier.verify_and_call(model_id, vault, nonce, proved.prover, claim, proof)

    bent = proved.proof[:-1] + bytes([proved.proof[-1] ^ 1])
    return [
        _fails("the proof of other weights", hand(other, proved.proof, proved.nonce)),
        _fails("a proof with one bit bent", hand(proved.claim, bent, proved.nonce)),
        _fails("the proof under another nonce", hand(proved.claim, proved.proof, proved.nonce + 1)),
        _fails("a claim without the verifier", lambda: account.vault.on_verified(model_id, proved.nonce, proved.claim)),
    ]


def _refuse(stage: Mirror, people: dict[str, Mirror], keeper: Keeper, model_id: bytes, used: Proved) -> list[tuple[str, str]]:
    """Valid proofs that must not count: used before, too old, or of weights that the guardian has since forbidden."""
    account, vault = people["keeper"], stage.deployment().vault
    again = lambda: account.verifier.verify_and_call(model_id, vault, used.nonce, used.prover, used.claim, used.proof)  # noqa: E731
    refused = [_fails("a proof that was used", again)]
    _observe(account, keeper, 1)
    late = keeper.prove()
    assert late is not None
    policy = stage.vault.vault().policy
    caps = tuple(min(cap, 100) for cap in (p.cap_bps for p in policy.pools))
    people["guardian"].vault.lower(
        Limits(caps=tuple(p.cap for p in policy.pools), caps_bps=caps, group_caps_bps=policy.group_caps_bps, max_move_bps=policy.max_move_bps)
    )
    hand = lambda: account.verifier.verify_and_call(model_id, vault, late.nonce, late.prover, late.claim, late.proof)  # noqa: E731
    refused.append(_fails("a proof of weights that the guardian has since forbidden", hand))
    stage.set_time(stage.now() + 2 * DAY)
    refused.append(_fails("a proof about what was seen two days ago", hand))
    return refused
