"""Assay: no coin moves on anyone's word.

`connect` gives a `Chain`: market.Staking and market.Compute as one account, on Solana, on the EVM or on the reference in memory.
"""

from . import errors, ids, models
from .connect import connect, load_deployment, sandbox
from .market import Chain, Compute, Sandbox, Staking
from .models.deployment import Deployment, Settings
from .units import Amount, Token

__version__ = "0.1.0"

__all__ = [
    "Amount", "Chain", "Compute", "Deployment", "Sandbox", "Settings", "Staking", "Token", "connect", "errors", "ids", "load_deployment", "models", "sandbox",
]  # fmt: skip
