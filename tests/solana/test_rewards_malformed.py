"""Clocks and numbers at their ends, bytes that mean harm, and what they cost: what rewards on Solana makes of them."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from assay import errors as e
from assay import ids
from assay.commit import judgments
from assay.commit.sumtree import Leaf, Node, parent
from assay.market import Sandbox
from assay.models.base import ZERO
from assay.models.rewards import Epoch, Fault, Grant, GrantTerms, Posting, Schedule, vested_down
from assay.reference.evidence import is_faulty
from assay.solana import pda
from assay.solana.generated import rewards
from assay.solana.network import SolanaNetwork, account_named
from assay.solana.transport import TOKEN_PROGRAM, logged
from hypothesis import given, settings
from hypothesis import strategies as st
from solders.account import Account
from solders.transaction_metadata import FailedTransactionMetadata

from tests.cast import COIN, tick
from tests.classroom import DAY, SEED, Classroom, cash, classroom, hybrid
from tests.solana.courthouse import NOW, rewind
from tests.solana.schoolhouse import LINEAR, School, rewards_town, told_school
from tests.solana.siege import at_place, with_data
from tests.solana.town import (
    LAMPORTS,
    Case,
    Result,
    Town,
    allowed,
    litesvm,
    meta_of,
    purse_account,
    recorded,
    refused,
    svm_of,
    units,
)

U16_MAX, U32_MAX, U64_MAX = 2**16 - 1, 2**32 - 1, 2**64 - 1


@pytest.fixture(scope="module")
def school() -> School:
    return told_school()


@pytest.fixture(scope="module")
def town(school: School) -> Town:
    return rewards_town(school)


# ---- clocks and numbers at their ends


def test_clocks_turn_at_the_second_they_name(school: School, town: Town) -> None:
    """INV-SVM-14: at the second a clock names the one side still may, or the other already may, never both and never neither."""
    config = school.chain.rewards.config()

    def reveals(name: str) -> tuple[int, int]:
        starts = school.of(name).campaign.reveal_from(0)
        return starts, starts + DAY // 2

    def epoch(name: str, number: int = 0) -> Epoch:
        return school.of(name).epoch(number)

    calls = {name: case.instruction for name, case in town.cases.items()}
    poster, thief, a = (school.chain.as_account(n) for n in ("poster", "thief", "expert0"))
    posting = town.cases["post_epoch"].instruction.data[-80:]
    assert len(posting) == 80
    unposted, wrong, unclaimed = (school.of(n).epoch_id() for n in ("unposted", "wrong COUNT", "unclaimed"))
    late, leaf = school.of("unposted").campaign_id, school.terms["unclaimed"].files[0].leaf(0)
    calls["post the unposted"] = recorded(poster, lambda: poster.rewards.post_epoch(late, 0, Posting(reward_root=SEED, leaf_count=1, total_score=1)))
    calls["claim the wrong"] = recorded(thief, lambda: thief.rewards.claim(wrong, school.evidence[Fault.COUNT]))
    calls["claim the unclaimed"] = recorded(thief, lambda: thief.rewards.claim(unclaimed, leaf))
    calls["withdraw by the old key"] = recorded(a, lambda: a.rewards.withdraw(school.grants["moved"]))
    moved, vesting = (grant_of(school, name) for name in ("moved", "vesting"))
    assert unposted == epoch("unposted").epoch_id
    ends: list[tuple[str, int, bool, type[e.ProtocolError]]] = [
        ("commit_batch", reveals("committing")[0] - 1, True, e.Unrecognised),  # another epoch's accounts are then asked for
        ("reveal_batch", reveals("revealing")[0], False, e.RevealNotOpen),
        ("reveal_batch", reveals("revealing")[1] - 1, True, e.RevealClosed),
        ("forfeit", reveals("posting")[1], False, e.NotDue),
        ("post_epoch", reveals("posting")[1], False, e.EpochNotDue),
        ("post the unposted", epoch("unposted").post_by - 1, True, e.PostClosed),
        ("expire unposted", epoch("unposted").post_by, False, e.NotDue),
        ("refute COUNT", epoch("wrong COUNT").claim_from - 1, True, e.WindowClosed),
        ("claim the wrong", epoch("wrong COUNT").claim_from, False, e.WindowOpen),
        ("suspend", epoch("wrong SUM").claim_from - 1, True, e.WindowClosed),
        ("pay_poster", epoch("claiming").claim_from, False, e.WindowOpen),
        ("claim", epoch("claiming").claim_from, False, e.WindowOpen),
        ("claim", epoch("claiming").claim_from + config.claim_secs - 1, True, e.ClaimClosed),
        ("claim the unclaimed", epoch("unclaimed").claim_from + config.claim_secs - 1, True, e.ClaimClosed),
        ("expire", epoch("unclaimed").claim_from + config.claim_secs, False, e.NotDue),
        ("withdraw by the old key", moved.rotate_at - 1, True, e.NotBeneficiary),
        ("withdraw by the new key", moved.rotate_at, False, e.NotBeneficiary),
        ("withdraw", vesting.start_at + 1, False, e.NothingVested),
    ]
    for call, at, is_last, error in ends:
        for second, right in ((at, True), (at + (1 if is_last else -1), False)):
            rewind(school.chain, second)
            result = town.simulate(calls[call])
            rewind(school.chain, NOW)
            assert allowed(result) if right else refused(result) is error, f"{call} at {second - at:+}"


def grant_of(school: School, name: str) -> Grant:
    grant = school.chain.rewards.grant(school.grants[name])
    assert grant is not None
    return grant


def test_numbers_at_their_ends_have_names() -> None:
    """INV-SVM-15: pools, prices, counts, times and nonces of all ones are taken or refused by name; none ends in a crash of arithmetic."""
    chain = litesvm()
    room = classroom(chain, experts=1)
    (expert,), sponsor, checker = room.experts, room.sponsor, room.checker
    most = cash(epoch_pool=U64_MAX, epochs=U32_MAX, epoch_secs=315_360_000, reveal_secs=315_360_000, batch_bond=U64_MAX, task_count=U32_MAX)
    room.nonce, room.terms = U64_MAX, most
    sponsor.rewards.open(U64_MAX, most)
    sponsor.rewards.open(2, hybrid(chain, epoch_pool=U64_MAX, vest_bps=10_000, price=U64_MAX))
    vested = ids.campaign_id(chain.deployment().rewards, sponsor.account, 2)
    expert.rewards.join(room.campaign_id)
    expert.rewards.join(vested)
    token = chain.deployment().grant_token
    good = GrantTerms(beneficiary=expert.account, token=token, amount=COIN, start_at=0, schedule=LINEAR)
    posting = Posting(reward_root=SEED, leaf_count=U32_MAX, total_score=U64_MAX, dataset_root=SEED, row_count=U32_MAX)

    def grant(**changes: object) -> Callable[[], object]:
        return lambda: sponsor.rewards.create_grant(U64_MAX, GrantTerms(**(good.model_dump() | changes)))

    ends: list[tuple[type[e.ProtocolError] | None, Callable[[], object]]] = [
        (e.InsufficientFunds, lambda: sponsor.rewards.fund(room.campaign_id, U64_MAX)),
        (e.InsufficientFunds, lambda: sponsor.rewards.fund(vested, 0, U64_MAX)),
        (e.InsufficientFunds, lambda: sponsor.rewards.fund(vested, 1, U64_MAX)),
        (e.PoolExhausted, lambda: expert.rewards.commit_batch(room.campaign_id, SEED, 256)),
        (e.BadCount, lambda: expert.rewards.commit_batch(room.campaign_id, SEED, U16_MAX)),
        (e.PoolExhausted, lambda: expert.rewards.commit_batch(vested, SEED, 1)),
        (None, lambda: sponsor.rewards.set_price(vested, 1)),
        (None, lambda: sponsor.rewards.set_price(vested, U64_MAX)),
        (e.Overflow, lambda: expert.rewards.commit_batch(vested, SEED, 1)),
        (e.UnknownEpoch, lambda: checker.rewards.post_epoch(room.campaign_id, U32_MAX, posting)),
        (e.BadOffset, lambda: checker.rewards.provide(U32_MAX, b"x")),
        (e.TooMuchData, lambda: fill(checker)),
        (e.InsufficientFunds, grant(amount=U64_MAX)),
        (e.BadSchedule, grant(start_at=U64_MAX)),
        (e.BadSchedule, grant(schedule=Schedule(cliff_secs=U64_MAX, duration_secs=U64_MAX, steps=1_000))),
        (e.BadSchedule, grant(schedule=Schedule(cliff_secs=U64_MAX, duration_secs=1, steps=0))),
        (e.BadSchedule, grant(schedule=Schedule(cliff_secs=0, duration_secs=1, steps=U16_MAX))),
        (None, grant(start_at=chain.now() + 315_360_000, schedule=Schedule(cliff_secs=315_360_000, duration_secs=315_360_000, steps=1_000))),
        (e.GrantExists, grant()),
    ]
    for error, call in ends:
        if error is None:
            call()
        else:
            with pytest.raises(error):
                call()
    grant_id = ids.grant_id(chain.deployment().rewards, sponsor.account, expert.account, U64_MAX)
    with pytest.raises(e.InsufficientFunds):
        sponsor.rewards.top_up(grant_id, U64_MAX)
    with pytest.raises(e.NothingVested):
        expert.rewards.withdraw(grant_id)


def fill(who: Sandbox) -> None:
    """Lays 8,192 bytes down, and one more."""
    lay_down(who, b"\xff" * 8_192)
    who.rewards.provide(8_192, b"x")


def lay_down(who: Sandbox, data: bytes) -> None:
    for at in range(0, len(data), 900):
        who.rewards.provide(at, data[at : at + 900])


def test_counts_at_their_ends_open_nothing() -> None:
    """INV-SVM-15: a posting that says 2**32 - 1 leaves and rows and a total of 2**64 - 1 is refuted and claimed by no path of rubbish, at any level and
    index; sums that pass 2**64 are no sums."""
    room, town = posted_by(lambda _: Posting(reward_root=SEED, leaf_count=U32_MAX, total_score=U64_MAX, dataset_root=SEED, row_count=U32_MAX))
    chain, rng = room.chain, random.Random(1)
    assert isinstance(chain, SolanaNetwork)
    worker = room.experts[0].account
    for index in (0, 1, 2**31, U32_MAX - 1, U32_MAX):
        at, leaf = index.to_bytes(4, "big"), Leaf(worker, 3, U64_MAX).payload
        path = rng.randbytes(32 * 40)
        full = b"".join(rng.randbytes(32) + b"\xff" * 8 for _ in range(33))
        for fault, said in (
            (Fault.SUM, b"\x00" + at + leaf + b"\xff" * 8 + full), (Fault.SUM, b"\x20" + at + full[:80] + b"\xff" * 8), (Fault.SUM, b"\x21" + at + full[:88]),
            (Fault.SUM, b"\xff" + at + full[:88]), (Fault.DUPLICATE, at + leaf + full + at + leaf), (Fault.COUNT, at + leaf + full[:-40]),
            (Fault.ROW, at + rng.randbytes(56) + path[: 32 * 32]), (Fault.ROW_TWICE, at + rng.randbytes(56) + path),
        ):  # fmt: skip
            for data in (said, said[:-1], said[:64]):
                result = refuting(room, town, fault, data)
                assert refused(result) is e.BadEvidence
                assert units(result) < 60_000
    for unknown in (0, 6, 255):
        assert refused(refuting(room, town, unknown, bytes(48))) is e.BadEvidence


def posted_by(said: Callable[[Classroom], Posting]) -> tuple[Classroom, Town]:
    """A campaign in whose first epoch three experts worked, with this posting; the checker and the poster live in the town."""
    chain = litesvm()
    room = classroom(chain)
    room.open()
    room.work()
    posting = said(room)
    tick(chain)
    room.poster.rewards.post_epoch(room.campaign_id, 0, posting)
    town = Town(svm_of(chain))
    town.keys |= {account_named(n).pubkey(): account_named(n) for n in ("checker", "poster", "expert0")}
    return room, town


def refuting(room: Classroom, town: Town, fault: int, data: bytes) -> Result:
    """The checker's evidence as a call brings it, or, where it is too long for one, as it lies there."""
    chain, checker = room.chain, room.checker
    assert isinstance(chain, SolanaNetwork)
    assert isinstance(checker, SolanaNetwork)
    if len(data) > 600:
        lay_down(checker, data)
        data = b""
    return town.simulate(recorded(chain.as_account("checker"), lambda: checker.rewards.refute(room.epoch_id(), fault, data)))


def test_any_evidence_shows_what_the_reference_says() -> None:
    """INV-SVM-26: evidence of each fault, right, cut, lengthened, or changed anywhere, refutes, fails to, or does not open, as the reference says."""
    room, town = posted_by(lambda room: room.files().posting)
    files, epoch, rng = room.files(), room.epoch(), random.Random(7)
    batch = judgments.batch_tree(room.batch_id(room.experts[0]), SEED, room.revealed[0, room.experts[0].account])
    left, right = files.rewards.levels[0][:2]
    seeds = {
        Fault.SUM: bytes([1]) + bytes(4) + left.bytes + right.bytes + (left.sum + right.sum).to_bytes(8, "big") + files.rewards.path(0, 1),
        Fault.DUPLICATE: files.leaf(0) + files.leaf(1), Fault.COUNT: files.leaf(1), Fault.ROW: files.row(0) + files.rows[0][36:] + batch.path(0),
        Fault.ROW_TWICE: files.row(0) + files.row(1),
    }  # fmt: skip
    ends: set[type[e.ProtocolError]] = set()
    for fault, right_one in seeds.items():
        for tried in range(40):
            data = bytearray(right_one)
            if tried:
                for _ in range(rng.randint(1, 2)):
                    data[rng.choice((rng.randrange(5), rng.randrange(len(data))))] = rng.choice((0, 1, 2, 255, rng.randrange(256)))
            said = bytes(data) + rng.choice((b"", b"", b"", b"\0", rng.randbytes(40)))
            of = rng.choice(list(Fault)) if tried % 5 == 4 else fault
            expected: type[e.ProtocolError] | None
            try:
                expected = None if is_faulty(epoch, of, said, room.chain.rewards.batch) else e.NotRefuted
            except e.BadEvidence:
                expected = e.BadEvidence
            result = refuting(room, town, of, said)
            assert allowed(result) if expected is None else refused(result) is expected, (of, said.hex())
            ends.add(expected or e.ProtocolError)
    assert {e.NotRefuted, e.BadEvidence} <= ends


# ---- rubbish


def test_a_heap_of_rubbish_stops_at_its_first_byte() -> None:
    """INV-SVM-13: 8,192 bytes, all that can be laid down, of rubbish or of the right ones and rubbish behind, are refused by refute, claim and
    reveal_batch within the memory and a tenth of the units that a call has; then the right ones are taken."""
    room, town = posted_by(lambda room: room.files().posting)
    chain, checker, rng = room.chain, room.checker, random.Random(3)
    assert isinstance(chain, SolanaNetwork)
    leaf = room.files().leaf(0)
    heaps = (rng.randbytes(8_192), bytes(8_192), b"\xff" * 8_192, leaf.ljust(8_192, b"\0"), leaf + leaf + rng.randbytes(8_192 - 2 * len(leaf)))
    for heap in heaps:
        lay_down(checker, heap)
        with pytest.raises(e.TooMuchData):
            checker.rewards.provide(8_192, b"x")
        for fault in (*Fault, 6):
            result = refuting(room, town, fault, b"")
            assert refused(result) is e.BadEvidence
            assert units(result) < 140_000
    chain.set_time(room.epoch().claim_from)
    for heap in heaps:
        lay_down(checker, heap)
        result = town.simulate(recorded(chain.as_account("checker"), lambda: checker.rewards.claim(room.epoch_id(), b"")))
        assert refused(result) is e.BadEvidence
        assert units(result) < 140_000
    lay_down(checker, leaf)
    assert checker.rewards.claim(room.epoch_id(), b"").index == 0


def test_a_batch_of_rubbish_is_refused() -> None:
    """INV-SVM-13: nothing but the committed judgments reveals a batch, at no more than revealing it costs."""
    chain = litesvm()
    room = classroom(chain, cash(task_count=1_000), experts=1)
    room.open()
    (expert,), rng = room.experts, random.Random(4)
    right = b"".join(room.commit(expert, {3 * i: i % 3 for i in range(256)}))
    room.to_reveals()
    town = Town(svm_of(chain))
    town.keys[account_named("expert0").pubkey()] = account_named("expert0")
    descending = b"".join(right[at : at + 20] for at in range(len(right) - 20, -1, -20))
    for heap in (
        rng.randbytes(8_192), rng.randbytes(5_120), bytes(5_120), b"\xff" * 5_120, right[:-20] + rng.randbytes(20), right + right[:20], right[:-1], descending,
        right[20:], right.ljust(8_192, b"\0"), b"\1",
    ):  # fmt: skip
        lay_down(expert, heap)
        result = town.simulate(recorded(chain.as_account("expert0"), lambda: expert.rewards.reveal_batch(room.batch_id(expert), SEED, b"")))
        assert refused(result) is e.BadBatch
        assert units(result) < 400_000
    lay_down(expert, right)
    with pytest.raises(e.BadBatch):
        expert.rewards.reveal_batch(room.batch_id(expert), ZERO, b"")
    assert expert.rewards.reveal_batch(room.batch_id(expert), SEED, b"").judgments == right


def test_a_length_that_lies_is_refused(town: Town) -> None:
    """INV-SVM-13: arguments that say they are longer than they are, by one or by gigabytes, fail and change nothing."""
    before = town.state()
    for call, at in (("reveal_batch", 72), ("refute DUPLICATE", 41), ("claim", 40), ("provide", 12)):
        ix = town.cases[call].instruction
        data = bytes(ix.data)
        length = int.from_bytes(data[at : at + 4], "little")
        assert length == len(data) - at - 4
        for lie in (length + 1, 1_023, 32_768, 2**20, 2**31, 2**32 - 1):
            assert isinstance(town.send(with_data(ix, data[:at] + lie.to_bytes(4, "little") + data[at + 4 :])), FailedTransactionMetadata)
    assert town.state() == before


# ---- what it costs


def test_a_full_batch_and_a_deep_claim_cost_little(capsys: pytest.CaptureFixture[str]) -> None:
    """INV-SVM-27: a batch of 256 is revealed for at most 1,500 units a judgment, a leaf of a million claimed for at most 40,000."""
    chain = litesvm()
    room = classroom(chain, cash(task_count=1_000), experts=1)
    room.open()
    (expert,) = room.experts
    right = b"".join(room.commit(expert, {3 * i: i % 3 for i in range(256)}))
    room.to_reveals()
    lay_down(expert, right)
    expert.rewards.reveal_batch(room.batch_id(expert), SEED, b"")
    revealed = chain.receipts()[-1].cost
    costs = {}
    for vest in (0, 5_000):
        room = classroom(chain, hybrid(chain) if vest else cash(), experts=1)
        room.nonce = 2 + vest
        room.open(cash=100, tokens=200)
        room.work()
        posting, claim = deep_claim(Leaf(room.experts[0].account, 3, 30_000))
        tick(chain)
        room.poster.rewards.post_epoch(room.campaign_id, 0, posting)
        room.to_claims()
        room.checker.rewards.claim(room.epoch_id(), claim)
        costs["into a grant" if vest else "in cash"] = chain.receipts()[-1].cost
    with capsys.disabled():
        print("units of a judgment revealed:", revealed // 256, "of a claim at depth 20:", costs)
    assert revealed <= 256 * 1_500
    assert max(costs.values()) <= 60_000
    assert costs["in cash"] <= 40_000


def deep_claim(leaf: Leaf, height: int = 20) -> tuple[Posting, bytes]:
    """A posting of 2^20 leaves of which only one path is known, and that leaf's claim."""
    index, node, path = 0b10110011100011110000, leaf.node, b""
    for level in range(height):
        sibling = Node(bytes([level]) * 32, 1_000 + level)
        path += sibling.bytes
        node = parent(sibling, node) if index >> level & 1 else parent(node, sibling)
    return Posting(reward_root=node.hash, leaf_count=2**height, total_score=node.sum), index.to_bytes(4, "big") + leaf.payload + path


# ---- schedules


@pytest.fixture(scope="module")
def vesting() -> tuple[Town, Case, rewards.Grant]:
    """A grant whose account the tests below write over, with a purse that holds all there can be, and the call that withdraws from it."""
    chain = litesvm()
    room = classroom(chain, experts=1)
    token = chain.deployment().grant_token
    terms = GrantTerms(beneficiary=room.experts[0].account, token=token, amount=COIN, start_at=0, schedule=LINEAR)
    grant_id = room.sponsor.rewards.create_grant(1, terms).grant_id
    town = Town(svm_of(chain))
    town.keys[account_named("expert0").pubkey()] = account_named("expert0")
    expert = chain.as_account("expert0")
    town.add("withdraw", recorded(expert, lambda: expert.rewards.withdraw(grant_id)))
    for address, owner, amount in ((pda.purse(token), bytes(pda.rewards_config()), U64_MAX), (pda.token_account(expert.account, token), expert.account, 0)):
        town.put(Account(2_039_280, purse_account(token, owner, amount), TOKEN_PROGRAM), address)
    plain = rewards.Grant.decode(chain._transport.account(pda.grant(grant_id)) or b"", 8)[0]
    return town, town.cases["withdraw"], plain


DURATIONS = st.one_of(st.integers(1, 400), st.integers(1, 315_360_000))
AMOUNTS = st.one_of(st.integers(1, 1_000), st.integers(1, U64_MAX), st.integers(U64_MAX - 9, U64_MAX))


@settings(max_examples=200)
@given(AMOUNTS, DURATIONS, st.floats(0, 1), st.integers(0, 1_000), st.integers(0, 2_000_000_000), st.floats(0, 1.2), st.floats(0, 1))
def test_the_chain_vests_what_the_model_says(
    vesting: tuple[Town, Case, rewards.Grant], amount: int, duration: int, cliff: float, steps: int, start: int, passed: float, taken: float
) -> None:
    """INV-SVM-28: what a withdrawal pays is the model's vested_down less what was withdrawn, for any schedule, to the unit."""
    schedule = Schedule(cliff_secs=int(cliff * duration), duration_secs=duration, steps=steps)
    vests_as_modelled(vesting, amount, schedule, start, start + int(passed * duration), taken)


def vests_as_modelled(vesting: tuple[Town, Case, rewards.Grant], amount: int, schedule: Schedule, start: int, now: int, taken: float = 0.0) -> None:
    town, case, plain = vesting
    vested = vested_down(amount, start, schedule, now)
    withdrawn = int(taken * vested) // 2
    grant = replace(plain, deposited=amount, withdrawn=withdrawn, start_at=start, schedule=rewards.Schedule(**dict(schedule)))
    address = case.instruction.accounts[at_place(case, "grant")].pubkey
    town.put(Account(LAMPORTS, grant.DISCRIMINATOR + grant.encode(), rewards.PROGRAM), address)
    clock = town.svm.get_clock()
    clock.unix_timestamp = now
    town.svm.set_clock(clock)
    result = town.simulate(case.instruction)
    if vested == withdrawn:
        assert refused(result) is e.NothingVested
    else:
        assert allowed(result)
        (said,) = (x for _, data in logged(meta_of(result).logs()) if isinstance(x := rewards.decode_event(data), rewards.GrantWithdrawn))
        assert said.amount == vested - withdrawn


def test_seconds_around_every_step_vest_as_the_model_says(vesting: tuple[Town, Case, rewards.Grant]) -> None:
    """INV-SVM-28: at the cliff, at each step and at the end, the second before, then and after."""
    for steps in (0, 1, 3, 7):
        for cliff in (0, 50, 100):
            for second in sorted({s + d for s in (0, 50, 100, *(100 * k // 7 for k in range(8)), *(100 * k // 3 for k in range(4))) for d in (-1, 0, 1)}):
                vests_as_modelled(vesting, 999_999_999_999, Schedule(cliff_secs=cliff, duration_secs=100, steps=steps), 1_000, 1_000 + second)
