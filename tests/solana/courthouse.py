"""A town on LiteSVM with a case at every stage of its life, in which every instruction of court would succeed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from assay import ids, jury
from assay.models.court import Phase, Verdict
from assay.models.deployment import Settings
from assay.solana import pda
from assay.solana.generated import compute, court
from assay.solana.network import SolanaNetwork, account_named

from tests.cast import COIN, funded
from tests.courtroom import SALT, Courtroom, courtroom
from tests.solana.town import EVIL, FAKE_STAKING, Town, add_lookalikes, litesvm, recorded, svm_of

SETTINGS = Settings(jurors=3, max_rounds=2)
PHASE, CONTEST = SETTINGS.phase_secs, SETTINGS.contest_secs
NOW = 1_710_000_000
PEOPLE = ("authority", "treasury", "accuser", "accused", "friend", "watcher", "thief", "newcomer", *(f"j{i}" for i in range(6)))


def rewind(chain: SolanaNetwork, at: int) -> None:
    """Sets the clock, back too, as no chain could: so that lives that take weeks all stand at one moment."""
    chain._transport.set_time(at)  # type: ignore[attr-defined]


class Docket:
    """Cases by name, each told as if it had begun so many seconds before NOW."""

    def __init__(self) -> None:
        self.chain = litesvm(SETTINGS)
        self.room = courtroom(self.chain, jurors=6, seats=12)
        self.numbers: dict[str, int] = {}
        thief = funded(self.chain, "thief")
        thief.staking.bond(500 * COIN)
        thief.court.enroll(3)
        self.room.jurors[thief.account] = thief
        self.chain.as_account("newcomer")
        funded(self.chain, "newcomer")
        self.chain.faucet(self.chain.deployment().treasury, COIN)

    def of(self, name: str) -> Courtroom:
        """The room at that case."""
        self.room.nonce = self.numbers[name]
        return self.room

    def accused(self, name: str, before: int, **changes: object) -> Courtroom:
        rewind(self.chain, NOW - before)
        self.room.nonce = self.numbers[name] = len(self.numbers) + 1
        self.room.accuse(**changes)
        return self.room

    def contested(self, name: str, before: int) -> Courtroom:
        room = self.accused(name, before)
        room.contest()
        return room

    def seating(self, name: str, before: int) -> tuple[Courtroom, list[tuple[int, bytes, int]]]:
        """The case in its seating phase, and all tickets from the lowest."""
        room = self.contested(name, before)
        room.seed(room.watcher)
        room.to(Phase.SEATING)
        return room, jury.tickets(self.chain, room.case_id, jury.enrolled(self.chain))

    def ids(self) -> list[bytes]:
        return [ids.case_id(bytes(pda.court_slasher()), self.room.accuser.account, n) for n in self.numbers.values()]


def told_docket() -> Docket:
    d = Docket()
    d.accused("open", 1_000)
    d.accused("unanswered", CONTEST + 1_000)
    d.contested("seeding", 1_000)
    room = d.contested("revealing", PHASE + 1_000)
    for who in (room.watcher, room.friend):
        who.court.commit_seed(room.case_id, ids.seed_commitment(room.case_id, 0, who.account, SALT))
    d.seating("seating", 2 * PHASE + 1_000)
    room, drawn = d.seating("evicting", 2 * PHASE + 1_000)
    last = next(at for at in range(3, len(drawn)) if drawn[at][1] != drawn[0][1])
    for _, juror, unit in (drawn[1], drawn[2], drawn[last]):
        room.watcher.court.seat(room.case_id, juror, unit)
    d.contested("voting", 3 * PHASE + 1_000).draw()
    room = d.contested("disclosing", 4 * PHASE + 1_000)
    room.draw()
    room.to(Phase.VOTE_COMMIT)
    for v in room.round.votes:
        room.jurors[v.juror].court.commit_vote(room.case_id, ids.vote_commitment(room.case_id, 0, v.juror, True, v.juror))
    room = d.contested("counting", 5 * PHASE + 1_000)
    room.draw()
    room.vote(lambda _: True)
    d.contested("void", 5 * PHASE + 1_000)
    room = d.contested("ruled", 5 * PHASE + 1_000)
    room.hear(lambda _: True)
    room = d.contested("final", 8 * PHASE)
    room.hear(lambda _: False)
    room = d.contested("convicting", 8 * PHASE)
    room.hear(lambda _: True)
    room = d.contested("closed", 20 * PHASE)
    room.hear(lambda _: False)
    room.watcher.court.appeal(room.case_id)
    dissenter = room.draw()[0].juror
    room.vote(lambda j: j != dissenter)
    room.tally()
    room.close()
    room, drawn = d.seating("closed void", 20 * PHASE)
    room.watcher.court.seat(room.case_id, drawn[0][1], drawn[0][2])
    room.to(Phase.VOTE_COMMIT)
    room.tally()
    room.close()
    rewind(d.chain, NOW)
    return d


def court_town(d: Docket) -> Town:
    """Everybody of the docket, and a call of every instruction that works at NOW."""
    chain = d.chain
    town = Town(svm_of(chain))
    for name in PEOPLE:
        town.keys[account_named(name).pubkey()] = account_named(name)
    for name, who, call in calls(d):
        town.add(name, recorded(who, call))
    keys, mint = [bytes(k) for k in town.keys], chain.deployment().token
    town.known |= set(town.keys) | {pda.stake(k) for k in keys} | {pda.juror(k) for k in keys} | {pda.token_account(k, mint) for k in keys}
    for case_id in d.ids():
        town.known |= {pda.case(case_id), pda.round_of(case_id, 0), pda.round_of(case_id, 1), pda.fault(ids.fault_id(case_id))}
        town.known |= {pda.seed(case_id, 0, d.room.friend.account), pda.seed(case_id, 0, d.room.watcher.account)}
    add_lookalikes(town, mint, ("accuser", "friend", "watcher", "thief", "j0"))
    town.known |= {FAKE_STAKING, EVIL, court.PROGRAM, compute.PROGRAM, pda.escrow(), pda.compute_config(), pda.slasher(), pda.staking_vault()}
    town.known |= {pda.purse(mint), pda.rewards_config()}
    return town


def calls(d: Docket) -> Iterator[tuple[str, SolanaNetwork, Callable[[], object]]]:
    """By name: who calls, and what."""
    accuser, friend, watcher, thief, newcomer, j0 = (d.chain.as_account(n) for n in ("accuser", "friend", "watcher", "thief", "newcomer", "j0"))
    case = {name: ids.case_id(bytes(pda.court_slasher()), accuser.account, n) for name, n in d.numbers.items()}

    def seated(name: str, index: int = 0) -> list[bytes]:
        r = d.chain.court.round(case[name], index)
        assert r is not None
        return [v.juror for v in r.votes]

    def named(owner: bytes) -> SolanaNetwork:
        return next(who for name in PEOPLE if (who := d.chain.as_account(name)).account == owner)

    voter, discloser = named(seated("voting")[0]), named(seated("disclosing")[0])
    round_ = d.chain.court.round(case["closed"], 1)
    assert round_ is not None
    right, wrong = (next(v.juror for v in round_.votes if (v.vote is Verdict.GUILTY) == guilty) for guilty in (True, False))
    drawn = [(j, unit) for name in ("seating", "evicting") for _, j, unit in jury.tickets(d.chain, case[name], jury.enrolled(d.chain))[:1]]
    yield "enroll", j0, lambda: j0.court.enroll(1)
    yield "enroll first", newcomer, lambda: newcomer.court.enroll(1)
    yield "resign", j0, lambda: j0.court.resign(1)
    yield "accuse", accuser, lambda: accuser.court.accuse(99, d.room.accusation())
    yield "contest", friend, lambda: friend.court.contest(case["open"])
    yield "commit_seed", watcher, lambda: watcher.court.commit_seed(case["seeding"], SALT)
    yield "reveal_seed", watcher, lambda: watcher.court.reveal_seed(case["revealing"], SALT)
    yield "seat", thief, lambda: thief.court.seat(case["seating"], *drawn[0])
    yield "seat evicting", thief, lambda: thief.court.seat(case["evicting"], *drawn[1])
    yield "commit_vote", voter, lambda: voter.court.commit_vote(case["voting"], SALT)
    yield "reveal_vote", discloser, lambda: discloser.court.reveal_vote(case["disclosing"], True, discloser.account)
    yield "tally", thief, lambda: thief.court.tally(case["counting"])
    yield "tally void", thief, lambda: thief.court.tally(case["void"])
    yield "appeal", friend, lambda: friend.court.appeal(case["ruled"])
    yield "close unanswered", thief, lambda: thief.court.close(case["unanswered"])
    yield "close convicting", thief, lambda: thief.court.close(case["convicting"])
    yield "close acquitting", thief, lambda: thief.court.close(case["final"])
    yield "release", thief, lambda: thief.court.release(case["closed"], 1, right)
    yield "release unpaid", thief, lambda: thief.court.release(case["closed"], 1, wrong)
    yield "release void", thief, lambda: thief.court.release(case["closed void"], 0, seated("closed void")[0])
    yield "collect", thief, lambda: thief.court.collect(case["closed"], accuser.account)
    yield "collect the appellant's", thief, lambda: thief.court.collect(case["closed"], watcher.account)
