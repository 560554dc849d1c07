"""The HTTP face of `assay serve`: the page, what it asks, and a resolver of DIDs. It only reads, and keeps nothing of what it was sent."""

from __future__ import annotations

import asyncio
import logging
import tempfile
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import BinaryIO

from assay import did
from assay.errors import AssayError
from assay.market import Chain
from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import HTTPException
from fastapi.responses import JSONResponse, Response
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..bounded import Reader
from ..check import concluded
from ..read import SIDECAR, read
from ..registry import MEMORY, ChainRegistry
from .chronicle import Chronicle
from .story import Story, tell

log = logging.getLogger("assay.page")

SIDECAR_BYTES = "assay-sidecar-bytes"
CONTENT = "content"  # what every upload is called here: nothing that was sent is ever part of a path
ASSETS = {
    "/": ("index.html", "text/html"),
    "/page.js": ("page.js", "text/javascript"),
    "/page.css": ("page.css", "text/css"),
    "/icon.svg": ("icon.svg", "image/svg+xml"),
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True)
class Limits:
    """Of an upload: its bytes (the side-car's included), and the seconds that it may take; and how many are taken at once."""

    upload_bytes: int = 64 * 2**20
    upload_secs: float = 60.0
    at_once: int = 8
    fresh_secs: float = 1.0  # how old what was read of the chain's events may be


class Refusal(Exception):
    """An answer other than a story."""

    def __init__(self, status: int, code: str, message: str, retry_after: int | None = None) -> None:
        super().__init__(message)
        self.status, self.body = status, {"error": {"code": code, "message": message}}
        self.headers = {} if retry_after is None else {"Retry-After": str(retry_after)}


@dataclass
class Desk:
    """Where files are looked at: a chain that is followed, and a process that reads. `index` is the registry's file."""

    chain: Chain
    anchors: str
    reader: Reader
    limits: Limits = field(default_factory=Limits)
    index: Path | str = MEMORY

    def __post_init__(self) -> None:
        self.registry, self.chronicle = ChainRegistry(self.chain, self.index), Chronicle(self.chain)
        self._lock, self._followed_at = threading.Lock(), -float("inf")

    def follow(self) -> None:
        """Reads what happened on the chain, unless that was done a moment ago."""
        with self._lock:
            if time.monotonic() - self._followed_at >= self.limits.fresh_secs:
                self.registry.follow()
                self.chronicle.follow()
                self._followed_at = time.monotonic()

    def story(self, path: Path, sidecar: Path | None) -> Story:
        """The story of a file."""
        self.follow()
        reading = read(path, self.reader, sidecar, self.anchors)
        verdict = concluded(path, reading, self.registry, self.reader, self.anchors)
        return tell(self.chain, self.chronicle, path, reading, verdict)

    def close(self) -> None:
        self.registry.close()
        self.reader.close()


def create(desk: Desk) -> ASGIApp:
    """The application. Uploads lie in a folder of its own while they are looked at, and nowhere else."""
    limits = desk.limits

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        with tempfile.TemporaryDirectory(prefix="assay-page-") as folder:
            app.state.folder = Path(folder)
            await run_in_threadpool(desk.reader.warm)
            yield

    app = FastAPI(title="Assay", docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    app.state.taken = 0

    @app.exception_handler(Refusal)
    async def refused(_: Request, refusal: Refusal) -> JSONResponse:
        return JSONResponse(refusal.body, refusal.status, refusal.headers)

    async def no_such_route(request: Request, fault: HTTPException) -> JSONResponse:
        return await refused(request, Refusal(fault.status_code, "not_found" if fault.status_code == 404 else "not_allowed", str(fault.detail)))

    app.add_exception_handler(404, no_such_route)  # type: ignore[arg-type]
    app.add_exception_handler(405, no_such_route)  # type: ignore[arg-type]

    @app.exception_handler(AssayError)
    async def unavailable(request: Request, fault: AssayError) -> JSONResponse:
        log.error("%s: %s", type(fault).__name__, fault)
        return await refused(request, Refusal(503, "unavailable", "the chain or the reader does not answer; try again in a moment", retry_after=5))

    @app.exception_handler(Exception)
    async def failed(request: Request, fault: Exception) -> JSONResponse:
        log.error("a request failed", exc_info=fault)
        return await refused(request, Refusal(500, "internal_error", "the server failed; nothing of what it was sent is kept"))

    @app.get("/healthz")
    async def alive() -> dict[str, str | int]:
        await run_in_threadpool(desk.follow)
        return {"status": "ok", "chain": desk.chain.name, "upload_bytes": limits.upload_bytes}

    for route, (name, mime) in ASSETS.items():
        app.add_api_route(route, _asset(name, mime), methods=["GET", "HEAD"])

    @app.get("/did/{identifier}")
    async def resolve(identifier: str) -> JSONResponse:
        found = await run_in_threadpool(did.resolve, desk.chain, identifier)
        status = {"invalidDid": 400, "notFound": 404}.get(found["didResolutionMetadata"].get("error", ""), 200)
        return JSONResponse(found, status, media_type='application/ld+json;profile="https://w3id.org/did-resolution"')

    @app.post("/check")
    async def tell_story(request: Request) -> Response:
        if request.headers.get("sec-fetch-site") == "cross-site":
            raise Refusal(403, "cross_site", "another site's page sent this")
        if app.state.taken >= limits.at_once:
            raise Refusal(429, "busy", f"{limits.at_once} files are being looked at; try again in a moment", retry_after=2)
        app.state.taken += 1
        try:
            with tempfile.TemporaryDirectory(dir=app.state.folder) as folder:
                path = Path(folder) / CONTENT
                sidecar = await _received(request, path, limits)
                story = await run_in_threadpool(desk.story, path, sidecar)
        except ClientDisconnect:
            return Response(status_code=400)  # nobody hears it
        finally:
            app.state.taken -= 1
        return Response(story.model_dump_json(), media_type="application/json")

    return Guarded(app)


def _asset(name: str, mime: str) -> Callable[[], Awaitable[Response]]:
    body = files(__package__).joinpath(name).read_bytes()

    async def asset() -> Response:
        return Response(body, media_type=mime)

    return asset


def _number(request: Request, header: str) -> int:
    text = request.headers.get(header, "0")
    if not (text.isascii() and text.isdigit() and len(text) <= 12):
        raise Refusal(400, "invalid_request", f"{header}: a number of bytes")
    return int(text)


async def _received(request: Request, path: Path, limits: Limits) -> Path | None:
    """Writes the body to `path`, and the side-car that is its end, where there is one, beside it. Returns the side-car's path."""
    too_large = Refusal(413, "too_large", f"a file may have {limits.upload_bytes} bytes, its side-car included")
    if _number(request, "content-length") > limits.upload_bytes:
        raise too_large
    behind = _number(request, SIDECAR_BYTES)
    with path.open("w+b") as file:
        try:
            async with asyncio.timeout(limits.upload_secs):
                async for piece in request.stream():
                    if file.tell() + len(piece) > limits.upload_bytes:
                        raise too_large
                    await run_in_threadpool(file.write, piece)
        except TimeoutError:
            raise Refusal(408, "too_slow", f"a file has to be here within {limits.upload_secs:g} s") from None
        size = file.tell()
        if not 0 <= behind < size:
            raise Refusal(400, "invalid_request", "the body is the file, and its last bytes the side-car where there is one: it is too short")
        return await run_in_threadpool(_parted, file, size - behind, path.with_name(path.name + SIDECAR)) if behind else None


def _parted(file: BinaryIO, at: int, sidecar: Path) -> Path:
    file.seek(at)
    sidecar.write_bytes(file.read())
    file.truncate(at)
    return sidecar


class Guarded:
    """Puts the security headers on every answer, that of a failure included: so it stands outside of the application."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def guarding(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *((n.lower().encode(), v.encode()) for n, v in HEADERS.items())]
            await send(message)

        await self._app(scope, receive, guarding if scope["type"] == "http" else send)
