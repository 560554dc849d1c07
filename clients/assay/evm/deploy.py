"""Puts tokens, the programs and what some of them are helped by on an EVM chain, by plain creation transactions."""

from __future__ import annotations

from collections.abc import Iterator

from eth_account.signers.local import LocalAccount
from eth_utils.address import to_canonical_address
from web3.types import Nonce
from web3.utils.address import get_create_address

from ..artifacts import bytecode
from ..errors import ConnectionFailed, InputError
from ..ids import chain_tag
from ..models.base import ZERO
from ..models.deployment import Deployment, Settings
from ..models.vault import MAX_POOLS
from .compute import EvmCompute
from .court import EvmCourt
from .generated import compute, court, identity, matching, pools, rewards, staking, training, vault, verifier
from .identity import EvmIdentity
from .matching import EvmMatching
from .rewards import EvmRewards
from .session import Session, padded
from .staking import EvmStaking
from .training import EvmTraining
from .transport import Call, Transport
from .vault import EvmVault
from .verifier import EvmVerifier


def deploy(
    transport: Transport, deployer: LocalAccount, treasury: bytes, settings: Settings, token: bytes | None = None, grant_token: bytes = ZERO
) -> Deployment:
    """Deploys and reads the configuration back. The deployer becomes the authority. Without `token` two test tokens are made that anyone may
    mint, and pools for the vault; with it, campaigns bring their own unless a `grant_token` is named."""
    authority = padded(to_canonical_address(deployer.address))

    def create(contract: str, arguments: bytes = b"") -> bytes:
        created = transport.send(deployer, [Call("deploy", None, bytecode(contract) + arguments)])[-1].created
        assert created is not None
        return padded(created)

    made_pools: tuple[bytes, ...] = ()
    if token is None:
        token, grant_token = create("TestToken"), create("WorkToken")
        made_pools = tuple(create("Pool", pools.constructor(token)) for _ in range(MAX_POOLS))
    referee, evidence, keys, observatory = create("Referee"), create("Evidence"), create("Keys"), create("Observatory")
    assignments = create("Assignments")
    # staking has to know its first slashers before they exist.
    nonce, s = transport.nonce(authority[12:]), settings
    slashers = tuple(padded(to_canonical_address(get_create_address(deployer.address, Nonce(nonce + after)))) for after in (1, 2, 3))
    staked = create("Staking", staking.constructor(token, authority, treasury, s.unbond_secs, slashers))
    arguments = compute.constructor(token, staked, treasury, s.window_secs, s.move_secs, s.challenge_bond, s.reward_bps, s.late_bps, referee)
    computed = create("Compute", arguments)
    arguments = court.constructor(
        token, staked, treasury, s.contest_secs, s.phase_secs, s.case_bond, s.seed_bond, s.seat_stake, s.max_penalty, s.jurors, s.max_rounds, s.reward_bps
    )
    judged = create("Court", arguments)
    arguments = identity.constructor(staked, judged, s.issuer_stake, s.exit_secs, s.recovery_secs, s.voucher_bps, s.voucher_reward_bps, keys)
    identified = create("Identity", arguments)
    arguments = rewards.constructor(token, treasury, judged, s.window_secs, s.post_secs, s.claim_secs, s.rotate_secs, s.post_bond, evidence)
    rewarded = create("Rewards", arguments)
    proved = create("Verifier", verifier.constructor(token, authority))
    arguments = vault.constructor(token, proved, authority, s.vault_timelock_secs, s.observe_secs, s.gain_bps, s.step_bps, observatory)
    kept = create("Vault", arguments)
    market = matching.Config(
        token=token, treasury=treasury, compute=computed, window_secs=s.match_secs, answer_secs=s.answer_secs, seen_secs=s.seen_secs,
        accept_secs=s.accept_secs, fallback_secs=s.fallback_secs, offer_bond=s.offer_bond, assignment_bond=s.assignment_bond,
        demand_bond=s.demand_bond, lapse_bps=s.lapse_bps, reward_bps=s.reward_bps,
    )  # fmt: skip
    matched = create("Matching", matching.constructor(market, assignments))
    school = training.Config(token=token, treasury=treasury, compute=computed, window_secs=s.train_secs, reward_bps=s.reward_bps)
    trained = create("Training", training.constructor(school))
    made = Deployment(
        chain=f"eip155:{transport.chain_id}", staking=staked, compute=computed, court=judged, rewards=rewarded, identity=identified, verifier=proved,
        vault=kept, matching=matched, training=trained,
        pools=made_pools, token=token, token_symbol="USDX", grant_token=grant_token, treasury=treasury, authority=authority, settings=settings,
    )  # fmt: skip
    verify(transport, made, deployer)
    return made


def stands(transport: Transport, deployment: Deployment) -> bool:
    """Whether code stands at the deployment's addresses on this chain."""
    if deployment.chain != f"eip155:{transport.chain_id}":
        return False
    d = deployment
    return all(transport.code(a[12:]) for a in (d.staking, d.compute, d.court, d.rewards, d.identity, d.verifier, d.vault, d.matching, d.training, d.token))


def verify(transport: Transport, deployment: Deployment, reader: LocalAccount) -> None:
    """Compares what stands on the chain with the deployment. Raises InputError naming what differs."""
    if not stands(transport, deployment):
        url = getattr(transport, "url", "py-evm")
        raise ConnectionFailed(url, "no programs stand at the deployment's addresses", "deploy them with scripts/deploy.py")
    for name, found, said in _comparisons(Session(transport, reader, deployment, [])):
        if found != said:
            raise InputError(f"deployment.{name}", said, f"what stands on the chain ({found!r})", "use the deployment's own file")


def _comparisons(session: Session) -> Iterator[tuple[str, object, object]]:
    """Name, what the chain says, what the deployment says."""
    d, s = session.deployment, session.deployment.settings
    on_staking = EvmStaking(session).config()
    yield "authority", on_staking.authority, d.authority
    yield "treasury", on_staking.treasury, d.treasury
    yield "token", on_staking.token, d.token
    yield "unbond_secs", on_staking.unbond_secs, s.unbond_secs
    yield "slashers", tuple(x.program for x in on_staking.slashers[:3]), (d.compute, d.court, d.identity)
    yield "compute.staking", compute.decode_staking_contract(session.read(session.compute, compute.staking_contract())), d.staking
    yield "court.staking", court.decode_staking_contract(session.read(session.court, court.staking_contract())), d.staking
    yield "identity.staking", identity.decode_staking_contract(session.read(session.identity, identity.staking_contract())), d.staking
    configs = {
        "compute": EvmCompute(session).config(), "court": EvmCourt(session).config(), "rewards": EvmRewards(session).config(),
        "identity": EvmIdentity(session).config(), "verifier": EvmVerifier(session).config(), "vault": EvmVault(session).config(),
        "matching": EvmMatching(session).config(), "training": EvmTraining(session).config(),
    }  # fmt: skip
    own: dict[str, object] = {f"{program}.chain": chain_tag(d.chain) for program in ("identity", "verifier")}
    own |= {"identity.reward_bps": s.voucher_reward_bps, "verifier.authority": d.authority}
    own |= {"matching.compute": d.compute, "matching.window_secs": s.match_secs, "training.compute": d.compute, "training.window_secs": s.train_secs}
    own |= {"vault.share": d.vault, "vault.owner": d.authority, "vault.verifier": d.verifier, "vault.timelock_secs": s.vault_timelock_secs}
    for program, config in configs.items():
        for field, found in config:
            said = getattr(d if field in ("token", "treasury", "court") else s, field, None)
            yield f"{program}.{field}", found, own.get(f"{program}.{field}", said)
