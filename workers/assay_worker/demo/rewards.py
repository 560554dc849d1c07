"""The story: 200 workers judge real texts, three in ten of them spam; a cheating poster is refuted; one worker's grant is clawed back by a jury."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from assay import ids
from assay.commit import judgments
from assay.market import Sandbox
from assay.models.court import Accusation, Case, Kind
from assay.models.receipt import Receipt
from assay.models.rewards import CampaignTerms, Domain, Grant, GrantClawedBack, RewardClaimed, Schedule

from ..jobs.feedback import campaign_files
from ..jobs.feedback.epoch import Files, Leaves, history
from ..jobs.feedback.judgments import Batch, read
from ..jobs.feedback.refutation import refutation
from ..jobs.feedback.score import assess
from ..jobs.feedback.templates import Template, gold_of
from .hearing import heard
from .mirror import Mirror
from .texts import answers, template

COIN = 1_000_000
DAY = 86_400
WORKERS = 200
SPAM = WORKERS * 3 // 10
EACH = 24  # judgments a worker
JURORS = 9
PLAGIARIST = 3  # an expert whose pasted answers come out later
SILENT = (WORKERS - 1, WORKERS - 2)  # two commit and do not reveal

Say = Callable[[str], None]


@dataclass(frozen=True)
class Worker:
    """One worker's end. Amounts are base units."""

    name: str
    spams: bool
    quality: float
    score: int
    cash: int
    tokens: int


@dataclass(frozen=True)
class Ended:
    """One chain's end of the story."""

    chain: str
    texts: int
    workers: tuple[Worker, ...]
    pool: int
    grant: Grant
    clawed_back: GrantClawedBack
    withdrawn: tuple[tuple[int, int], ...]
    case: Case
    receipts: tuple[Receipt, ...]
    balances: dict[str, int]
    tokens: dict[str, int]
    rebuilt: bool
    agrees: bool

    @property
    def paid(self) -> int:
        return sum(w.cash for w in self.workers)

    @property
    def to_spam(self) -> float:
        """The part of all scores that spammers have."""
        return sum(w.score for w in self.workers if w.spams) / sum(w.score for w in self.workers)


def play(chain: Sandbox, say: Say = lambda _: None) -> Ended:
    """Runs the story on a fresh chain; only the clock is hurried."""
    with tempfile.TemporaryDirectory(prefix="assay-demo-") as folder:
        return _play(Mirror(chain), template(), Path(folder), say)


def _play(stage: Mirror, asked: Template, folder: Path, say: Say) -> Ended:
    names = [f"worker {i}" for i in range(WORKERS)]
    people = {n: stage.as_account(n) for n in ("sponsor", "cheat", "poster", "checker", *names, *(f"juror {i}" for i in range(JURORS)))}
    for who in people.values():
        stage.faucet(who.account, 1_000 * COIN)
    token = stage.deployment().grant_token
    stage.faucet(people["sponsor"].account, 10_000 * COIN, token)
    workers = [people[n] for n in names]
    terms = CampaignTerms(
        domain=Domain[asked.domain.upper()], **campaign_files.publish(folder, asked), task_count=len(asked.tasks), epoch_pool=1_000 * COIN, epochs=4,
        epoch_secs=3_000, reveal_secs=2_000, batch_bond=COIN, vest_bps=5_000, grant_token=token, price=COIN // 4,
        schedule=Schedule(cliff_secs=30 * DAY, duration_secs=360 * DAY),
    )  # fmt: skip
    campaign_id = people["sponsor"].rewards.open(1, terms).campaign_id
    stage.faucet(people["sponsor"].account, 4_000 * COIN)
    people["sponsor"].rewards.fund(campaign_id, 2_000 * COIN, 8_000 * COIN)
    say(f"a campaign of {len(asked.tasks)} questions of eight domains is open: 1,000 USDX an epoch, half of it in tokens that vest over a year")
    secrets = _commit(campaign_id, workers, asked)
    say(f"{WORKERS} workers have joined, each committed {EACH} judgments under one root")
    _reveal(stage, campaign_id, terms, workers, secrets)
    say(f"{WORKERS - len(SILENT)} revealed what they had committed to; {len(SILENT)} kept silent and lose their bonds")
    files = campaign_files.compute(asked, campaign_id, history(stage, campaign_id).revealed, 0)
    epoch_id = _post(stage, campaign_id, people, files, say)
    campaign_files.publish_epoch(folder, 0, files)
    claims = {c.worker: c for c in (people["checker"].rewards.claim(epoch_id, files.rewards.claim(i)) for i in range(len(files.leaves)))}
    say(f"{len(claims)} leaves are claimed: {sum(c.cash for c in claims.values()) / COIN:,.2f} USDX at once, the rest in grants")
    grant, taken, withdrawn, case = _clawback(stage, campaign_id, people, say)
    rebuilt = campaign_files.rebuild(stage, campaign_id, folder)
    say(f"rebuilt from the chain's events and the campaign's files: {'all equal' if rebuilt.equal else rebuilt.differs[0]}")
    accounts = {n: w.account for n, w in people.items()} | {"treasury": stage.deployment().treasury}
    return Ended(
        chain=stage.name, texts=len(asked.tasks), workers=_ends(stage, campaign_id, asked, dict(zip(names, workers, strict=True)), claims),
        pool=terms.epoch_pool, grant=grant, clawed_back=taken, withdrawn=withdrawn, case=case, receipts=tuple(stage.receipts()),
        balances={n: stage.balance(a) for n, a in accounts.items()},
        tokens={n: stage.balance(a, token) for n, a in accounts.items()},
        rebuilt=rebuilt.equal,
        agrees=stage.agrees(list(accounts.values())),
    )  # fmt: skip


def _ends(stage: Mirror, campaign_id: bytes, asked: Template, workers: dict[str, Mirror], claims: dict[bytes, RewardClaimed]) -> tuple[Worker, ...]:
    """What became of each worker; qualities are computed anew from the events."""
    table, _ = read(asked.questions, [Batch(b.epoch, b.worker, b.records) for b in history(stage, campaign_id).revealed[0]])
    assessed = assess(table, gold_of(asked), asked.rule.floor_bps, asked.rule.weights)
    quality = {w: float(q) for w, q in zip(assessed.workers, assessed.quality, strict=True)}
    ends = []
    for at, (name, who) in enumerate(workers.items()):
        claim = claims.get(who.account)
        score, cash, tokens = (claim.score, claim.cash, claim.tokens) if claim else (0, 0, 0)
        ends.append(Worker(name, at >= WORKERS - SPAM, quality.get(who.account, 0.0), score, cash, tokens))
    return tuple(ends)


def _commit(campaign_id: bytes, workers: Sequence[Mirror], asked: Template) -> dict[bytes, tuple[bytes, bytes]]:
    """Everyone joins and commits. By worker: the seed and the judgments, which it keeps to itself."""
    kept = {}
    for at, who in enumerate(workers):
        who.rewards.join(campaign_id)
        batch_id = ids.batch_id(campaign_id, 0, who.account)
        records = [judgments.judgment(t, a) for t, a in answers(asked, at, at >= WORKERS - SPAM, EACH).items()]
        seed = judgments.batch_seed(who.sign(judgments.seed_message(batch_id)))
        who.rewards.commit_batch(campaign_id, judgments.batch_tree(batch_id, seed, records).root, len(records))
        kept[who.account] = (seed, b"".join(records))
    return kept


def _reveal(stage: Mirror, campaign_id: bytes, terms: CampaignTerms, workers: Sequence[Mirror], secrets: dict[bytes, tuple[bytes, bytes]]) -> None:
    campaign = stage.rewards.campaign(campaign_id)
    assert campaign is not None
    stage.set_time(campaign.reveal_from(0))
    for at, who in enumerate(workers):
        if at not in SILENT:
            who.rewards.reveal_batch(ids.batch_id(campaign_id, 0, who.account), *secrets[who.account])
    stage.set_time(campaign.reveal_from(0) + terms.reveal_secs)
    for at in SILENT:
        stage.rewards.forfeit(ids.batch_id(campaign_id, 0, workers[at].account))


def _post(stage: Mirror, campaign_id: bytes, people: dict[str, Mirror], files: Files, say: Say) -> bytes:
    """A cheat posts a worker twice, and a checker finds it; then somebody posts what is right."""
    listed = [files.leaves[at] for at in range(len(files.leaves))]
    twice = Files(Leaves.of([*listed, listed[0]]), files.rows)
    epoch_id = people["cheat"].rewards.post_epoch(campaign_id, 0, twice.posting).epoch_id
    found = refutation(stage, campaign_id, 0, twice)
    assert found is not None
    refuted = people["checker"].rewards.refute(epoch_id, *found)
    say(f"a posting is refuted ({found[0].name}, {len(found[1])} bytes of evidence); the checker earns {refuted.reward / COIN:g} USDX of the cheat's bond")
    posted = people["poster"].rewards.post_epoch(campaign_id, 0, files.posting)
    assert refutation(stage, campaign_id, 0, files) is None
    stage.set_time(posted.claim_from)
    stage.rewards.pay_poster(epoch_id)
    return epoch_id


def _clawback(stage: Mirror, campaign_id: bytes, people: dict[str, Mirror], say: Say) -> tuple[Grant, GrantClawedBack, tuple[tuple[int, int], ...], Case]:
    """The plagiarist withdraws twice; then somebody finds where its answers came from, and a jury believes it."""
    worker, accuser = people[f"worker {PLAGIARIST}"], people["checker"]
    grant_id = ids.grant_id(stage.deployment().rewards, campaign_id, worker.account, 0)
    first = stage.rewards.grant(grant_id)
    assert first is not None
    withdrawn = []
    for day in (60, 90):
        stage.set_time(first.start_at + day * DAY)
        withdrawn.append((day, worker.rewards.withdraw(grant_id).amount))
    jurors = {who.account: who for n, who in people.items() if n.startswith("juror")}
    for who in jurors.values():
        who.court.enroll(2)
    stage.set_time(first.start_at + 120 * DAY)
    charge = Accusation(
        accused=worker.account, subject=grant_id, kind=Kind.PLAGIARISM, since_at=first.start_at, penalty=0, evidence=sha256(b"the source").digest()
    )
    case_id = accuser.court.accuse(1, charge).case_id
    worker.court.contest(case_id)
    say(f"worker {PLAGIARIST} is accused of pasting its answers, and contests")
    case = heard(stage, case_id, jurors, accuser)
    taken = accuser.rewards.clawback(grant_id, case_id)
    say(f"the jury convicts; {taken.taken / COIN:,.2f} tokens that had not vested are clawed back, {taken.kept / COIN:,.2f} stay the worker's")
    withdrawn.append(((stage.now() - first.start_at) // DAY, worker.rewards.withdraw(grant_id).amount))
    final = stage.rewards.grant(grant_id)
    assert final is not None
    return final, taken, tuple(withdrawn), case
