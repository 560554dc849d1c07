"""A job as both sides hold it: the program and the tensors that it names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from assay.commit.program import Program
from assay.commit.tensor import Dims, DType, Tensor, tensors_tree
from assay.errors import InputError
from assay.models.compute import Terms

from .tensors import has_strange_nan

NOTHING = bytes(32)


@dataclass(frozen=True)
class JobBundle:
    """A program with its model tensors and its input tensors. Nothing in it changes after it was made."""

    program: Program
    model: list[Tensor]
    inputs: list[Tensor]

    @cached_property
    def model_root(self) -> bytes:
        """The root over the model tensors; zero where there are none."""
        return _root(self.model)

    @cached_property
    def input_root(self) -> bytes:
        """The root over the input tensors; zero where there are none."""
        return _root(self.inputs)

    def terms(self, price: int, stake: int, deadline_at: int, **needs: object) -> Terms:
        """The terms to post this job under: `price` and `stake` in base units, `deadline_at` in unix seconds.

        `needs` are the further fields of Terms (device, memory_mib, units, region, provider). Raises InputError for a field of another
        name or out of range.
        """
        fields: dict[str, object] = {
            "price": price,
            "stake": stake,
            "deadline_at": deadline_at,
            "op_count": len(self.program.operators),
            "model_count": len(self.model),
            "input_count": len(self.inputs),
            "program_root": self.program.root,
            "model_root": self.model_root,
            "input_root": self.input_root,
        }
        return Terms.model_validate(fields | needs)

    def matches(self, terms: Terms) -> bool:
        """Whether this is the job that `terms` commit to."""
        own = self.terms(terms.price, terms.stake, terms.deadline_at)
        names = ("op_count", "model_count", "input_count", "program_root", "model_root", "input_root")
        return all(getattr(own, name) == getattr(terms, name) for name in names)

    def validate(self) -> None:
        """Checks the program against the tensors, and the tensors' NaNs. Raises InputError that names what is wrong.

        A provider calls this before it accepts: who accepts a malformed program cannot answer for it later.
        """
        self._validated  # noqa: B018  # nothing changes after it was made, so once is enough

    @cached_property
    def _validated(self) -> bool:
        self.program.validate(_types(self.model), _types(self.inputs))
        for name, tensors in (("model", self.model), ("inputs", self.inputs)):
            for at, tensor in enumerate(tensors):
                if has_strange_nan(tensor):
                    raise InputError(f"{name}[{at}]", "a NaN", "0x7fc00000 where it is not a number", "write NaNs with those bits, or clean the data")
        return True


def _root(tensors: list[Tensor]) -> bytes:
    return tensors_tree(tensors).root if tensors else NOTHING


def _types(tensors: list[Tensor]) -> list[tuple[DType, Dims]]:
    return [(t.dtype, t.dims) for t in tensors]
