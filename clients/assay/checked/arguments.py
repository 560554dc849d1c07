"""What every verb's arguments are held to. Each answers with the value, or raises an InputError that names the field."""

from __future__ import annotations

from collections.abc import Callable

from ..errors import InputError
from ..models.base import ZERO
from ..models.compute import MAX_OPENINGS
from ..models.deployment import Deployment
from ..units import U64_MAX, Amount

U32_MAX = 2**32 - 1
MAX_PATH = 32 * 64
# A node's clock is its last block's; what is said to have happened since is not in its future yet.
LAG_SECS = 60


def bytes32(field: str, value: bytes) -> bytes:
    if not isinstance(value, bytes) or len(value) != 32:
        raise InputError(field, value, "32 bytes", "an EVM address is left-padded with zeros")
    return value


def somebody(field: str, value: bytes) -> bytes:
    if bytes32(field, value) == ZERO:
        raise InputError(field, value, "somebody's address", "nobody holds the zero address")
    return value


def whole(field: str, value: int, most: int, least: int = 0) -> int:
    # True is an int to Python and an amount to nobody.
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise InputError(field, value, f"a whole number in {least}..={most}", "correct it before sending")
    return value


def data_of(field: str, value: bytes, most: int = MAX_OPENINGS) -> bytes:
    if not isinstance(value, bytes) or len(value) > most:
        raise InputError(field, value, f"at most {most} bytes", "no step of the protocol needs more")
    return value


def said_by(field: str, at: int, latest: int) -> int:
    """A time that may not lie beyond `latest` by the chain's clock."""
    if at > latest + LAG_SECS:
        raise InputError(field, at, f"{latest} at the latest", "correct it before sending")
    return at


class Amounts:
    """Reads amounts, as whole base units or as an Amount of the right token: the deployment's unless said."""

    def __init__(self, deployment: Deployment) -> None:
        self._deployment = deployment

    def __call__(self, field: str, value: int | Amount, token: Callable[[], bytes] | None = None, least: int = 1) -> int:
        """`token` is asked for only where the amount says its own."""
        if isinstance(value, Amount):
            wanted = self._deployment.token if token is None else token()
            if value.token.address != wanted:
                symbol = f"{self._deployment.token_symbol} " if wanted == self._deployment.token else ""
                raise InputError(field, str(value), f"an amount of {symbol}(0x{wanted.hex()})", "other tokens are not taken here")
            value = value.base
        return whole(field, value, U64_MAX, least)
