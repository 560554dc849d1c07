"""What one transaction cost."""

from __future__ import annotations

from .base import Model


class Receipt(Model):
    """`cost` is gas on the EVM, compute units on Solana, 0 in the reference; `size` is the transaction's bytes."""

    verb: str
    tx: str
    cost: int
    size: int
