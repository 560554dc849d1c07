"""A slow link in user space: a relay on localhost through which workers reach the hub.

Each connection gets two one-way links. A chunk of n bytes leaves when the link is free, takes n * 8 / `bits_per_sec` on it, and arrives
`delay_secs` later; order is kept, nothing is lost, and no more than what fits on the link is read ahead. What it leaves out: packets,
TCP's own behaviour over such a path (slow start, windows, loss), and headers. So a real link of the same figures is never faster.
"""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass
from multiprocessing.connection import Connection

CHUNK = 16_384


@dataclass(frozen=True)
class Link:
    """One direction's figures. The default is the goal's: 200 ms, 100 Mbit/s."""

    delay_secs: float = 0.2
    bits_per_sec: float = 100e6


async def relay(link: Link, hub_port: int, listening: asyncio.Future[int]) -> None:
    """Relays connections to the hub until cancelled. `listening` gets the port to connect to."""
    running: set[asyncio.Task[None]] = set()

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        running.add(task)
        try:
            hub_reader, hub_writer = await asyncio.open_connection("127.0.0.1", hub_port)
            await asyncio.gather(one_way(link, reader, hub_writer), one_way(link, hub_reader, writer))
        finally:
            running.discard(task)

    server = await asyncio.start_server(accept, "127.0.0.1", 0)
    async with server:
        listening.set_result(server.sockets[0].getsockname()[1])
        await server.serve_forever()


async def one_way(link: Link, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Carries bytes from `reader` to `writer` as the link would; then the end, too, as late."""
    clock = asyncio.get_running_loop().time
    on_the_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(max(int(link.delay_secs * link.bits_per_sec / 8 / CHUNK), 1) + 1)

    async def deliver() -> None:
        while True:
            due, chunk = await on_the_way.get()
            await asyncio.sleep(max(due - clock(), 0))
            if not chunk:
                break
            writer.write(chunk)
            await writer.drain()

    async def take() -> None:
        free = 0.0
        while True:
            try:
                chunk = await reader.read(CHUNK)
            except ConnectionError:
                chunk = b""
            free = max(clock(), free) + 8 * len(chunk) / link.bits_per_sec
            await on_the_way.put((free + link.delay_secs, chunk))
            if not chunk:
                return

    taking = asyncio.create_task(take())
    with contextlib.suppress(ConnectionError):  # the other end was killed: what was on the way is lost with it
        await deliver()
    taking.cancel()
    with contextlib.suppress(ConnectionError, asyncio.CancelledError):
        await taking
    writer.close()


def main(link: Link, hub_port: int, tell: Connection) -> None:
    """A process of its own: sends the port to connect to through `tell`, and ends when the other end of that is closed, as it is by a hub that dies."""

    async def serve() -> None:
        listening: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        serving = asyncio.create_task(relay(link, hub_port, listening))
        tell.send(await listening)
        asyncio.get_running_loop().add_reader(tell.fileno(), serving.cancel)
        with contextlib.suppress(asyncio.CancelledError):
            await serving

    asyncio.run(serve())
