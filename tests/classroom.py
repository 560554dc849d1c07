"""The people of a campaign: a sponsor, experts who judge, somebody who posts and somebody who checks."""

from __future__ import annotations

from dataclasses import dataclass, field

from assay import ids
from assay.commit import judgments, merkle
from assay.commit.sumtree import Leaf, SumTree
from assay.market import Sandbox
from assay.models.base import ZERO
from assay.models.rewards import Batch, BatchState, Campaign, CampaignTerms, Epoch, Posting, Schedule

from tests.cast import COIN, tick

DAY = 86_400
SEED = b"a batch's seed".ljust(32, b"\x05")


@dataclass
class Files:
    """What a poster publishes: the leaves and the rows of an epoch, and their trees."""

    leaves: list[Leaf]
    rows: list[bytes]

    def __post_init__(self) -> None:
        self.rewards = SumTree(self.leaves)
        self.dataset = merkle.Tree([merkle.leaf_hash(r) for r in self.rows]) if self.rows else None

    @property
    def posting(self) -> Posting:
        root = self.rewards.root
        dataset = self.dataset.root if self.dataset else ZERO
        return Posting(reward_root=root.hash, leaf_count=len(self.leaves), total_score=root.sum, dataset_root=dataset, row_count=len(self.rows))

    def leaf(self, index: int) -> bytes:
        """The opening of a leaf: for `claim`, and for faults 2 and 3."""
        return self.rewards.claim(index)

    def row(self, index: int) -> bytes:
        """The opening of a row: for faults 4 and 5."""
        assert self.dataset is not None
        return index.to_bytes(4, "big") + self.rows[index] + self.dataset.path(index)


@dataclass
class Classroom:
    chain: Sandbox
    sponsor: Sandbox
    poster: Sandbox
    checker: Sandbox
    experts: list[Sandbox]
    terms: CampaignTerms
    nonce: int = 1
    revealed: dict[tuple[int, bytes], list[bytes]] = field(default_factory=dict)

    @property
    def campaign_id(self) -> bytes:
        return ids.campaign_id(self.chain.deployment().rewards, self.sponsor.account, self.nonce)

    @property
    def campaign(self) -> Campaign:
        campaign = self.chain.rewards.campaign(self.campaign_id)
        assert campaign is not None
        return campaign

    def epoch_id(self, number: int = 0) -> bytes:
        return ids.epoch_id(self.campaign_id, number)

    def epoch(self, number: int = 0) -> Epoch:
        epoch = self.chain.rewards.epoch(self.epoch_id(number))
        assert epoch is not None
        return epoch

    def batch_id(self, expert: Sandbox, number: int = 0) -> bytes:
        return ids.batch_id(self.campaign_id, number, expert.account)

    def batch(self, expert: Sandbox, number: int = 0) -> Batch:
        batch = self.chain.rewards.batch(self.batch_id(expert, number))
        assert batch is not None
        return batch

    def grant_id(self, expert: Sandbox) -> bytes:
        return ids.grant_id(self.chain.deployment().rewards, self.campaign_id, expert.account, 0)

    def now_in(self) -> int:
        """The running epoch."""
        return self.campaign.epoch_at(self.chain.now())

    def open(self, cash: int = 500, tokens: int = 500) -> None:
        """The sponsor opens and funds the campaign, with whole coins."""
        tick(self.chain)
        self.sponsor.rewards.open(self.nonce, self.terms)
        tick(self.chain)
        self.sponsor.rewards.fund(self.campaign_id, cash * COIN, tokens * COIN if self.terms.vest_bps else 0)
        for expert in self.experts:
            tick(self.chain)
            expert.rewards.join(self.campaign_id)

    def commit(self, expert: Sandbox, answers: dict[int, int] | None = None) -> list[bytes]:
        """The expert commits its batch of the running epoch; three judgments unless said."""
        tick(self.chain)
        records = [judgments.judgment(t, a) for t, a in sorted((answers or {0: 1, 4: 0, 7: 2}).items())]
        root = judgments.batch_tree(self.batch_id(expert, self.now_in()), SEED, records).root
        expert.rewards.commit_batch(self.campaign_id, root, len(records))
        self.revealed[self.now_in(), expert.account] = records
        return records

    def to_reveals(self, number: int = 0) -> None:
        self.chain.set_time(max(self.campaign.reveal_from(number), self.chain.now() + 1))

    def reveal(self, expert: Sandbox, number: int = 0) -> None:
        tick(self.chain)
        expert.rewards.reveal_batch(self.batch_id(expert, number), SEED, b"".join(self.revealed[number, expert.account]))

    def to_posting(self, number: int = 0) -> None:
        self.chain.set_time(max(self.campaign.reveal_from(number) + self.terms.reveal_secs, self.chain.now() + 1))

    def work(self, number: int = 0, answers: dict[int, int] | None = None) -> None:
        """All experts commit and reveal in the epoch, which must be running; then it can be posted."""
        for expert in self.experts:
            self.commit(expert, answers)
        self.to_reveals(number)
        for expert in self.experts:
            self.reveal(expert, number)
        self.to_posting(number)

    def files(self, number: int = 0, scores: dict[int, int] | None = None) -> Files:
        """What an honest poster publishes; `scores` by the expert's place, else 10,000 less 1,000 for each place, a judgment."""
        leaves, rows = [], []
        for i, expert in enumerate(self.experts):
            batch = self.chain.rewards.batch(self.batch_id(expert, number))
            if batch is None or batch.state is not BatchState.REVEALED:
                continue
            score = (scores or {}).get(i, batch.count * (10_000 - 1_000 * i))
            leaves.append(Leaf(expert.account, batch.count, score))
            rows += [judgments.row(batch.batch_id, n, r) for n, r in enumerate(self.revealed[number, expert.account])]
        return Files(leaves, rows)

    def post(self, files: Files, number: int = 0) -> bytes:
        tick(self.chain)
        return self.poster.rewards.post_epoch(self.campaign_id, number, files.posting).epoch_id

    def to_claims(self, number: int = 0) -> None:
        self.chain.set_time(max(self.epoch(number).claim_from, self.chain.now() + 1))


def cash(**changes: object) -> CampaignTerms:
    """60 coins an epoch of a day, in cash, for ten tasks."""
    plain = CampaignTerms(
        domain=1, rubric_root=b"r" * 32, gold_root=b"g" * 32, task_root=b"t" * 32, task_count=10, epoch_pool=60 * COIN, epochs=3, epoch_secs=DAY,
        reveal_secs=DAY // 2, batch_bond=2 * COIN,
    )  # fmt: skip
    return CampaignTerms(**(plain.model_dump() | changes))


def hybrid(chain: Sandbox, **changes: object) -> CampaignTerms:
    """Half of it in grant tokens at half a coin each, over a hundred days with a cliff of ten."""
    schedule = Schedule(cliff_secs=10 * DAY, duration_secs=100 * DAY)
    return cash(**({"vest_bps": 5_000, "grant_token": chain.deployment().grant_token, "price": COIN // 2, "schedule": schedule} | changes))


def classroom(chain: Sandbox, terms: CampaignTerms | None = None, experts: int = 3) -> Classroom:
    """Everyone has 1,000 coins and 1,000 grant tokens."""
    people = []
    for name in ("sponsor", "poster", "checker", *(f"expert{i}" for i in range(experts))):
        who = chain.as_account(name)
        chain.faucet(who.account, 1_000 * COIN)
        chain.faucet(who.account, 1_000 * COIN, chain.deployment().grant_token)
        people.append(who)
    sponsor, poster, checker = people[:3]
    return Classroom(chain, sponsor, poster, checker, people[3:], terms or cash())
