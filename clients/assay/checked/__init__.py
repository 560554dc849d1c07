"""Refuses, before anything is sent, what no program could accept: the layer that `connect` puts around every chain.

The markets underneath leave these cases to the programs, so that tests can see the programs' own errors.
"""

from .chain import CheckedChain, CheckedSandbox

__all__ = ["CheckedChain", "CheckedSandbox"]
