"""Audit economics: the model's money is the protocol's to the unit, the game agrees with the formulas, and the least is the least."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from assay import audit as a
from assay import errors as e
from assay import ids, sandbox
from assay.audit import Conduct, Economics, Ending, Policy
from assay.cli.audit import share_bps, share_ppm
from assay.cli.main import root
from assay.commit.merkle import Tree
from assay.models.deployment import Settings
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from tests.cast import Stage, dispute_of, funded, job_of, stage, tick
from tests.jobs import flip

# No share of these divides evenly, so that every rounding shows.
ODD = Settings(challenge_bond=5_000_001, reward_bps=3_333, late_bps=777)
JOB = Economics(
    price=20_000_003, work_cost=9_000_001, rerun_cost=8_999_999, dispute_cost=310_001, delay_gain=70_003, saving_ppm=777_777, colluding_ppm=333_331,
    recall_ppm=912_345, planted_ppm=23_456, window_secs=ODD.window_secs, move_secs=ODD.move_secs, challenge_bond=ODD.challenge_bond, late_bps=ODD.late_bps,
)  # fmt: skip
CHOSEN = Policy(rate_ppm=123_457, stake=50_000_007, reward_bps=ODD.reward_bps)
COMMON = Economics(price=1_000_000, work_cost=500_000, rerun_cost=500_000, dispute_cost=50_000)


# ---- the money of every conduct, on the reference

Wealth = dict[str, int]


class OddStage(Stage):
    """A stage whose jobs have the model's price and stake."""

    def post(self, **changes: object) -> bytes:
        return super().post(**({"price": JOB.price, "stake": CHOSEN.stake} | changes))


def wealth(s: Stage) -> Wealth:
    """Coins of everybody: in the purse and in the stake."""
    people = {p: s.chain.as_account(p).account for p in ("provider", "requester", "challenger", "sybil")} | {"treasury": s.chain.deployment().treasury}
    stakes = {name: s.chain.staking.stake(owner) for name, owner in people.items()}
    return {name: s.chain.balance(owner) + (stake.bonded if (stake := stakes[name]) else 0) for name, owner in people.items()}


def after_window(s: Stage) -> None:
    s.chain.set_time(job_of(s.chain, s.job_id).window_ends_at)
    s.chain.compute.settle(s.job_id)


def pay_out(s: Stage) -> None:
    """Whatever a refuted claim owes to anyone."""
    d = dispute_of(s.chain, s.job_id)
    s.chain.compute.reclaim(d.dispute_id)
    s.chain.staking.sweep(ids.fault_id(d.dispute_id))
    s.chain.compute.refund(s.job_id)


def commit_garbage(s: Stage) -> None:
    """Bytes that were never computed, under a trace that holds together."""
    rng = random.Random(1)
    last = len(s.job.program.operators) - 1
    trace = Tree([rng.randbytes(32) for _ in range(last + 1)])
    s.post()
    s.accept()
    s.provider.compute.commit(s.job_id, trace.levels[0][last], trace.root, trace.path(last))


def concede(s: Stage) -> None:
    """The provider cannot show what it claimed, or would rather lose to its own sybil."""
    s.chain.set_time(dispute_of(s.chain, s.job_id).move_due_at + 1)
    s.chain.compute.time_out(s.job_id)


def honest_then_settled(s: Stage) -> None:
    s.up_to_commit()
    after_window(s)


def garbage_unseen(s: Stage) -> None:
    commit_garbage(s)
    after_window(s)


def garbage_refuted(s: Stage) -> None:
    commit_garbage(s)
    s.challenge()
    concede(s)
    pay_out(s)


def cheaper_unseen(s: Stage) -> None:
    s.up_to_commit(s.job.outputs({1: flip(9)}))
    after_window(s)


def cheaper_refuted(s: Stage) -> None:
    """What the smaller model gives is fought down to one number."""
    liar = s.up_to_commit(s.job.outputs({1: flip(9)}))
    s.challenge()
    s.fight(liar, s.job.witness(s.job_id))
    pay_out(s)


def _copied(s: Stage) -> None:
    """Another job with the same program, model and input was done honestly by somebody else; its trace is committed again."""
    original = s.job.witness(ids.job_id(s.chain.deployment().compute, s.requester.account, 77))
    s.post()
    s.accept()
    last = original.trace.count - 1
    s.provider.compute.commit(s.job_id, original.trace.levels[0][last], original.trace.root, original.trace.path(last))


def copy_unseen(s: Stage) -> None:
    _copied(s)
    after_window(s)


def copy_refuted(s: Stage) -> None:
    _copied(s)
    s.challenge()
    concede(s)
    pay_out(s)


def never_committed(s: Stage) -> None:
    s.post(deadline_at=s.chain.now() + 100)
    s.accept()
    s.chain.set_time(s.chain.now() + 200)
    s.chain.compute.time_out(s.job_id)
    s.chain.staking.sweep(ids.fault_id(s.job_id))
    s.chain.compute.refund(s.job_id)


def own_sybil_first(s: Stage) -> None:
    """The cheat sees an honest challenge coming and is quicker with its own, which it lets win."""
    commit_garbage(s)
    tick(s.chain)
    s.chain.as_account("sybil").compute.challenge(s.job_id)
    with pytest.raises(e.JobNotCommitted):
        s.challenger.compute.challenge(s.job_id)
    concede(s)
    pay_out(s)


def honest_challenged(s: Stage) -> None:
    """The challenger has nothing and lets its clock run out; any other lie ends the same way (INV-COMPUTE-8)."""
    honest = s.up_to_commit()
    s.challenge()
    s.provider.compute.reveal(s.job_id, honest.reveal(dispute_of(s.chain, s.job_id)))
    concede(s)
    s.chain.compute.reclaim(dispute_of(s.chain, s.job_id).dispute_id)
    after_window(s)


Story = Callable[[Stage], None]
STORIES: dict[Conduct, dict[Ending, Story]] = {
    Conduct.PROVIDER: {Ending.SETTLED: honest_then_settled},
    Conduct.DEFENDER: {Ending.UPHELD: honest_challenged},
    Conduct.VERIFIER: {Ending.SETTLED: honest_then_settled, Ending.REFUTED: cheaper_refuted},
    Conduct.LAZY: {Ending.SETTLED: garbage_unseen, Ending.REFUTED: garbage_refuted},
    Conduct.CHEAP: {Ending.SETTLED: cheaper_unseen, Ending.REFUTED: cheaper_refuted},
    Conduct.COPY: {Ending.SETTLED: copy_unseen, Ending.REFUTED: copy_refuted},
    Conduct.SILENT: {Ending.LATE: never_committed},
    Conduct.SELF_CHALLENGE: {Ending.SETTLED: garbage_unseen, Ending.REFUTED: own_sybil_first},
    Conduct.BRIBING: {Ending.SETTLED: garbage_unseen, Ending.REFUTED: own_sybil_first},
    Conduct.COLLUDING: {Ending.SETTLED: garbage_unseen, Ending.REFUTED: own_sybil_first},
    Conduct.GRIEFING: {Ending.UPHELD: honest_challenged},
}
BY_SYBIL = {own_sybil_first}


def played(story: Story) -> Wealth:
    """What everybody holds more after a story than before, on a reference with odd settings."""
    chain = sandbox("reference", settings=ODD)
    s = OddStage(**vars(stage(chain)))
    funded(chain, "sybil")
    before = wealth(s)
    story(s)
    now = wealth(s)
    stake = chain.staking.stake(s.provider.account)
    assert stake is not None
    assert stake.locked == 0
    return {name: now[name] - before[name] for name in now}


@pytest.mark.parametrize("conduct", list(Conduct), ids=lambda c: c.name)
def test_the_model_s_money_is_the_protocol_s(conduct: Conduct) -> None:
    """INV-AUDIT-1: every branch of every conduct, played on the reference, moves what the model says, to the base unit, for every party."""
    lottery = a.branches(JOB, CHOSEN, conduct)
    assert sum(b.chance for b in lottery) == 1
    assert {b.ending for b in lottery} == STORIES[conduct].keys()
    measured: Fraction = Fraction(0)
    for b in lottery:
        story = STORIES[conduct][b.ending]
        moved = played(story)
        modelled = a.flows(JOB, CHOSEN, b.ending)
        challenger, bystander = ("sybil", "challenger") if story in BY_SYBIL else ("challenger", "sybil")
        assert moved == {
            "provider": modelled.provider, "requester": modelled.requester, "treasury": modelled.treasury, challenger: modelled.challenger, bystander: 0,
        }  # fmt: skip
        assert sum(moved.values()) == 0
        names = {"provider": "provider", "challenger": challenger}
        measured += b.chance * (sum(moved[names[side]] for side in b.sides) - b.cost)
    assert measured == a.value(JOB, CHOSEN, conduct)


def test_an_audit_of_a_whole_deployment_reads_its_constants() -> None:
    """INV-AUDIT-1: the model's defaults are the deployment's."""
    config = sandbox("reference").compute.config()
    assert (COMMON.window_secs, COMMON.move_secs, COMMON.challenge_bond, COMMON.late_bps) == (
        config.window_secs, config.move_secs, config.challenge_bond, config.late_bps,
    )  # fmt: skip


# ---- the game against the formulas

# One where cheats are often caught, so that a wrong term shows; the chosen one; and the least for a common job.
GAMES = {
    "often": (JOB, Policy(rate_ppm=400_000, stake=90_000_001, reward_bps=5_000)),
    "odd": (JOB, CHOSEN),
    "least": (COMMON, a.least(COMMON)),
}


@pytest.mark.parametrize("kind", GAMES)
def test_a_million_games_agree_with_the_formulas(kind: str) -> None:
    """INV-AUDIT-2: simulated and closed-form values differ by less than four standard errors, and four of those are less than 1 % of the stake."""
    e, p = GAMES[kind]
    for at, conduct in enumerate(Conduct):
        s, v = a.simulate(e, p, conduct, seed=at), float(a.value(e, p, conduct))
        assert abs(s.mean - v) <= 4 * s.error + 1e-9 * p.stake, (conduct, s, v)
        assert 4 * s.error < 0.01 * p.stake, conduct


def test_the_games_would_show_a_wrong_term() -> None:
    """INV-AUDIT-2: one percent off in the audit rate, or one in the reward, is seen."""
    e, p = GAMES["often"]
    s = a.simulate(e, p, Conduct.COLLUDING)
    for wrong in ({"rate_ppm": 404_000}, {"reward_bps": 4_900}):
        v = float(a.value(e, p.model_copy(update=wrong), Conduct.COLLUDING))
        assert abs(s.mean - v) > 5 * s.error


def test_a_seed_gives_the_same_games() -> None:
    """INV-AUDIT-2."""
    first, again, other = (a.simulate(JOB, CHOSEN, Conduct.LAZY, 1_000, seed) for seed in (3, 3, 4))
    assert first == again
    assert first != other
    with pytest.raises(e.InputError, match="games"):
        a.simulate(JOB, CHOSEN, Conduct.LAZY, 0)


# ---- the least

ppm = st.integers(0, a.MILLION)
jobs = st.builds(
    lambda price, work, rerun, dispute, **rest: Economics(
        price=price, work_cost=price * work // 1_000, rerun_cost=price * rerun // 1_000, dispute_cost=price * dispute // 10_000, **rest
    ),
    price=st.integers(1_000, 10**9),
    work=st.integers(0, 990),
    rerun=st.integers(0, 1_500),
    dispute=st.integers(0, 500),
    saving_ppm=ppm,
    colluding_ppm=st.integers(0, 950_000),
    recall_ppm=st.integers(50_000, a.MILLION),
    planted_ppm=st.integers(500, 200_000),
    interest_bps=st.integers(1, 5_000),
    challenge_bond=st.integers(10**8, 10**9),
)


def feasible(job: Economics, reward_bps: int | None = None) -> Policy | None:
    try:
        return a.least(job, reward_bps)
    except e.InputError:
        return None


@given(jobs, st.one_of(st.none(), st.integers(1, 5_000)))
def test_under_the_least_policy_every_deviation_loses(job: Economics, reward_bps: int | None) -> None:
    """INV-AUDIT-3: every deviation's value is below 0 and no honest party's is; with one millionth less of audits, some deviation pays."""
    p = feasible(job, reward_bps)
    if p is None:
        return
    assert a.sound(job, p), {c: float(a.value(job, p, c)) for c in Conduct if not a.holds(job, p, c)}
    assert reward_bps in (None, p.reward_bps)
    assert not a.holds(job, p.model_copy(update={"rate_ppm": p.rate_ppm - 1}), Conduct.COLLUDING)
    if reward_bps is None and p.reward_bps:
        assert not a.holds(job, p.model_copy(update={"reward_bps": p.reward_bps - 1}), Conduct.VERIFIER) or job.rerun_cost == 0


@given(jobs)
def test_nothing_sound_costs_less(job: Economics) -> None:
    """INV-AUDIT-4: no stake gives less overhead than the least policy's, but for the rounding of basis points and of millionths."""
    p = feasible(job)
    if p is None:
        return
    grain = Fraction(job.rerun_cost, a.MILLION) + a.overhead(job, p) / 1_000 + 1
    assert all(a.overhead(job, q) >= a.overhead(job, p) - grain for q in a.frontier(job, 12))
    assert all(a.sound(job, q) for q in a.frontier(job, 12))


@given(jobs, st.integers(1, 5_000), st.integers(1, 10**12), st.integers(1, 10**12))
def test_more_stake_needs_no_more_audits(job: Economics, reward_bps: int, one: int, other: int) -> None:
    """INV-AUDIT-5: the least rate falls with the stake and rises with collusion; the least stake falls with the rate."""

    def rate(j: Economics, stake: int) -> int:
        try:
            return a.least_rate(j, stake, reward_bps)
        except e.InputError as refused:
            return a.MILLION + 1 if refused.field == "stake" else 0

    low, high = sorted((one, other))
    if rate(job, high):
        assert rate(job, high) <= rate(job, low)
        worse = job.model_copy(update={"colluding_ppm": (job.colluding_ppm + a.MILLION) // 2})
        assert rate(worse, high) >= rate(job, high)


@given(jobs, st.integers(1, a.MILLION), st.integers(1, a.MILLION))
def test_more_audits_need_no_more_stake(job: Economics, one: int, other: int) -> None:
    """INV-AUDIT-5."""
    low, high = sorted((one, other))
    try:
        dear = a.least_stake(job, low)
        cheap = a.least_stake(job, high)
    except e.InputError:
        return
    assert cheap <= dear
    p = Policy(rate_ppm=low, stake=dear, reward_bps=a.least_reward_bps(job, dear))
    assert a.sound(job, p)
    try:
        less = a.at_stake(job, dear - 1).rate_ppm if dear > 1 else a.MILLION + 1
    except e.InputError:
        less = a.MILLION + 1
    assert less > low


@given(jobs)
def test_verifiers_are_paid_by_what_is_planted(job: Economics) -> None:
    """INV-AUDIT-3: the more is planted, the less reward pays for a re-run; where nothing is, no reward does."""
    more = job.model_copy(update={"planted_ppm": min(2 * job.planted_ppm, a.MILLION)})
    assert a.least_reward(more) <= a.least_reward(job)
    if job.rerun_cost:
        with pytest.raises(e.InputError, match="planted_ppm"):
            a.least_reward(job.model_copy(update={"planted_ppm": 0}))


@given(jobs, st.integers(1, a.MILLION), st.integers(1, 10**12), st.integers(0, 5_000))
def test_collusion_is_the_dearest_deviation_of_a_provider(job: Economics, rate: int, stake: int, bps: int) -> None:
    """INV-AUDIT-4: so one inequality decides the rate."""
    p = Policy(rate_ppm=rate, stake=stake, reward_bps=bps)
    worst = a.value(job, p, Conduct.COLLUDING)
    for c in (Conduct.LAZY, Conduct.CHEAP, Conduct.COPY, Conduct.SELF_CHALLENGE, Conduct.BRIBING):
        assert a.value(job, p, c) <= worst


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("price", 0), ("price", 10**15 + 1), ("price", 1.0), ("price", True), ("work_cost", -1), ("rerun_cost", -1), ("saving_ppm", 1_000_001),
        ("colluding_ppm", 1_000_000), ("recall_ppm", 0), ("planted_ppm", -1), ("interest_bps", 0), ("late_bps", 10_001), ("challenge_bond", 0),
        ("window_secs", 0), ("rounds", 0), ("most_stake", 0), ("work_secs", 3_601), ("work_cost", 1_000_001),
    ],
)  # fmt: skip
def test_what_could_not_be_is_refused_by_name(field: str, value: object) -> None:
    """INV-AUDIT-6: an input out of range, or one that no policy can serve, is an InputError that names it."""
    named = {"work_secs": "window_secs", "work_cost": "price" if value == 1_000_001 else "work_cost"}.get(field, field)
    with pytest.raises(e.InputError) as refused:
        Economics(**(COMMON.model_dump() | {field: value}))
    assert refused.value.field.removeprefix("Economics.") == named


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"planted_ppm": 0}, "planted_ppm"),
        ({"most_stake": 100_000_000}, "most_stake"),
        ({"late_bps": 0}, "late_bps"),
        ({"delay_gain": 5_050_000}, "challenge_bond"),
        ({"dispute_cost": 2_600_000}, "challenge_bond"),
        ({"work_cost": 1_000_000}, "price"),
    ],
)
def test_what_no_policy_can_serve_is_refused_by_name(changes: dict[str, int], field: str) -> None:
    """INV-AUDIT-6."""
    with pytest.raises(e.InputError) as refused:
        a.least(Economics(**(COMMON.model_dump() | changes)))
    assert refused.value.field == field


def test_a_stake_or_reward_too_small_is_refused() -> None:
    """INV-AUDIT-6."""
    for ask, field in (
        (lambda: a.at_stake(COMMON, 1_000_000), "stake"),
        (lambda: a.at_stake(COMMON, 300_000_000, 1_000), "reward_bps"),
        (lambda: a.least_rate(COMMON, 1, 5_000), "stake"),
        (lambda: a.least_stake(COMMON, 0), "rate_ppm"),
        (lambda: a.least(COMMON, 0), "reward_bps"),
        (lambda: Policy(rate_ppm=1, stake=1, reward_bps=5_001), "Policy.reward_bps"),
    ):
        with pytest.raises(e.InputError) as refused:
            ask()
        assert refused.value.field == field


def test_a_bond_of_five_coins_is_too_little_behind_dear_jobs() -> None:
    """INV-AUDIT-4: half of a lost bond has to make an honest provider whole for the dispute and for its stake's delay; a deployment's one bond bounds
    what its jobs can be worth."""
    with pytest.raises(e.InputError, match="at least 13324688") as refused:
        a.least(Economics(price=10**9, work_cost=5 * 10**8, rerun_cost=5 * 10**8, dispute_cost=50_000))
    assert refused.value.field == "challenge_bond"


# ---- the command


def said(*arguments: str) -> str:
    result = CliRunner().invoke(root, ["audit", *arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0
    return result.output


def test_the_command_prints_the_least(tmp_path: Path) -> None:
    """INV-AUDIT-3: what is printed is the least policy, and its page needs no other file."""
    p = a.least(COMMON.model_copy(update={"most_stake": 10**12}))
    path = tmp_path / "deep" / "audit.html"
    out = said("--simulate", "1000", "--plot", str(path))
    assert f"{p.rate_ppm / 10_000:.4f} %" in out
    assert "does not hold" not in out
    page = path.read_text()
    assert page.count("<svg") == page.count("</svg>") == 2
    assert not re.search(r"(src|href)=|https?:|@import|url\(|<script", page)
    assert "nan" not in page


def test_the_command_takes_one_thing_as_given() -> None:
    """INV-AUDIT-3."""
    assert "300 coins" in said("--stake", "300")
    assert "2 %" in said("--rate", "2%")
    assert "USDX (5000 bps" in said("--chain", "reference").replace("\n", " ")


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        (("--price", "1.2345678"), "amount"), (("--saving", "1.5"), "saving"), (("--colluding", "a third"), "colluding"),
        (("--recall", "nan"), "recall"), (("--interest", "0.00015"), "interest"), (("--rate", "1%", "--stake", "5"), "rate"),
    ],
)  # fmt: skip
def test_the_command_refuses_by_name(arguments: tuple[str, ...], field: str) -> None:
    """INV-AUDIT-6."""
    with pytest.raises(e.InputError) as refused:
        said(*arguments)
    assert refused.value.field == field


def test_shares_are_read_exactly() -> None:
    """INV-AUDIT-6."""
    assert [share_ppm("x", text) for text in ("0", "1", "100%", "33%", "0.33", "0.0001%", "0.000001")] == [0, 10**6, 10**6, 330_000, 330_000, 1, 1]
    assert share_bps("x", "3.33%") == 333
