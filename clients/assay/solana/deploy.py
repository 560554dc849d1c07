"""Sets the tokens and the programs up on a Solana chain that has the programs."""

from __future__ import annotations

from solders.instruction import Instruction
from solders.keypair import Keypair
from solders.pubkey import Pubkey

from ..errors import ConnectionFailed, InputError
from ..ids import chain_tag
from ..models.base import ZERO
from ..models.deployment import Deployment, Settings
from ..models.vault import MAX_POOLS
from . import pda, token
from .compute import SolanaCompute
from .court import SolanaCourt
from .generated import compute, court, identity, matching, pools, rewards, staking, training, vault, verifier
from .identity import SolanaIdentity
from .matching import SolanaMatching
from .rewards import SolanaRewards
from .session import Session
from .staking import SolanaStaking
from .training import SolanaTraining
from .transport import Transport
from .vault import SolanaVault
from .verifier import SolanaVerifier

PROGRAMS = {
    "staking": staking.PROGRAM, "compute": compute.PROGRAM, "court": court.PROGRAM, "rewards": rewards.PROGRAM, "identity": identity.PROGRAM,
    "verifier": verifier.PROGRAM, "vault": vault.PROGRAM, "matching": matching.PROGRAM, "training": training.PROGRAM,
}  # fmt: skip
# A sandbox has these as well.
DOUBLES = {"pools": pools.PROGRAM}
BUILT = {program: f"deploy/{name}.so" for name, program in (PROGRAMS | DOUBLES).items()}


def stands_at() -> dict[str, bytes]:
    """A deployment's addresses of the programs, by its fields' names."""
    return {
        "staking": bytes(staking.PROGRAM),
        "compute": bytes(pda.slasher()),
        "court": bytes(pda.court_slasher()),
        "rewards": bytes(pda.rewards_config()),
        "identity": bytes(pda.identity_slasher()),
        "verifier": bytes(pda.verifier_config()),
        "vault": bytes(pda.vault()),
        "matching": bytes(pda.namer()),
        "training": bytes(pda.training_config()),
    }


def initialize(
    transport: Transport, deployer: Keypair, treasury: bytes, settings: Settings, mint: Keypair | Pubkey, grant_mint: Keypair | None = None
) -> Deployment:
    """Initializes the programs and reads the configuration back. The deployer becomes the authority. Mints given by their keys are made. A sandbox,
    which has a second token, has pools for the vault too."""
    authority = bytes(deployer.pubkey())
    address, grant_address = _made(transport, deployer, mint), _made(transport, deployer, grant_mint) if grant_mint else None
    for config, ix in _calls(deployer.pubkey(), address, treasury, settings, transport.name):
        if not transport.account(config):
            transport.send("deploy", [deployer], [ix])
    markets = [pda.pool(number) for number in range(MAX_POOLS)] if grant_mint else []
    for number, pool in enumerate(markets):
        if not transport.account(pool):
            ix = pools.initialize(payer=deployer.pubkey(), pool=pool, purse=pda.pool_purse(bytes(pool)), token=address, number=number)
            transport.send("deploy", [deployer], [ix])
    made = Deployment(
        chain=transport.name, token=bytes(address), token_symbol="USDX", treasury=treasury, authority=authority, settings=settings,
        grant_token=bytes(grant_address) if grant_address else ZERO, pools=tuple(map(bytes, markets)), **stands_at(),
    )  # fmt: skip
    verify(transport, made, deployer)
    return made


def _made(transport: Transport, deployer: Keypair, mint: Keypair | Pubkey) -> Pubkey:
    """The mint's address; the mint is made where there is none yet."""
    if isinstance(mint, Pubkey):
        return mint
    if transport.account(mint.pubkey()) is None:
        steps = token.create_mint(deployer.pubkey(), mint.pubkey(), deployer.pubkey(), transport.rent(token.MINT_SIZE))
        transport.send("deploy", [deployer, mint], steps)
    return mint.pubkey()


def _calls(payer: Pubkey, mint: Pubkey, treasury: bytes, s: Settings, chain: str) -> list[tuple[Pubkey, Instruction]]:
    """What sets each program up, behind the account that is there once it is."""
    slashers = (bytes(pda.slasher()), bytes(pda.court_slasher()), bytes(pda.identity_slasher()))
    return [
        (pda.staking_config(), staking.initialize(
            payer=payer, config=pda.staking_config(), vault=pda.staking_vault(), token=mint, authority=bytes(payer), treasury=treasury,
            unbond_secs=s.unbond_secs, slashers=slashers,
        )),
        (pda.compute_config(), compute.initialize(
            payer=payer, config=pda.compute_config(), escrow=pda.escrow(), slasher=pda.slasher(), token=mint, treasury=treasury,
            window_secs=s.window_secs, move_secs=s.move_secs, challenge_bond=s.challenge_bond, reward_bps=s.reward_bps, late_bps=s.late_bps,
        )),
        (pda.court_config(), court.initialize(
            payer=payer, config=pda.court_config(), escrow=pda.court_escrow(), slasher=pda.court_slasher(), token=mint, treasury=treasury,
            contest_secs=s.contest_secs, phase_secs=s.phase_secs, case_bond=s.case_bond, seed_bond=s.seed_bond, seat_stake=s.seat_stake,
            max_penalty=s.max_penalty, jurors=s.jurors, max_rounds=s.max_rounds, reward_bps=s.reward_bps,
        )),
        (pda.rewards_config(), rewards.initialize(
            payer=payer, config=pda.rewards_config(), purse=pda.purse(bytes(mint)), token=mint, treasury=treasury, court=bytes(pda.court_slasher()),
            window_secs=s.window_secs, post_secs=s.post_secs, claim_secs=s.claim_secs, rotate_secs=s.rotate_secs, post_bond=s.post_bond,
        )),
        (pda.identity_config(), identity.initialize(
            payer=payer, court=bytes(pda.court_slasher()), chain=chain_tag(chain), issuer_stake=s.issuer_stake, exit_secs=s.exit_secs,
            recovery_secs=s.recovery_secs, voucher_bps=s.voucher_bps, reward_bps=s.voucher_reward_bps,
        )),
        (pda.verifier_config(), verifier.initialize(payer=payer, token=mint, authority=bytes(payer), chain=chain_tag(chain))),
        (pda.vault(), vault.initialize(
            payer=payer, token=mint, verifier=bytes(pda.verifier_config()), owner=bytes(payer), timelock_secs=s.vault_timelock_secs,
            observe_secs=s.observe_secs, gain_bps=s.gain_bps, step_bps=s.step_bps,
        )),
        (pda.matching_config(), matching.initialize(
            payer=payer, config=pda.matching_config(), namer=pda.namer(), purse=pda.matching_purse(), token=mint, treasury=treasury,
            compute=bytes(pda.slasher()), rules=matching.Rules(
                window_secs=s.match_secs, answer_secs=s.answer_secs, seen_secs=s.seen_secs, accept_secs=s.accept_secs, fallback_secs=s.fallback_secs,
                offer_bond=s.offer_bond, assignment_bond=s.assignment_bond, demand_bond=s.demand_bond, lapse_bps=s.lapse_bps, reward_bps=s.reward_bps,
            ),
        )),
        (pda.training_config(), training.initialize(
            payer=payer, config=pda.training_config(), purse=pda.training_purse(), token=mint, treasury=treasury, compute=bytes(pda.slasher()),
            window_secs=s.train_secs, reward_bps=s.reward_bps,
        )),
    ]  # fmt: skip


def stands(transport: Transport, deployment: Deployment) -> bool:
    """Whether the programs are set up on this chain."""
    configs = (
        pda.staking_config(), pda.compute_config(), pda.court_config(), pda.rewards_config(), pda.identity_config(), pda.verifier_config(), pda.vault(),
        pda.matching_config(), pda.training_config(),
    )  # fmt: skip
    return deployment.chain == transport.name and all(transport.account(a) for a in configs)


def verify(transport: Transport, deployment: Deployment, reader: Keypair) -> None:
    """Compares what stands on the chain with the deployment. Raises InputError naming what differs."""
    if not stands(transport, deployment):
        where = getattr(transport, "url", transport.name)
        raise ConnectionFailed(where, "the programs are not set up on this chain", "deploy them with scripts/deploy.py")
    session = Session(transport, reader, deployment, [])
    on_staking = SolanaStaking(session).config()
    others = {
        "compute": SolanaCompute(session).config(), "court": SolanaCourt(session).config(), "rewards": SolanaRewards(session).config(),
        "identity": SolanaIdentity(session).config(), "verifier": SolanaVerifier(session).config(), "vault": SolanaVault(session).config(),
        "matching": SolanaMatching(session).config(), "training": SolanaTraining(session).config(),
    }  # fmt: skip
    compared: list[tuple[str, object, object]] = [(name, address, getattr(deployment, name)) for name, address in stands_at().items()]
    compared += [(name, getattr(on_staking, name), getattr(deployment, name)) for name in ("authority", "treasury", "token")]
    compared.append(("slashers", tuple(x.program for x in on_staking.slashers[:3]), (deployment.compute, deployment.court, deployment.identity)))
    compared.append(("unbond_secs", on_staking.unbond_secs, deployment.settings.unbond_secs))
    own: dict[str, object] = {f"{program}.chain": chain_tag(deployment.chain) for program in ("identity", "verifier")}
    own |= {"identity.reward_bps": deployment.settings.voucher_reward_bps, "verifier.authority": deployment.authority}
    own |= {"matching.compute": deployment.compute, "matching.window_secs": deployment.settings.match_secs}
    own |= {"training.compute": deployment.compute, "training.window_secs": deployment.settings.train_secs}
    own |= {"vault.share": bytes(pda.share()), "vault.owner": deployment.authority, "vault.verifier": deployment.verifier}
    own |= {"vault.timelock_secs": deployment.settings.vault_timelock_secs}
    for program, config in others.items():
        for name, found in config:
            said = getattr(deployment if name in ("token", "treasury", "court") else deployment.settings, name, None)
            compared.append((f"{program}.{name}", found, own.get(f"{program}.{name}", said)))
    for name, found, said in compared:
        if found != said:
            raise InputError(f"deployment.{name}", said, f"what stands on the chain ({found!r})", "use the deployment's own file")
