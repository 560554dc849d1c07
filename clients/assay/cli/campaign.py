"""`assay campaign`, `assay judge` and `assay grant`: what sponsors, experts and checkers do on a chain."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from .. import ids
from ..commit import judgments
from ..errors import InputError
from ..market import Chain
from ..models.rewards import CampaignTerms, Fault, GrantTerms, Posting
from .options import Key, On, base_units, fields_of, id32, joined, said, shown

commands = typer.Typer()
campaign_commands = typer.Typer(no_args_is_help=True, help="Campaigns in which experts teach models.")
judge_commands = typer.Typer(no_args_is_help=True, help="An expert's judgments.")
grant_commands = typer.Typer(no_args_is_help=True, help="Vesting grants.")
commands.add_typer(campaign_commands, name="campaign")
commands.add_typer(judge_commands, name="judge")
commands.add_typer(grant_commands, name="grant")

TermsFile = Annotated[Path, typer.Argument(help="JSON, the fields of models.rewards.CampaignTerms")]
Answers = Annotated[Path, typer.Argument(help='JSON lines: {"task": 3, "answer": 1}, or an answer in words for an edit')]


# ---- campaigns


@campaign_commands.command("open")
def open_campaign(terms: TermsFile, nonce: int, on: On, key: Key = None) -> None:
    """Opens a campaign. The same NONCE again is refused, so a retry is safe."""
    said(joined(on, key).rewards.open(nonce, CampaignTerms(**fields_of(terms))))


@campaign_commands.command()
def fund(campaign: str, cash: str, on: On, tokens: str = "0", key: Key = None) -> None:
    """Adds CASH, and TOKENS of the campaign's grant token, in whole tokens."""
    chain = joined(on, key)
    said(chain.rewards.fund(id32("campaign", campaign), base_units(chain, cash), base_units(chain, tokens)))


@campaign_commands.command()
def show(campaign: str, on: On, epoch: int | None = None, key: Key = None) -> None:
    """Shows a campaign, or one of its epochs."""
    chain, campaign_id = joined(on, key), id32("campaign", campaign)
    if epoch is None:
        shown(chain.rewards.campaign(campaign_id), "campaign")
    else:
        shown(chain.rewards.epoch(ids.epoch_id(campaign_id, epoch)), "epoch: nobody committed a batch in it")


@campaign_commands.command()
def price(campaign: str, price: str, on: On, key: Key = None) -> None:
    """Changes what a grant token counts for workers that join from now on, in whole tokens."""
    chain = joined(on, key)
    said(chain.rewards.set_price(id32("campaign", campaign), base_units(chain, price)))


@campaign_commands.command()
def close(campaign: str, on: On, key: Key = None) -> None:
    """Ends a campaign; what is under way goes on."""
    said(joined(on, key).rewards.close(id32("campaign", campaign)))


@campaign_commands.command()
def refund(campaign: str, on: On, key: Key = None) -> None:
    """Pays the sponsor of a closed campaign what no epoch has reserved."""
    said(joined(on, key).rewards.refund(id32("campaign", campaign)))


@campaign_commands.command("post")
def post_epoch(campaign: str, epoch: int, posting: Path, on: On, key: Key = None) -> None:
    """Posts an epoch's roots, with the bond. POSTING: JSON, the fields of models.rewards.Posting."""
    said(joined(on, key).rewards.post_epoch(id32("campaign", campaign), epoch, Posting(**fields_of(posting))))


@campaign_commands.command()
def refute(campaign: str, epoch: int, fault: Fault, evidence: Path, on: On, key: Key = None) -> None:
    """Refutes an epoch's posting. EVIDENCE: a file of the bytes that docs/rewards.md says."""
    said(joined(on, key).rewards.refute(ids.epoch_id(id32("campaign", campaign), epoch), fault, evidence.read_bytes()))


@campaign_commands.command()
def claim(campaign: str, epoch: int, leaf: Annotated[Path, typer.Argument(help="a file: what SumTree.claim gives")], on: On, key: Key = None) -> None:
    """Has a leaf's worker paid."""
    said(joined(on, key).rewards.claim(ids.epoch_id(id32("campaign", campaign), epoch), leaf.read_bytes()))


@campaign_commands.command()
def expire(campaign: str, epoch: int, on: On, key: Key = None) -> None:
    """Gives what an ended epoch still reserves back to the campaign, and the poster its bond."""
    chain, epoch_id = joined(on, key), ids.epoch_id(id32("campaign", campaign), epoch)
    found = chain.rewards.epoch(epoch_id)
    if found is not None and found.bond:
        said(chain.rewards.pay_poster(epoch_id))
    said(chain.rewards.expire(epoch_id))


# ---- judgments


@judge_commands.command()
def join(campaign: str, on: On, key: Key = None) -> None:
    """Accepts a campaign's terms; the price of its grant token is locked for you."""
    said(joined(on, key).rewards.join(id32("campaign", campaign)))


@judge_commands.command()
def commit(campaign: str, answers: Answers, on: On, key: Key = None) -> None:
    """Commits your one batch of the running epoch. Keep ANSWERS; the seed that hides them is your wallet's signature, made again when you reveal."""
    chain, campaign_id = joined(on, key), id32("campaign", campaign)
    found = chain.rewards.campaign(campaign_id)
    if found is None:
        raise InputError("campaign", campaign, "an open campaign", "copy its id from `assay campaign open`")
    batch_id = ids.batch_id(campaign_id, found.epoch_at(chain.now()), chain.account)
    records = read_answers(answers)
    said(chain.rewards.commit_batch(campaign_id, judgments.batch_tree(batch_id, _seed(chain, batch_id), records).root, len(records)))


@judge_commands.command()
def reveal(campaign: str, epoch: int, answers: Answers, on: On, key: Key = None) -> None:
    """Reveals what you committed in EPOCH; the bond comes back."""
    chain = joined(on, key)
    batch_id = ids.batch_id(id32("campaign", campaign), epoch, chain.account)
    said(chain.rewards.reveal_batch(batch_id, _seed(chain, batch_id), b"".join(read_answers(answers))))


def _seed(chain: Chain, batch_id: bytes) -> bytes:
    return judgments.batch_seed(chain.sign(judgments.seed_message(batch_id)))


def read_answers(path: Path) -> list[bytes]:
    """Judgments from JSON lines, by ascending task. Raises InputError naming the line."""
    found: dict[int, bytes] = {}
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
            task, answer = entry["task"], entry["answer"]
            found_answer = judgments.text_answer(answer) if isinstance(answer, str) else answer
            record = judgments.judgment(task, found_answer)
        except (ValueError, KeyError, TypeError, OverflowError, AttributeError):
            raise InputError(f"answers, line {number}", line, 'like {"task": 3, "answer": 1}', "task below 2^32, answer below 2^128 or a text") from None
        if task in found:
            raise InputError(f"answers, line {number}", line, "about a task of its own", "judge each task once")
        found[task] = record
    return [found[task] for task in sorted(found)]


# ---- grants


@grant_commands.command("create")
def create_grant(terms: Path, nonce: int, on: On, key: Key = None) -> None:
    """Grants tokens that vest. TERMS: JSON, the fields of models.rewards.GrantTerms."""
    said(joined(on, key).rewards.create_grant(nonce, GrantTerms(**fields_of(terms))))


@grant_commands.command("show")
def show_grant(grant: str, on: On, key: Key = None) -> None:
    """Shows a grant and what of it has vested."""
    chain = joined(on, key)
    found = chain.rewards.grant(id32("grant", grant))
    shown(found, "grant")
    if found is not None:
        Console().print(f"vested {found.vested(chain.now()):,}, of which {found.withdrawn:,} was withdrawn", highlight=False)


@grant_commands.command("top-up")
def top_up(grant: str, amount: str, on: On, key: Key = None) -> None:
    """Adds AMOUNT whole tokens to a grant."""
    chain = joined(on, key)
    said(chain.rewards.top_up(id32("grant", grant), base_units(chain, amount)))


@grant_commands.command()
def withdraw(grant: str, on: On, key: Key = None) -> None:
    """Takes all that has vested of your grant."""
    said(joined(on, key).rewards.withdraw(id32("grant", grant)))


@grant_commands.command()
def rotate(grant: str, to: str, on: On, key: Key = None) -> None:
    """Names the key (64 hex digits) that takes your place after the delay; your own calls a rotation off."""
    said(joined(on, key).rewards.rotate(id32("grant", grant), id32("to", to)))


@grant_commands.command()
def clawback(grant: str, case: str, on: On, key: Key = None) -> None:
    """Has a final ruling about a grant carried out."""
    said(joined(on, key).rewards.clawback(id32("grant", grant), id32("case", case)))


@grant_commands.command()
def renounce(grant: str, on: On, key: Key = None) -> None:
    """Gives up clawback of a grant of yours for good."""
    said(joined(on, key).rewards.renounce(id32("grant", grant)))
