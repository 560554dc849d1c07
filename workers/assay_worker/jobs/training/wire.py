"""Messages between the hub, its workers and its auditor: kind u8 || round u32 LE || length u32 LE || payload.

HELLO     worker u8: who this is; an auditor says 255
PROPOSE   a worker's proposal for the round
EXPECT    the auditor's: worker u8 || sha256 of the proposal that an honest run of that worker gives
UPDATE    included workers as bits, u64 LE || the hub's update; everyone takes it
END       no more rounds; workers answer with REPORT
REPORT    sha256 of the parameters || seconds of work f64 || seconds since the first round f64
"""

from __future__ import annotations

import socket
import struct
from dataclasses import dataclass
from enum import IntEnum

from assay.errors import AssayError

HEADER = struct.Struct("<BII")
MASK = struct.Struct("<Q")
REPORT = struct.Struct("<32sdd")
AUDITOR = 255
LARGEST = 1 << 28


class Kind(IntEnum):
    HELLO = 1
    PROPOSE = 2
    EXPECT = 3
    UPDATE = 4
    END = 5
    REPORT = 6


class NotAMessage(AssayError):
    """Bytes that no peer of this protocol sends."""


@dataclass(frozen=True)
class Message:
    kind: Kind
    round_number: int
    payload: bytes

    def encode(self) -> bytes:
        return HEADER.pack(self.kind, self.round_number, len(self.payload)) + self.payload


class Inbox:
    """Bytes of one connection as they come in, and the messages in them."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> list[Message]:
        """The messages that are complete now. Raises NotAMessage."""
        self._buffer += data
        found = []
        while len(self._buffer) >= HEADER.size:
            kind, round_number, length = HEADER.unpack_from(self._buffer)
            if length > LARGEST or kind not in Kind.__members__.values():
                raise NotAMessage(f"kind {kind} of {length} bytes")
            if len(self._buffer) < HEADER.size + length:
                break
            found.append(Message(Kind(kind), round_number, bytes(self._buffer[HEADER.size : HEADER.size + length])))
            del self._buffer[: HEADER.size + length]
        return found


class Peer:
    """A worker's or an auditor's connection to the hub."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._inbox, self._waiting = Inbox(), list[Message]()

    def send(self, message: Message) -> None:
        self._socket.sendall(message.encode())

    def receive(self) -> Message:
        """The next message. Raises ConnectionError where the hub is gone."""
        while not self._waiting:
            self._pull()
        return self._waiting.pop(0)

    def ready(self) -> bool:
        """Whether a message is there already."""
        self._socket.setblocking(False)
        try:
            while True:
                self._pull()
        except BlockingIOError:
            return bool(self._waiting)
        finally:
            self._socket.setblocking(True)

    def close(self) -> None:
        self._socket.close()

    def _pull(self) -> None:
        data = self._socket.recv(1 << 16)
        if not data:
            raise ConnectionError("the hub closed the connection")
        self._waiting += self._inbox.feed(data)
