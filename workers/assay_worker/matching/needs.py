"""What a requester needs of a provider, as an expression of the Common Expression Language over its attributes (attributes.py).

device.kind == "nvidia" && device.memory_mib >= 80000 && attested.interconnect == "nvlink" && backing.interconnect >= 100000000
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import cel
from assay.errors import InputError

from .attributes import Attributes

MAX_CHARS = 1_000
# Loops over loops take time that grows with every nesting, for each provider anew.
MAX_LOOPS = 1
LOOP = re.compile(r"\.\s*(all|exists|exists_one|map|filter|sortBy)\s*\(")
ROOTS = frozenset({"device", "attested", "backing", "benchmark"})


class Needs:
    """A checked expression. `source` is what was written."""

    def __init__(self, source: str) -> None:
        if not 1 <= len(source) <= MAX_CHARS:
            raise InputError("needs", f"{len(source)} characters", f"1 to {MAX_CHARS} characters", "say less, or split the jobs")
        if len(LOOP.findall(source)) > MAX_LOOPS:
            raise InputError("needs", source, f"at most {MAX_LOOPS} of all, exists, exists_one, map, filter", "name the values one by one, or use `in`")
        try:
            program = cel.compile(source)
        except ValueError as error:
            raise InputError("needs", source, "an expression of the Common Expression Language", str(error).splitlines()[0]) from error
        if strangers := sorted(set(program.variables()) - ROOTS - _bound(source)):
            raise InputError("needs", ", ".join(strangers), f"attributes under {', '.join(sorted(ROOTS))}", "see docs/matching.md for what there is")
        self.source, self._program = source, program

    def met_by(self, attributes: Attributes) -> bool:
        """Whether the provider satisfies them. What nobody attested of it is not satisfied: an unknown attribute is no.

        Raises InputError where the expression is of another type than a truth value, or compares what cannot be compared.
        """
        try:
            said = self._program.execute(attributes.for_expression())
        except KeyError:
            return False
        except (TypeError, ValueError, RuntimeError) as error:
            raise InputError("needs", self.source, "comparisons of like with like", str(error).splitlines()[0]) from error
        if not isinstance(said, bool):
            raise InputError("needs", self.source, "an expression that is true or false", f"compare what it gives ({type(said).__name__}) with something")
        return said

    def choose(self, providers: Mapping[bytes, Attributes]) -> list[bytes]:
        """The addresses (32 bytes) that satisfy them, sorted: the allowed set of a listing (commit.matches)."""
        return sorted(owner for owner, attributes in providers.items() if self.met_by(attributes))


def _bound(source: str) -> frozenset[str]:
    """The names that the source's loops bind."""
    names: Iterable[str] = re.findall(r"\.\s*(?:all|exists|exists_one|map|filter|sortBy)\s*\(\s*([A-Za-z_]\w*)\s*,", source)
    return frozenset(names)
