"""Every error of court and rewards happens on Solana at least once: most in tests/stories, on every chain; the rest here."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from assay import errors as e
from assay import ids
from assay.models.base import ZERO
from assay.models.court import Phase
from assay.models.deployment import Settings
from assay.models.rewards import Fault, GrantTerms, Schedule
from assay.solana import pda
from assay.solana.generated import court, rewards
from assay.solana.network import SolanaNetwork, account_named

from tests.cast import COIN, tick
from tests.classroom import SEED, Classroom, classroom, hybrid
from tests.courtroom import SALT, Courtroom, courtroom
from tests.solana.siege import bare_courts, initialize_court, initialize_rewards
from tests.solana.test_errors import FROZEN, foreign_purse, from_purse, overwrite, own_purse, told_in_stories
from tests.solana.town import Town, litesvm, recorded, refused, svm_of

ROOT = Path(__file__).resolve().parents[2]
U64_MAX = 2**64 - 1
LINEAR = Schedule(cliff_secs=0, duration_secs=1_000)
ERRORS = {"staking": e.STAKING_ERRORS, "compute": e.COMPUTE_ERRORS, "court": e.COURT_ERRORS, "rewards": e.REWARDS_ERRORS}
Story = Callable[[], None]
WRITTEN: dict[tuple[str, str], Story] = {}
# Said by Anchor before our code runs, as "there is no account" and the account's name; the client gives it the programs' own name.
BY_ANCHOR = {("court", "UnknownCase"), *(("rewards", f"Unknown{name}") for name in ("Campaign", "Batch", "Epoch", "Grant"))}


def raises(program: str, error: type[e.ProtocolError]) -> Callable[[Story], Story]:
    """Notes which error of which program a story ends in."""

    def note(story: Story) -> Story:
        WRITTEN[program, error.__name__] = story
        return story

    return note


def test_every_error_happens_on_solana() -> None:
    """INV-SVM-29: no error is dead: each that a program names is raised by it in some test. (Which program a story means is clear where only
    one has that error; those that more have are told here for each.)"""
    all_of = {(p, x.__name__) for p in ("court", "rewards") for x in ERRORS[p]}
    told = told_in_stories()
    alone = {(p, name) for p, name in all_of if name in told and sum(name in {x.__name__ for x in of} for of in ERRORS.values()) == 1}
    assert all_of - alone - WRITTEN.keys() == set()
    assert WRITTEN.keys() <= all_of


def test_every_error_is_raised_by_the_source_or_by_anchor() -> None:
    """INV-SVM-29."""
    silent = set()
    for program in ("court", "rewards"):
        sources = (ROOT / f"programs/solana/{program}/src").rglob("*.rs")
        said = set(re.findall(rf"(?:{program.capitalize()}Error|Self)::(\w+)", "".join(path.read_text() for path in sources)))
        silent |= {(program, x.__name__) for x in ERRORS[program] if x.__name__ not in said}
    assert silent == BY_ANCHOR


@pytest.mark.parametrize("program", ["court", "rewards"])
def test_errors_have_the_numbers_of_their_list(program: str) -> None:
    """INV-SVM-29: the client names a number as the program does."""
    named = {"court": court, "rewards": rewards}[program].ERRORS
    assert named == {6_000 + at: x.__name__ for at, x in enumerate(ERRORS[program])}


# ---- court


@raises("court", e.ZeroAmount)
def no_seats_are_no_seats() -> None:
    room = courtroom(litesvm(), jurors=1)
    (juror,) = room.jurors.values()
    for call in (juror.court.enroll, juror.court.resign):
        with pytest.raises(e.ZeroAmount):
            call(0)


@raises("court", e.WrongToken)
def seats_and_bonds_are_of_one_token() -> None:
    room, town = accused()
    for name, at, call in (
        ("friend", 4, lambda: room.friend.court.contest(room.case_id)),
        ("friend", 3, lambda: room.friend.court.enroll(1)),
        ("accuser", 3, lambda: room.accuser.court.accuse(2, room.accusation())),
    ):
        ix = recorded(network(room).as_account(name), call)
        assert refused(town.send(from_purse(town, ix, at, foreign_purse(town, account(name))))) is e.WrongToken


@raises("court", e.InsufficientFunds)
def nobody_goes_to_court_on_credit() -> None:
    room, _ = accused()
    room.contest()
    poor = room.chain.as_account("poor")
    for call in (
        lambda: poor.court.enroll(1),
        lambda: poor.court.accuse(1, room.accusation()),
        lambda: poor.court.commit_seed(room.case_id, SALT),
    ):
        with pytest.raises(e.InsufficientFunds):
            call()


@raises("court", e.TransferFailed)
def a_party_that_cannot_be_paid_waits() -> None:
    room, town = accused()
    contest = recorded(network(room).as_account("friend"), lambda: room.friend.court.contest(room.case_id))
    assert refused(town.send(from_purse(town, contest, 4, own_purse(network(room), town, room.friend.account, FROZEN)))) is e.TransferFailed
    room.contest()
    room.seed(room.friend)
    room.to(Phase.VOTE_COMMIT)
    room.tally()
    room.close()
    collect = recorded(network(room).as_account("watcher"), lambda: room.watcher.court.collect(room.case_id, room.friend.account))
    assert refused(town.send(from_purse(town, collect, 2, own_purse(network(room), town, room.friend.account, FROZEN)))) is e.TransferFailed
    assert room.watcher.court.collect(room.case_id, room.friend.account).amount == 10 * COIN


@raises("court", e.Overflow)
def no_clock_runs_past_the_end_of_time() -> None:
    chain = litesvm(Settings(jurors=1, max_rounds=2))
    room = courtroom(chain, jurors=1)
    # No deployment has such delays, and no round so many seeds: put there by force, sums end in the same name.
    change_court(chain, contest_secs=U64_MAX)
    with pytest.raises(e.Overflow):
        room.accuse()
    change_court(chain, contest_secs=1_000)
    room.accuse()
    room.contest()
    town = Town(svm_of(chain))
    address = pda.round_of(room.case_id, 0)
    overwrite(town, address, lambda data: replace(r := court.Round.decode(data, 8)[0], progress=replace(r.progress, seeds_committed=2**32 - 1)))
    with pytest.raises(e.Overflow):
        room.watcher.court.commit_seed(room.case_id, SALT)
    overwrite(town, address, lambda data: replace(r := court.Round.decode(data, 8)[0], progress=replace(r.progress, seeds_committed=0)))
    overwrite(town, pda.case(room.case_id), lambda data: replace(court.Case.decode(data, 8)[0], pot=U64_MAX))
    room.hear(lambda _: True)  # nobody withheld a seed
    chain.set_time(room.case.due_at)
    with pytest.raises(e.Overflow):
        room.watcher.court.close(room.case_id)
    juror = next(iter(room.jurors.values()))
    chain.faucet(juror.account, 2**63)
    with pytest.raises(e.Overflow):
        juror.court.enroll(2**32 - 1)


@raises("court", e.BadConfig)
def a_court_is_not_set_up_out_of_bounds() -> None:
    town = bare_courts()
    payer, mint = (town.cases["initialize court"].instruction.accounts[at].pubkey for at in (0, 4))
    assert refused(town.send(initialize_court(payer, mint, jurors=2))) is e.BadConfig


@raises("court", e.UnknownCase)
def a_case_that_is_not_there() -> None:
    room, _ = accused()
    for call in (room.friend.court.contest, room.friend.court.tally, room.friend.court.appeal, room.friend.court.close):
        with pytest.raises(e.UnknownCase):
            call(ZERO)


@raises("court", e.NotDue)
def nothing_ends_before_its_time() -> None:
    room, _ = accused()
    for call in (room.watcher.court.close, room.watcher.court.tally):
        with pytest.raises(e.NotDue):
            call(room.case_id)
    room.contest()
    for call in (room.watcher.court.close, room.watcher.court.tally):
        with pytest.raises(e.NotDue):
            call(room.case_id)


@raises("court", e.CaseNotClosed)
def only_a_ruling_pays() -> None:
    room, _ = accused()
    with pytest.raises(e.CaseNotClosed):
        room.watcher.court.collect(room.case_id, room.accuser.account)
    with pytest.raises(e.CaseNotClosed):
        room.watcher.court.release(room.case_id, 0, room.accuser.account)


# ---- rewards


@raises("rewards", e.BadSchedule)
def a_schedule_has_an_end() -> None:
    chain = litesvm()
    room = classroom(chain, experts=1)
    for bad in (
        Schedule(cliff_secs=0, duration_secs=0), Schedule(cliff_secs=2, duration_secs=1), Schedule(cliff_secs=0, duration_secs=1, steps=1_001),
        Schedule(cliff_secs=0, duration_secs=315_360_001),
    ):  # fmt: skip
        with pytest.raises(e.BadSchedule):
            room.sponsor.rewards.create_grant(1, grant_terms(room, schedule=bad))
    with pytest.raises(e.BadSchedule):
        room.sponsor.rewards.create_grant(1, grant_terms(room, start_at=chain.now() + 315_360_001))


@raises("rewards", e.ZeroAmount)
def nothing_is_no_amount() -> None:
    room = classroom(litesvm(), experts=1)
    room.open()
    grant_id = room.sponsor.rewards.create_grant(1, grant_terms(room)).grant_id
    for call in (
        lambda: room.sponsor.rewards.fund(room.campaign_id, 0, 0),
        lambda: room.sponsor.rewards.create_grant(2, grant_terms(room, amount=0)),
        lambda: room.sponsor.rewards.top_up(grant_id, 0),
    ):
        with pytest.raises(e.ZeroAmount):
            call()


@raises("rewards", e.WrongToken)
def pools_and_bonds_are_of_one_token() -> None:
    room, town = working()
    with pytest.raises(e.WrongToken):
        room.sponsor.rewards.fund(room.campaign_id, 0, 1)
    for name, at, call in (
        ("sponsor", 3, lambda: room.sponsor.rewards.fund(room.campaign_id, COIN)),
        ("expert0", 6, lambda: room.experts[0].rewards.commit_batch(room.campaign_id, SEED, 1)),
    ):
        ix = recorded(network(room).as_account(name), call)
        assert refused(town.send(from_purse(town, ix, at, foreign_purse(town, account(name))))) is e.WrongToken


@raises("rewards", e.InsufficientFunds)
def nobody_works_or_pays_on_credit() -> None:
    room, _ = working()
    poor = room.chain.as_account("poor")
    poor.rewards.join(room.campaign_id)
    for call in (
        lambda: poor.rewards.commit_batch(room.campaign_id, SEED, 1),
        lambda: poor.rewards.fund(room.campaign_id, 1),
        lambda: poor.rewards.create_grant(1, grant_terms(room)),
    ):
        with pytest.raises(e.InsufficientFunds):
            call()


@raises("rewards", e.TransferFailed)
def an_expert_that_cannot_be_paid_waits() -> None:
    room, town = working()
    fund = recorded(network(room).as_account("sponsor"), lambda: room.sponsor.rewards.fund(room.campaign_id, COIN))
    assert refused(town.send(from_purse(town, fund, 3, own_purse(network(room), town, room.sponsor.account, FROZEN)))) is e.TransferFailed
    records = room.commit(room.experts[0])
    room.to_reveals()
    reveal = recorded(
        network(room).as_account("expert0"), lambda: room.experts[0].rewards.reveal_batch(room.batch_id(room.experts[0]), SEED, b"".join(records))
    )  # fmt: skip
    frozen = own_purse(network(room), town, room.experts[0].account, FROZEN)
    assert refused(town.send(from_purse(town, reveal, 5, frozen))) is e.TransferFailed
    room.reveal(room.experts[0])


@raises("rewards", e.Overflow)
def no_sum_passes_its_number() -> None:
    chain = litesvm()
    room = classroom(chain, hybrid(chain), experts=1)
    room.open()
    town = Town(svm_of(chain))
    # No supply of a token is that large, no deployment has such delays: put there by force, sums end in the same name.
    for name in ("cash_free", "tokens_free"):
        change_campaign(room, **{name: U64_MAX})
        with pytest.raises(e.Overflow):
            room.sponsor.rewards.fund(room.campaign_id, int(name == "cash_free"), int(name == "tokens_free"))
        change_campaign(room, **{name: 400 * COIN})
    grant_id = room.sponsor.rewards.create_grant(1, grant_terms(room)).grant_id
    overwrite(town, pda.grant(grant_id), lambda data: replace(rewards.Grant.decode(data, 8)[0], deposited=U64_MAX))
    with pytest.raises(e.Overflow):
        room.sponsor.rewards.top_up(grant_id, 1)
    room.work()
    files = room.files()
    change_rewards(chain, window_secs=U64_MAX)
    with pytest.raises(e.Overflow):
        room.post(files)
    change_rewards(chain, window_secs=3_600)
    room.post(files)
    room.to_claims()
    # An epoch that has less than its leaf earns, as none has.
    for name in ("cash", "tokens"):
        kept = change_epoch(room, **{name: 1})
        with pytest.raises(e.Overflow):
            room.checker.rewards.claim(room.epoch_id(), files.leaf(0))
        change_epoch(room, **{name: getattr(kept, name)})
    change_rewards(chain, rotate_secs=U64_MAX)
    with pytest.raises(e.Overflow):
        room.experts[0].rewards.rotate(grant_id, room.checker.account)


@raises("rewards", e.BadConfig)
def rewards_are_not_set_up_out_of_bounds() -> None:
    town = bare_courts()
    payer, mint = (town.cases["initialize rewards"].instruction.accounts[at].pubkey for at in (0, 3))
    bad: list[dict[str, Any]] = [{name: secs} for name in ("window_secs", "post_secs", "claim_secs", "rotate_secs") for secs in (0, 315_360_001, U64_MAX)]
    more: list[dict[str, Any]] = [{"post_bond": 0}, {"court": ZERO}]
    for changes in bad + more:
        assert refused(town.send(initialize_rewards(payer, mint, **changes))) is e.BadConfig


@raises("rewards", e.BadOffset)
def bytes_come_in_order() -> None:
    room = classroom(litesvm(), experts=1)
    for at in (1, 2**32 - 1):
        with pytest.raises(e.BadOffset):
            room.checker.rewards.provide(at, b"x")
    room.checker.rewards.provide(0, b"xyz")
    for at in (1, 2, 4):
        with pytest.raises(e.BadOffset):
            room.checker.rewards.provide(at, b"x")


@raises("rewards", e.TooMuchData)
def bytes_come_to_an_end() -> None:
    room = classroom(litesvm(), experts=1)
    for at in range(0, 8_192, 512):
        room.checker.rewards.provide(at, bytes(512))
    with pytest.raises(e.TooMuchData):
        room.checker.rewards.provide(8_192, b"x")


@raises("rewards", e.NotDue)
def nothing_expires_before_its_time() -> None:
    room, _ = working()
    room.commit(room.experts[0])
    with pytest.raises(e.NotDue):
        room.checker.rewards.forfeit(room.batch_id(room.experts[0]))
    with pytest.raises(e.NotDue):
        room.checker.rewards.expire(room.epoch_id())


@raises("rewards", e.WindowOpen)
def nobody_is_paid_before_the_window_closes() -> None:
    room, files = posted()
    with pytest.raises(e.WindowOpen):
        room.checker.rewards.claim(room.epoch_id(), files)
    with pytest.raises(e.WindowOpen):
        room.checker.rewards.pay_poster(room.epoch_id())


@raises("rewards", e.WindowClosed)
def nobody_objects_after_the_window_closed() -> None:
    room, files = posted()
    room.to_claims()
    with pytest.raises(e.WindowClosed):
        room.checker.rewards.refute(room.epoch_id(), Fault.COUNT, files)
    with pytest.raises(e.WindowClosed):
        room.checker.rewards.suspend(room.epoch_id(), ZERO)


@raises("rewards", e.UnknownCase)
def no_ruling_is_none() -> None:
    room, _ = posted()
    grant_id = room.sponsor.rewards.create_grant(1, grant_terms(room)).grant_id
    with pytest.raises(e.UnknownCase):
        room.checker.rewards.suspend(room.epoch_id(), ZERO)
    with pytest.raises(e.UnknownCase):
        room.checker.rewards.clawback(grant_id, ZERO)


@raises("rewards", e.CaseNotClosed)
def no_ruling_counts_before_it_is_final() -> None:
    room, _ = posted()
    cases = courtroom(room.chain, jurors=0)
    cases.accuse(accused=room.poster.account, subject=ids.posting_id(room.epoch_id(), 0), penalty=0)
    room.checker.rewards.suspend(room.epoch_id(), cases.case_id)
    with pytest.raises(e.CaseNotClosed):
        room.checker.rewards.resolve(room.epoch_id())


@pytest.mark.parametrize("named", WRITTEN, ids=" ".join)
def test_an_error_that_no_story_tells(named: tuple[str, str]) -> None:
    """INV-SVM-29."""
    WRITTEN[named]()


# ---- what they have in common


def accused() -> tuple[Courtroom, Town]:
    """A case that can be contested."""
    room = courtroom(litesvm(), jurors=0)
    room.accuse()
    return room, town_of(room.chain, "accuser", "friend", "watcher")  # type: ignore[arg-type]


def working() -> tuple[Classroom, Town]:
    """A campaign in its first epoch."""
    room = classroom(litesvm(), experts=1)
    room.open()
    return room, town_of(room.chain, "sponsor", "expert0", "checker")  # type: ignore[arg-type]


def posted() -> tuple[Classroom, bytes]:
    """An epoch within its window, and its only leaf."""
    room, _ = working()
    room.work()
    room.post(room.files())
    tick(room.chain)
    return room, room.files().leaf(0)


def town_of(chain: SolanaNetwork, *names: str) -> Town:
    town = Town(svm_of(chain))
    town.keys |= {account_named(n).pubkey(): account_named(n) for n in names}
    return town


def grant_terms(room: Classroom, **changes: object) -> GrantTerms:
    plain = GrantTerms(
        beneficiary=room.experts[0].account, token=room.chain.deployment().token, amount=COIN, start_at=room.chain.now(), schedule=LINEAR
    )  # fmt: skip
    return GrantTerms(**(plain.model_dump() | changes))


def network(room: Courtroom | Classroom) -> SolanaNetwork:
    assert isinstance(room.chain, SolanaNetwork)
    return room.chain


def account(name: str) -> bytes:
    return bytes(account_named(name).pubkey())


def change_court(chain: SolanaNetwork, **changes: Any) -> None:
    overwrite(Town(svm_of(chain)), pda.court_config(), lambda data: replace(court.CourtConfig.decode(data, 8)[0], **changes))


def change_rewards(chain: SolanaNetwork, **changes: Any) -> None:
    overwrite(Town(svm_of(chain)), pda.rewards_config(), lambda data: replace(rewards.RewardsConfig.decode(data, 8)[0], **changes))


def change_campaign(room: Classroom, **changes: Any) -> None:
    overwrite(Town(svm_of(network(room))), pda.campaign(room.campaign_id), lambda data: replace(rewards.Campaign.decode(data, 8)[0], **changes))


def change_epoch(room: Classroom, **changes: Any) -> rewards.Epoch:
    """Gives what it was."""
    kept = rewards.Epoch.decode(network(room)._transport.account(pda.epoch(room.epoch_id())) or b"", 8)[0]
    overwrite(Town(svm_of(network(room))), pda.epoch(room.epoch_id()), lambda _: replace(kept, **changes))
    return kept
