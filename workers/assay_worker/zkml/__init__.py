"""Models as circuits: compile, prove with snarkjs, verify in milliseconds (docs/circuits.md)."""

from .groth16 import Key, verify
from .model import IntegerModel, Observation
from .prover import Circuit, Proof, prove

__all__ = ["Circuit", "IntegerModel", "Key", "Observation", "Proof", "prove", "verify"]
