"""Compute's input checks."""

from __future__ import annotations

from collections.abc import Callable

from ..commit.program import MAX_OPERATORS, MAX_TENSORS
from ..errors import InputError
from ..market import Compute
from ..models import compute as c
from ..units import U64_MAX
from .arguments import MAX_PATH, bytes32, data_of, whole


class CheckedCompute:
    """market.Compute around any other. Specs and terms are models and have checked their own fields' widths."""

    def __init__(self, inner: Compute, now: Callable[[], int]) -> None:
        self._inner, self._now = inner, now

    def config(self) -> c.ComputeConfig:
        return self._inner.config()

    def provider(self, owner: bytes) -> c.Spec | None:
        return self._inner.provider(bytes32("owner", owner))

    def job(self, job_id: bytes) -> c.Job | None:
        return self._inner.job(bytes32("job_id", job_id))

    def dispute(self, dispute_id: bytes) -> c.Dispute | None:
        return self._inner.dispute(bytes32("dispute_id", dispute_id))

    def openings(self, dispute_id: bytes, party: bytes) -> bytes:
        return self._inner.openings(bytes32("dispute_id", dispute_id), bytes32("party", party))

    def register(self, spec: c.Spec) -> c.Registered:
        if spec.device not in list(c.Device):
            known = ", ".join(f"{d.value} {d.name}" for d in c.Device)
            raise InputError("spec.device", spec.device, f"one of {known}", "name the kind of device that the jobs will run on")
        for field in ("memory_mib", "units"):
            whole(f"spec.{field}", getattr(spec, field), 2**32 - 1, 1)
        return self._inner.register(spec)

    def post(self, nonce: int, terms: c.Terms) -> c.Posted:
        for field in ("price", "stake"):
            whole(f"terms.{field}", getattr(terms, field), U64_MAX, 1)
        whole("terms.op_count", terms.op_count, MAX_OPERATORS, 1)
        for field in ("model_count", "input_count"):
            whole(f"terms.{field}", getattr(terms, field), MAX_TENSORS)
        if terms.deadline_at <= (now := self._now()):
            raise InputError("terms.deadline_at", terms.deadline_at, f"after now, {now}", "give the provider time to run the job")
        return self._inner.post(whole("nonce", nonce, U64_MAX), terms)

    def cancel(self, job_id: bytes) -> c.Cancelled:
        return self._inner.cancel(bytes32("job_id", job_id))

    def accept(self, job_id: bytes) -> c.Accepted:
        return self._inner.accept(bytes32("job_id", job_id))

    def commit(self, job_id: bytes, result_root: bytes, trace_root: bytes, path: bytes) -> c.Committed:
        bytes32("job_id", job_id)
        if len(data_of("path", path, MAX_PATH)) % 32:
            raise InputError("path", path, "32 bytes a sibling", "take it from commit.merkle")
        return self._inner.commit(job_id, bytes32("result_root", result_root), bytes32("trace_root", trace_root), path)

    def settle(self, job_id: bytes) -> c.Settled:
        return self._inner.settle(bytes32("job_id", job_id))

    def challenge(self, job_id: bytes) -> c.Challenged:
        return self._inner.challenge(bytes32("job_id", job_id))

    def reveal(self, job_id: bytes, data: bytes) -> c.Revealed:
        return self._inner.reveal(bytes32("job_id", job_id), data_of("data", data))

    def bisect(self, job_id: bytes, choice: int, data: bytes) -> c.Bisected:
        return self._inner.bisect(bytes32("job_id", job_id), whole("choice", choice, 255), data_of("data", data))

    def provide(self, job_id: bytes, offset: int, data: bytes) -> c.Provided:
        return self._inner.provide(bytes32("job_id", job_id), whole("offset", offset, c.MAX_OPENINGS), data_of("data", data))

    def referee(self, job_id: bytes, data: bytes) -> c.Refereed:
        return self._inner.referee(bytes32("job_id", job_id), data_of("data", data))

    def time_out(self, job_id: bytes) -> c.TimedOut:
        return self._inner.time_out(bytes32("job_id", job_id))

    def refund(self, job_id: bytes) -> c.Refunded:
        return self._inner.refund(bytes32("job_id", job_id))

    def reclaim(self, dispute_id: bytes) -> c.Reclaimed:
        return self._inner.reclaim(bytes32("dispute_id", dispute_id))
