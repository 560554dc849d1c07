"""Every error that the interfaces of court and rewards name beside a function is raised by that function, and nothing else is written there."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from assay import errors as e
from assay import ids
from assay.artifacts import bytecode
from assay.evm.generated import court as k
from assay.evm.generated import rewards as r
from assay.evm.network import EvmNetwork
from assay.evm.transport import refusal
from assay.models.court import Phase
from assay.models.rewards import Posting

from scripts.vectors import ROOT
from tests.classroom import SEED
from tests.courtroom import SALT
from tests.evm.arena import START, by, create, new_network, transport_of, tried
from tests.evm.chambers import (
    CALLED,
    CLAIMED,
    CLAW,
    DONE,
    DUE,
    ENDED,
    FAULTY,
    FIRST,
    HIDDEN,
    LAW,
    MOVES,
    NEXT,
    NOBODY,
    OPEN,
    OVERTURNED,
    RULED,
    RUNNING,
    SECRET,
    SEEDS,
    WRONG,
    accusation,
    address_of_program,
    bench,
    campaign_terms,
    case_id,
    chambers,
    earned_grant,
    grant_terms,
    own_grant,
    said,
    school,
    wrong_files,
)
from tests.evm.scenes import (
    EDGE,
    about_own,
    accused_grant,
    cheap,
    claims_open,
    clawed,
    closed,
    doomsday,
    expired,
    filled,
    greedy,
    in_cash,
    judged_after,
    last,
    opened,
    over,
    poor,
    posted_late,
    prejudged,
    refusing,
    renounced,
    schedule,
    seating,
    serving,
    sitting,
    strange,
    suspended,
    ticket,
    unposted,
    vested_whole,
    voted,
    voting,
)

MOST = 2**64 - 1
TEN_YEARS = 315_360_000


SELF = bytes(12) + b"\1" * 20


# The cases


@dataclass(frozen=True)
class Case:
    """A call by somebody, at a time if that matters."""

    scene: Callable[[], EvmNetwork]
    who: str
    data: Callable[[EvmNetwork], bytes]
    at: Callable[[EvmNetwork], int] | None = None


def move(name: str, scene: Callable[[], EvmNetwork] = chambers, at: Callable[[EvmNetwork], int] | None = None, who: str | None = None) -> Case:
    return Case(scene, who or MOVES[name].who, MOVES[name].data, at)


def on(function: Callable[..., bytes], nonce: int, *more: object) -> Callable[[EvmNetwork], bytes]:
    return lambda n: function(case_id(n, nonce), *more)


def ep(function: Callable[..., bytes], number: int, *more: object) -> Callable[[EvmNetwork], bytes]:
    return lambda n: function(school(n).epoch_id(number), *more)


def camp(function: Callable[..., bytes], nonce: int, *more: object) -> Callable[[EvmNetwork], bytes]:
    return lambda n: function(school(n, nonce).campaign_id, *more)


def phase_of(nonce: int, phase: Phase) -> Callable[[EvmNetwork], int]:
    return lambda n: bench(n, nonce).round.started_at + phase * LAW.phase_secs


def due_of(nonce: int) -> Callable[[EvmNetwork], int]:
    return lambda n: bench(n, nonce).case.due_at


def after(number: int, secs: int = 0) -> Callable[[EvmNetwork], int]:
    """When an epoch's reveals are over."""
    return lambda n: school(n).campaign.reveal_from(number) + 500 + secs


def claims_from(number: int, secs: int = 0) -> Callable[[EvmNetwork], int]:
    return lambda n: school(n).epoch(number).claim_from + secs


def party(name: str) -> Callable[[EvmNetwork], bytes]:
    return lambda n: by(n, name).account


def seat(nonce: int, name: str, unit: int = 0) -> Callable[[EvmNetwork], bytes]:
    return lambda n: k.seat(case_id(n, nonce), by(n, name).account, unit)


def late(net: EvmNetwork) -> int:
    return EDGE


def before_last(net: EvmNetwork) -> int:
    return school(net).epoch(last(net)).post_by - 1


def never(net: EvmNetwork) -> int:
    return 2**64 - 1


def of_nothing(call: Callable[[bytes], bytes]) -> Callable[[EvmNetwork], bytes]:
    return lambda n: call(NOBODY)


def right(net: EvmNetwork) -> Posting:
    return school(net).files(DUE).posting


def post(number: int = DUE, **changes: object) -> Callable[[EvmNetwork], bytes]:
    return lambda n: r.post_epoch(school(n).campaign_id, number, r.Posting(**(dict(right(n)) | changes)))


def granted(**changes: object) -> Callable[[EvmNetwork], bytes]:
    return lambda n: r.create_grant(NEXT, grant_terms(n, **changes))


ANY = r.Posting(SALT, 1, 1, NOBODY, 0)
# Of one leaf by "www…" with a score of 1, that 2 is said of it.
UNDERSTATED = bytes(5) + b"w" * 36 + bytes(7) + b"\1" + bytes(7) + b"\2"
CASE_VERBS: dict[str, Callable[[bytes], bytes]] = {
    "contest": k.contest, "commitSeed": lambda c: k.commit_seed(c, SALT), "revealSeed": lambda c: k.reveal_seed(c, SALT),
    "seat": lambda c: k.seat(c, NOBODY, 0), "commitVote": lambda c: k.commit_vote(c, SALT), "revealVote": lambda c: k.reveal_vote(c, True, SALT),
    "tally": k.tally, "appeal": k.appeal, "close": k.close, "release": lambda c: k.release(c, 0, NOBODY), "collect": lambda c: k.collect(c, NOBODY),
}  # fmt: skip
COURT: dict[str, Case] = {
    "enroll ZeroAmount": Case(chambers, "j0", lambda n: k.enroll(0)),
    "enroll InsufficientFunds": move("enroll", who="nobody"),
    "enroll Overflow": Case(greedy, "mallory", lambda n: k.enroll(1)),
    "resign UnknownJuror": move("resign", who="nobody"),
    "resign ZeroAmount": Case(chambers, "j0", lambda n: k.resign(0)),
    "resign NotEnoughSeats": Case(chambers, "j0", lambda n: k.resign(4)),
    "accuse CaseExists": Case(chambers, "accuser", lambda n: k.accuse(DONE, accusation(n))),
    "accuse BadAccusation of no kind": Case(chambers, "accuser", lambda n: k.accuse(NEXT, accusation(n, kind=0))),
    "accuse BadAccusation of what is to come": Case(chambers, "accuser", lambda n: k.accuse(NEXT, accusation(n, since_at=n.now() + 100))),
    "accuse BadAccusation of oneself": Case(chambers, "accuser", lambda n: k.accuse(NEXT, accusation(n, accused=by(n, "accuser").account))),
    "accuse PenaltyTooHigh": Case(chambers, "accuser", lambda n: k.accuse(NEXT, accusation(n, penalty=LAW.max_penalty + 1))),
    "accuse InsufficientFunds": move("accuse", who="nobody"),
    "accuse Overflow": move("accuse", at=never),
    "contest CaseNotOpen": Case(chambers, "friend", on(k.contest, SEEDS)),
    "contest ContestClosed": move("contest", at=due_of(CALLED)),
    "contest OwnCase": move("contest", who="accuser"),
    "contest InsufficientFunds": move("contest", who="nobody"),
    "commitSeed WrongPhase": Case(chambers, "friend", on(k.commit_seed, SECRET, SALT)),
    "commitSeed WrongPhase before it is heard": Case(chambers, "friend", on(k.commit_seed, CALLED, SALT)),
    "commitSeed SeedExists": move("commitSeed", over),
    "commitSeed InsufficientFunds": move("commitSeed", who="nobody"),
    "revealSeed WrongPhase": Case(chambers, "watcher", on(k.reveal_seed, SEEDS, SALT)),
    "revealSeed UnknownSeed": Case(chambers, "mallory", on(k.reveal_seed, SECRET, SALT)),
    "revealSeed UnknownSeed once revealed": move("revealSeed", over),
    "revealSeed BadSeed": Case(chambers, "watcher", on(k.reveal_seed, SECRET, NOBODY)),
    "seat WrongPhase": Case(chambers, "mallory", seat(SEEDS, "j0")),
    "seat UnknownJuror": Case(seating, "mallory", seat(SEEDS, "mallory")),
    "seat NotEligible that came late": Case(seating, "mallory", seat(SEEDS, "late")),
    "seat NotEligible beyond its seats": Case(seating, "mallory", seat(SEEDS, "j0", 5)),
    "seat TicketTaken": Case(seating, "mallory", lambda n: k.seat(case_id(n, SEEDS), by(n, "j0").account, ticket(n, 2))),
    "seat TicketTooHigh": Case(seating, "mallory", lambda n: k.seat(case_id(n, SEEDS), by(n, "j0").account, ticket(n, 3))),
    "seat NoFreeSeat": Case(serving, "mallory", seat(CALLED, "j1")),
    "commitVote WrongPhase": Case(seating, "j0", on(k.commit_vote, SEEDS, SALT)),
    "commitVote WrongPhase of too few": Case(chambers, "j0", on(k.commit_vote, SEEDS, SALT), phase_of(SEEDS, Phase.VOTE_COMMIT)),
    "commitVote NotJuror": Case(sitting, "j1", on(k.commit_vote, SEEDS, SALT)),
    "commitVote AlreadyVoted": Case(voting, "j0", on(k.commit_vote, SEEDS, SALT), phase_of(SEEDS, Phase.VOTE_COMMIT)),
    "commitVote BadVote": Case(sitting, "j0", on(k.commit_vote, SEEDS, NOBODY)),
    "revealVote WrongPhase": Case(sitting, "j0", on(k.reveal_vote, SEEDS, True, SALT)),
    "revealVote NotJuror": Case(voting, "j1", on(k.reveal_vote, SEEDS, True, SALT)),
    "revealVote AlreadyRevealed": Case(voted, "j0", on(k.reveal_vote, SEEDS, True, SALT)),
    "revealVote BadVote": Case(voting, "j0", on(k.reveal_vote, SEEDS, False, SALT)),
    "revealVote BadVote of who committed to none": Case(sitting, "j0", on(k.reveal_vote, SEEDS, True, SALT), phase_of(SEEDS, Phase.VOTE_REVEAL)),
    "tally NotDue": Case(chambers, "mallory", on(k.tally, SEEDS)),
    "tally NotDue before its votes": Case(voted, "mallory", on(k.tally, SEEDS)),
    "tally NotDue of what is not heard": Case(chambers, "mallory", on(k.tally, CALLED)),
    "tally Overflow": Case(voted, "mallory", on(k.tally, SEEDS), never),
    "appeal CaseNotRuled": Case(chambers, "friend", on(k.appeal, SEEDS)),
    "appeal AppealClosed": move("appeal", at=due_of(RULED)),
    "appeal InsufficientFunds": move("appeal", who="nobody"),
    "close NotDue": Case(chambers, "mallory", on(k.close, CALLED)),
    "close NotDue of what is heard": Case(chambers, "mallory", on(k.close, SEEDS), never),
    "close NotDue twice": Case(chambers, "mallory", on(k.close, DONE), never),
    "close Overflow": Case(chambers, "mallory", on(k.close, CALLED), lambda n: 2**64),
    "release CaseNotClosed": Case(chambers, "mallory", lambda n: k.release(case_id(n, RULED), 0, by(n, "j0").account)),
    "release NotJuror": Case(chambers, "mallory", lambda n: k.release(case_id(n, DONE), 0, by(n, "j1").account)),
    "release AlreadyReleased": move("release", over),
    "collect CaseNotClosed": Case(chambers, "mallory", lambda n: k.collect(case_id(n, RULED), by(n, "accuser").account)),
    "collect NothingToCollect": Case(chambers, "mallory", lambda n: k.collect(case_id(n, DONE), by(n, "friend").account)),
    "collect NothingToCollect twice": move("collect", over),
}
COURT |= {f"{name} UnknownCase": Case(chambers, "mallory", of_nothing(call)) for name, call in CASE_VERBS.items()}

CAMPAIGN_VERBS: dict[str, Callable[[bytes], bytes]] = {
    "fund": lambda c: r.fund(c, 1, 0), "setPrice": lambda c: r.set_price(c, 1), "close": r.close, "refund": r.refund, "join": r.join,
    "commitBatch": lambda c: r.commit_batch(c, SALT, 1), "postEpoch": lambda c: r.post_epoch(c, 0, r.Posting(SALT, 1, 1, NOBODY, 0)),
}  # fmt: skip
EPOCH_VERBS: dict[str, Callable[[bytes], bytes]] = {
    "refute": lambda x: r.refute(x, 1, b""), "suspend": lambda x: r.suspend(x, NOBODY), "resolve": r.resolve, "payPoster": r.pay_poster,
    "claim": lambda x: r.claim(x, b""), "expire": r.expire,
}  # fmt: skip
GRANT_VERBS: dict[str, Callable[[bytes], bytes]] = {
    "topUp": lambda g: r.top_up(g, 1), "withdraw": r.withdraw, "rotate": lambda g: r.rotate(g, SELF),
    "clawback": lambda g: r.clawback(g, NOBODY), "renounce": r.renounce,
}  # fmt: skip
REWARDS: dict[str, Case] = {
    "open CampaignExists": Case(chambers, "sponsor", lambda n: r.open(OPEN, campaign_terms(n))),
    "open BadCampaign of no domain": Case(chambers, "sponsor", opened(domain=0)),
    "open BadCampaign of an unknown domain": Case(chambers, "sponsor", opened(domain=9)),
    "open BadCampaign of more than all": Case(chambers, "sponsor", opened(vest_bps=10_001)),
    "open BadCampaign in the deployment's token": Case(chambers, "sponsor", lambda n: opened(grant_token=n.deployment().token)(n)),
    "open BadCampaign for nothing": Case(chambers, "sponsor", opened(price=0)),
    "open BadCampaign on no schedule": Case(chambers, "sponsor", opened(schedule=schedule(0, 0))),
    "open BadCampaign in cash at a price": Case(chambers, "sponsor", opened(vest_bps=0, grant_token=NOBODY, schedule=schedule(0, 0))),
    "open WrongToken": Case(chambers, "sponsor", opened(grant_token=bytes(12) + b"\x77" * 20)),
    "open Overflow": Case(chambers, "sponsor", opened(), lambda n: EDGE + 1),
    "fund CampaignIsClosed": Case(chambers, "sponsor", camp(r.fund, ENDED, 1, 0)),
    "fund ZeroAmount": Case(chambers, "sponsor", camp(r.fund, OPEN, 0, 0)),
    "fund WrongToken": Case(in_cash, "sponsor", camp(r.fund, NEXT, 0, 1)),
    "fund InsufficientFunds": Case(chambers, "nobody", camp(r.fund, OPEN, 1, 0)),
    "fund InsufficientFunds of tokens": Case(chambers, "nobody", camp(r.fund, OPEN, 0, 1)),
    "fund Overflow": Case(greedy, "mallory", camp(r.fund, OPEN, MOST, 0)),
    "fund Overflow of tokens": Case(greedy, "mallory", camp(r.fund, OPEN, 0, MOST)),
    "setPrice NotSponsor": Case(chambers, "mallory", camp(r.set_price, OPEN, 1)),
    "setPrice CampaignIsClosed": Case(chambers, "sponsor", camp(r.set_price, ENDED, 1)),
    "setPrice BadPrice": Case(chambers, "sponsor", camp(r.set_price, OPEN, 0)),
    "setPrice BadPrice in cash": Case(in_cash, "sponsor", camp(r.set_price, NEXT, 1)),
    "close NotSponsor": Case(chambers, "mallory", camp(r.close, OPEN)),
    "close CampaignIsClosed": Case(chambers, "sponsor", camp(r.close, ENDED)),
    "refund CampaignIsOpen": Case(chambers, "sponsor", camp(r.refund, OPEN)),
    "refund NothingToRefund": move("refund", over),
    "join CampaignIsClosed": Case(chambers, "mallory", camp(r.join, ENDED)),
    "join AlreadyJoined": Case(chambers, "expert0", camp(r.join, OPEN)),
    "commitBatch NotJoined": move("commitBatch", who="mallory"),
    "commitBatch CampaignIsClosed": move("commitBatch", closed),
    "commitBatch CampaignOver": move("commitBatch", at=lambda n: n.now() + 200_000),
    "commitBatch BadCount of none": Case(chambers, "expert0", camp(r.commit_batch, OPEN, SALT, 0)),
    "commitBatch BadCount of too many": Case(chambers, "expert0", camp(r.commit_batch, OPEN, SALT, 257)),
    "commitBatch BatchExists": move("commitBatch", over),
    "commitBatch Overflow": Case(greedy, "mallory", lambda n: r.commit_batch(ids.campaign_id(n.deployment().rewards, party("mallory")(n), NEXT), SALT, 1)),
    "commitBatch PoolExhausted": Case(cheap, "expert0", camp(r.commit_batch, OPEN, SALT, 1)),
    "commitBatch InsufficientFunds": Case(poor, "nobody", camp(r.commit_batch, OPEN, SALT, 1)),
    "provide BadOffset": Case(chambers, "mallory", lambda n: r.provide(1, b"x")),
    "provide TooMuchData": Case(chambers, "mallory", lambda n: r.provide(0, bytes(8_193))),
    "revealBatch UnknownBatch": Case(chambers, "expert0", lambda n: r.reveal_batch(NOBODY, SEED, b"")),
    "revealBatch NotWorker": move("revealBatch", who="expert1"),
    "revealBatch BatchNotCommitted": move("revealBatch", over),
    "revealBatch RevealNotOpen": Case(over, "expert0", lambda n: r.reveal_batch(school(n).batch_id(by(n, "expert0"), RUNNING), SEED, said(school(n), RUNNING))),
    "revealBatch RevealClosed": move("revealBatch", at=after(HIDDEN)),
    "revealBatch BadBatch": Case(chambers, "expert0", lambda n: r.reveal_batch(school(n).batch_id(by(n, "expert0"), HIDDEN), SALT, said(school(n), HIDDEN))),
    "forfeit UnknownBatch": Case(chambers, "mallory", of_nothing(r.forfeit)),
    "forfeit BatchNotCommitted": move("forfeit", over),
    "forfeit NotDue": Case(chambers, "mallory", lambda n: r.forfeit(school(n).batch_id(by(n, "expert0"), HIDDEN))),
    "postEpoch UnknownEpoch": Case(chambers, "poster", post(RUNNING)),
    "postEpoch EpochNotDue": Case(chambers, "poster", post(HIDDEN)),
    "postEpoch AlreadyExpired": Case(expired, "poster", post(DUE)),
    "postEpoch EpochIsPosted": move("postEpoch", over),
    "postEpoch PostClosed": move("postEpoch", at=lambda n: school(n).epoch(DUE).post_by),
    "postEpoch BadPosting of no leaves": Case(chambers, "poster", post(leaf_count=0)),
    "postEpoch BadPosting of no scores": Case(chambers, "poster", post(total_score=0)),
    "postEpoch BadPosting of no rows": Case(chambers, "poster", post(row_count=0)),
    "postEpoch BadPosting of no dataset": Case(chambers, "poster", post(dataset_root=NOBODY)),
    "postEpoch InsufficientFunds": move("postEpoch", who="nobody"),
    "postEpoch Overflow": Case(unposted, "poster", lambda n: r.post_epoch(school(n).campaign_id, last(n), r.Posting(SALT, 1, 1, NOBODY, 0)), before_last),
    "refute EpochNotPosted": Case(chambers, "checker", ep(r.refute, DUE, 3, b"")),
    "refute WindowClosed": move("refute", at=claims_from(FAULTY)),
    "refute BadEvidence": Case(chambers, "checker", ep(r.refute, FAULTY, 3, b"")),
    "refute NotRefuted": Case(chambers, "checker", lambda n: r.refute(school(n).epoch_id(FAULTY), 3, wrong_files(school(n)).leaf(1))),
    "refute Overflow": Case(posted_late, "checker", lambda n: r.refute(school(n).epoch_id(last(n)), 1, UNDERSTATED)),
    "suspend EpochNotPosted": Case(chambers, "checker", ep(r.suspend, DUE, NOBODY)),
    "suspend WindowClosed": Case(chambers, "checker", ep(r.suspend, CLAIMED, NOBODY)),
    "suspend UnknownCase": Case(chambers, "checker", ep(r.suspend, FAULTY, NOBODY)),
    "suspend WrongCase": Case(chambers, "checker", lambda n: r.suspend(school(n).epoch_id(FAULTY), case_id(n, WRONG))),
    "suspend CaseIsClosed": Case(prejudged, "checker", lambda n: r.suspend(school(n).epoch_id(FIRST), about_own(n))),
    "resolve EpochNotSuspended": Case(chambers, "mallory", ep(r.resolve, FAULTY)),
    "resolve CaseNotClosed": Case(suspended, "mallory", ep(r.resolve, FAULTY)),
    "resolve Overflow": Case(doomsday, "mallory", ep(r.resolve, 2), late),
    "payPoster EpochNotPosted": Case(chambers, "mallory", ep(r.pay_poster, DUE)),
    "payPoster WindowOpen": Case(chambers, "mallory", ep(r.pay_poster, FAULTY)),
    "payPoster AlreadySettled": move("payPoster", over),
    "claim EpochNotPosted": Case(chambers, "mallory", ep(r.claim, DUE, b"")),
    "claim WindowOpen": Case(chambers, "mallory", ep(r.claim, FAULTY, b"")),
    "claim ClaimClosed": move("claim", at=claims_from(CLAIMED, LAW.claim_secs)),
    "claim BadEvidence": Case(chambers, "mallory", ep(r.claim, CLAIMED, b"")),
    "claim AlreadyClaimed": move("claim", over),
    "claim NotJoined": Case(claims_open, "mallory", lambda n: r.claim(school(n).epoch_id(DUE), strange(n)[1][1])),
    "claim Overflow": Case(claims_open, "mallory", lambda n: r.claim(school(n).epoch_id(DUE), strange(n)[1][0])),
    "expire AlreadyExpired": Case(expired, "mallory", ep(r.expire, DUE)),
    "expire NotDue": Case(chambers, "mallory", ep(r.expire, DUE)),
    "expire NotDue of a claimable one": Case(chambers, "mallory", ep(r.expire, CLAIMED)),
    "expire NotDue of a suspended one": Case(chambers, "mallory", ep(r.expire, OVERTURNED), lambda n: n.now() + 10**9),
    "expire Overflow": Case(filled, "mallory", ep(r.expire, DUE), lambda n: school(n).epoch(DUE).post_by),
    "createGrant GrantExists": Case(chambers, "sponsor", lambda n: r.create_grant(1, grant_terms(n, beneficiary=by(n, "expert0").account))),
    "createGrant ZeroAddress": Case(chambers, "sponsor", granted(beneficiary=NOBODY)),
    "createGrant ZeroAmount": Case(chambers, "sponsor", granted(amount=0)),
    "createGrant BadSchedule of no duration": Case(chambers, "sponsor", granted(schedule=schedule(0, 0))),
    "createGrant BadSchedule of a cliff beyond it": Case(chambers, "sponsor", granted(schedule=schedule(2, 1))),
    "createGrant BadSchedule of too many steps": Case(chambers, "sponsor", granted(schedule=schedule(0, 1, 1_001))),
    "createGrant BadSchedule too far ahead": Case(chambers, "sponsor", lambda n: granted(start_at=n.now() + TEN_YEARS + 2)(n)),
    "createGrant WrongToken": Case(chambers, "sponsor", granted(token=bytes(12) + b"\x77" * 20)),
    "createGrant InsufficientFunds": move("createGrant", who="nobody"),
    "createGrant Overflow": move("createGrant", at=lambda n: EDGE + 1),
    "topUp GrantIsRevoked": Case(clawed, "sponsor", lambda n: r.top_up(earned_grant(n), 1)),
    "topUp ZeroAmount": Case(chambers, "sponsor", lambda n: r.top_up(own_grant(n), 0)),
    "topUp InsufficientFunds": move("topUp", who="nobody"),
    "topUp Overflow": Case(greedy, "mallory", lambda n: r.top_up(own_grant(n), MOST)),
    "withdraw NotBeneficiary": move("withdraw", who="sponsor"),
    "withdraw NothingVested": move("withdraw", at=lambda n: START + 50),
    "rotate NotBeneficiary": Case(chambers, "sponsor", lambda n: r.rotate(own_grant(n), party("mallory")(n))),
    "rotate ZeroAddress": Case(chambers, "expert0", lambda n: r.rotate(own_grant(n), NOBODY)),
    "rotate Overflow": Case(chambers, "expert0", lambda n: r.rotate(own_grant(n), party("mallory")(n)), late),
    "clawback GrantIsRevoked": move("clawback", clawed),
    "clawback GrantIsRenounced": move("clawback", renounced),
    "clawback UnknownCase": Case(chambers, "mallory", lambda n: r.clawback(own_grant(n), NOBODY)),
    "clawback WrongCase": Case(chambers, "mallory", lambda n: r.clawback(own_grant(n), case_id(n, CLAW))),
    "clawback CaseNotClosed": Case(accused_grant, "mallory", lambda n: r.clawback(own_grant(n), about_own(n))),
    "clawback NotGuilty": Case(judged_after, "mallory", lambda n: r.clawback(own_grant(n), about_own(n))),
    "clawback NothingUnvested": Case(vested_whole, "mallory", lambda n: r.clawback(own_grant(n), about_own(n))),
    "renounce NotGrantor": Case(chambers, "expert0", lambda n: r.renounce(own_grant(n))),
    "renounce GrantIsRenounced": Case(renounced, "sponsor", lambda n: r.renounce(earned_grant(n))),
    "renounce GrantIsRevoked": Case(clawed, "sponsor", lambda n: r.renounce(earned_grant(n))),
}
REWARDS |= {f"{name} UnknownCampaign": Case(chambers, "mallory", of_nothing(call)) for name, call in CAMPAIGN_VERBS.items()}
REWARDS |= {f"{name} UnknownEpoch": Case(chambers, "mallory", of_nothing(call)) for name, call in EPOCH_VERBS.items()}
REWARDS |= {f"{name} UnknownGrant": Case(chambers, "mallory", of_nothing(call)) for name, call in GRANT_VERBS.items()}
for name, m in MOVES.items():
    {"court": COURT, "rewards": REWARDS}[m.contract][f"{name} TransferFailed"] = Case(refusing, m.who, m.data)


CASES = [("court", key, case) for key, case in COURT.items()] + [("rewards", key, case) for key, case in REWARDS.items()]


@pytest.mark.parametrize(("contract", "key", "case"), CASES, ids=[f"{contract} {key}" for contract, key, _ in CASES])
def test_the_verb_refuses_by_the_name(contract: str, key: str, case: Case) -> None:
    """INV-EVM-34: an error that an interface names beside a function is what that function says."""
    net = case.scene()
    refused = tried(net, case.who, address_of_program(net, contract), case.data(net), at=case.at(net) if case.at else None)
    assert refused.error == key.split()[1], refused


def documented(contract: str) -> set[tuple[str, str]]:
    """(function, error) as the interface's comments say."""
    source = (ROOT / f"programs/evm/{contract}/I{contract.capitalize()}.sol").read_text()
    known = {x.__name__ for x in {"court": e.COURT_ERRORS, "rewards": e.REWARDS_ERRORS}[contract]}
    found = set()
    for comment, function in re.findall(r"((?:^ +///[^\n]*\n)+) +function (\w+)", source, re.MULTILINE):
        text = " ".join(line.strip().removeprefix("///").strip() for line in comment.splitlines())
        told = re.search(r"@dev Errors: (.*?)(?:\. Events?:|\. Twin|\. ?@|\.$)", text)
        found |= {(function, word) for word in re.findall(r"\w+", told[1] if told else "") if word in known}
    return found


@pytest.mark.parametrize(("contract", "cases"), [("court", COURT), ("rewards", REWARDS)])
def test_the_interface_says_what_can_go_wrong_and_no_more(contract: str, cases: dict[str, Case]) -> None:
    """INV-EVM-34: each error documented beside a function has its case, each case is documented."""
    has = {(key.split()[0], key.split()[1]) for key in cases}
    told = documented(contract)
    assert len(told) > 40
    assert told - has == set()
    assert has - told == set()


@pytest.mark.parametrize(("contract", "cases", "errors"), [("court", COURT, e.COURT_ERRORS), ("rewards", REWARDS, e.REWARDS_ERRORS)])
def test_every_error_is_said_by_some_function(contract: str, cases: dict[str, Case], errors: tuple[type[e.ProtocolError], ...]) -> None:
    """INV-EVM-34: but for what only a constructor says."""
    constructors = {"BadConfig", "WrongToken"}
    assert {x.__name__ for x in errors} - {key.split()[1] for key in cases} <= constructors


# Constructors


def constructed(net: EvmNetwork, contract: str, arguments: bytes) -> str:
    """What a constructor says, run at the address of all ones."""
    vm = transport_of(net)._chain.get_vm()
    code = bytecode(contract) + arguments
    done = vm.execute_bytecode(origin=bytes(20), gas_price=0, gas=30_000_000, to=SELF[12:], sender=bytes(20), value=0, data=b"", code=code)
    return type(refusal(bytes(done.output))).__name__ if done.is_error else ""


def court_with(net: EvmNetwork, **changes: object) -> str:
    d = net.deployment()
    sound = {"token": d.token, "staking": d.staking, "treasury": d.treasury, "contest_secs": 1, "phase_secs": 1, "case_bond": 1, "seed_bond": 1,
             "seat_stake": 1, "max_penalty": 0, "jurors": 1, "max_rounds": 1, "reward_bps": 0}  # fmt: skip
    return constructed(net, "Court", k.constructor(**(sound | changes)))  # type: ignore[arg-type]


def rewards_with(net: EvmNetwork, **changes: object) -> str:
    d = net.deployment()
    sound = {"token": d.token, "treasury": d.treasury, "court": d.court, "window_secs": 1, "post_secs": 1, "claim_secs": 1, "rotate_secs": 1,
             "post_bond": 1, "evidence": d.staking}  # fmt: skip
    return constructed(net, "Rewards", r.constructor(**(sound | changes)))  # type: ignore[arg-type]


def test_a_contract_is_not_built_on_constants_out_of_bounds() -> None:
    """INV-EVM-35: BadConfig, of both contracts; the bounds themselves are fine."""
    net = chambers()
    assert (court_with(net), rewards_with(net)) == ("", "")
    widest = {"contest_secs": TEN_YEARS, "phase_secs": TEN_YEARS // 5, "case_bond": 2**40, "seat_stake": 2**40, "seed_bond": 2**31, "max_penalty": MOST}
    assert court_with(net, **widest, jurors=3, max_rounds=5, reward_bps=5_000) == court_with(net, jurors=63) == court_with(net, jurors=31, max_rounds=2) == ""
    assert rewards_with(net, **{f"{name}_secs": TEN_YEARS for name in ("window", "post", "claim", "rotate")}, post_bond=MOST) == ""
    unsound: tuple[dict[str, object], ...] = (
        {"contest_secs": 0}, {"contest_secs": TEN_YEARS + 1}, {"contest_secs": MOST}, {"phase_secs": 0}, {"phase_secs": TEN_YEARS // 5 + 1},
        {"phase_secs": MOST}, {"case_bond": 0}, {"case_bond": 2**40 + 1}, {"seat_stake": 0}, {"seat_stake": 2**40 + 1}, {"seed_bond": 0},
        {"seed_bond": 2**31 + 1}, {"jurors": 0}, {"jurors": 2}, {"jurors": 65}, {"jurors": 255}, {"jurors": 63, "max_rounds": 2}, {"max_rounds": 0},
        {"max_rounds": 6}, {"jurors": 5, "max_rounds": 5}, {"max_rounds": 255}, {"reward_bps": 5_001}, {"reward_bps": 2**16 - 1}, {"treasury": NOBODY},
        {"treasury": SELF},
    )  # fmt: skip
    for changes in unsound:
        assert court_with(net, **changes) == "BadConfig", changes
    wrong: tuple[dict[str, object], ...] = (
        *(dict[str, object]({f"{name}_secs": secs}) for name in ("window", "post", "claim", "rotate") for secs in (0, TEN_YEARS + 1, MOST)),
        {"post_bond": 0}, {"treasury": NOBODY}, {"treasury": SELF},
    )  # fmt: skip
    for changes in wrong:
        assert rewards_with(net, **changes) == "BadConfig", changes


def test_a_contract_is_not_built_on_a_token_of_other_decimals() -> None:
    """INV-EVM-35: WrongToken, of both contracts: 18 decimals, an address without code, a contract that is no token."""
    net = new_network(settings=LAW)
    wide = create(net, "authority", bytecode("WideToken"))
    for token in (wide, b"\0" * 31 + b"\x99", NOBODY, net.deployment().court, by(net, "sponsor").account):
        assert court_with(net, token=token) == "WrongToken"
        assert rewards_with(net, token=token) == "WrongToken"


def test_dirty_and_short_arguments_build_nothing() -> None:
    """INV-EVM-35: a constructor decodes as strictly as a function."""
    net = chambers()
    d = net.deployment()
    sound = r.constructor(d.token, d.treasury, d.court, 1, 1, 1, 1, 1, d.staking)
    assert constructed(net, "Rewards", sound[:-1]) == "Unrecognised"
    for word in range(9):
        assert constructed(net, "Rewards", sound[: 32 * word] + b"\1" + sound[32 * word + 1 :]) == "Unrecognised"
