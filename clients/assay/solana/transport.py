"""Transactions out, logs and accounts back. The only place that turns a failed transaction into one of our errors.

`MemoryTransport` is LiteSVM in process, `RpcTransport` a node over JSON-RPC, `SurfnetTransport` such a node whose clock can be set.
"""

from __future__ import annotations

import re
import threading
import time
import weakref
from abc import ABC, abstractmethod
from base64 import b64decode, b64encode
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
from solders.compute_budget import set_compute_unit_limit
from solders.hash import Hash
from solders.instruction import Instruction
from solders.keypair import Keypair
from solders.litesvm import LiteSVM
from solders.message import Message
from solders.pubkey import Pubkey
from solders.transaction import Transaction
from solders.transaction_metadata import FailedTransactionMetadata
from solders.transaction_status import TransactionErrorInstructionError

from ..errors import (
    BY_NAME,
    BadProof,
    ConnectionFailed,
    InputError,
    NotJoined,
    NotRegistered,
    ProtocolError,
    TransferFailed,
    UnknownAssignment,
    UnknownAttestation,
    UnknownBatch,
    UnknownCampaign,
    UnknownCase,
    UnknownContent,
    UnknownDemand,
    UnknownDispute,
    UnknownDoubt,
    UnknownEpoch,
    UnknownFault,
    UnknownFinding,
    UnknownGrant,
    UnknownIssuer,
    UnknownJob,
    UnknownJuror,
    UnknownKey,
    UnknownListing,
    UnknownOffer,
    UnknownProposal,
    UnknownRun,
    UnknownStake,
    UnknownSubject,
    Unrecognised,
)
from . import floating_point
from .generated import compute, court, identity, matching, pools, rewards, staking, training, vault, verifier
from .proofs import ED25519, SECP256R1

MAX_TRANSACTION = 1_232
MAX_UNITS = 1_400_000
LAMPORTS = 10**9
# A leader drops what it has no room for.
RESEND_SECS = 2.0
TOKEN_PROGRAM = Pubkey.from_string("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA")
SYSTEM_PROGRAM = Pubkey.from_string("11111111111111111111111111111111")
CLOCK = Pubkey.from_string("SysvarC1ock11111111111111111111111111111111")
# A cursor over JSON-RPC: the slot, the transaction's place in it, the event's place in that.
SLOT_BITS, PLACE_BITS = 32, 12


@dataclass(frozen=True, slots=True)
class Done:
    """One transaction that took effect. `data` is what the programs logged, in order, each with the program that logged it."""

    verb: str
    tx: str
    units: int
    size: int
    data: tuple[tuple[Pubkey, bytes], ...]


_INVOKED = re.compile(r"Program (\w+) invoke \[\d+\]$")
_ENDED = re.compile(r"Program (\w+) (?:success$|failed)")
_DATA = re.compile(r"Program data: (\S+)$")
_FAILED = re.compile(r"Program (\w+) failed: custom program error: 0x([0-9a-f]+)$")
_CAUSED = re.compile(r"AnchorError caused by account: (\w+)\. Error Code: (\w+)\.")

# Anchor's words for "there is no such account", which it says before our code runs, by the account it names: AccountNotInitialized, and
# AccountOwnedByWrongProgram where somebody has sent lamports to the address.
_NO_SUCH_ACCOUNT = (3012, 3007)
_MISSING: dict[str, type[ProtocolError]] = {
    "stake": UnknownStake,
    "fault": UnknownFault,
    "job": UnknownJob,
    "dispute": UnknownDispute,
    "provider": NotRegistered,
    "juror": UnknownJuror,
    "case": UnknownCase,
    "campaign": UnknownCampaign,
    "worker": NotJoined,
    "batch": UnknownBatch,
    "epoch": UnknownEpoch,
    "grant": UnknownGrant,
    "subject": UnknownSubject,
    "key": UnknownKey,
    "issuer": UnknownIssuer,
    "attestation": UnknownAttestation,
    "attestation_batch": UnknownAttestation,
    "content": UnknownContent,
    "content_batch": UnknownContent,
    "finding": UnknownFinding,
    "offer": UnknownOffer,
    "listing": UnknownListing,
    "assignment": UnknownAssignment,
    "demand": UnknownDemand,
    "run": UnknownRun,
    "proposal": UnknownProposal,
    "doubt": UnknownDoubt,
}
_ERRORS: dict[str, dict[int, str]] = {
    str(program.PROGRAM): program.ERRORS for program in (staking, compute, court, rewards, identity, verifier, vault, matching, training, pools)
}


def refusal(err: object, logs: Sequence[str], tx: str | None, calls: Sequence[Pubkey] = ()) -> ProtocolError:
    """The error that a failed transaction stands for: that of the innermost program that failed, whoever called it.

    `calls` are the programs of its instructions: those that verify signatures log nothing.
    """
    at = _failed_at(err)
    if at is not None and at < len(calls) and calls[at] in (ED25519, SECP256R1):
        return BadProof(tx=tx)
    for line in logs:
        failed = _FAILED.match(line)
        if not failed:
            continue
        program, code = failed[1], int(failed[2], 16)
        name = _ERRORS.get(program, {}).get(code)
        if name in BY_NAME:
            return BY_NAME[name](tx=tx)
        if program in _ERRORS and code in _NO_SUCH_ACCOUNT:
            caused = next((m for m in map(_CAUSED.search, logs) if m), None)
            if caused and caused[1] in _MISSING:
                return _MISSING[caused[1]](tx=tx)
        if program == str(TOKEN_PROGRAM):
            return TransferFailed(tx=tx)
        break
    return Unrecognised("\n".join([str(err), *logs]), tx=tx)


def _failed_at(err: object) -> int | None:
    """Which instruction of a transaction failed, as LiteSVM says it or as JSON-RPC does."""
    if isinstance(err, TransactionErrorInstructionError):
        return err.index
    told = err.get("InstructionError") if isinstance(err, dict) else None
    return int(told[0]) if told else None


def called_by(tx: Transaction) -> list[Pubkey]:
    """The programs of a transaction's instructions."""
    keys = tx.message.account_keys
    return [keys[ix.program_id_index] for ix in tx.message.instructions]


def logged(logs: Sequence[str]) -> tuple[tuple[Pubkey, bytes], ...]:
    """What each program of ours logged as data. A foreign program's lines between are not ours, whatever they look like."""
    stack: list[str] = []
    out: list[tuple[Pubkey, bytes]] = []
    for line in logs:
        if m := _INVOKED.match(line):
            stack.append(m[1])
        elif _ENDED.match(line):
            stack.pop()
        elif stack and stack[-1] in _ERRORS and (m := _DATA.match(line)):
            out.append((Pubkey.from_string(stack[-1]), b64decode(m[1])))
    return tuple(out)


def compiled(signers: Sequence[Keypair], instructions: Sequence[Instruction], blockhash: Any, units: int | None = None) -> Transaction:
    """A signed transaction. Raises InputError where it is longer than the network carries."""
    body = [*([set_compute_unit_limit(units)] if units else []), *instructions]
    tx = Transaction(list(signers), Message.new_with_blockhash(body, signers[0].pubkey(), blockhash), blockhash)
    size = len(bytes(tx))
    if size > MAX_TRANSACTION:
        raise InputError("data", f"a transaction of {size} bytes", f"at most {MAX_TRANSACTION} bytes in all", "send less at a time")
    return tx


class Transport(ABC):
    """What the market needs of a chain."""

    name: str

    @abstractmethod
    def send(self, verb: str, signers: Sequence[Keypair], instructions: Sequence[Instruction], units: int | None = None) -> Done:
        """Makes one transaction and waits until it is final. Raises what the chain refused with. The first signer pays."""

    def send_all(self, verb: str, signers: Sequence[Keypair], calls: Sequence[Sequence[Instruction]]) -> None:
        """Transactions whose order does not matter."""
        for instructions in calls:
            self.send(verb, signers, instructions)

    @abstractmethod
    def account(self, address: Pubkey) -> bytes | None:
        """An account's data, or None where there is no such account."""

    @abstractmethod
    def owner(self, address: Pubkey) -> Pubkey:
        """The program that owns an account; the system program where there is none."""

    @abstractmethod
    def rent(self, size: int) -> int:
        """Lamports that an account of `size` bytes has to hold."""

    @abstractmethod
    def now(self) -> int:
        """The chain's clock."""

    @abstractmethod
    def events(self, since: int) -> Iterator[tuple[int, Pubkey, bytes]]:
        """What our programs logged as data, in order, from a cursor on."""


class MemoryTransport(Transport):
    """LiteSVM in this process. Its clock stands still until it is set."""

    name = "solana:litesvm"

    def __init__(self, programs: dict[Pubkey, Path], now: int = 1_700_000_000) -> None:
        self.svm = LiteSVM()
        for program, path in programs.items():
            self.svm.add_program_from_file(program, path)
        self._data: list[tuple[Pubkey, bytes]] = []
        self._lock = threading.RLock()
        self.set_time(now)

    def send(self, verb: str, signers: Sequence[Keypair], instructions: Sequence[Instruction], units: int | None = None) -> Done:
        with self._lock:
            # The same call twice must be two transactions.
            self.svm.expire_blockhash()
            tx = compiled(signers, instructions, self.svm.latest_blockhash(), units)
            result = self.svm.send_transaction(tx)
            floating_point.restore()
            if isinstance(result, FailedTransactionMetadata):
                raise refusal(result.err(), result.meta().logs(), str(tx.signatures[0]), called_by(tx))
            data = logged(result.logs())
            self._data += data
            return Done(verb, str(tx.signatures[0]), result.compute_units_consumed(), len(bytes(tx)), data)

    def account(self, address: Pubkey) -> bytes | None:
        found = self.svm.get_account(address)
        return bytes(found.data) if found is not None and found.lamports else None

    def owner(self, address: Pubkey) -> Pubkey:
        found = self.svm.get_account(address)
        return SYSTEM_PROGRAM if found is None else found.owner

    def rent(self, size: int) -> int:
        return self.svm.minimum_balance_for_rent_exemption(size)

    def now(self) -> int:
        return self.svm.get_clock().unix_timestamp

    def set_time(self, at: int) -> None:
        clock = self.svm.get_clock()
        clock.unix_timestamp = at
        self.svm.set_clock(clock)

    def fund(self, address: Pubkey) -> None:
        self.svm.airdrop(address, 1_000 * LAMPORTS)

    def events(self, since: int) -> Iterator[tuple[int, Pubkey, bytes]]:
        yield from ((i, program, data) for i, (program, data) in enumerate(self._data[since:], since))


class RpcTransport(Transport):
    """A node over JSON-RPC. A write is signed once and the same bytes are sent until it is final or its blockhash has expired: it cannot happen twice.

    `finality` is how sure a write has to be before it counts: "confirmed" or "finalized".
    """

    def __init__(self, url: str, *, finality: str = "confirmed", patience_secs: float = 120, poll_secs: float = 0.4) -> None:
        if finality not in ("confirmed", "finalized"):
            raise InputError("finality", finality, '"confirmed" or "finalized"', "anything less can be undone")
        # Paid nodes carry a key in the path: messages show the host only.
        self.url, self._endpoint = f"{urlsplit(url).scheme}://{urlsplit(url).netloc.split('@')[-1]}", url
        self.finality, self._patience, self._poll = finality, patience_secs, poll_secs
        self._http = httpx.Client(timeout=30)
        weakref.finalize(self, self._http.close)
        self.name = f"solana:{self.rpc('getGenesisHash')[:32]}"

    def rpc(self, method: str, *params: Any, calls: Sequence[Pubkey] = ()) -> Any:
        """One request's result. Raises ConnectionFailed where no node answers, a ProtocolError where it refuses. `calls`: see refusal.

        In JSON and not by solana-py's client: its typed answers end the process (a Rust panic) where a node says something unforeseen.
        """
        try:
            response = self._http.post(self._endpoint, json={"jsonrpc": "2.0", "id": 1, "method": method, "params": list(params)})
            answer = response.json()
        except (httpx.HTTPError, ValueError) as e:
            raise ConnectionFailed(self.url, f"{type(e).__name__} on {method}", "start the node, or correct the URL") from e
        if not isinstance(answer, dict) or ("result" not in answer and "error" not in answer):
            raise ConnectionFailed(self.url, f"no JSON-RPC but HTTP {response.status_code} on {method}", "correct the URL")
        if response.status_code == httpx.codes.TOO_MANY_REQUESTS:
            raise ConnectionFailed(self.url, f"too many requests, on {method}", "wait, or use a node of your own")
        if "error" in answer:
            error = answer["error"]
            data = error.get("data") or {}
            if isinstance(data, dict) and (data.get("logs") or _failed_at(data.get("err")) is not None):
                raise refusal(data.get("err"), data.get("logs") or [], None, calls)
            raise Unrecognised(f"{method}: {error.get('message', error)}")
        return answer["result"]

    def _sure(self, **more: Any) -> dict[str, Any]:
        return {"commitment": self.finality, **more}

    def send(self, verb: str, signers: Sequence[Keypair], instructions: Sequence[Instruction], units: int | None = None) -> Done:
        latest = self.rpc("getLatestBlockhash", self._sure())["value"]
        tx = compiled(signers, instructions, Hash.from_string(latest["blockhash"]), units)
        signature = str(tx.signatures[0])
        self._land(tx, signature, int(latest["lastValidBlockHeight"]))
        return self._outcome(verb, signature, tx)

    def send_all(self, verb: str, signers: Sequence[Keypair], calls: Sequence[Sequence[Instruction]]) -> None:
        # One after another they would wait for finality each.
        with ThreadPoolExecutor(16) as pool:
            list(pool.map(lambda instructions: self.send(verb, signers, instructions), calls))

    def await_slots(self, count: int) -> None:
        """Waits until this many slots have passed: a program can be called from the slot after its own."""
        ends, until = time.monotonic() + self._patience, self.rpc("getSlot", self._sure()) + count
        while self.rpc("getSlot", self._sure()) < until:
            if time.monotonic() > ends:
                raise ConnectionFailed(self.url, f"no new slot in {self._patience:.0f} s", "see whether the node is in step with its cluster")
            time.sleep(self._poll)

    def _submit(self, tx: Transaction) -> None:
        options = {"encoding": "base64", "preflightCommitment": self.finality, "maxRetries": 0}
        try:
            self.rpc("sendTransaction", b64encode(bytes(tx)).decode(), options, calls=called_by(tx))
        except Unrecognised as e:
            # An earlier attempt arrived although its answer got lost.
            if "already" not in str(e).lower():
                raise

    def _land(self, tx: Transaction, signature: str, last_height: int) -> None:
        """Sends until it is final. Raises ConnectionFailed, which says whether it may still take effect, where it is not."""
        ends = time.monotonic() + self._patience
        sent_at = -1e9
        down: ConnectionFailed | None = None
        while True:
            try:
                if time.monotonic() - sent_at > RESEND_SECS:
                    self._submit(tx)
                    sent_at = time.monotonic()
                # The height first: what is not there after the last block that could take it never will be.
                over = self.rpc("getBlockHeight", self._sure()) > last_height
                status = self.rpc("getSignatureStatuses", [signature])["value"][0]
                down = None
                if status is not None and status["confirmationStatus"] in ("finalized", self.finality):
                    return
                if status is None and over:
                    raise Expired(self.url, f"transaction {signature} expired before a leader took it", "nothing happened: repeat the call")
            except Expired:
                raise
            except ConnectionFailed as e:
                down = e
            if time.monotonic() > ends:
                remedy = "it may still take effect: read the state before you repeat the call"
                raise down or ConnectionFailed(self.url, f"transaction {signature} was not final after {self._patience:.0f} s", remedy)
            time.sleep(self._poll)

    def _fetch(self, signature: str) -> Any:
        found = self.rpc("getTransaction", signature, self._sure(encoding="base64", maxSupportedTransactionVersion=0))
        return found and found["meta"]

    def _outcome(self, verb: str, signature: str, tx: Transaction) -> Done:
        ends = time.monotonic() + self._patience
        # A node may know that a transaction is final before it serves its logs.
        while (meta := self._fetch(signature)) is None:
            if time.monotonic() > ends:
                raise ConnectionFailed(self.url, f"the node has no record of transaction {signature}", "it took effect: read the state")
            time.sleep(self._poll)
        logs = meta["logMessages"] or []
        if meta["err"] is not None:
            raise refusal(meta["err"], logs, signature, called_by(tx))
        return Done(verb, signature, meta.get("computeUnitsConsumed") or 0, len(bytes(tx)), logged(logs))

    def account(self, address: Pubkey) -> bytes | None:
        found = self.rpc("getAccountInfo", str(address), self._sure(encoding="base64"))["value"]
        return None if found is None else b64decode(found["data"][0])

    def owner(self, address: Pubkey) -> Pubkey:
        found = self.rpc("getAccountInfo", str(address), self._sure(encoding="base64"))["value"]
        return SYSTEM_PROGRAM if found is None else Pubkey.from_string(found["owner"])

    def rent(self, size: int) -> int:
        return int(self.rpc("getMinimumBalanceForRentExemption", size))

    def now(self) -> int:
        data = self.account(CLOCK)
        if data is None:
            raise ConnectionFailed(self.url, "it serves no clock", "connect to a Solana node")
        return int.from_bytes(data[32:40], "little", signed=True)

    def events(self, since: int) -> Iterator[tuple[int, Pubkey, bytes]]:
        first = since >> SLOT_BITS
        by_slot: defaultdict[int, set[str]] = defaultdict(set)
        for program in _ERRORS:
            for slot, signature in self._signatures(program, first):
                by_slot[slot].add(signature)
        for slot in sorted(by_slot):
            placed = self._placed(slot, by_slot[slot])
            if placed is None:
                return  # the node knows the transactions before it has the block; what is later must not be read first
            for place, signature in placed:
                for i, (program_id, data) in enumerate(logged(self._fetch(signature)["logMessages"] or [])):
                    cursor = slot << SLOT_BITS | place << PLACE_BITS | i
                    if cursor >= since:
                        yield cursor, program_id, data

    def _signatures(self, program: str, first_slot: int) -> Iterator[tuple[int, str]]:
        more: dict[str, Any] = {"limit": 1_000}
        while True:
            page = self.rpc("getSignaturesForAddress", program, self._sure(**more))
            for s in page:
                if s["slot"] < first_slot:
                    return
                if s["err"] is None:
                    yield s["slot"], s["signature"]
            if len(page) < 1_000:
                return
            more["before"] = page[-1]["signature"]

    def _placed(self, slot: int, signatures: set[str]) -> list[tuple[int, str]] | None:
        """The transactions with their places in the slot, in that order; None where the node has no such block yet."""
        block = self.rpc("getBlock", slot, self._sure(transactionDetails="signatures", rewards=False, maxSupportedTransactionVersion=0))
        if block is None:
            return None
        # Local nodes answer with whole transactions whatever is asked for.
        order = block.get("signatures") or [t["transaction"]["signatures"][0] for t in block["transactions"]]
        return sorted((order.index(s), s) for s in signatures)


class Expired(ConnectionFailed):
    """A transaction that no leader took while its blockhash was valid, and none ever will."""


class SurfnetTransport(RpcTransport):
    """A node of one's own whose clock and balances can be set."""

    def __init__(self, url: str, *, poll_secs: float = 0.05) -> None:
        super().__init__(url, poll_secs=poll_secs)

    def set_time(self, at: int) -> None:
        # The clock runs on from there, so the next transaction sees `at` where it comes within the second. A clock that is paused makes no
        # blocks, and nothing would ever be confirmed.
        self.rpc("surfnet_timeTravel", {"absoluteTimestamp": at * 1_000})

    def fund(self, address: Pubkey) -> None:
        signature = self.rpc("requestAirdrop", str(address), 1_000 * LAMPORTS)
        while self._fetch(signature) is None:
            time.sleep(self._poll)
