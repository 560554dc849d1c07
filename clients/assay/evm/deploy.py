"""Puts token, staking, the referee and compute on an EVM chain by plain creation transactions."""

from __future__ import annotations

from eth_account.signers.local import LocalAccount
from eth_utils.address import to_canonical_address
from web3.types import Nonce
from web3.utils.address import get_create_address

from ..artifacts import bytecode
from ..errors import ConnectionFailed, InputError
from ..models.base import ZERO
from ..models.deployment import Deployment, Settings
from .compute import EvmCompute
from .generated import compute, staking
from .session import Session, padded
from .staking import EvmStaking
from .transport import Call, Transport


def deploy(transport: Transport, deployer: LocalAccount, treasury: bytes, settings: Settings, token: bytes | None = None) -> Deployment:
    """Deploys and reads the configuration back. The deployer becomes the authority. Without `token` a test token is made that anyone may mint."""
    authority = padded(to_canonical_address(deployer.address))

    def create(contract: str, arguments: bytes = b"") -> bytes:
        created = transport.send(deployer, [Call("deploy", None, bytecode(contract) + arguments)])[-1].created
        assert created is not None
        return padded(created)

    token = token or create("TestToken")
    referee = create("Referee")
    # staking has to know its first slasher before that exists.
    slasher = padded(to_canonical_address(get_create_address(deployer.address, Nonce(transport.nonce(authority[12:]) + 1))))
    staked = create("Staking", staking.constructor(token, authority, treasury, settings.unbond_secs, slasher))
    s = settings
    arguments = compute.constructor(token, staked, treasury, s.window_secs, s.move_secs, s.challenge_bond, s.reward_bps, s.late_bps, referee)
    computed = create("Compute", arguments)
    made = Deployment(
        chain=f"eip155:{transport.chain_id}", staking=staked, compute=computed, token=token, token_symbol="USDX", treasury=treasury,
        authority=authority, settings=settings,
    )  # fmt: skip
    verify(transport, made, deployer)
    return made


def stands(transport: Transport, deployment: Deployment) -> bool:
    """Whether code stands at the deployment's addresses on this chain."""
    if deployment.chain != f"eip155:{transport.chain_id}":
        return False
    return all(transport.code(a[12:]) for a in (deployment.staking, deployment.compute, deployment.token))


def verify(transport: Transport, deployment: Deployment, reader: LocalAccount) -> None:
    """Compares what stands on the chain with the deployment. Raises InputError naming what differs."""
    if not stands(transport, deployment):
        url = getattr(transport, "url", "py-evm")
        raise ConnectionFailed(url, "no programs stand at the deployment's addresses", "deploy them with scripts/deploy.py")
    session = Session(transport, reader, deployment, [])
    on_staking, on_compute = EvmStaking(session).config(), EvmCompute(session).config()
    first = on_staking.slashers[0].program if on_staking.slashers else ZERO
    locks_in = compute.decode_staking_contract(session.read(session.compute, compute.staking_contract()))
    s = deployment.settings
    for name, found, said in (
        ("authority", on_staking.authority, deployment.authority),
        ("treasury", on_staking.treasury, deployment.treasury),
        ("token", on_staking.token, deployment.token),
        ("unbond_secs", on_staking.unbond_secs, s.unbond_secs),
        ("slasher", first, deployment.compute),
        ("compute.staking", locks_in, deployment.staking),
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
