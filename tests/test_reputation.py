"""Reputation: from what was settled and refereed alone; it saves re-runs and never costs safety."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

import pytest
from assay import audit, ids, sandbox
from assay import errors as e
from assay.audit import Conduct, Economics, Policy
from assay.models import compute as c
from assay.models import staking as s
from assay.models.base import ZERO, Event
from assay.reputation import HALF, HORIZON_SECS, LATE, WRONG, Reputations, outcomes
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import COIN, SPEC, dispute_of, funded, job_of, stage, tick
from tests.jobs import flip, small_job

NOW = 1_800_000_000
JOB = Economics(price=COIN, work_cost=COIN // 2, rerun_cost=COIN // 2, dispute_cost=COIN // 20)
LEAST = audit.least(JOB)


def who(name: object) -> bytes:
    return ids.derive("account", str(name).encode())


def job_events(provider: bytes, number: int, price: int, at: int, end: str) -> Iterator[Event]:
    """All that a chain says of one job."""
    requester = who("requester of " + provider.hex())
    job_id = ids.job_id(who("compute"), requester, number)
    dispute = ids.dispute_id(job_id, 0)
    late = end == "late"
    terms = small_job().terms(price=price, stake=100 * price, deadline_at=at)
    yield c.Posted(job_id=job_id, requester=requester, nonce=number, terms=terms)
    yield c.Accepted(job_id=job_id, provider=provider)
    if late:
        yield c.TimedOut(job_id=job_id, dispute_id=ZERO, provider_lost=True)
        return
    yield c.Committed(job_id=job_id, provider=provider, result_root=ZERO, trace_root=ZERO, window_ends_at=at)
    if end == "settled":
        yield c.Settled(job_id=job_id, provider=provider, amount=price)
        return
    yield c.Challenged(job_id=job_id, dispute_id=dispute, challenger=who("challenger"), bond=5 * COIN, move_due_at=at)
    if end == "silent":
        yield c.TimedOut(job_id=job_id, dispute_id=dispute, provider_lost=True)
    elif end == "wrong":
        yield c.Refereed(dispute_id=dispute, job_id=job_id, computed=1, claimed=2, provider_lost=True)
    else:  # upheld, then settled
        yield c.Refereed(dispute_id=dispute, job_id=job_id, computed=1, claimed=1, provider_lost=False)
        yield c.Settled(job_id=job_id, provider=provider, amount=price)


ENDS = ("settled", "upheld", "late", "silent", "wrong")
prices = st.integers(1, 1_000 * COIN)
History = list[tuple[int, int, str]]
histories = st.lists(st.tuples(prices, st.integers(NOW - 2 * HORIZON_SECS, NOW), st.sampled_from(ENDS)), max_size=30)


def events_of(history: History, provider: bytes) -> list[Event]:
    return [x for n, (price, at, end) in enumerate(history) for x in job_events(provider, n, price, at, end)]


def score(history: History, price: int = COIN, now: int = NOW) -> int:
    return Reputations.read(events_of(history, who("p")), now).score_ppm(who("p"), price)


# ---- what it is made of


def test_settled_jobs_earn_it_and_faults_take_it() -> None:
    """INV-REPUTATION-2: HALF fresh jobs of the price earn half; a missed deadline undoes LATE of them, a wrong result WRONG."""
    good = [(COIN, NOW, "settled")]
    assert score([]) == 0
    assert score(good * HALF) == 500_000
    assert score([*good * (HALF + LATE), (COIN, NOW, "late")]) == 500_000
    for lost in ("wrong", "silent"):
        assert score([*good * (HALF + WRONG), (COIN, NOW, lost)]) == 500_000
        assert score([*good * WRONG, (COIN, NOW, lost)]) == 0


@given(histories, prices)
def test_a_score_is_bounded_and_anybody_s_to_recompute(history: History, price: int) -> None:
    """INV-REPUTATION-2: a whole number from 0 up to, never at, a million; the same for whoever reads the same events."""
    read = events_of(history, who("p"))
    one, again = Reputations.read(read, NOW), Reputations.read(iter(read + read), NOW)  # a reader that is told twice counts once
    assert 0 <= one.score_ppm(who("p"), price) < audit.MILLION
    assert one.score_ppm(who("p"), price) == again.score_ppm(who("p"), price)


@given(histories, prices, st.integers(0, HORIZON_SECS))
def test_what_is_past_fades(history: History, price: int, later: int) -> None:
    """INV-REPUTATION-2: successes fade with time, to nothing beyond the horizon; so do faults, and nobody gains by good work turning old."""
    praised = [h for h in history if h[2] in ("settled", "upheld")]
    assert score(praised, price, NOW + later) <= score(praised, price)
    assert score(history, price, NOW + HORIZON_SECS) == 0


@given(histories, prices, prices, st.sampled_from(ENDS))
def test_one_more_outcome_moves_it_the_right_way(history: History, price: int, other: int, end: str) -> None:
    """INV-REPUTATION-2."""
    more = score([*history, (other, NOW, end)], price)
    if end in ("settled", "upheld"):
        assert more >= score(history, price)
    else:
        assert more <= score(history, price)


def test_an_outcome_without_its_beginning_is_refused() -> None:
    """INV-REPUTATION-1: who reads only the latest events is told so, and does not get a wrong score."""
    with pytest.raises(e.InputError, match="from the first on"):
        outcomes(events_of([(COIN, NOW, "settled")], who("p"))[-1:])
    for wrong in (lambda: score([], 0), lambda: Reputations({}, NOW).rate_ppm(who("p"), JOB, LEAST.stake, LEAST.reward_bps, 1_000_001)):
        with pytest.raises(e.InputError):
            wrong()


# ---- nobody's opinion


def gossip(rng: random.Random, cabal: list[bytes], honest: list[bytes]) -> Event:
    """Something that a member of the cabal can have the chain say, about itself or an honest provider, that settles nothing against it."""
    me, target = rng.choice(cabal), rng.choice(honest)
    job_id = ids.job_id(who("compute"), who("requester of " + target.hex()), rng.randrange(3))
    dispute = ids.dispute_id(job_id, rng.randrange(9))
    said: list[Callable[[], Event]] = [
        lambda: c.Registered(provider=me, spec=SPEC.model_copy(update={"attributes_root": target})),
        lambda: c.Challenged(job_id=job_id, dispute_id=dispute, challenger=me, bond=1, move_due_at=rng.randrange(NOW)),
        lambda: c.Refereed(dispute_id=dispute, job_id=job_id, computed=1, claimed=1, provider_lost=False),
        lambda: c.TimedOut(job_id=job_id, dispute_id=dispute, provider_lost=False),
        lambda: c.Bisected(dispute_id=dispute, phase=1, choice=0, rounds=1, move_due_at=NOW),
        lambda: c.Provided(dispute_id=dispute, party=me, length=8_192),
        lambda: c.Reclaimed(dispute_id=dispute, to_challenger=0, to_provider=1, to_treasury=1),
        lambda: s.Bonded(owner=me, amount=10**12, bonded=10**12),
        lambda: s.Swept(fault_id=who(rng.random()), beneficiary=me, reward=1, remainder=1),
        lambda: c.Posted(job_id=ids.job_id(who("compute"), me, n := rng.randrange(10**9)), requester=me, nonce=n, terms=small_job().terms(provider=target)),
    ]
    return rng.choice(said)()


@given(st.lists(histories, min_size=3, max_size=3), st.integers(0, 2**32), st.sampled_from(["over", "under", "copy"]))
def test_a_cabal_of_49_in_a_hundred_changes_nothing(told: list[History], seed: int, way: str) -> None:
    """INV-REPUTATION-1: 49 accounts of 100 praise themselves with faultless jobs among themselves, blame the others with challenges that they
    lose, or repeat what honest providers did; every honest score keeps its every bit, for opinions are no input."""
    rng = random.Random(seed)
    honest, cabal = [who(n) for n in range(51)], [who(f"cabal {n}") for n in range(49)]
    truth = [events_of(h, p) for h, p in zip(told, honest, strict=False)]
    alone = Reputations.read([x for own in truth for x in own], NOW)
    noise: list[list[Event]] = [[gossip(rng, cabal, honest)] for _ in range(60)] if way == "under" else []
    for member in cabal:
        if way == "over":
            noise.append(events_of([(1_000 * COIN, NOW, "settled")] * 2, member))
        elif way == "copy":
            noise.append(events_of(rng.choice(told), member))
    # any interleaving in which each job's own events keep their order
    queues = [list(q) for q in (*truth, *noise) if q]
    mixed: list[Event] = []
    while queues:
        q = rng.choice(queues)
        mixed.append(q.pop(0))
        queues = [left for left in queues if left]
    together = Reputations.read(mixed, NOW)
    for p in honest:
        assert together.of.get(p, ()) == alone.of.get(p, ()) or sorted(together.of[p], key=repr) == sorted(alone.of[p], key=repr)
        assert [together.score_ppm(p, price) for price in (1, COIN, 10**9)] == [alone.score_ppm(p, price) for price in (1, COIN, 10**9)]
    offers = dict.fromkeys(honest, SPEC)
    assert together.ranked(offers, COIN) == alone.ranked(offers, COIN)


def honest_history(cabal: bool) -> tuple[Reputations, bytes]:
    """An honest provider's two jobs on a reference chain, where a cabal loses challenges against both and does what else it can, or does nothing."""
    chain = sandbox("reference")
    st_ = stage(chain)
    for nonce in (1, 2):
        st_.nonce = nonce
        tick(chain, 100)
        witness = st_.up_to_commit()
        start = chain.now()
        if cabal:
            for n in range(3):
                member = funded(chain, f"cabal {nonce} {n}")
                member.compute.register(SPEC)
                member.staking.bond(COIN)
                member.compute.challenge(st_.job_id)
                st_.provider.compute.reveal(st_.job_id, witness.reveal(dispute_of(chain, st_.job_id)))
                chain.set_time(dispute_of(chain, st_.job_id).move_due_at + 1)
                chain.compute.time_out(st_.job_id)
        chain.set_time(max(start + 100_000, job_of(chain, st_.job_id).window_ends_at))
        chain.compute.settle(st_.job_id)
    chain.set_time(1_700_000_000 + 1_000_000)
    return Reputations.read((x for _, x in chain.events()), chain.now()), st_.provider.account


def test_lost_challenges_move_no_score_on_a_chain() -> None:
    """INV-REPUTATION-1: sham disputes, which give a job a fresh window, change neither the score nor its date."""
    (calm, provider), (stormy, same) = honest_history(cabal=False), honest_history(cabal=True)
    assert provider == same
    assert [(o.weight, o.price) for o in calm.of[provider]] == [(1, 20 * COIN)] * 2
    assert calm.of[provider] == stormy.of[provider]
    assert calm.score_ppm(provider, 20 * COIN) == stormy.score_ppm(provider, 20 * COIN) > 0
    assert set(stormy.of) == {provider}


def test_a_refereed_cheat_is_read_off_the_chain() -> None:
    """INV-REPUTATION-1: a fault counts against the one that the referee found wrong, under the price that was at stake."""
    chain = sandbox("reference")
    st_ = stage(chain)
    liar = st_.up_to_commit(st_.job.outputs({1: flip(9)}))
    st_.challenge()
    open_ = Reputations.read((x for _, x in chain.events()), chain.now())
    assert not open_.of  # an open dispute is no outcome
    st_.fight(liar, st_.job.witness(st_.job_id))
    st_.nonce = 2
    st_.post(deadline_at=chain.now() + 10)
    st_.accept()
    tick(chain, 20)
    chain.compute.time_out(st_.job_id)
    read = Reputations.read((x for _, x in chain.events()), chain.now())
    assert [(o.weight, o.price) for o in read.of[st_.provider.account]] == [(-WRONG, 20 * COIN), (-LATE, 20 * COIN)]


# ---- what it changes


@given(histories, st.integers(LEAST.stake // 2, 4 * LEAST.stake))
def test_no_score_makes_a_deviation_pay(history: History, stake: int) -> None:
    """INV-REPUTATION-3: whatever a provider's past, true or traded with itself, its audit rate is one at which every deviation loses money."""
    try:
        p = audit.at_stake(JOB, stake)
    except e.InputError:
        return
    rate = Reputations.read(events_of(history, who("p")), NOW).rate_ppm(who("p"), JOB, stake, p.reward_bps)
    assert p.rate_ppm <= rate <= audit.MILLION
    assert audit.sound(JOB, Policy(rate_ppm=rate, stake=stake, reward_bps=p.reward_bps))


def test_trust_saves_audits_down_to_the_floor() -> None:
    """INV-REPUTATION-3: strangers are re-run at their own rate, the trusted ever less, nobody below the floor."""
    rates = []
    for jobs in (0, 1, 20, 200, 20_000):
        read = Reputations({who("p"): outcomes_of(jobs)}, NOW)
        rates.append(read.rate_ppm(who("p"), JOB, LEAST.stake, LEAST.reward_bps, 100_000))
    assert rates[0] == 100_000
    assert rates == sorted(rates, reverse=True)
    assert rates[-1] - LEAST.rate_ppm < 100
    assert Reputations({}, NOW).rate_ppm(who("p"), JOB, LEAST.stake, LEAST.reward_bps, 0) == LEAST.rate_ppm


def outcomes_of(jobs: int, price: int = COIN) -> tuple:
    one = outcomes(events_of([(price, NOW, "settled")], who("p")))[0]
    return (one,) * jobs


def test_cheap_jobs_are_little_evidence_about_a_dear_one() -> None:
    """INV-REPUTATION-4: a thousand jobs of a thousandth count as one; a dearer job than the one at stake counts as no more than one."""
    dear = 1_000 * COIN
    farmed = Reputations({who("p"): outcomes_of(1_000)}, NOW)
    assert farmed.score_ppm(who("p"), dear) == Reputations({who("p"): outcomes_of(1, dear)}, NOW).score_ppm(who("p"), dear) == audit.MILLION // (HALF + 1)
    assert farmed.score_ppm(who("p"), COIN) > 980_000
    assert Reputations({who("p"): outcomes_of(1, dear)}, NOW).score_ppm(who("p"), COIN) == audit.MILLION // (HALF + 1)


def test_one_cheap_cheat_is_full_evidence_against() -> None:
    """INV-REPUTATION-4: a fault counts at least as one of the price at stake."""
    history = [(COIN, NOW, "settled")] * WRONG + [(1, NOW, "wrong")]
    assert score(history, COIN) == 0
    assert score([(COIN, NOW, "settled")] * WRONG + [(1, NOW, "settled")], COIN) > 800_000


@pytest.mark.parametrize("jobs", [0, 10, 1_000, 100_000])
def test_farming_cheap_jobs_and_cheating_a_dear_one_loses(jobs: int) -> None:
    """INV-REPUTATION-4: the whole campaign, farmed for nothing by trading with itself, is worth less than the same provider's honest work on the one
    dear job, and less than nothing; afterwards the farm is gone."""
    dear = Economics(price=1_000 * COIN, work_cost=500 * COIN, rerun_cost=500 * COIN, dispute_cost=COIN // 20, challenge_bond=100 * COIN)
    p = audit.least(dear)
    farm = Reputations({who("p"): outcomes_of(jobs)}, NOW)
    policy = p.model_copy(update={"rate_ppm": farm.rate_ppm(who("p"), dear, p.stake, p.reward_bps)})
    farming = -jobs * JOB.interest(LEAST.stake, JOB.work_secs + JOB.window_secs)  # a sybil's price comes back; the stake lay idle
    for conduct in audit.DEVIATIONS:
        campaign = farming + audit.value(dear, policy, conduct)
        assert campaign < 0 <= audit.value(dear, policy, Conduct.PROVIDER)
    wrong = outcomes(events_of([(1_000 * COIN, NOW, "wrong")], who("p")))
    assert Reputations({who("p"): (*outcomes_of(jobs), *wrong)}, NOW).score_ppm(who("p"), 1_000 * COIN) == 0


def test_providers_are_offered_jobs_in_order_of_trust() -> None:
    """INV-REPUTATION-3: a score orders the match and nothing else: then comes what is asked, then the address."""
    a_, b, d, z = who("a"), who("b"), who("d"), who("z")
    read = Reputations.read([*events_of([(COIN, NOW, "settled")], b), *events_of([(COIN, NOW, "wrong")], d)], NOW)
    cheap, dear = SPEC.model_copy(update={"ask": 1}), SPEC.model_copy(update={"ask": 2})
    assert read.ranked({a_: dear, b: dear, d: cheap, z: dear}, COIN) == [b, d, *sorted((a_, z))]
