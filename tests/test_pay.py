"""Which pay: vesting is the program's to the unit, means agree with their closed forms, the rule of leaving with a game, and advice moves the right way."""

from __future__ import annotations

import re
import time
from fractions import Fraction
from math import exp
from pathlib import Path

import numpy as np
import pytest
from assay import errors as e
from assay import pay as p
from assay.cli.pay import commands, numbers
from assay.models.rewards import Grant, Schedule
from assay.pay import CASH, ONE_COIN, Case, Outcome, Scheme
from assay.units import BPS
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

VEST = Scheme(vest_bps=BPS, duration=24)
HALF = Scheme(vest_bps=5_000, duration=36)
# Nothing divides evenly, so that every rounding shows.
ODD = Case(pay_hourly=30_000_007, wage_hourly=26_999_993, hours=41, months=11, cliff=5, price=777_777)
RADIOLOGIST = Case(
    pay_hourly=250 * ONE_COIN, wage_hourly=220 * ONE_COIN, hours=20, months=24, income_share=0.15, horizon=60, narrow=0.9, careless=0.1, forfeit=1.0
)
DRIVER = Case(pay_hourly=6 * ONE_COIN, wage_hourly=5 * ONE_COIN, hours=30, income_share=0.05, horizon=18, narrow=0.05, careless=0.1)
ANNOTATOR = Case(
    pay_hourly=15 * ONE_COIN, wage_hourly=14 * ONE_COIN, hours=160, income_share=1.0, horizon=12, narrow=0.0, risk_aversion=3.0, savings_months=1.0
)


def changed(case: Case, **values: object) -> Case:
    return Case(**(case.model_dump() | values))


def one(case: Case, scheme: Scheme, paths: int = 400, seed: int = 1) -> Outcome:
    (found,) = p.outcomes(case, (scheme,), paths, seed)
    return found


def told(case: Case, paths: int = 400) -> Outcome:
    chosen = p.advise(p.outcomes(case, paths=paths)).chosen
    assert chosen is not None
    return chosen


# ---- what has vested


@given(st.integers(0, 50), st.integers(1, 60), st.integers(0, 40), st.integers(1, BPS), st.integers(1, 10**7))
def test_what_vests_here_is_what_a_grant_vests(cliff: int, duration: int, steps: int, bps: int, price: int) -> None:
    """INV-PAY-1: month by month, a scheme's vested tokens are the whole base units that the program's grant would have vested."""
    case = changed(ODD, cliff=cliff, steps=steps, price=price, horizon=60)
    scheme = Scheme(vest_bps=bps, duration=duration)
    flows = p.ledger(case, scheme, 60)
    worth = case.monthly * bps // BPS
    for month in range(61):
        deposited = worth * 1_000_000 // price * min(month, case.months)
        grant = Grant(
            grant_id=bytes(32), grantor=bytes(32), beneficiary=bytes(32), token=bytes(32), deposited=deposited, withdrawn=0, created_at=0, start_at=0,
            schedule=Schedule(cliff_secs=min(cliff, duration) * 2_628_000, duration_secs=duration * 2_628_000, steps=steps),
        )  # fmt: skip
        assert flows.deposited[month] == deposited
        assert flows.vested[month] == grant.vested(month * 2_628_000)
    assert flows.vested[-1] == flows.deposited[-1]
    assert flows.cash == case.monthly - worth


def test_at_a_still_price_tokens_are_worth_what_vested() -> None:
    """INV-PAY-1: given a price that stands still, a worker that does not discount gets every base unit's worth; by its horizon, what has vested by then."""
    still = changed(ODD, drift=0, volatility=0, jump_rate=0, dump=0, discount=0)
    for case, part in ((still, 1), (changed(still, horizon=12), Fraction(12, 24))):
        tokens = Fraction(ODD.monthly * 1_000_000 // ODD.price * ODD.months)
        found = one(case, VEST)
        assert found.tokens_out == tokens
        assert found.mean == pytest.approx(float(int(tokens * part) * Fraction(ODD.price, 1_000_000)), rel=1e-12)
        assert found.p5 == pytest.approx(found.mean, rel=1e-12)


# ---- means


def by_hand(case: Case, scheme: Scheme) -> float:
    """E of what the worker receives, deposit by deposit, each month's newly vested part at that month's mean price."""
    m = exp((case.drift + case.jump_rate * case.jump) / 12)
    d = (1 + case.discount) ** (-1 / 12)
    worth = case.monthly * scheme.vest_bps / BPS

    def part(month: int) -> float:
        return float(Fraction(p.vested(case, scheme, 10**18, month), 10**18))

    def pressed(month: int) -> float:
        return float((1 - case.dump) ** (scheme.vest_bps / BPS * part(month) * min(month, case.months) / case.months))

    total = 0.0
    for paid in range(1, case.months + 1):
        total += d**paid * (case.monthly - worth)
        for t in range(paid, case.horizon + 1):
            fresh = part(t) - (part(t - 1) if t > paid else 0)
            price = m**t * pressed(t) if case.lock else m ** (t - paid) * pressed(t) / pressed(paid)
            total += d**t * fresh * worth * price
    return total


MEANS = {
    "common": Case(),
    "calm": Case(volatility=0.3, jump_rate=0),
    "jumps alone": Case(volatility=0, jump_rate=4, jump=-0.1, drift=0.5, steps=4, cliff=3),
    "no lock": Case(lock=False, volatility=0.4),
    "no lock, steps": Case(lock=False, volatility=0.2, steps=5, cliff=0, horizon=20),
}


@pytest.mark.parametrize("kind", MEANS)
@pytest.mark.parametrize("scheme", [CASH, VEST, HALF, Scheme(vest_bps=3_333, duration=9)], ids=lambda s: s.name)
def test_the_mean_is_the_closed_form_and_the_simulation_agrees(kind: str, scheme: Scheme) -> None:
    """INV-PAY-2: what a scheme brings on average is the sum of its deposits' means, and 20,000 paths agree within four standard errors."""
    found = one(MEANS[kind], scheme, paths=20_000, seed=4)
    assert found.mean == pytest.approx(by_hand(MEANS[kind], scheme), rel=1e-7)
    assert abs(found.simulated - found.mean) <= 4 * found.error + 1e-9 * found.mean
    assert found.error <= 0.02 * found.mean


def test_the_simulation_would_show_a_wrong_drift() -> None:
    """INV-PAY-2: given a drift that is off by a tenth, when 20,000 paths are drawn, then it is seen."""
    found = one(MEANS["calm"], VEST, paths=20_000)
    wrong = p.expected(changed(MEANS["calm"], drift=0.3), p.ledger(MEANS["calm"], VEST, 36))
    assert abs(found.simulated - wrong) > 5 * found.error


def test_tokens_without_a_lock_agree_with_a_simulation() -> None:
    """INV-PAY-2: given pay at each pay day's price, the treasury gives on average what the paths say; with a lock, exactly what was promised."""
    case, scheme = MEANS["no lock"], VEST
    flows = p.ledger(case, scheme, 36)
    prices = np.cumprod(p.growths(case, 36, 20_000, 3), axis=0)
    counts = (flows.paid[:, None] / prices).sum(axis=0)
    assert abs(counts.mean() - one(case, scheme).tokens_out) <= 4 * counts.std() / 20_000**0.5
    assert one(changed(case, lock=True), scheme).tokens_out == case.monthly * case.months


def test_a_month_of_growth_has_the_chain_s_moments() -> None:
    """INV-PAY-2: the grid that the rule is solved on has the mean and the variance of the paths it is used on."""
    case = Case(jump_rate=3, jump=-0.3)
    growth, chances = p.month_of_growth(case)
    assert chances.sum() == pytest.approx(1)
    assert growth @ chances == pytest.approx(case.growth, rel=1e-9)
    second = exp((2 * case.drift + case.volatility**2 + case.jump_rate * ((1 + case.jump) ** 2 - 1)) / 12)
    assert growth**2 @ chances == pytest.approx(second, rel=1e-9)


# ---- risk

SOME = st.builds(
    Case,
    months=st.integers(2, 12),
    horizon=st.integers(12, 30),
    income_share=st.floats(0, 1),
    risk_aversion=st.floats(0, 10),
    discount=st.floats(0, 1),
    savings_months=st.floats(0.5, 24),
    offers=st.floats(0, 6),
    narrow=st.floats(0, 1),
    careless=st.floats(0, 0.3),
    drift=st.floats(-1, 1),
    volatility=st.floats(0, 2),
    jump_rate=st.floats(0, 4),
    jump=st.floats(-0.9, 0.5),
    dump=st.floats(0, 0.5),
    cliff=st.integers(0, 18),
    steps=st.integers(0, 12),
    forfeit=st.floats(0, 1),
    lock=st.booleans(),
)
TOKENS = st.builds(Scheme, vest_bps=st.integers(1, BPS), duration=st.integers(1, 36))
FEW = p.schemes((2_500, 5_000, BPS), (12, 24))


def no_more(less: float, more: float) -> bool:
    """At most, but for the last digits."""
    return less <= more + 1e-9 * abs(more) + 1


@given(SOME, TOKENS, st.floats(0, 10))
@settings(max_examples=60, deadline=None)
def test_who_fears_risk_more_never_values_tokens_higher(case: Case, scheme: Scheme, aversion: float) -> None:
    """INV-PAY-3: the certainty equivalent falls with risk aversion, is the mean where there is none, and never beats the mean."""
    low, high = sorted((case.risk_aversion, aversion))
    bold, shy = (one(changed(case, risk_aversion=a), scheme, 100) for a in (low, high))
    assert no_more(shy.certain, bold.certain)
    assert no_more(bold.certain, bold.simulated)
    assert one(changed(case, risk_aversion=0), scheme, 100).certain == pytest.approx(bold.simulated, rel=1e-12)
    assert one(changed(case, income_share=0), scheme, 100).certain == pytest.approx(bold.simulated, rel=1e-12)


@given(SOME, TOKENS)
@settings(max_examples=30, deadline=None)
def test_without_risk_a_scheme_is_worth_its_value(case: Case, scheme: Scheme) -> None:
    """INV-PAY-3: given a price that does not waver, certainty equivalent, p5, p50 and mean are one number."""
    found = one(changed(case, volatility=0, jump_rate=0), scheme, 50)
    assert [found.certain, found.p5, found.p50, found.simulated] == pytest.approx([found.mean] * 4, rel=1e-7)


@given(SOME, TOKENS, st.floats(0.001, 1))
@settings(max_examples=40, deadline=None)
def test_who_lives_on_it_values_tokens_less(case: Case, scheme: Scheme, share: float) -> None:
    """INV-PAY-3: a larger share of income from this work never raises the certainty equivalent; a longer horizon never lowers it."""
    low, high = sorted((max(case.income_share, 0.001), share))
    aside, living = (one(changed(case, income_share=s), scheme, 100) for s in (low, high))
    assert no_more(living.certain, aside.certain)
    longer = one(changed(case, horizon=case.horizon + 7), scheme, 100)
    assert no_more(one(case, scheme, 100).certain, longer.certain)


@pytest.mark.parametrize("aversion", [0.5, 1.0, 1.0 + 1e-12, 2.0, 7.5])
def test_a_fair_coin_s_certainty_equivalent_is_known(aversion: float) -> None:
    """INV-PAY-3: against CRRA's own formula, at an aversion of 1 too; and a cushion a billion times larger costs no digits."""
    lottery, chances = np.array([1.0, 4.0]), np.array([0.5, 0.5])
    inside = 5.0**0.5 * 8.0**0.5 if abs(aversion - 1) < 1e-9 else (0.5 * 5 ** (1 - aversion) + 0.5 * 8 ** (1 - aversion)) ** (1 / (1 - aversion))
    found = float(p.certain(lottery, chances, 4.0, aversion)) + 4
    expected = inside if abs(aversion - 1) > 1e-9 else (5.0 * 8.0) ** 0.5
    assert found == pytest.approx(expected, rel=1e-9)
    rich = float(p.certain(lottery, chances, 1e9, aversion))
    assert rich == pytest.approx(2.5 - aversion * 2.25 / 2 / 1e9, abs=1e-12)


# ---- staying and leaving


def test_whoever_is_paid_as_elsewhere_stays_until_an_offer_comes() -> None:
    """INV-PAY-4: given cash, a wage equal to the pay and worthless offers, nobody leaves; with a lower pay everybody does at once."""
    level = changed(ODD, pay_hourly=ODD.wage_hourly, offers=0)
    assert one(level, CASH).retention == 1
    assert one(changed(level, pay_hourly=ODD.wage_hourly - 1), CASH).retention == 0


def test_cash_retention_is_the_scalar_recursion_s() -> None:
    """INV-PAY-4: given cash there is no price, and the rule is a few numbers that can be worked out one by one."""
    case = ODD
    d, offer, pay, wage = (1 + case.discount) ** (-1 / 12), 1 - exp(-case.offers / 12), case.monthly, case.wage_hourly * case.hours
    best, stays = 0.0, 1.0
    for left in range(1, case.months):
        wages = sum(wage * d**k for k in range(1, left + 1))
        gap = d * (pay + best) - wages
        chance = offer * exp(-gap / (wages * case.premium))
        stays *= 1 - chance
        best = wages + gap + wages * case.premium * chance
    assert one(case, CASH).retention == pytest.approx(stays, rel=1e-9)


def test_without_offers_and_fear_the_gap_is_the_remaining_value() -> None:
    """INV-PAY-4: given no offers, no aversion and everything unvested forfeited, staying is worth the mean of what is still to come, wages aside."""
    case = changed(ODD, offers=0, risk_aversion=0, forfeit=1.0, wage_hourly=1, horizon=30)
    flows = p.ledger(case, HALF, 36)
    decide = p.rule(case, HALF, flows)
    d = (1 + case.discount) ** (-1 / 12)
    for t in (1, 4, 10):
        held = np.array([0.0, 1e6, 1e9, 1e12])
        worth = np.zeros(4)
        for s in range(t + 1, case.horizon + 1):
            tokens = held * case.growth ** (s - t) * flows.deposited[s] / flows.deposited[t]
            worth += d ** (s - t) * (flows.vests[s] * tokens + flows.fixed[s])
        wages = sum(41 * d**k for k in range(1, case.months - t + 1))
        gap = np.array([np.interp(h, decide.nodes, decide.gaps[t]) for h in held])
        assert gap == pytest.approx(worth - wages, rel=1e-7)


@pytest.mark.parametrize("scheme", [CASH, VEST, HALF], ids=lambda s: s.name)
def test_a_game_with_drawn_offers_ends_as_the_chances_say(scheme: Scheme) -> None:
    """INV-PAY-4: given workers who meet buyers at random and go when an offer covers what they would lose, as many stay as is said."""
    case, paths = changed(RADIOLOGIST, offers=2.0), 20_000
    flows = p.ledger(case, scheme, 60)
    decide, held = p.rule(case, scheme, flows), p.holdings(flows, p.growths(case, 60, paths, 5))
    rng = np.random.default_rng(6)
    still = np.ones(paths, bool)
    for t in range(1, case.months):
        gap = np.interp(held[t], decide.nodes, decide.gaps[t])
        met = rng.random(paths) < 1 - exp(-case.offers / 12)
        extra = np.where(met, rng.exponential(case.premium, paths), 0) * decide.wages[t]
        still &= ~((gap < 0) | (met & (extra > gap)))
    said = float(p.staying(case, decide, held).mean())
    assert abs(still.mean() - said) <= 4 * (said * (1 - said) / paths) ** 0.5
    assert 0.05 < said < 0.95


@given(SOME, TOKENS, st.floats(0, 1))
@settings(max_examples=40, deadline=None)
def test_forfeiting_more_keeps_no_fewer(case: Case, scheme: Scheme, forfeit: float) -> None:
    """INV-PAY-4: the more of the unvested leaving costs, the more stay; it moves nothing else."""
    low, high = sorted((case.forfeit, forfeit))
    mild, hard = (one(changed(case, forfeit=f), scheme, 60) for f in (low, high))
    assert mild.retention <= hard.retention + 1e-3
    assert (mild.certain, mild.market, mild.at_stake) == (hard.certain, hard.market, hard.at_stake)


# ---- which way advice moves


@given(st.integers(0, 18), st.integers(3, 12), st.floats(0.3, 2), st.floats(-1, 0.1), st.integers(0, 12))
@settings(max_examples=40, deadline=None)
def test_a_longer_cliff_never_raises_the_worst_case(cliff: int, more: int, volatility: float, drift: float, steps: int) -> None:
    """INV-PAY-5: given a token that is not expected to outgrow the discount, a longer cliff never raises p5."""
    case = Case(drift=drift, volatility=volatility, jump_rate=0, discount=0.11, steps=steps, horizon=24)
    soon, late = (one(changed(case, cliff=c), VEST, 500) for c in (cliff, cliff + more))
    assert no_more(late.p5, soon.p5)
    assert no_more(late.mean, soon.mean)


@given(SOME, st.floats(0, 1))
@settings(max_examples=25, deadline=None)
def test_the_narrower_the_domain_the_more_stay(case: Case, narrow: float) -> None:
    """INV-PAY-5: given a domain in which fewer can do the work, the advice keeps no fewer workers."""
    low, high = sorted((case.narrow, narrow))
    broad, small = (p.advise(p.outcomes(changed(case, narrow=n), FEW, 60)).chosen for n in (low, high))
    assert broad is not None
    assert small is not None
    assert small.retention >= broad.retention - 1e-12


@given(SOME, st.floats(0.001, 1), st.floats(1, 10))
@settings(max_examples=25, deadline=None)
def test_who_lives_on_it_is_told_no_more_tokens(case: Case, share: float, aversion: float) -> None:
    """INV-PAY-5: given an aversion to risk and a sponsor that can replace anybody, a larger share of income never moves the advice towards tokens."""
    case = changed(case, risk_aversion=aversion, narrow=0.0)
    low, high = sorted((max(case.income_share, 0.001), share))
    grid = p.schemes((2_500, 5_000, 7_500, BPS), (12,))
    aside, living = (p.advise(p.outcomes(changed(case, income_share=s), grid, 60)).chosen for s in (low, high))
    assert aside is not None
    assert living is not None
    assert living.scheme.vest_bps <= aside.scheme.vest_bps


def test_a_narrow_domain_and_a_long_horizon_call_for_vesting() -> None:
    """INV-PAY-5: given careful work, a radiologist of a handful with five years ahead is told a slow grant; in a broad domain cash."""
    careful = changed(RADIOLOGIST, careless=0.0, treasury_discount=0.1, offers=2.0)
    far = told(changed(careful, narrow=1.0, replace_months=24.0))
    assert far.scheme.vest_bps > 0
    assert far.scheme.duration >= 36
    assert told(changed(careful, narrow=0.0)).scheme == CASH
    near = told(changed(careful, narrow=1.0, replace_months=24.0, horizon=24))
    assert near.scheme.duration < far.scheme.duration


def test_by_the_program_s_own_rules_vesting_alone_keeps_nobody() -> None:
    """INV-PAY-5: given that a leaver's grant goes on vesting, fewer stay for tokens than for cash; given that it is forfeited, more."""
    cash = one(RADIOLOGIST, CASH).retention
    slow = Scheme(vest_bps=2_500, duration=48)
    assert one(changed(RADIOLOGIST, forfeit=0), slow).retention < cash < one(RADIOLOGIST, slow).retention


def test_the_three_of_the_page() -> None:
    """INV-PAY-5: a radiologist is told a slow hybrid, a driver a quick one, an annotator cash; and docs/pay.md shows what the command prints."""
    for case, name in ((RADIOLOGIST, "hybrid 25 %, 48 months"), (DRIVER, "hybrid 25 %, 12 months"), (ANNOTATOR, "cash")):
        chosen = told(case, 2_000)
        assert chosen.scheme.name == name
        assert chosen.accepted
    page = (Path(__file__).resolve().parents[1] / "docs/pay.md").read_text()
    examples = re.findall(r"```\n\$ assay pay (.*)\n([^`]*)```", page)
    assert len(examples) == 3
    for arguments, output in examples:
        assert output == "".join(line.rstrip() + "\n" for line in said(*arguments.split()).splitlines())


def test_the_advice_is_the_accepted_scheme_of_the_largest_surplus_and_its_reasons_add_up() -> None:
    """INV-PAY-5."""
    found = p.outcomes(RADIOLOGIST, paths=400)
    advice = p.advise(found)
    assert advice.chosen is not None
    assert advice.rival is not None
    assert advice.chosen.surplus == max(o.surplus for o in found if o.accepted)
    assert sum(worth for _, worth in advice.reasons) == pytest.approx(advice.chosen.surplus - advice.rival.surplus, rel=1e-9)
    poor = p.advise(p.outcomes(changed(ANNOTATOR, pay_hourly=13 * ONE_COIN), paths=50))
    assert poor.chosen is None


def test_more_at_stake_deters_carelessness() -> None:
    """INV-PAY-5: cash leaves nothing to claw back; tokens do, more over longer grants, and carelessness then costs the sponsor less."""
    cash, quick, slow = (one(RADIOLOGIST, s) for s in (CASH, VEST, Scheme(vest_bps=BPS, duration=48)))
    assert cash.at_stake == 0 < quick.at_stake < slow.at_stake
    assert cash.careless == pytest.approx(0.1 * RADIOLOGIST.monthly * 24)
    assert slow.careless == 0


# ---- repeatable, quick, and refused by name


def test_a_seed_gives_the_same_numbers_and_a_longer_run_the_same_beginning() -> None:
    """INV-PAY-6."""
    first, again, other = (p.outcomes(ODD, FEW, 50, seed) for seed in (3, 3, 4))
    assert first == again
    assert first != other
    assert (p.growths(ODD, 36, 50, 3)[:13] == p.growths(ODD, 12, 50, 3)).all()


def test_all_schemes_on_200_paths_take_a_minute_at_most() -> None:
    """INV-PAY-6: 17 schemes over five years; about half a second where this was written."""
    started = time.perf_counter()
    assert len(p.outcomes(RADIOLOGIST, paths=200)) == 17
    assert time.perf_counter() - started < 60


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("pay_hourly", 0), ("pay_hourly", 1.5), ("wage_hourly", 10**12 + 1), ("hours", 745), ("hours", 0), ("months", 0), ("horizon", 121), ("horizon", 11),
        ("income_share", -0.1), ("income_share", 1.1), ("risk_aversion", 21.0), ("discount", float("nan")), ("savings_months", 0.0), ("offers", 51.0),
        ("premium", 0.0), ("narrow", 2.0), ("replace_months", -1.0), ("treasury_discount", 6.0), ("careless", 1.5), ("caught", -1.0), ("price", 0),
        ("drift", float("inf")), ("volatility", -0.1), ("jump_rate", 13.0), ("jump", -1.0), ("dump", 0.96), ("cliff", -1), ("steps", 1_001), ("forfeit", 1.1),
    ],
)  # fmt: skip
def test_what_could_not_be_is_refused_by_name(field: str, value: object) -> None:
    """INV-PAY-7: an input out of range is an InputError that names the field, its bound and what to do."""
    with pytest.raises(e.InputError) as refused:
        changed(Case(), **{field: value})
    assert refused.value.field.removeprefix("Case.") == field
    assert refused.value.bound
    assert refused.value.remedy


def test_what_cannot_be_compared_is_refused_by_name() -> None:
    """INV-PAY-7."""
    for ask, field in (
        (lambda: Scheme(vest_bps=1), "duration"),
        (lambda: Scheme(duration=1), "duration"),
        (lambda: Scheme(vest_bps=10_001, duration=1), "Scheme.vest_bps"),
        (lambda: p.schemes(()), "vest"),
        (lambda: p.schemes(durations=tuple(range(1, 14))), "duration"),
        (lambda: p.outcomes(ODD, paths=1), "paths"),
        (lambda: p.outcomes(ODD, seed=-1), "seed"),
        (lambda: p.ledger(changed(ODD, pay_hourly=1, price=10**12), VEST, 36), "price"),
        (lambda: numbers("durations", "12;24"), "durations"),
    ):
        with pytest.raises(e.InputError) as refused:
            ask()
        assert refused.value.field == field


# ---- the command


def said(*arguments: str, code: int = 0) -> str:
    result = CliRunner().invoke(commands, arguments, env={"COLUMNS": "160"})
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == code
    return result.output


FAST = ("--paths", "60", "--durations", "12,24", "--vest", "5000,10000")


def test_the_command_prints_the_advice_and_a_page_that_needs_no_other(tmp_path: Path) -> None:
    """INV-PAY-6: the same command prints the same, in the table and in a page without any address."""
    path = tmp_path / "deep" / "pay.html"
    out = said(*FAST, "--plot", str(path))
    assert "Pay: " in out
    assert "hybrid 50 %, 24 months" in out
    assert "--forfeit 100%" in out
    page = path.read_text()
    assert page.count("<svg") == page.count("</svg>") == 3
    assert not re.search(r"(src|href)=|https?:|@import|url\(|<script", page)
    assert "nan" not in page
    assert said(*FAST) == out[: out.index("wrote ")]


def test_the_command_says_when_nobody_would_accept() -> None:
    """INV-PAY-7."""
    assert "offer at least 27.00 an hour in cash" in said(*FAST, "--pay", "20", code=1)


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        (("--pay", "1.2345678"), "amount"), (("--income", "1.5"), "income"), (("--narrow", "much"), "narrow"), (("--vest", "half"), "vest"),
        (("--horizon", "3"), "horizon"), (("--durations", "0"), "duration"), (("--paths", "0"), "paths"),
    ],
)  # fmt: skip
def test_the_command_refuses_by_name(arguments: tuple[str, ...], field: str) -> None:
    """INV-PAY-7."""
    with pytest.raises(e.InputError) as refused:
        said(*arguments)
    assert refused.value.field == field
