"""A town on LiteSVM with a campaign at every stage of its life, in which every instruction of rewards would succeed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assay import ids
from assay.models.court import Kind, Phase
from assay.models.rewards import CampaignTerms, Fault, GrantTerms, Posting, Schedule
from assay.solana import pda
from assay.solana.generated import compute, court, rewards
from assay.solana.network import SolanaNetwork, account_named
from assay.solana.transport import TOKEN_PROGRAM
from solders.account import Account
from solders.pubkey import Pubkey

from tests.cast import COIN, tick
from tests.classroom import DAY, SEED, Classroom, Files, cash, classroom, hybrid
from tests.courtroom import courtroom
from tests.solana.courthouse import NOW, rewind
from tests.solana.town import EVIL, FAKE_STAKING, Town, add_lookalikes, litesvm, purse_account, recorded, svm_of
from tests.stories.test_rewards import forged

LINEAR = Schedule(cliff_secs=0, duration_secs=100 * DAY)
POSTING = 3 * DAY // 2  # from a campaign's start until its first epoch can be posted
EXPERTS = ("expert0", "expert1", "expert2")
PEOPLE = ("authority", "treasury", "sponsor", "poster", "checker", *EXPERTS, "thief", "newcomer", "accuser", "accused", "friend", "watcher")


@dataclass
class Term:
    """One campaign: its number, and what was published of its epochs."""

    nonce: int
    files: dict[int, Files]


class School:
    """Campaigns by name, each told as if it had begun so many seconds before NOW."""

    def __init__(self) -> None:
        self.chain = litesvm()
        self.room = classroom(self.chain)
        self.court = courtroom(self.chain, jurors=0)
        self.terms: dict[str, Term] = {}
        self.cases: dict[str, bytes] = {}
        self.grants: dict[str, bytes] = {}
        self.evidence: dict[Fault, bytes] = {}
        for name in ("sponsor", "thief"):
            for token in (None, self.chain.deployment().grant_token):
                self.chain.faucet(self.chain.as_account(name).account, 100_000 * COIN, token)
        for token in (None, self.chain.deployment().grant_token):
            self.chain.faucet(self.chain.deployment().treasury, COIN, token)
            self.chain.faucet(self.chain.as_account("newcomer").account, COIN, token)

    def of(self, name: str) -> Classroom:
        """The room at that campaign."""
        self.room.nonce = self.terms[name].nonce
        return self.room

    def begun(self, name: str, before: int, terms: CampaignTerms | None = None) -> Classroom:
        rewind(self.chain, NOW - before)
        self.terms[name] = Term(len(self.terms) + 1, {})
        room = self.of(name)
        room.terms = terms or cash()
        room.open()
        return room

    def posted(self, name: str, before: int, terms: CampaignTerms | None = None, number: int = 0) -> Classroom:
        """A campaign whose first epoch has an honest posting, `before` seconds before NOW."""
        room = self.begun(name, before + POSTING, terms)
        self.worked(name, number)
        return room

    def worked(self, name: str, number: int) -> None:
        room = self.of(name)
        room.work(number)
        self.terms[name].files[number] = room.files(number)
        room.post(room.files(number), number)

    def accused(self, name: str, accused: bytes, subject: bytes) -> bytes:
        self.court.nonce = len(self.cases) + 1
        self.cases[name] = self.court.accuse(accused=accused, subject=subject, kind=Kind.WRONG_EPOCH, penalty=0)
        return self.cases[name]

    def suspended(self, name: str, before: int) -> None:
        room = self.posted(name, before)
        room.checker.rewards.suspend(room.epoch_id(), self.accused(name, room.poster.account, ids.posting_id(room.epoch_id(), 0)))

    def granted(self, name: str, before: int) -> bytes:
        rewind(self.chain, NOW - before)
        token, expert = self.chain.deployment().grant_token, self.room.experts[0]
        terms = GrantTerms(beneficiary=expert.account, token=token, amount=100 * COIN, start_at=self.chain.now(), schedule=LINEAR)
        self.grants[name] = self.room.sponsor.rewards.create_grant(len(self.grants), terms).grant_id
        tick(self.chain)
        return self.grants[name]


def told_school() -> School:
    s = School()
    a, b, c = s.room.experts
    mixed = hybrid(s.chain)
    s.begun("joining", 1_000, mixed)
    s.begun("committing", 1_000, mixed).commit(a)
    room = s.begun("revealing", DAY + 1_000)
    for expert in (a, b):
        room.commit(expert)
    room = s.begun("posting", POSTING + 1_000)
    for expert in (a, b, c):
        room.commit(expert)
    room.to_reveals()
    for expert in (a, b):
        room.reveal(expert)
    for fault in Fault:
        room = s.begun(f"wrong {fault.name}", POSTING + 3_000)
        for expert in (a, b, c):
            room.commit(expert)
        room.to_reveals()
        for expert in (a, b):
            room.reveal(expert)
        room.to_posting()
        wrong, s.evidence[fault] = forged(c.account, room.files(), fault)
        room.post(wrong)
    room = s.of("wrong SUM")
    s.accused("suspending", room.poster.account, ids.posting_id(room.epoch_id(), 0))
    s.suspended("overturned", DAY + 9_000)
    s.court.close()
    s.suspended("upheld", 2 * DAY + 9_000)
    s.court.contest()
    s.court.to(Phase.VOTE_COMMIT)
    s.court.tally()
    s.court.close()
    s.posted("claiming", 9_000, mixed)
    s.posted("claiming cash", 9_000)
    room = s.posted("claiming again", 9_000 + DAY, mixed)
    s.worked("claiming again", 1)
    room.to_claims(0)
    room.checker.rewards.claim(room.epoch_id(), s.terms["claiming again"].files[0].leaf(0))
    s.begun("unposted", 3 * DAY).commit(a)
    s.posted("unclaimed", 40 * DAY, mixed)
    for name, terms in (("closed", mixed), ("closed in cash", cash())):
        s.begun(name, 1_000, terms).sponsor.rewards.close(s.room.campaign_id)
    s.granted("vesting", 50 * DAY)
    s.granted("moved", 50 * DAY)
    a.rewards.rotate(s.grants["moved"], s.chain.as_account("newcomer").account)
    grant_id = s.granted("plagiarised", 50 * DAY)
    s.accused("plagiarised", a.account, grant_id)
    s.court.close()
    rewind(s.chain, NOW)
    b.rewards.provide(0, b"".join(s.room.revealed[0, b.account]))
    s.room.checker.rewards.provide(0, s.evidence[Fault.SUM])
    s.room.poster.rewards.provide(0, s.terms["claiming"].files[0].leaf(1))
    return s


def rewards_town(s: School) -> Town:
    """Everybody of the school, and a call of every instruction that works at NOW."""
    deployment = s.chain.deployment()
    mint, granted = deployment.token, deployment.grant_token
    town = Town(svm_of(s.chain))
    for name in PEOPLE:
        town.keys[account_named(name).pubkey()] = account_named(name)
    lookalike = add_lookalikes(town, mint, ("sponsor", "thief", "expert0", "checker"))
    whose = s.room.sponsor.account
    town.put(Account(2_039_280, purse_account(bytes(lookalike), whose, 1_000 * COIN), TOKEN_PROGRAM), pda.token_account(whose, bytes(lookalike)))
    for name, who, call in calls(s, lookalike):
        town.add(name, recorded(who, call))
    keys = [bytes(k) for k in town.keys]
    town.known |= set(town.keys) | {pda.token_account(k, m) for k in keys for m in (mint, granted)} | {pda.provided(k) for k in keys[:6]}
    for name in s.terms:
        room = s.of(name)
        town.known |= {pda.campaign(room.campaign_id), pda.epoch(room.epoch_id())}
    for name in ("posting", "claiming", "claiming again"):
        room = s.of(name)
        town.known |= {
            pda.epoch(room.epoch_id(1)),
            pda.claimed(room.epoch_id(), 0),
            pda.claimed(room.epoch_id(), pda.PAGE_BITS),
            pda.claimed(room.epoch_id(1), 0),
        }
        for expert in room.experts[:2]:
            town.known |= {pda.worker(room.campaign_id, expert.account), pda.batch(room.batch_id(expert)), pda.grant(room.grant_id(expert))}
    town.known |= {pda.case(case_id) for case_id in s.cases.values()} | {pda.grant(g) for g in s.grants.values()}
    town.known |= {Pubkey.from_bytes(granted), pda.purse(mint), pda.purse(granted), pda.purse(bytes(lookalike)), pda.rewards_config()}
    town.known |= {pda.court_config(), pda.court_escrow(), pda.court_slasher(), pda.staking_config(), pda.stake(s.court.accused.account), FAKE_STAKING, EVIL}
    town.known |= {court.PROGRAM, compute.PROGRAM, rewards.PROGRAM}
    return town


def calls(s: School, lookalike: Pubkey) -> Iterator[tuple[str, SolanaNetwork, Callable[[], object]]]:
    """By name: who calls, and what."""
    sponsor, poster, checker, thief, newcomer = (s.chain.as_account(n) for n in ("sponsor", "poster", "checker", "thief", "newcomer"))
    a, b, _ = (s.chain.as_account(n) for n in EXPERTS)
    campaign = {name: s.of(name).campaign_id for name in s.terms}
    epoch = {name: ids.epoch_id(i, 0) for name, i in campaign.items()}

    def batch(name: str, who: SolanaNetwork) -> bytes:
        return ids.batch_id(campaign[name], 0, who.account)

    def leaf(name: str, index: int, number: int = 0) -> bytes:
        return s.terms[name].files[number].leaf(index)

    mixed = hybrid(s.chain)
    other = mixed.model_copy(update={"grant_token": bytes(lookalike)})
    posting: Posting = s.of("posting").files().posting
    records = b"".join(s.room.revealed[0, a.account])
    grant = GrantTerms(beneficiary=a.account, token=s.chain.deployment().grant_token, amount=COIN, start_at=NOW, schedule=LINEAR)
    again = ids.epoch_id(campaign["claiming again"], 1)
    yield "open", sponsor, lambda: sponsor.rewards.open(99, cash())
    yield "open for grants", sponsor, lambda: sponsor.rewards.open(99, mixed)
    yield "open for a new token", sponsor, lambda: sponsor.rewards.open(99, other)
    yield "fund", thief, lambda: thief.rewards.fund(campaign["joining"], COIN, COIN)
    yield "fund in cash", thief, lambda: thief.rewards.fund(campaign["joining"], COIN, 0)
    yield "fund in tokens", thief, lambda: thief.rewards.fund(campaign["joining"], 0, COIN)
    yield "set_price", sponsor, lambda: sponsor.rewards.set_price(campaign["joining"], COIN)
    yield "close", sponsor, lambda: sponsor.rewards.close(campaign["joining"])
    yield "refund", thief, lambda: thief.rewards.refund(campaign["closed"])
    yield "refund of cash", thief, lambda: thief.rewards.refund(campaign["closed in cash"])
    yield "join", newcomer, lambda: newcomer.rewards.join(campaign["joining"])
    yield "commit_batch", b, lambda: b.rewards.commit_batch(campaign["committing"], SEED, 3)
    yield "commit_batch first", a, lambda: a.rewards.commit_batch(campaign["joining"], SEED, 3)
    yield "provide", b, lambda: b.rewards.provide(60, b"more")
    yield "provide first", newcomer, lambda: newcomer.rewards.provide(0, b"some")
    yield "reveal_batch", a, lambda: a.rewards.reveal_batch(batch("revealing", a), SEED, records)
    yield "reveal_batch provided", b, lambda: b.rewards.reveal_batch(batch("revealing", b), SEED, b"")
    yield "forfeit", thief, lambda: thief.rewards.forfeit(batch("posting", s.chain.as_account("expert2")))
    yield "post_epoch", poster, lambda: poster.rewards.post_epoch(campaign["posting"], 0, posting)
    for fault in Fault:
        data = s.evidence[fault] if fault is not Fault.SUM else b""
        yield f"refute {fault.name}", checker, lambda f=fault, d=data: checker.rewards.refute(epoch[f"wrong {f.name}"], f, d)  # type: ignore[misc]
    yield "suspend", thief, lambda: thief.rewards.suspend(epoch["wrong SUM"], s.cases["suspending"])
    yield "resolve", thief, lambda: thief.rewards.resolve(epoch["overturned"])
    yield "resolve upheld", thief, lambda: thief.rewards.resolve(epoch["upheld"])
    yield "pay_poster", thief, lambda: thief.rewards.pay_poster(epoch["claiming"])
    yield "claim", thief, lambda: thief.rewards.claim(epoch["claiming"], leaf("claiming", 0))
    yield "claim provided", poster, lambda: poster.rewards.claim(epoch["claiming"], b"")
    yield "claim again", thief, lambda: thief.rewards.claim(again, leaf("claiming again", 0, 1))
    yield "claim beside another", thief, lambda: thief.rewards.claim(epoch["claiming again"], leaf("claiming again", 1))
    yield "claim in cash", thief, lambda: thief.rewards.claim(epoch["claiming cash"], leaf("claiming cash", 0))
    yield "expire", thief, lambda: thief.rewards.expire(epoch["unclaimed"])
    yield "expire unposted", thief, lambda: thief.rewards.expire(epoch["unposted"])
    yield "create_grant", sponsor, lambda: sponsor.rewards.create_grant(99, grant)
    yield "create_grant of a new token", sponsor, lambda: sponsor.rewards.create_grant(99, grant.model_copy(update={"token": bytes(lookalike)}))
    yield "top_up", thief, lambda: thief.rewards.top_up(s.grants["vesting"], COIN)
    yield "withdraw", a, lambda: a.rewards.withdraw(s.grants["vesting"])
    yield "withdraw by the new key", newcomer, lambda: newcomer.rewards.withdraw(s.grants["moved"])
    yield "rotate", a, lambda: a.rewards.rotate(s.grants["vesting"], newcomer.account)
    yield "clawback", thief, lambda: thief.rewards.clawback(s.grants["plagiarised"], s.cases["plagiarised"])
    yield "renounce", sponsor, lambda: sponsor.rewards.renounce(s.grants["vesting"])
