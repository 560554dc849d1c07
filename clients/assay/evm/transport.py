"""Transactions out, receipts and logs back. The only place that turns a revert into one of our errors.

`MemoryTransport` is py-evm in process, `HttpTransport` a node over JSON-RPC, `AnvilTransport` such a node whose clock can be set.
"""

from __future__ import annotations

import contextlib
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlsplit

import requests
from eth_abi.abi import decode
from eth_account.signers.local import LocalAccount
from eth_utils.address import to_checksum_address
from eth_utils.crypto import keccak
from web3 import HTTPProvider
from web3.types import RPCEndpoint

from ..errors import BY_NAME, ConnectionFailed, InputError, ProtocolError, TransferFailed, Unrecognised
from .generated import compute, court, identity, matching, pools, rewards, staking, training, vault, verifier

ETHER = 10**18
FEE_PER_GAS = 10**11
# A node may forget what it has not mined.
RESEND_SECS = 10.0
# As long as half of a signature, and low enough to pass for one.
_HALF = 2**254
# A log's cursor: its block, then its place in the block.
CURSOR_BITS = 24


@dataclass(frozen=True, slots=True)
class Call:
    """One transaction to make. `to` is None where `data` creates a contract."""

    verb: str
    to: bytes | None
    data: bytes


@dataclass(frozen=True, slots=True)
class Log:
    address: bytes
    topics: tuple[bytes, ...]
    data: bytes


@dataclass(frozen=True, slots=True)
class Done:
    """One transaction that took effect. `created` is the contract it made."""

    verb: str
    tx: str
    gas: int
    size: int
    logs: tuple[Log, ...]
    created: bytes | None


_NAMES = (
    staking.ERRORS | compute.ERRORS | court.ERRORS | rewards.ERRORS | identity.ERRORS | verifier.ERRORS | vault.ERRORS | matching.ERRORS
    | training.ERRORS | pools.ERRORS
)  # fmt: skip
# Words of OpenZeppelin's that say what our own say.
_MEANT: dict[str, type[ProtocolError]] = {
    "SafeERC20FailedOperation": TransferFailed,
    "ERC20InsufficientBalance": TransferFailed,
    "ERC20InsufficientAllowance": TransferFailed,
}


def refusal(data: bytes, words: str = "", tx: str | None = None) -> ProtocolError:
    """The error that revert data stands for."""
    name = _NAMES.get(data[:4])
    kind = BY_NAME.get(name or "") or _MEANT.get(name or "")
    if kind:
        return kind(tx=tx)
    if name:
        return Unrecognised(f"{name}: {data[4:].hex()}", tx=tx)
    if data[:4] == b"\x08\xc3\x79\xa0":
        return Unrecognised(str(decode(["string"], data[4:])[0]), tx=tx)
    if data[:4] == b"\x4e\x48\x7b\x71":
        return Unrecognised(f"panic 0x{int.from_bytes(data[4:], 'big'):02x}", tx=tx)
    return Unrecognised(words or f"reverted with {data.hex() or 'nothing'}", tx=tx)


class Transport(ABC):
    """What the market needs of a chain."""

    chain_id: int

    @abstractmethod
    def send(self, signer: LocalAccount, calls: Sequence[Call]) -> list[Done]:
        """Makes the transactions in order and waits until they are final. The last one is the verb, any before it prepare it.
        Raises what the chain refused with."""

    @abstractmethod
    def call(self, to: bytes, data: bytes) -> bytes:
        """Reads."""

    @abstractmethod
    def code(self, address: bytes) -> bytes:
        """The code at an address, empty where there is none."""

    @abstractmethod
    def nonce(self, address: bytes) -> int:
        """How many transactions an account has made."""

    @abstractmethod
    def now(self) -> int:
        """The chain's clock."""

    @abstractmethod
    def logs(self, addresses: Sequence[bytes], since: int) -> Iterator[tuple[int, Log]]:
        """Logs of these contracts in order, from a cursor on."""


class MemoryTransport(Transport):
    """py-evm in this process, a block a write. A write that is refused leaves no trace, not even a block.

    Blocks' times strictly increase: a write whose time was not set with `set_time` to later than the last one takes place one second
    after it. `prepared` transactions share the verb's block, so the verb sees exactly the time that was set.
    """

    GAS = 30_000_000

    def __init__(self, now: int = 1_700_000_000) -> None:
        try:
            from eth_tester import PyEVMBackend  # slow to import
        except ImportError as missing:
            raise InputError("target", "evm:pyevm", "installed: py-evm comes with the extra `test`", 'pip install "assay[test]"') from missing

        # Keys are ours, so the backend gets an account without one.
        genesis = {bytes(19) + b"\1": {"balance": 0, "nonce": 0, "code": b"", "storage": {}}}
        parameters = PyEVMBackend.generate_genesis_params({"timestamp": now, "gas_limit": 4 * self.GAS})
        self.backend = PyEVMBackend(genesis_parameters=parameters, genesis_state=genesis)
        self._chain: Any = self.backend.chain
        self.chain_id = int(self._chain.chain_id)
        self._last = now
        self._next: int | None = None
        self._logs: list[Log] = []
        self._lock = threading.RLock()

    def fork(self) -> MemoryTransport:
        """A chain of its own that starts where this one stands: much faster than to deploy again."""
        with self._lock:
            other = MemoryTransport(self._last)
            other.backend.chain = type(self._chain)(deepcopy(self._chain.chaindb.db), self._chain.header)
            other._chain = other.backend.chain
            other._next, other._logs = self._next, list(self._logs)
            return other

    def send(self, signer: LocalAccount, calls: Sequence[Call]) -> list[Done]:
        with self._lock:
            before = self._chain.header
            # Since Cancun blob gas is priced from the parent; nothing here uses it.
            self._chain.header = before.copy(timestamp=self._time())
            try:
                done = [self._apply(signer, c) for c in calls]
                self.backend.mine_blocks()
            except BaseException:
                self._chain.header = before
                raise
            self._last, self._next = self._time(), None
            self._logs += [log for d in done for log in d.logs]
            return done

    def aside(self, signer: LocalAccount, call: Call) -> None:
        """A sandbox's own transaction, put into the next write's block so that it uses up no time."""
        with self._lock:
            before = self._chain.header
            try:
                self._apply(signer, call)
            except BaseException:
                self._chain.header = before
                raise

    def _time(self) -> int:
        return self._last + 1 if self._next is None else max(self._next, self._last + 1)

    def _apply(self, signer: LocalAccount, call: Call) -> Done:
        sender = bytes.fromhex(signer.address[2:])
        # Signing and recovering in pure Python would take most of a write's time, and here nobody else can send: the transaction gets
        # a signature of the right length, and its sender by hand.
        signed = self._chain.get_transaction_builder().new_dynamic_fee_transaction(
            self.chain_id, self._pending_nonce(sender), 0, FEE_PER_GAS, self.GAS, call.to or b"", 0, call.data, (), 0,
            _HALF + int.from_bytes(sender, "big"), _HALF,
        )  # fmt: skip
        signed.__dict__["sender"] = sender
        earlier = self._chain.header.gas_used
        _, receipt, computation = self._chain.apply_transaction(signed)
        tx = "0x" + signed.hash.hex()
        if computation.is_error:
            output = bytes(computation.output)
            raise refusal(output, "" if output else f"{type(computation.error).__name__}: {computation.error}", tx)
        logs = tuple(Log(bytes(x.address), tuple(t.to_bytes(32, "big") for t in x.topics), bytes(x.data)) for x in receipt.logs)
        created = bytes(computation.msg.storage_address) if call.to is None else None
        return Done(call.verb, tx, receipt.gas_used - earlier, len(signed.encode()), logs, created)

    def _pending_nonce(self, sender: bytes) -> int:
        return int(self._chain.get_vm().state.get_nonce(sender))

    def call(self, to: bytes, data: bytes) -> bytes:
        with self._lock:
            vm = self._chain.get_vm(self._chain.header.copy(timestamp=self.now()))
            code = vm.state.get_code(to)
            got = vm.execute_bytecode(origin=to, gas_price=0, gas=self.GAS, to=to, sender=bytes(20), value=0, data=data, code=code)
            if got.is_error:
                raise refusal(bytes(got.output), str(got.error))
            return bytes(got.output)

    def code(self, address: bytes) -> bytes:
        return bytes(self._chain.get_vm().state.get_code(address))

    def nonce(self, address: bytes) -> int:
        return self._pending_nonce(address)

    def now(self) -> int:
        return self._last if self._next is None else self._next

    def set_time(self, at: int) -> None:
        self._next = at

    def fund(self, address: bytes) -> None:
        with self._lock:
            vm = self._chain.get_vm()
            vm.state.set_balance(address, 10**9 * ETHER)
            vm.state.persist()
            self._chain.header = self._chain.header.copy(state_root=vm.state.state_root)

    def logs(self, addresses: Sequence[bytes], since: int) -> Iterator[tuple[int, Log]]:
        wanted = set(addresses)
        yield from ((i, log) for i, log in enumerate(self._logs[since:], since) if log.address in wanted)


class HttpTransport(Transport):
    """A node over JSON-RPC. A write is signed once; whatever happens to the connection, the same bytes are sent again, so it cannot happen twice.

    `finality` is the block that has to hold a write before it counts: "latest", "safe" or "finalized".
    """

    def __init__(self, url: str, *, finality: str = "latest", patience_secs: float = 120, poll_secs: float = 0.5) -> None:
        if finality not in ("latest", "safe", "finalized"):
            raise InputError("finality", finality, '"latest", "safe" or "finalized"', "choose how sure is sure enough")
        # Paid nodes carry a key in the path: messages show the host only.
        self.url, self.finality = f"{urlsplit(url).scheme}://{urlsplit(url).netloc.split('@')[-1]}", finality
        self._patience, self._poll = patience_secs, poll_secs
        # Retries are ours: they know which requests are safe to repeat.
        self._provider = HTTPProvider(url, request_kwargs={"timeout": 30}, exception_retry_configuration=None)
        self._signing = threading.Lock()
        self.chain_id = int(self.rpc("eth_chainId"), 16)

    def rpc(self, method: str, *params: Any) -> Any:
        """One request's result. Raises ConnectionFailed where no node answers, a ProtocolError where it refuses."""
        try:
            answer = self._provider.make_request(RPCEndpoint(method), list(params))
        except (requests.RequestException, OSError, ValueError) as e:
            raise ConnectionFailed(self.url, f"{type(e).__name__} on {method}", "start the node, or correct the URL") from e
        if "error" in answer:
            raise _rpc_error(cast("dict[str, Any]", answer["error"]), method)
        return answer["result"]

    def send(self, signer: LocalAccount, calls: Sequence[Call]) -> list[Done]:
        return [self._one(signer, c) for c in calls]

    def _one(self, signer: LocalAccount, call: Call) -> Done:
        # One at a time, or two threads of one account would sign the same nonce.
        with self._signing:
            raw, nonce = self._sign(signer, call)
            with contextlib.suppress(ConnectionFailed):
                self._submit(raw)
        return self._outcome(signer, call, raw, nonce)

    def _outcome(self, signer: LocalAccount, call: Call, raw: bytes, nonce: int) -> Done:
        tx = _hash(raw)
        receipt = self._confirm(raw, tx, signer.address, nonce)
        if int(receipt["status"], 16) != 1:
            raise self._why(signer, call, receipt, tx)
        return _done(call, tx, len(raw), receipt)

    def _sign(self, signer: LocalAccount, call: Call) -> tuple[bytes, int]:
        """The signed transaction and its nonce. Estimating the gas is also the rehearsal in which most refusals come to light, before
        anything is sent."""
        request = {"from": signer.address, "data": "0x" + call.data.hex(), **({"to": to_checksum_address(call.to)} if call.to else {})}
        gas = int(self.rpc("eth_estimateGas", request, "pending"), 16)
        nonce = int(self.rpc("eth_getTransactionCount", signer.address, "pending"), 16)
        base = int(self.rpc("eth_getBlockByNumber", "latest", False).get("baseFeePerGas") or "0x0", 16)
        tip = int(self.rpc("eth_maxPriorityFeePerGas"), 16)
        return _signed(signer, call, self.chain_id, nonce, gas + gas // 4, 2 * base + tip, tip), nonce

    def _submit(self, raw: bytes) -> None:
        try:
            self.rpc("eth_sendRawTransaction", "0x" + raw.hex())
        except Unrecognised as e:
            # An earlier attempt arrived although its answer got lost, or the nonce is another's: _confirm tells them apart.
            if not any(known in str(e).lower() for known in ("already known", "already imported", "nonce too low", "known transaction")):
                raise

    def _confirm(self, raw: bytes, tx: str, sender: str, nonce: int) -> dict[str, Any]:
        ends, sent_at = time.monotonic() + self._patience, time.monotonic()
        while True:
            try:
                receipt = self.rpc("eth_getTransactionReceipt", tx)
                if receipt is not None and self._final(receipt):
                    return cast("dict[str, Any]", receipt)
                if receipt is None and time.monotonic() - sent_at > RESEND_SECS:
                    self._require_possible(tx, sender, nonce)
                    self._submit(raw)
                    sent_at = time.monotonic()
            except Superseded:
                raise
            except ConnectionFailed:
                if time.monotonic() > ends:
                    raise
            if time.monotonic() > ends:
                remedy = "it may still take effect: read the state before you repeat the call"
                raise ConnectionFailed(self.url, f"transaction {tx} was not final after {self._patience:.0f} s", remedy)
            time.sleep(self._poll)

    def _require_possible(self, tx: str, sender: str, nonce: int) -> None:
        """A nonce that another transaction has used up can never be ours."""
        used = int(self.rpc("eth_getTransactionCount", sender, "latest"), 16) > nonce
        if used and self.rpc("eth_getTransactionReceipt", tx) is None:
            raise Superseded(self.url, f"another transaction took the place of {tx}", "nothing happened: repeat the call")

    def _final(self, receipt: dict[str, Any]) -> bool:
        if self.finality == "latest":
            return True
        head = self.rpc("eth_getBlockByNumber", self.finality, False)
        return head is not None and int(head["number"], 16) >= int(receipt["blockNumber"], 16)

    def _why(self, signer: LocalAccount, call: Call, receipt: dict[str, Any], tx: str) -> ProtocolError:
        """The rehearsal passed and the transaction failed: run it again on the state that it met."""
        request = {"from": signer.address, "data": "0x" + call.data.hex(), "to": to_checksum_address(call.to) if call.to else None}
        try:
            self.rpc("eth_call", request, hex(int(receipt["blockNumber"], 16) - 1))
        except ProtocolError as e:
            e.tx = tx
            return e
        return Unrecognised("the transaction failed, but not on the state before its block", tx=tx)

    def call(self, to: bytes, data: bytes) -> bytes:
        return _bytes(self.rpc("eth_call", {"to": to_checksum_address(to), "data": "0x" + data.hex()}, "latest"))

    def code(self, address: bytes) -> bytes:
        return _bytes(self.rpc("eth_getCode", to_checksum_address(address), "latest"))

    def nonce(self, address: bytes) -> int:
        return int(self.rpc("eth_getTransactionCount", to_checksum_address(address), "pending"), 16)

    def now(self) -> int:
        return int(self.rpc("eth_getBlockByNumber", "latest", False)["timestamp"], 16)

    def logs(self, addresses: Sequence[bytes], since: int) -> Iterator[tuple[int, Log]]:
        head = self.rpc("eth_getBlockByNumber", self.finality, False)
        if head is None:
            return
        last, first = int(head["number"], 16), since >> CURSOR_BITS
        where = [to_checksum_address(a) for a in addresses]
        span = max(last - first + 1, 1)
        while first <= last:
            end = min(first + span - 1, last)
            try:
                found = self.rpc("eth_getLogs", {"fromBlock": hex(first), "toBlock": hex(end), "address": where})
            except ProtocolError:
                # Public nodes bound the range and each says so in its own words.
                if span == 1:
                    raise
                span = max(span // 8, 1)
                continue
            for raw in found:
                cursor = int(raw["blockNumber"], 16) << CURSOR_BITS | int(raw["logIndex"], 16)
                if cursor >= since:
                    yield cursor, _log(raw)
            first = end + 1


class Superseded(ConnectionFailed):
    """A transaction whose nonce another one of the same account took, and which never will take effect."""


class AnvilTransport(HttpTransport):
    """A node of one's own whose clock and balances can be set."""

    def __init__(self, url: str, *, poll_secs: float = 0.02) -> None:
        super().__init__(url, poll_secs=poll_secs)
        self._next: int | None = None

    def send(self, signer: LocalAccount, calls: Sequence[Call]) -> list[Done]:
        if self._next is not None:
            self.rpc("evm_setNextBlockTimestamp", hex(max(self._next, super().now() + 1)))
        done = super().send(signer, calls) if len(calls) == 1 else self._in_one_block(signer, calls)
        self._next = None
        return done

    def _in_one_block(self, signer: LocalAccount, calls: Sequence[Call]) -> list[Done]:
        """What prepares the verb must not use up the time that was set for it."""
        self.rpc("evm_setAutomine", False)
        sent: list[tuple[Call, bytes, int]] = []
        try:
            for c in calls:
                raw, nonce = self._sign(signer, c)
                self._submit(raw)
                sent.append((c, raw, nonce))
            self.rpc("evm_mine")
        except BaseException:
            for _, raw, _ in sent:
                self.rpc("anvil_dropTransaction", _hash(raw))
            raise
        finally:
            self.rpc("evm_setAutomine", True)
        return [self._outcome(signer, c, raw, nonce) for c, raw, nonce in sent]

    def now(self) -> int:
        return super().now() if self._next is None else self._next

    def call(self, to: bytes, data: bytes) -> bytes:
        if self._next is None:
            return super().call(to, data)
        # As of the time that was set, as the next transaction will see it.
        request = {"to": to_checksum_address(to), "data": "0x" + data.hex()}
        return _bytes(self.rpc("eth_call", request, "latest", {}, {"time": hex(self._next)}))

    def set_time(self, at: int) -> None:
        self._next = at

    def aside(self, signer: LocalAccount, call: Call) -> None:
        """A sandbox's own transaction. It takes a block and so a second, but not the time that was set."""
        kept, self._next = self._next, None
        if kept is not None:
            self.rpc("evm_setNextBlockTimestamp", hex(super().now() + 1))
        super().send(signer, [call])
        self._next = kept

    def fund(self, address: bytes) -> None:
        self.rpc("anvil_setBalance", to_checksum_address(address), hex(10**6 * ETHER))


def _signed(signer: LocalAccount, call: Call, chain_id: int, nonce: int, gas: int, fee: int, tip: int) -> bytes:
    fields: dict[str, Any] = {
        "type": 2, "chainId": chain_id, "nonce": nonce, "gas": gas, "maxFeePerGas": fee, "maxPriorityFeePerGas": tip, "value": 0, "data": call.data,
    }  # fmt: skip
    if call.to is not None:
        fields["to"] = to_checksum_address(call.to)
    return bytes(signer.sign_transaction(fields).raw_transaction)


def _hash(raw: bytes) -> str:
    return "0x" + keccak(raw).hex()


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.removeprefix("0x"))


def _log(raw: dict[str, Any]) -> Log:
    return Log(_bytes(raw["address"]), tuple(_bytes(t) for t in raw["topics"]), _bytes(raw["data"]))


def _done(call: Call, tx: str, size: int, receipt: dict[str, Any]) -> Done:
    created = _bytes(receipt["contractAddress"]) if call.to is None else None
    return Done(call.verb, tx, int(receipt["gasUsed"], 16), size, tuple(_log(x) for x in receipt["logs"]), created)


def _rpc_error(error: dict[str, Any], method: str) -> ProtocolError:
    data = error.get("data")
    if isinstance(data, dict):  # some nodes wrap it once more
        data = data.get("data") or data.get("result")
    words = str(error.get("message", error))
    if isinstance(data, str) and data.startswith("0x"):
        return refusal(_bytes(data), f"{method}: {words}")
    return Unrecognised(f"{method}: {words}")


def address20(field: str, value: bytes) -> bytes:
    """The EVM's 20 bytes of an address of ours. Raises InputError where the 32 bytes are no EVM address."""
    if len(value) != 32 or any(value[:12]):
        raise InputError(field, value, "an EVM address left-padded to 32 bytes", "another chain's address cannot be used here")
    return value[12:]
