"""The HTTP face: FastAPI over an engine."""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from assay import ids
from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import HTTPException
from fastapi.responses import JSONResponse, Response, StreamingResponse
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from . import keys
from .engine import MODEL, Engine
from .journal import DONE, FAILED, PLACED, KeyRecord, KeyReused, QueueFull
from .journal import Request as Taken
from .metrics import Metrics
from .wire import MAX_BODY, Refusal, count_tokens, parse, sent_event

log = logging.getLogger("assay.api")

HEARTBEAT_SECS = 10.0
NOT_OFFERED = "no generative model is bundled here, so completions are not offered; POST /v1/embeddings is"
THIS_MODEL = {"id": MODEL, "object": "model", "created": 0, "owned_by": "assay"}

Heard = asyncio.Queue[tuple[str, dict[str, Any]]]


def create(engine: Engine, *, patience_secs: float = 120, clock: Callable[[], float] = time.monotonic) -> FastAPI:
    """The application. It starts the engine when it starts and stops it when it ends; `patience_secs` is how long a caller is kept waiting."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        engine.start()
        yield
        await run_in_threadpool(engine.stop)

    app = FastAPI(title="Assay inference", docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    buckets = keys.Buckets(clock)
    app.add_middleware(Counted, metrics=engine.metrics)

    async def holder(request: Request) -> KeyRecord:
        scheme, _, key = request.headers.get("authorization", "").partition(" ")
        record = await run_in_threadpool(keys.known, engine.journal, key.strip()) if scheme.lower() == "bearer" else None
        if record is None:
            raise Refusal(401, "invalid_api_key", "no valid API key; send `Authorization: Bearer <key>`")
        return record

    async def limited(request: Request) -> KeyRecord:
        record = await holder(request)
        if wait := buckets.take(record):
            raise Refusal(429, "rate_limit_exceeded", f"this key may send {record.a_minute} requests a minute", retry_after=wait)
        return record

    @app.exception_handler(Refusal)
    async def refused(_: Request, refusal: Refusal) -> JSONResponse:
        return JSONResponse(refusal.body, refusal.status, refusal.headers)

    @app.exception_handler(HTTPException)
    async def no_such_route(_: Request, fault: HTTPException) -> JSONResponse:
        refusal = Refusal(fault.status_code, "not_found" if fault.status_code == 404 else "not_allowed", str(fault.detail))
        return JSONResponse(refusal.body, refusal.status, refusal.headers)

    app.add_exception_handler(404, no_such_route)  # type: ignore[arg-type]
    app.add_exception_handler(405, no_such_route)  # type: ignore[arg-type]

    @app.exception_handler(Exception)
    async def failed(_: Request, fault: Exception) -> JSONResponse:
        log.error("a request failed", exc_info=fault)
        refusal = Refusal(500, "internal_error", "the server failed; what it had taken is not lost")
        return JSONResponse(refusal.body, refusal.status, refusal.headers)

    @app.get("/healthz")
    async def alive() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/metrics")
    async def metrics() -> Response:
        return Response(await run_in_threadpool(engine.metrics.text), media_type=CONTENT_TYPE_LATEST)

    @app.get("/v1/models")
    async def models(request: Request) -> dict[str, Any]:
        await holder(request)
        return {"object": "list", "data": [THIS_MODEL]}

    @app.get("/v1/models/{name}")
    async def model(request: Request, name: str) -> dict[str, Any]:
        await holder(request)
        if name != MODEL:
            raise Refusal(404, "model_not_found", f"there is no model {name!r} here", param="model")
        return THIS_MODEL

    @app.post("/v1/completions")
    @app.post("/v1/chat/completions")
    async def completions(request: Request) -> None:
        await holder(request)
        raise Refusal(404, "not_offered", NOT_OFFERED)

    @app.post("/v1/embeddings")
    async def embeddings(request: Request) -> Response:
        key = await limited(request)
        ask, texts = parse(await _body(request), engine.offer.max_batch)
        tokens = await run_in_threadpool(count_tokens, texts)
        idempotency = request.headers.get("idempotency-key")
        if idempotency is not None and not 1 <= len(idempotency) <= 255:
            raise Refusal(400, "invalid_request", "Idempotency-Key: 1..=255 characters")
        own_id = f"req_{secrets.token_hex(12)}"
        heard, leave = _hear(engine, own_id)
        try:
            taken = await run_in_threadpool(engine.submit, own_id, key.key_id, texts, tokens, ask.encoding_format, idempotency)
        except QueueFull as full:
            leave()
            raise Refusal(429, "queue_full", f"{full}; nothing was taken", retry_after=2) from None
        except KeyReused as fault:
            leave()
            raise Refusal(409, "idempotency_key_reused", str(fault)) from None
        if taken.request_id != own_id:  # sent before: listen to that one, which may have been answered before we did
            leave()
            heard, leave = _hear(engine, taken.request_id)
            taken = await run_in_threadpool(_read_again, engine, taken)
        if taken.status == DONE and taken.body is not None:
            heard.put_nowait(("result", taken.body))
        elif taken.status == FAILED:
            heard.put_nowait(("error", {"message": taken.error}))
        if ask.stream:
            events = _stream(taken.request_id, heard, leave, patience_secs)
            return StreamingResponse(events, media_type="text/event-stream", headers={"Cache-Control": "no-store", "X-Request-Id": taken.request_id})
        try:
            body = await _outcome(taken.request_id, heard, patience_secs)
        finally:
            leave()
        return JSONResponse(body, headers={"X-Request-Id": taken.request_id})

    @app.get("/v1/requests/{request_id}")
    async def outcome(request: Request, request_id: str) -> dict[str, Any]:
        key = await holder(request)
        return await run_in_threadpool(_described, engine, key, request_id)

    return app


async def _body(request: Request) -> bytes:
    raw = bytearray()
    async for piece in request.stream():
        raw += piece
        if len(raw) > MAX_BODY:
            raise Refusal(413, "request_too_large", f"a request has at most {MAX_BODY} bytes")
    return bytes(raw)


def _hear(engine: Engine, request_id: str) -> tuple[Heard, Callable[[], None]]:
    """What the engine's thread says of a request, in this loop."""
    heard, loop = Heard(), asyncio.get_running_loop()

    def listener(name: str, data: dict[str, Any]) -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(heard.put_nowait, (name, data))

    return heard, engine.listen(request_id, listener)


def _read_again(engine: Engine, taken: Taken) -> Taken:
    return engine.journal.request(taken.request_id) or taken


def _too_late(request_id: str, patience_secs: float) -> Refusal:
    return Refusal(504, "still_running", f"no answer within {patience_secs:g} s; it goes on: GET /v1/requests/{request_id}")


def _unanswered(data: dict[str, Any]) -> Refusal:
    return Refusal(503, "market_failed", f"the market gave no answer: {data['message']}")


async def _outcome(request_id: str, heard: Heard, patience_secs: float) -> dict[str, Any]:
    try:
        async with asyncio.timeout(patience_secs):
            while True:
                name, data = await heard.get()
                if name == "result":
                    return data
                if name == "error":
                    raise _unanswered(data)
    except TimeoutError:
        raise _too_late(request_id, patience_secs) from None


async def _stream(request_id: str, heard: Heard, leave: Callable[[], None], patience_secs: float) -> AsyncIterator[str]:
    end = time.monotonic() + patience_secs
    try:
        yield sent_event("queued", {"id": request_id})
        while (left := end - time.monotonic()) > 0:
            try:
                name, data = await asyncio.wait_for(heard.get(), min(left, HEARTBEAT_SECS))
            except TimeoutError:
                yield ": waiting\n\n"
                continue
            yield sent_event(name, data if name != "error" else _unanswered(data).body)
            if name in ("result", "error"):
                break
        else:
            yield sent_event("error", _too_late(request_id, patience_secs).body)
        yield "data: [DONE]\n\n"
    finally:
        leave()


def _described(engine: Engine, key: KeyRecord, request_id: str) -> dict[str, Any]:
    found = engine.journal.request(request_id)
    if found is None or found.key_id != key.key_id:
        raise Refusal(404, "not_found", f"this key made no request {request_id!r}")
    job = None if found.nonce is None else engine.journal.job(found.nonce)
    state = None if job is None or job.state is None else job.state.name.lower()
    body = found.body
    if body is not None and job is not None:  # the answer is as it was, its standing is as it is
        body = body | {"receipt": body["receipt"] | {"standing": state, "window_ends_at": job.window_ends_at}}
    return {
        "id": found.request_id,
        "object": "assay.request",
        "created": found.made_at,
        "status": (state or "placed") if found.status == PLACED else found.status,
        "job_id": None if job is None else "0x" + ids.job_id(*engine.posts_as, job.nonce).hex(),
        "standing": state,
        "attempts": found.attempts,
        "error": found.error,
        "response": body,
    }


class Counted:
    """Counts requests and times them to the end of the answer, a streamed one's last event included."""

    PATHS = ("/v1/embeddings", "/v1/models", "/v1/completions", "/v1/chat/completions")

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        began, status = time.monotonic(), 500

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        path = scope["path"] if scope["path"] in self.PATHS else "/v1/requests" if scope["path"].startswith("/v1/requests/") else "other"
        try:
            return await self._app(scope, receive, noting)
        finally:
            self._metrics.requests.labels(path, str(status)).inc()
            self._metrics.latency.labels(path).observe(time.monotonic() - began)
