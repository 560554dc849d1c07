"""Known attacks on training on the EVM: tokens that lie, call back or block, calldata that no encoder makes, openings that are cut or go on, jobs of
another compute, and each thing done twice. What is the same on every chain: tests/stories/test_training_*.py."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from assay.artifacts import built
from assay.commit.keccak import keccak
from assay.evm.deploy import deploy
from assay.evm.generated import training as g
from assay.evm.network import EvmNetwork, account_named
from assay.models.training import RunTerms

from tests.cast import COIN, SPEC, tick
from tests.cohort import NOWHERE, POOL, Cohort, cohort, lesson, run_terms, shown
from tests.evm.arena import by, calldata, forked, new_network, send, transport_of, tried, turned

FACES = {"FeeToken": "charge(bool)", "FalseToken": "refuse(bool)", "LyingToken": "pretend(bool)"}
PEOPLE = ("sponsor", "watcher", "ann", "ben", "cleo", "dan")
ABI = [f for f in json.loads(built("evm/ITraining.json").read_text())["abi"] if f["type"] == "function" and f["inputs"]]
SMALL = {"pool": 10 * COIN, "rounds": 1, "seats": 3}


@dataclass(frozen=True)
class School:
    """A run whose one round is over: ann is paid, ben is not yet, cleo lied and a settled job will show it. One that nobody joined is over too, and
    one is not begun."""

    net: EvmNetwork
    run_id: bytes
    idle: bytes
    coming: bytes
    job_id: bytes
    opening: bytes

    @property
    def training(self) -> bytes:
        return self.net.deployment().training

    @property
    def purse(self) -> int:
        return self.net.balance(self.training)

    def on(self, net: EvmNetwork) -> School:
        return School(net, self.run_id, self.idle, self.coming, self.job_id, self.opening)

    def said(self, data: bytes, who: str = "watcher") -> str:
        return tried(self.net, who, self.training, data).error

    def resolve(self, data: bytes) -> bytes:
        return g.resolve(self.run_id, 0, 2, self.job_id, data)

    @property
    def paying(self) -> dict[str, tuple[str, bytes]]:
        """Every verb that moves coins, each of which would go through next."""
        return {
            "open": ("sponsor", g.open(9, raw_terms(run_terms(self.net.now(), **SMALL)))),
            "join": ("dan", g.join(self.coming)),
            "collect": ("dan", g.collect(self.run_id, 0, 1)),
            "resolve": ("dan", self.resolve(self.opening)),
            "leave_run": ("ann", g.leave_run(self.run_id)),
            "reclaim": ("dan", g.reclaim(self.idle)),
        }


def raw_terms(terms: RunTerms) -> g.RunTerms:
    return g.RunTerms(**{**dict(terms), "programs": tuple(g.RunProgram(**dict(p)) for p in terms.programs)})


@cache
def school() -> School:
    """Fork it, do not touch it."""
    net = new_network()
    c = cohort(net, "ann", "ben", "cleo", rounds=1)
    idle = c.sponsor.training.open(2, run_terms(net.now(), **SMALL)).run_id
    c.proposed("cleo")
    c.close()
    job_id, witness = c.again(lesson(2))
    c.doubt("cleo", job_id)
    c.settle(job_id)
    c.past_window()
    c.collect("ann")
    coming = c.sponsor.training.open(3, run_terms(net.now(), **(SMALL | {"starts_at": net.now() + 100_000}))).run_id
    net.faucet(by(net, "dan").account, 1_000 * COIN)
    d = net.deployment()
    for name in PEOPLE:
        send(net, name, (d.token, calldata("approve(address,uint256)", d.training[12:], 2**256 - 1)))
    return School(net, c.run_id, idle, coming, job_id, shown(witness))


def spoilt(face: str = "") -> School:
    return school().on(turned(school().net, face) if face else forked(school().net))


# ---- tokens


@pytest.mark.parametrize("face", FACES)
def test_a_token_that_moves_less_fails_the_verb(face: str) -> None:
    """INV-TRAIN-21: a fee, an answer of false, a lie: TransferFailed."""
    s = spoilt(face)
    assert {verb: s.said(data, who) for verb, (who, data) in s.paying.items()} == dict.fromkeys(s.paying, "")
    send(s.net, "watcher", (s.net.deployment().token, calldata(FACES[face], True)))
    assert {verb: s.said(data, who) for verb, (who, data) in s.paying.items()} == dict.fromkeys(s.paying, "TransferFailed")


@pytest.mark.parametrize("verb", ["open", "join", "collect", "resolve", "leave_run", "reclaim"])
def test_a_token_that_calls_back_comes_no_further(verb: str) -> None:
    """INV-TRAIN-21: no verb within a verb: what it tries fails as TransferFailed, and the purse moves once."""
    plain, armed = spoilt(), spoilt("ReentrantToken")
    who, data = plain.paying[verb]
    send(plain.net, who, (plain.training, data))
    assert plain.purse != school().purse
    token = armed.net.deployment().token
    for again in (data, g.collect(armed.run_id, 0, 1), armed.resolve(armed.opening), g.reclaim(armed.idle), g.provide(0, b"x")):
        s = armed.on(forked(armed.net))
        send(s.net, "watcher", (token, calldata("arm(address,bytes,bool)", s.training[12:], again, False)))
        send(s.net, who, (s.training, data))
        assert int.from_bytes(tried(s.net, "watcher", token, calldata("attempts()")).output, "big") > 0
        assert keccak(b"TransferFailed()")[:4] in tried(s.net, "watcher", token, calldata("answer()")).output
        assert s.purse == plain.purse


def test_a_holder_that_the_token_blocks_holds_up_only_what_is_its_own() -> None:
    """INV-TRAIN-21: nobody else's verb stops, and once unblocked all is as before."""
    s = spoilt("BlockingToken")
    token = s.net.deployment().token
    stopped = {
        by(s.net, "ben").account: {"collect"}, by(s.net, "watcher").account: {"resolve"}, s.net.deployment().treasury: {"resolve"},
        by(s.net, "ann").account: {"leave_run"}, by(s.net, "sponsor").account: {"reclaim"},
    }  # fmt: skip
    for holder, verbs in stopped.items():
        for blocked in (True, False):
            send(s.net, "dan", (token, calldata("blockOwner(address,bool)", holder[12:], blocked)))
            failed = {verb for verb, (who, data) in s.paying.items() if s.said(data, who) == "TransferFailed"}
            assert failed == (verbs if blocked else set())


# ---- openings


@pytest.mark.parametrize(
    "spoil", [lambda d: d[:-1], lambda d: d[:-32], lambda d: d + b"\0", lambda d: d + bytes(32), lambda d: d[:48], lambda d: d[:1], lambda d: bytes(len(d)),
              lambda d: d * 2, lambda d: b"\xff" * len(d), lambda d: d[49:98] + d[:49] + d[98:], lambda d: d[49:]]
)  # fmt: skip
def test_an_opening_that_is_cut_goes_on_or_is_another_opens_nothing(spoil: Callable[[bytes], bytes]) -> None:
    """INV-TRAIN-18: BadOpening, and no panic; provided, too, and then it stays."""
    s = spoilt()
    assert s.said(s.resolve(s.opening)) == ""
    bad = spoil(s.opening)
    assert s.said(s.resolve(bad)) == "BadOpening"
    by(s.net, "watcher").training.provide(0, bad)
    assert s.said(s.resolve(b"")) == "BadOpening"
    assert by(s.net, "watcher").training.openings(by(s.net, "watcher").account) == bad
    assert s.said(s.resolve(b""), "dan") == "BadOpening"


def test_an_opening_ends_where_its_length_says() -> None:
    """INV-TRAIN-18: what lies behind it in the calldata is no part of it, and neither is what lies behind it in memory."""
    s = spoilt()
    whole, size = s.resolve(s.opening), len(s.opening)
    head = 4 + 32 * 6
    assert whole[head : head + size] == s.opening
    for length in (size - 1, size - 32, 48, 1):
        assert s.said(whole[: head - 32] + length.to_bytes(32, "big") + whole[head:]) == "BadOpening"
    padded = size + -size % 32
    for more in (1, 32):
        assert s.said(whole[: head - 32] + (padded + more).to_bytes(32, "big") + whole[head:] + bytes(64)) == "BadOpening"
    assert s.said(whole[: head - 32] + (2**64 - 1).to_bytes(32, "big") + whole[head:]) == "Unrecognised"
    # Padding is not read: whatever it is, the opening is the same.
    assert -size % 32
    assert s.said(whole[: head + size] + b"\xff" * (-size % 32)) == ""


# ---- another compute, another training


def test_a_job_of_another_compute_shows_nothing() -> None:
    """INV-TRAIN-16: a second deployment over the same token has its own jobs, runs, proposals and claims."""
    net = new_network()
    authority, d = account_named("authority"), net.deployment()
    made = deploy(transport_of(net), authority, d.treasury, d.settings, token=d.token, grant_token=d.grant_token)
    other = EvmNetwork(transport_of(net), made)
    c = cohort(net, "ann", "ben", "cleo", rounds=1)
    watcher = other.as_account("watcher")
    net.faucet(watcher.account, 1_000 * COIN)
    tick(net)
    watcher.compute.register(SPEC)
    watcher.staking.bond(500 * COIN)
    c.proposed()
    c.close()
    foreign, _ = Cohort(other, other.as_account("sponsor"), watcher, c.run_id, c.seats).again(lesson(2))
    assert other.compute.job(foreign) is not None
    assert tried(net, "watcher", d.training, g.doubt(c.run_id, 0, 2, foreign)).error == "UnknownJob"
    assert tried(net, "watcher", made.training, g.doubt(c.run_id, 0, 2, foreign)).error == "UnknownRun"
    own, _ = c.again(lesson(2))
    assert tried(net, "watcher", d.training, g.doubt(c.run_id, 0, 2, own)).error == ""
    net.faucet(c.sponsor.account, POOL)
    assert other.as_account("sponsor").training.open(1, run_terms(net.now())).run_id != c.run_id


# ---- each once


def test_what_is_paid_is_paid_once() -> None:
    """INV-TRAIN-10, INV-TRAIN-11, INV-TRAIN-12"""
    s = spoilt()
    for who, data in s.paying.values():
        assert s.said(data, who) == ""
        send(s.net, who, (s.training, data))
    again = {verb: s.said(data, who) for verb, (who, data) in s.paying.items() if verb != "open"}
    assert again == {"join": "AlreadyJoined", "collect": "UnknownProposal", "resolve": "UnknownDoubt", "leave_run": "SeatHasLeft", "reclaim": "RestIsPaid"}
    assert s.said(g.open(9, raw_terms(run_terms(s.net.now(), **SMALL))), "sponsor") == "RunExists"
    assert s.said(g.leave_run(s.run_id), "cleo") == "SeatIsOut"
    assert s.said(g.collect(s.run_id, 0, 2)) == ""
    assert s.said(g.reclaim(s.run_id)) == "WorkUnpaid"


# ---- calldata that no encoder makes


@cache
def class_time() -> School:
    """The run that was to come takes proposals now, and dan has a seat in it."""
    s = spoilt()
    send(s.net, "dan", (s.training, g.join(s.coming)))
    run = s.net.training.run(s.coming)
    assert run is not None
    s.net.set_time(run.terms.starts_at)
    return s


def samples(s: School) -> dict[str, bytes]:
    """A sound call of every function with arguments."""
    run, job, some = s.run_id, s.job_id, by(s.net, "dan").account
    work = g.Work(program=1, base_root=NOWHERE, input_root=NOWHERE, update_hash=NOWHERE, claim=NOWHERE)
    return {
        **{verb: data for verb, (_, data) in s.paying.items() if verb != "leave_run"}, "leaveRun": g.leave_run(run),
        "propose": g.propose(s.coming, 0, work), "witness": g.witness(run, 0, 7), "closeRound": g.close_round(run, 0), "doubt": g.doubt(run, 0, 0, job),
        "provide": g.provide(0, b"piece"), "runOf": g.run_of(run), "roundOf": g.round_of(run, 0), "proposalOf": g.proposal_of(run, 0, 1),
        "doubtOf": g.doubt_of(run, 0, 2, job), "openingsOf": g.openings_of(some),
    }  # fmt: skip


BITS = {"address": 160, "uint8": 8, "uint16": 16, "uint32": 32, "uint64": 64}


def heads(inputs: list[dict[str, Any]]) -> list[str]:
    """The types of a call's head, word by word. A struct with a list in it is elsewhere: its word is an offset."""
    words: list[str] = []
    for i in inputs:
        is_static = i["type"] == "tuple" and not any(c["type"].endswith("[]") for c in i["components"])
        words += heads(i["components"]) if is_static else [i["type"]]
    return words


def refused(s: School, data: bytes) -> bool:
    got = tried(s.net, "dan", s.training, data)
    return (got.error, got.output) == ("Unrecognised", b"")


def with_bit(data: bytes, word: int, bit: int) -> bytes:
    at = 4 + 32 * word
    return data[:at] + (int.from_bytes(data[at : at + 32], "big") | 1 << bit).to_bytes(32, "big") + data[at + 32 :]


@pytest.mark.parametrize("name", [f["name"] for f in ABI])
def test_calldata_that_no_encoder_makes_reaches_no_verb(name: str) -> None:
    """INV-TRAIN-22: a number, address or offset with a bit beyond its type is refused, never cut; so is a call that is cut, or that brings coins of the
    chain's own; what trails is not read."""
    s = class_time()
    good = samples(s)[name]
    clean = tried(s.net, "dan", s.training, good)
    assert clean.error != "Unrecognised"
    # A field of a struct is looked at when it is used: only a call that would pass shows that it is.
    assert name != "propose" or clean.error == ""
    for at, kind in enumerate(heads(next(f for f in ABI if f["name"] == name)["inputs"])):
        for bit in () if kind == "bytes32" else (BITS[kind], 255) if kind in BITS else (63, 64, 200, 255):
            assert refused(s, with_bit(good, at, bit)), (kind, bit)
    for cut in (4, len(good) - 32):
        assert refused(s, good[:cut])
    for extra in (b"\0", bytes(range(64))):
        trailed = tried(s.net, "dan", s.training, good + extra)
        assert (trailed.error, trailed.output) == (clean.error, clean.output)
    assert tried(s.net, "dan", s.training, good, value=1).error == "Unrecognised"


def test_terms_with_dirt_in_them_open_no_run() -> None:
    """INV-TRAIN-22: inside the terms and their programs, too."""
    s = school()
    good = s.paying["open"][1]
    assert s.said(good, "sponsor") == ""
    words = [64] * 5 + [16, 8, 32, 256, 64] + [32] + 2 * [256, 32, 32, 32]
    assert len(good) == 4 + 32 * (2 + len(words))
    for at, width in enumerate(words):
        for bit in (width, 254, 255) if width < 256 else ():
            said = s.said(with_bit(good, 2 + at, bit), "sponsor")
            # Where the programs lie, read as a negative number, is before all calldata, where there are none.
            assert said == ("BadRun" if (at, bit) == (9, 255) else "Unrecognised"), (at, bit)
