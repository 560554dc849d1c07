"""What goes over the wire: OpenAI's shapes of requests and errors."""

from __future__ import annotations

import json
from math import ceil
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, StrictStr, ValidationError

from ..jobs import minilm
from .engine import MODEL

MAX_BODY = 1 << 20
# The model drops what is beyond 256 tokens; a text that fills all of them may have been cut, so it is refused instead.
MOST_TOKENS = minilm.MAX_TOKENS - 1


class Refusal(Exception):
    """An answer other than the one asked for: a status and OpenAI's error object."""

    def __init__(self, status: int, code: str, message: str, *, param: str | None = None, retry_after: float | None = None, retry: bool = False) -> None:
        super().__init__(message)
        kind = "authentication_error" if status == 401 else "requests" if status == 429 else "server_error" if status >= 500 else "invalid_request_error"
        self.status, self.code = status, code
        self.body = {"error": {"message": message, "type": kind, "param": param, "code": code}}
        # OpenAI's clients send again what failed with 409, 429 or 5xx: a second job, unless they are told not to.
        self.headers = {"x-should-retry": "true" if retry or retry_after is not None else "false"}
        if retry_after is not None:
            self.headers["Retry-After"] = str(max(1, ceil(retry_after)))


class EmbeddingsRequest(BaseModel):
    """POST /v1/embeddings. `user` is taken and not used."""

    model_config = ConfigDict(extra="forbid")

    input: StrictStr | list[StrictStr]
    model: StrictStr
    encoding_format: Literal["float", "base64"] = "float"
    stream: StrictBool = False
    dimensions: StrictInt | None = None
    user: StrictStr | None = Field(default=None, max_length=256)


def parse(raw: bytes, most_texts: int) -> tuple[EmbeddingsRequest, list[str]]:
    """The request and its texts. Raises Refusal."""
    try:
        ask = EmbeddingsRequest.model_validate_json(raw)
    except ValidationError as fault:
        first = fault.errors(include_url=False, include_input=False)[0]
        param = str(first["loc"][0]) if first["loc"] else None
        raise Refusal(400, "invalid_request", f"{param or 'body'}: {first['msg']}", param=param) from None
    if ask.model != MODEL:
        raise Refusal(404, "model_not_found", f"there is no model {ask.model!r} here; GET /v1/models lists them", param="model")
    if ask.dimensions not in (None, minilm.WIDTH):
        raise Refusal(400, "unsupported_value", f"dimensions: a vector of this model has {minilm.WIDTH}", param="dimensions")
    texts = [ask.input] if isinstance(ask.input, str) else ask.input
    if not 1 <= len(texts) <= most_texts:
        raise Refusal(400, "invalid_request", f"input: 1..={most_texts} texts a request, these are {len(texts)}", param="input")
    if not all(texts):
        raise Refusal(400, "invalid_request", "input: an empty text has no meaning to embed", param="input")
    return ask, texts


def count_tokens(texts: list[str]) -> int:
    """The tokens of all texts. Raises Refusal for one that is too long for the model."""
    lengths = minilm.tokenise(texts).present.sum(axis=1)
    if lengths.max() > MOST_TOKENS:
        at = int(lengths.argmax())
        raise Refusal(400, "context_length_exceeded", f"input[{at}]: more than {MOST_TOKENS} tokens; split the text", param="input")
    return int(lengths.sum())


def sent_event(name: str, data: dict[str, Any]) -> str:
    """One server-sent event."""
    return f"event: {name}\ndata: {json.dumps(data, separators=(',', ':'))}\n\n"
