"""`assay accuse` and `assay case`: accusing, contesting, serving as a juror."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Annotated

import typer

from .. import ids, jury
from ..errors import InputError
from ..market import Chain
from ..models.court import Accusation, Kind
from .options import Key, On, base_units, id32, joined, member, said, shown

commands = typer.Typer()
case_commands = typer.Typer(no_args_is_help=True, help="Cases in court, and jurors.")
commands.add_typer(case_commands, name="case")

Guilty = Annotated[bool, typer.Option("--guilty/--not-guilty", help="what you think")]


@commands.command()
def accuse(
    accused: str, subject: str, evidence: Path, nonce: int, on: On,
    kind: Annotated[str, typer.Option(help=", ".join(k.name.lower() for k in Kind))] = "misuse", penalty: str = "0", since_at: int = 0, key: Key = None,
) -> None:  # fmt: skip
    """Accuses ACCUSED (64 hex digits) about SUBJECT with the court's bond. EVIDENCE is a file that you publish; its sha256 goes on chain."""
    chain = joined(on, key)
    charge = Accusation(
        accused=id32("accused", accused),
        subject=id32("subject", subject),
        kind=member("kind", kind, Kind, "say what it is about"),
        since_at=since_at or chain.now(),
        penalty=base_units(chain, penalty),
        evidence=sha256(evidence.read_bytes()).digest(),
    )
    said(chain.court.accuse(nonce, charge))


@case_commands.command()
def show(case: str, on: On, key: Key = None) -> None:
    """Shows a case and its running round."""
    chain, case_id = joined(on, key), id32("case", case)
    found = chain.court.case(case_id)
    shown(found, "case")
    running = chain.court.round(case_id, found.round_index) if found else None
    if running is not None:
        shown(running, "round")


@case_commands.command()
def contest(case: str, on: On, key: Key = None) -> None:
    """Contests an accusation, yours or anybody's."""
    said(joined(on, key).court.contest(id32("case", case)))


@case_commands.command()
def enroll(seats: int, on: On, key: Key = None) -> None:
    """Pays for SEATS more seats as a juror."""
    said(joined(on, key).court.enroll(seats))


@case_commands.command()
def resign(seats: int, on: On, key: Key = None) -> None:
    """Gives SEATS back that do not serve."""
    said(joined(on, key).court.resign(seats))


def _secret(chain: Chain, case_id: bytes, use: str) -> bytes:
    """A secret that nobody else can make, and its owner always can again: from a signature of the wallet."""
    found = chain.court.case(case_id)
    number = found.round_index if found is not None else 0
    return sha256(chain.sign(f"Assay: {use} of case 0x{case_id.hex()}, round {number}".encode())).digest()


def _number(chain: Chain, case_id: bytes) -> int:
    found = chain.court.case(case_id)
    if found is None:
        raise InputError("case", case_id, "a case of this court", "copy its id from the Accused event")
    return found.round_index


@case_commands.command()
def seed(case: str, on: On, reveal: bool = False, key: Key = None) -> None:
    """Adds to the randomness of a case's draw: commits, or with --reveal reveals."""
    chain, case_id = joined(on, key), id32("case", case)
    number, secret = _number(chain, case_id), _secret(chain, case_id, "seed")
    if reveal:
        said(chain.court.reveal_seed(case_id, secret))
    else:
        said(chain.court.commit_seed(case_id, ids.seed_commitment(case_id, number, chain.account, secret)))


@case_commands.command("seat")
def seat_jury(case: str, on: On, key: Key = None) -> None:
    """Seats the jury: whose tickets are the lowest."""
    for event in jury.seat(joined(on, key), id32("case", case)):
        said(event)


@case_commands.command()
def vote(case: str, on: On, guilty: Guilty, reveal: bool = False, key: Key = None) -> None:
    """Votes as a juror: commits, or with --reveal reveals. Say the same both times."""
    chain, case_id = joined(on, key), id32("case", case)
    number, salt = _number(chain, case_id), _secret(chain, case_id, "vote")
    if reveal:
        said(chain.court.reveal_vote(case_id, guilty, salt))
    else:
        said(chain.court.commit_vote(case_id, ids.vote_commitment(case_id, number, chain.account, guilty, salt)))


@case_commands.command()
def tally(case: str, on: On, key: Key = None) -> None:
    """Counts a round that is over."""
    said(joined(on, key).court.tally(id32("case", case)))


@case_commands.command()
def appeal(case: str, on: On, key: Key = None) -> None:
    """Appeals against a ruling."""
    said(joined(on, key).court.appeal(id32("case", case)))


@case_commands.command()
def close(case: str, on: On, key: Key = None) -> None:
    """Makes a ruling final."""
    said(joined(on, key).court.close(id32("case", case)))


@case_commands.command()
def release(case: str, number: int, juror: str, on: On, key: Key = None) -> None:
    """Frees and pays a juror's seats of round NUMBER of a closed case."""
    said(joined(on, key).court.release(id32("case", case), number, id32("juror", juror)))


@case_commands.command()
def collect(case: str, party: str, on: On, key: Key = None) -> None:
    """Has a party of a closed case paid."""
    said(joined(on, key).court.collect(id32("case", case), id32("party", party)))
