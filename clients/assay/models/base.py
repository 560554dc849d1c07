"""What every model and event shares: frozen, strict about bounds, and an InputError instead of pydantic's own."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, ValidationError

from ..errors import InputError

ZERO = bytes(32)


def _from_hex(value: Any) -> Any:
    return bytes.fromhex(value.removeprefix("0x")) if isinstance(value, str) else value


Bytes32 = Annotated[bytes, BeforeValidator(_from_hex), Field(min_length=32, max_length=32), PlainSerializer(lambda b: "0x" + b.hex(), when_used="json")]
Bytes = Annotated[bytes, BeforeValidator(_from_hex), PlainSerializer(lambda b: "0x" + b.hex(), when_used="json")]
Address = Bytes32
U8 = Annotated[int, Field(ge=0, lt=2**8)]
U16 = Annotated[int, Field(ge=0, lt=2**16)]
U32 = Annotated[int, Field(ge=0, lt=2**32)]
U64 = Annotated[int, Field(ge=0, lt=2**64)]
Bps = Annotated[int, Field(ge=0, le=10_000)]


class Model(BaseModel):
    """A frozen value. Raises InputError, naming the field and its bound, where a value does not fit."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def __init__(self, **values: Any) -> None:
        try:
            super().__init__(**values)
        except ValidationError as e:
            first = e.errors()[0]
            field = ".".join(str(p) for p in first["loc"]) or type(self).__name__
            raise InputError(f"{type(self).__name__}.{field}", first.get("input"), first["msg"], "correct it before sending") from None


class Event(Model):
    """Something a program did. Fields stand in the order in which the programs emit them."""
