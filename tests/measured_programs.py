"""The lives of court, rewards and grants that touch every verb at its dearest: a jury of 63, a batch of 256, a tree of a million leaves."""

from __future__ import annotations

from assay import ids, jury
from assay.commit.sumtree import Leaf, Node, parent
from assay.connect import sandbox
from assay.market import Sandbox
from assay.models.court import Phase
from assay.models.rewards import Fault, GrantTerms, Posting, Schedule

from tests.cast import COIN, tick
from tests.classroom import DAY, cash, classroom, hybrid
from tests.courtroom import Courtroom, courtroom
from tests.stories.test_rewards import forged

HEIGHT = 20


def court_costs(target: str) -> dict[str, int]:
    """By verb, the dearest call of a case that goes through all four rounds."""
    chain = sandbox(target)
    room = courtroom(chain, jurors=20, seats=40)
    room.accuse()
    room.contest()
    while True:
        _seat_backwards(room)
        room.vote(lambda _: True)
        room.tally()
        if room.case.round_index + 1 == room.config.max_rounds:
            break
        tick(chain)
        room.friend.court.appeal(room.case_id)
    room.close()
    room.pay_all()
    tick(chain)
    next(iter(room.jurors.values())).court.resign(1)
    return _dearest(chain, "court")


def _seat_backwards(room: Courtroom) -> None:
    """As many tickets again as there are seats, from the highest: every second one evicts."""
    room.seed(room.watcher)
    room.to(Phase.SEATING)
    wanted = room.config.seats_of(room.case.round_index)
    drawn = jury.tickets(room.chain, room.case_id, jury.enrolled(room.chain))
    for _, juror, unit in reversed(drawn[: min(2 * wanted, wanted + 8)]):
        tick(room.chain)
        room.watcher.court.seat(room.case_id, juror, unit)


def rewards_costs(target: str) -> dict[str, int]:
    """By verb; `claim` and `refute` by what they find, grants by their schedule."""
    costs = _campaign(sandbox(target))
    for fault in Fault:
        costs[f"rewards_refute_{fault.name.lower()}"] = _refuted(sandbox(target), fault)
    costs |= _deep_claims(sandbox(target)) | _grants(sandbox(target))
    return dict(sorted(costs.items()))


def _campaign(chain: Sandbox) -> dict[str, int]:
    room = classroom(chain, hybrid(chain, task_count=1_000))
    room.open()
    tick(chain)
    room.sponsor.rewards.set_price(room.campaign_id, COIN // 4)
    room.commit(room.experts[0], {3 * i: i % 3 for i in range(256)})
    room.commit(room.experts[1])
    room.to_reveals()
    room.reveal(room.experts[0])
    room.to_posting()
    room.checker.rewards.forfeit(room.batch_id(room.experts[1]))
    files = room.files()
    room.post(files)
    court = courtroom(chain, jurors=0)
    subject = ids.posting_id(room.epoch_id(), 0)
    case_id = court.accuse(accused=room.poster.account, subject=subject, penalty=0)
    tick(chain)
    room.checker.rewards.suspend(room.epoch_id(), case_id)
    court.close()
    tick(chain)
    room.checker.rewards.resolve(room.epoch_id())
    room.post(files)
    room.to_claims()
    room.checker.rewards.pay_poster(room.epoch_id())
    tick(chain)
    room.checker.rewards.claim(room.epoch_id(), files.leaf(0))
    chain.set_time(room.epoch().claim_from + chain.rewards.config().claim_secs)
    room.checker.rewards.expire(room.epoch_id())
    tick(chain)
    room.sponsor.rewards.close(room.campaign_id)
    tick(chain)
    room.sponsor.rewards.refund(room.campaign_id)
    costs = _dearest(chain, "rewards")
    del costs["rewards_claim"]
    return costs


def _refuted(chain: Sandbox, fault: Fault) -> int:
    room = classroom(chain)
    room.open()
    for expert in room.experts:
        room.commit(expert)
    room.to_reveals()
    for expert in room.experts[:2]:
        room.reveal(expert)
    room.to_posting()
    wrong, evidence = forged(room.experts[2].account, room.files(), fault)
    room.post(wrong)
    tick(chain)
    room.checker.rewards.refute(room.epoch_id(), fault, evidence)
    return chain.receipts()[-1].cost


def _deep_claims(chain: Sandbox) -> dict[str, int]:
    """Claims from a tree of a million leaves: a worker's first, which opens its grant, its second, and one in cash alone. A neighbour claims before, so that
    the bitmap's word is there, as it is for 255 of 256."""
    costs = {}
    for name, terms, epochs in (("cash", cash(), 1), ("grant", hybrid(chain), 2)):
        room = classroom(chain, terms, experts=2)
        room.nonce = epochs
        room.open(cash=200, tokens=300)
        for number in range(epochs):
            chain.set_time(max(room.campaign.opened_at + number * DAY, chain.now() + 1))
            room.work(number)
            posting, claims = _deep(*(Leaf(expert.account, 3, 30_000) for expert in room.experts))
            tick(chain)
            room.poster.rewards.post_epoch(room.campaign_id, number, posting)
            room.to_claims(number)
            for claim in claims:
                tick(chain)
                room.checker.rewards.claim(room.epoch_id(number), claim)
            kind = name if epochs == 1 else ("first_grant", "top_up")[number]
            costs[f"rewards_claim_{kind}"] = chain.receipts()[-1].cost
    return costs


def _deep(left: Leaf, right: Leaf) -> tuple[Posting, tuple[bytes, bytes]]:
    """A posting of 2^20 leaves of which only two are known, neighbours, and their claims."""
    index, node, path = 0b10110011100011110000, parent(left.node, right.node), b""
    for level in range(1, HEIGHT):
        sibling = Node(bytes([level]) * 32, 1_000 + level)
        path += sibling.bytes
        node = parent(sibling, node) if index >> level & 1 else parent(node, sibling)
    posting = Posting(reward_root=node.hash, leaf_count=2**HEIGHT, total_score=node.sum)
    claims = (
        index.to_bytes(4, "big") + left.payload + right.node.bytes + path,
        (index + 1).to_bytes(4, "big") + right.payload + left.node.bytes + path,
    )
    return posting, claims


def _grants(chain: Sandbox) -> dict[str, int]:
    """A grant's life. Its accounts and the grantor's allowance exist before, as they do for whoever grants twice."""
    room = classroom(chain, experts=2)
    token, costs = chain.deployment().grant_token, {}
    a, b = room.experts
    grants = {}
    for nonce, (name, cliff, steps) in enumerate((("linear", 0, 0), ("linear", 0, 0), ("cliff", 10, 0), ("steps", 0, 10))):
        tick(chain)
        schedule = Schedule(cliff_secs=cliff * DAY, duration_secs=100 * DAY, steps=steps)
        terms = GrantTerms(beneficiary=(a if nonce else b).account, token=token, amount=10 * COIN, start_at=chain.now(), schedule=schedule)
        grants[name] = room.sponsor.rewards.create_grant(nonce, terms).grant_id
        costs[f"rewards_create_grant_{name}"] = chain.receipts()[-1].cost
    tick(chain)
    room.sponsor.rewards.top_up(grants["linear"], COIN)
    costs["rewards_top_up"] = chain.receipts()[-1].cost
    for day in (20, 40):
        tick(chain, day * DAY)
        a.rewards.withdraw(grants["linear"])
        costs["rewards_withdraw"] = chain.receipts()[-1].cost
    court = courtroom(chain, jurors=0)
    for nonce, name in enumerate(("cliff", "linear")):
        court.nonce = nonce
        case_id = court.accuse(accused=a.account, subject=grants[name], penalty=0)
        court.close()
        tick(chain)
        room.checker.rewards.clawback(grants[name], case_id)
        costs["rewards_clawback"] = chain.receipts()[-1].cost
    tick(chain)
    a.rewards.rotate(grants["steps"], b.account)
    costs["rewards_rotate"] = chain.receipts()[-1].cost
    tick(chain)
    room.sponsor.rewards.renounce(grants["steps"])
    costs["rewards_renounce"] = chain.receipts()[-1].cost
    return costs


VERBS = {
    "court": {
        "enroll", "resign", "accuse", "contest", "commit_seed", "reveal_seed", "seat", "commit_vote", "reveal_vote", "tally", "appeal", "close", "release",
        "collect",
    },
    "rewards": {
        "open", "fund", "set_price", "close", "refund", "join", "commit_batch", "provide", "reveal_batch", "forfeit", "post_epoch", "suspend", "resolve",
        "pay_poster", "claim", "expire",
    },
}  # fmt: skip


def _dearest(chain: Sandbox, program: str) -> dict[str, int]:
    dearest: dict[str, int] = {}
    for receipt in chain.receipts():
        if receipt.verb in VERBS[program]:
            name = f"{program}_{receipt.verb}"
            dearest[name] = max(dearest.get(name, 0), receipt.cost)
    return dearest
