"""market.Compute on Solana."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from solders.instruction import Instruction
from solders.pubkey import Pubkey

from .. import ids
from ..errors import InputError, ProtocolError
from ..models import compute as m
from ..models.base import ZERO
from . import pda
from .generated import compute as g
from .session import Session, fields_of, key, plain
from .transport import MAX_UNITS


class SolanaCompute:
    """market.Compute for one account.

    Accounts whose address depends on the job are looked up first. Where the job is unknown or in another state, any address will do:
    the program refuses before it looks.
    """

    def __init__(self, session: Session) -> None:
        self._s = session

    def config(self) -> m.ComputeConfig:
        data = self._s.read(pda.compute_config())
        if data is None:
            raise InputError("deployment.compute", self._s.deployment.compute, "deployed", "deploy it with scripts/deploy.py")
        raw = g.ComputeConfig.decode(data, 8)[0]
        return m.ComputeConfig(**fields_of(raw))

    def provider(self, owner: bytes) -> m.Spec | None:
        key("owner", owner)
        data = self._s.read(pda.provider(owner))
        return None if data is None else m.Spec(**plain(g.Provider.decode(data, 8)[0].spec))

    def job(self, job_id: bytes) -> m.Job | None:
        raw = self._job(job_id)
        if raw is None:
            return None
        return m.Job(**{k: v for k, v in plain(raw).items() if k != "bump"} | {"state": m.JobState(raw.state)})

    def dispute(self, dispute_id: bytes) -> m.Dispute | None:
        raw = self._dispute(dispute_id)
        if raw is None:
            return None
        values = {k: v for k, v in plain(raw).items() if k != "bump"}
        return m.Dispute(**values | {"outcome": m.Outcome(raw.outcome), "phase": m.Phase(raw.phase), "turn": m.Turn(raw.turn)})

    def openings(self, dispute_id: bytes, party: bytes) -> bytes:
        key("dispute_id", dispute_id)
        key("party", party)
        data = self._s.read(pda.opening(dispute_id, party))
        return b"" if data is None else g.Opening.decode(data, 8)[0].data

    def _job(self, job_id: bytes) -> g.Job | None:
        key("job_id", job_id)
        data = self._s.read(pda.job(job_id))
        return None if data is None else g.Job.decode(data, 8)[0]

    def _dispute(self, dispute_id: bytes) -> g.Dispute | None:
        key("dispute_id", dispute_id)
        data = self._s.read(pda.dispute(dispute_id))
        return None if data is None else g.Dispute.decode(data, 8)[0]

    def _current(self, job_id: bytes) -> tuple[g.Job | None, bytes]:
        """The job and the id of its latest dispute."""
        job = self._job(job_id)
        return job, ids.dispute_id(job_id, max(job.attempts - 1, 0) if job else 0)

    # a job's life

    def register(self, spec: m.Spec) -> m.Registered:
        ix = g.register(caller=self._s.caller, provider=pda.provider(self._s.account), spec=g.Spec(**dict(spec)))
        return self._s.write("register", [ix], m.Registered)

    def post(self, nonce: int, terms: m.Terms) -> m.Posted:
        ix = g.post(
            caller=self._s.caller, config=pda.compute_config(), job=pda.job(ids.job_id(bytes(pda.slasher()), self._s.account, nonce)),
            caller_token=self._s.caller_token, escrow=pda.escrow(), nonce=nonce, terms=g.Terms(**dict(terms)),
        )  # fmt: skip
        return self._s.write("post", [ix], m.Posted)

    def cancel(self, job_id: bytes) -> m.Cancelled:
        key("job_id", job_id)
        ix = g.cancel(
            caller=self._s.caller, config=pda.compute_config(), job=pda.job(job_id), caller_token=self._s.caller_token, escrow=pda.escrow(), job_id=job_id
        )
        return self._s.write("cancel", [*self._s.opened(self._s.account), ix], m.Cancelled)

    def accept(self, job_id: bytes) -> m.Accepted:
        key("job_id", job_id)
        ix = g.accept(
            caller=self._s.caller, config=pda.compute_config(), job=pda.job(job_id), provider=pda.provider(self._s.account),
            stake=pda.stake(self._s.account), slasher=pda.slasher(), staking_config=pda.staking_config(), naming=self._naming(job_id), job_id=job_id,
        )  # fmt: skip
        return self._s.write("accept", [ix], m.Accepted)

    def _naming(self, job_id: bytes) -> Pubkey | None:
        """Where matching says who may accept a job that names it."""
        job = self.job(job_id)
        return pda.listing(job_id) if job is not None and job.terms.provider == bytes(pda.namer()) else None

    def commit(self, job_id: bytes, result_root: bytes, trace_root: bytes, path: bytes) -> m.Committed:
        for name, value in (("job_id", job_id), ("result_root", result_root), ("trace_root", trace_root)):
            key(name, value)
        ix = g.commit(
            caller=self._s.caller, config=pda.compute_config(), job=pda.job(job_id), job_id=job_id, result_root=result_root, trace_root=trace_root,
            path=path,
        )  # fmt: skip
        return self._s.write("commit", [ix], m.Committed)

    def settle(self, job_id: bytes) -> m.Settled:
        job = self._job(job_id)
        provider = job.provider if job else ZERO
        ix = g.settle(
            config=pda.compute_config(), job=pda.job(job_id), stake=pda.stake(provider), slasher=pda.slasher(), staking_config=pda.staking_config(),
            provider_token=self._s.token_account(provider), escrow=pda.escrow(), job_id=job_id,
        )  # fmt: skip
        return self._s.write("settle", [*self._paid(job, m.JobState.COMMITTED, provider), ix], m.Settled)

    def refund(self, job_id: bytes) -> m.Refunded:
        job = self._job(job_id)
        requester = job.requester if job else ZERO
        ix = g.refund(config=pda.compute_config(), job=pda.job(job_id), requester_token=self._s.token_account(requester), escrow=pda.escrow(), job_id=job_id)
        return self._s.write("refund", [*self._paid(job, m.JobState.FAULTED, requester), ix], m.Refunded)

    def _paid(self, job: g.Job | None, state: m.JobState, owner: bytes) -> list[Instruction]:
        """What opens the token account of who is paid, where the job is in the state in which that happens."""
        return self._s.opened(owner) if job is not None and job.state == state else []

    # the dispute

    def challenge(self, job_id: bytes) -> m.Challenged:
        job = self._job(job_id)
        next_id = ids.dispute_id(job_id, job.attempts if job else 0)
        ix = g.challenge(
            caller=self._s.caller, config=pda.compute_config(), job=pda.job(job_id), dispute=pda.dispute(next_id), caller_token=self._s.caller_token,
            escrow=pda.escrow(), job_id=job_id,
        )  # fmt: skip
        return self._s.write("challenge", [ix], m.Challenged)

    def reveal(self, job_id: bytes, data: bytes) -> m.Revealed:
        _, current = self._current(job_id)
        ix = g.reveal(caller=self._s.caller, config=pda.compute_config(), job=pda.job(job_id), dispute=pda.dispute(current), job_id=job_id, data=data)
        return self._s.write("reveal", [ix], m.Revealed)

    def bisect(self, job_id: bytes, choice: int, data: bytes) -> m.Bisected:
        _, current = self._current(job_id)
        ix = g.bisect(
            caller=self._s.caller, config=pda.compute_config(), job=pda.job(job_id), dispute=pda.dispute(current), job_id=job_id, choice=choice, data=data
        )
        return self._s.write("bisect", [ix], m.Bisected)

    def provide(self, job_id: bytes, offset: int, data: bytes) -> m.Provided:
        _, current = self._current(job_id)
        return self._s.write("provide", [self._provide(job_id, current, offset, data)], m.Provided)

    def _provide(self, job_id: bytes, current: bytes, offset: int, data: bytes) -> Instruction:
        return g.provide(
            caller=self._s.caller, job=pda.job(job_id), dispute=pda.dispute(current), opening=pda.opening(current, self._s.account), job_id=job_id,
            offset=offset, data=data,
        )  # fmt: skip

    def referee(self, job_id: bytes, data: bytes) -> m.Refereed:
        job, current = self._current(job_id)
        before = self.openings(current, self._s.account)
        held = self._s.read(pda.opening(current, self._s.account)) is not None
        room = self._s.room([self._referee(job, job_id, current, True, b"")], MAX_UNITS)
        if len(data) <= room:
            return self._s.write("referee", [self._referee(job, job_id, current, held, data)], m.Refereed, MAX_UNITS)
        # All but what fits in the call itself is laid down before it.
        ahead, rest = data[: len(data) - room], data[len(data) - room :]
        try:
            self._lay_down(job_id, current, len(before), ahead)
            return self._s.write("referee", [self._referee(job, job_id, current, True, rest)], m.Refereed, MAX_UNITS)
        except ProtocolError:
            # A call that was refused must not change what the next one starts from. Where even that is refused the dispute is over.
            with contextlib.suppress(ProtocolError):
                if self.openings(current, self._s.account) != before:
                    self._lay_down(job_id, current, 0, before)
            raise

    def _lay_down(self, job_id: bytes, current: bytes, offset: int, data: bytes) -> None:
        room = self._s.room([self._provide(job_id, current, 0, b"")])
        for start in range(0, len(data), room) or (0,):
            self.provide(job_id, offset + start, data[start : start + room])

    def _referee(self, job: g.Job | None, job_id: bytes, current: bytes, held: bool, data: bytes) -> Instruction:
        return g.referee(
            caller=self._s.caller, config=pda.compute_config(), job=pda.job(job_id), dispute=pda.dispute(current),
            opening=pda.opening(current, self._s.account) if held else None, stake=pda.stake(job.provider if job else ZERO),
            fault=pda.fault(ids.fault_id(current)), slasher=pda.slasher(), staking_config=pda.staking_config(), job_id=job_id, data=data,
        )  # fmt: skip

    def time_out(self, job_id: bytes) -> m.TimedOut:
        job, current = self._current(job_id)
        subject = current if job is not None and job.state == m.JobState.DISPUTED else job_id
        ix = g.time_out(
            caller=self._s.caller, config=pda.compute_config(), job=pda.job(job_id), dispute=pda.dispute(current),
            stake=pda.stake(job.provider if job else ZERO), fault=pda.fault(ids.fault_id(subject)), slasher=pda.slasher(),
            staking_config=pda.staking_config(), job_id=job_id,
        )  # fmt: skip
        return self._s.write("time_out", [ix], m.TimedOut)

    def reclaim(self, dispute_id: bytes) -> m.Reclaimed:
        raw = self._dispute(dispute_id)
        treasury = self._s.deployment.treasury
        challenger, provider = (raw.challenger, raw.provider) if raw else (ZERO, ZERO)
        ix = g.reclaim(
            config=pda.compute_config(), dispute=pda.dispute(dispute_id), challenger_token=self._s.token_account(challenger),
            provider_token=self._s.token_account(provider), treasury_token=self._s.token_account(treasury), escrow=pda.escrow(), dispute_id=dispute_id,
        )  # fmt: skip
        return self._s.write("reclaim", [*self._s.opened(*_due(raw, treasury)), ix], m.Reclaimed)


def _due(dispute: g.Dispute | None, treasury: bytes) -> Iterator[bytes]:
    """Who is paid when the bond of a decided dispute is."""
    if dispute is None or dispute.reclaimed:
        return
    if dispute.outcome == m.Outcome.PROVIDER_LOST:
        yield dispute.challenger
    elif dispute.outcome == m.Outcome.CHALLENGER_LOST:
        if dispute.bond > 1:
            yield dispute.provider
        yield treasury
