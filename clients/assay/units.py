"""Amounts in base units. No floats: a decimal string is parsed exactly or refused."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from .errors import InputError

U64_MAX = 2**64 - 1
BPS = 10_000


@dataclass(frozen=True, slots=True)
class Token:
    """A token of `decimals` decimals. `address` is 32 bytes (an EVM address is left-padded)."""

    symbol: str
    decimals: int
    address: bytes


@dataclass(frozen=True, slots=True)
class Amount:
    """`base` whole base units (u64) of `token`."""

    base: int
    token: Token

    def __post_init__(self) -> None:
        if not 0 <= self.base <= U64_MAX:
            raise InputError("amount", self.base, "0..=2**64-1 base units", "split it over several calls")

    def __int__(self) -> int:
        return self.base

    def __str__(self) -> str:
        whole, rest = divmod(self.base, 10**self.token.decimals)
        tail = f".{rest:0{self.token.decimals}d}".rstrip("0") if rest else ""
        return f"{whole}{tail} {self.token.symbol}"

    @classmethod
    def parse(cls, text: str, token: Token) -> Amount:
        """Reads a decimal such as "1.25". Raises InputError where it has more decimals than the token."""
        try:
            scaled = Decimal(text).scaleb(token.decimals)
        except InvalidOperation:
            raise InputError("amount", text, "a decimal number", "write it as 12.5") from None
        if not scaled.is_finite() or scaled != scaled.to_integral_value():
            raise InputError("amount", text, f"at most {token.decimals} decimals", "round it yourself; nothing is rounded here")
        return cls(int(scaled), token)


def share_down(amount: int, bps: int) -> int:
    """`bps` of `amount`, rounded towards zero: for who gains."""
    return amount * bps // BPS
