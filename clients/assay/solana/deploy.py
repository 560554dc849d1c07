"""Sets token, staking and compute up on a Solana chain that has the programs."""

from __future__ import annotations

from solders.keypair import Keypair
from solders.pubkey import Pubkey

from ..errors import ConnectionFailed, InputError
from ..models.base import ZERO
from ..models.deployment import Deployment, Settings
from . import pda, token
from .compute import SolanaCompute
from .generated import compute, staking
from .session import Session
from .staking import SolanaStaking
from .transport import Transport

BUILT = {staking.PROGRAM: "deploy/staking.so", compute.PROGRAM: "deploy/compute.so"}


def initialize(transport: Transport, deployer: Keypair, treasury: bytes, settings: Settings, mint: Keypair | Pubkey) -> Deployment:
    """Initializes both programs and reads the configuration back. The deployer becomes the authority. A `mint` given by its key is made."""
    s, payer, authority = settings, deployer.pubkey(), bytes(deployer.pubkey())
    address = mint if isinstance(mint, Pubkey) else mint.pubkey()
    if isinstance(mint, Keypair) and transport.account(address) is None:
        steps = token.create_mint(payer, address, payer, transport.rent(token.MINT_SIZE))
        transport.send("deploy", [deployer, mint], steps)
    if not transport.account(pda.staking_config()):
        ix = staking.initialize(
            payer=payer, config=pda.staking_config(), vault=pda.staking_vault(), token=address, authority=authority, treasury=treasury,
            unbond_secs=s.unbond_secs, slasher=bytes(pda.slasher()),
        )  # fmt: skip
        transport.send("deploy", [deployer], [ix])
    if not transport.account(pda.compute_config()):
        ix = compute.initialize(
            payer=payer, config=pda.compute_config(), escrow=pda.escrow(), slasher=pda.slasher(), token=address, treasury=treasury,
            window_secs=s.window_secs, move_secs=s.move_secs, challenge_bond=s.challenge_bond, reward_bps=s.reward_bps, late_bps=s.late_bps,
        )  # fmt: skip
        transport.send("deploy", [deployer], [ix])
    made = Deployment(
        chain=transport.name, staking=bytes(staking.PROGRAM), compute=bytes(pda.slasher()), token=bytes(address), token_symbol="USDX",
        treasury=treasury, authority=authority, settings=s,
    )  # fmt: skip
    verify(transport, made, deployer)
    return made


def stands(transport: Transport, deployment: Deployment) -> bool:
    """Whether the programs are set up on this chain."""
    return deployment.chain == transport.name and all(transport.account(a) for a in (pda.staking_config(), pda.compute_config()))


def verify(transport: Transport, deployment: Deployment, reader: Keypair) -> None:
    """Compares what stands on the chain with the deployment. Raises InputError naming what differs."""
    if not stands(transport, deployment):
        where = getattr(transport, "url", transport.name)
        raise ConnectionFailed(where, "the programs are not set up on this chain", "deploy them with scripts/deploy.py")
    session = Session(transport, reader, deployment, [])
    on_staking, on_compute = SolanaStaking(session).config(), SolanaCompute(session).config()
    first = on_staking.slashers[0].program if on_staking.slashers else ZERO
    s = deployment.settings
    for name, found, said in (
        ("staking", bytes(staking.PROGRAM), deployment.staking),
        ("compute", bytes(pda.slasher()), deployment.compute),
        ("authority", on_staking.authority, deployment.authority),
        ("treasury", on_staking.treasury, deployment.treasury),
        ("token", on_staking.token, deployment.token),
        ("unbond_secs", on_staking.unbond_secs, s.unbond_secs),
        ("slasher", first, deployment.compute),
        ("compute.token", on_compute.token, deployment.token),
        ("compute.treasury", on_compute.treasury, deployment.treasury),
        ("window_secs", on_compute.window_secs, s.window_secs),
        ("move_secs", on_compute.move_secs, s.move_secs),
        ("challenge_bond", on_compute.challenge_bond, s.challenge_bond),
        ("reward_bps", on_compute.reward_bps, s.reward_bps),
        ("late_bps", on_compute.late_bps, s.late_bps),
    ):
        if found != said:
            raise InputError(f"deployment.{name}", said, f"what stands on the chain ({found!r})", "use the deployment's own file")
