"""Made by scripts/gen.py from target/idl/vault.json. Do not edit: change the program and run `make gen`."""

from __future__ import annotations

from dataclasses import dataclass
from struct import Struct
from typing import ClassVar

from solders.instruction import AccountMeta, Instruction
from solders.pubkey import Pubkey

PROGRAM = Pubkey.from_string("DLJzj69QnFDHvFsMXNXfF6isLkoN7kRebz9YnQQn8yEy")
_SYSTEM_PROGRAM = Pubkey.from_string("11111111111111111111111111111111")
_SHARE = Pubkey.from_string("61d8EkidbU2s5p4BpEurCLeSiLfu7TFmN4R32BZmfN6N")
_VAULT = Pubkey.from_string("9VnUAsVqquekGDFVCyMarYQvxiP8iddCpkexVoRSiZm6")
_PURSE = Pubkey.from_string("BZaGKFtYn6AJWxJKtzjpGPR9jAJ7aFs7GDM8PcZKztnR")
_TOKEN_PROGRAM = Pubkey.from_string("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA")
_LENGTH = Struct("<I")

# code -> name, as Anchor numbers them
ERRORS: dict[int, str] = {
    6000: "BadConfig",
    6001: "TimelockOpen",
    6002: "ZeroAmount",
    6003: "InsufficientFunds",
    6004: "TransferFailed",
    6005: "Overflow",
    6006: "NotVerifier",
    6007: "NotVaultOwner",
    6008: "NotVaultGuardian",
    6009: "BadPolicy",
    6010: "BadPool",
    6011: "BadModel",
    6012: "NoPolicy",
    6013: "NoProposal",
    6014: "PoolInUse",
    6015: "NotLower",
    6016: "UnknownPool",
    6017: "InsufficientShares",
    6018: "NotEnoughLiquid",
    6019: "PoolShortfall",
    6020: "NothingClaimed",
    6021: "NothingToTrim",
    6022: "ObservedRecently",
    6023: "WrongModel",
    6024: "UnknownObservation",
    6025: "WindowNotFull",
    6026: "StaleObservation",
    6027: "WrongObservation",
    6028: "AllocationPaused",
    6029: "CapExceeded",
    6030: "GroupCapExceeded",
    6031: "LossTooHigh",
}


_CLAIM_0 = Struct("<32sQ8s")


@dataclass(frozen=True, slots=True)
class Claim:
    commitment: bytes
    observed_at: int
    result: bytes

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Claim, int]:
        (commitment, observed_at, result,) = _CLAIM_0.unpack_from(_data, _at)
        _at += _CLAIM_0.size
        return cls(commitment, observed_at, result), _at

    def encode(self) -> bytes:
        return _CLAIM_0.pack(self.commitment, self.observed_at, self.result)


_CLAIM_COLLECTED_0 = Struct("<32s32sQQ")


@dataclass(frozen=True, slots=True)
class ClaimCollected:
    DISCRIMINATOR: ClassVar[bytes] = b"\x77\x1e\x3f\x18\xf4\x86\xe9\xe2"
    pool: bytes
    owner: bytes
    units: int
    assets: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[ClaimCollected, int]:
        (pool, owner, units, assets,) = _CLAIM_COLLECTED_0.unpack_from(_data, _at)
        _at += _CLAIM_COLLECTED_0.size
        return cls(pool, owner, units, assets), _at

    def encode(self) -> bytes:
        return _CLAIM_COLLECTED_0.pack(self.pool, self.owner, self.units, self.assets)


_DEPOSITED_0 = Struct("<32s32sQQ")


@dataclass(frozen=True, slots=True)
class Deposited:
    DISCRIMINATOR: ClassVar[bytes] = b"\x6f\x8d\x1a\x2d\xa1\x23\x64\x39"
    sender: bytes
    receiver: bytes
    assets: int
    shares: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Deposited, int]:
        (sender, receiver, assets, shares,) = _DEPOSITED_0.unpack_from(_data, _at)
        _at += _DEPOSITED_0.size
        return cls(sender, receiver, assets, shares), _at

    def encode(self) -> bytes:
        return _DEPOSITED_0.pack(self.sender, self.receiver, self.assets, self.shares)


_FEATURES_0 = Struct("<IHI")


@dataclass(frozen=True, slots=True)
class Features:
    rate_bps: int
    utilisation_bps: int
    liquidity: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Features, int]:
        (rate_bps, utilisation_bps, liquidity,) = _FEATURES_0.unpack_from(_data, _at)
        _at += _FEATURES_0.size
        return cls(rate_bps, utilisation_bps, liquidity), _at

    def encode(self) -> bytes:
        return _FEATURES_0.pack(self.rate_bps, self.utilisation_bps, self.liquidity)


_LIMITS_0 = Struct("<4Q4H4HH")


@dataclass(frozen=True, slots=True)
class Limits:
    caps: tuple[int, ...]
    caps_bps: tuple[int, ...]
    group_caps_bps: tuple[int, ...]
    max_move_bps: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Limits, int]:
        (_caps_0, _caps_1, _caps_2, _caps_3, _caps_bps_0, _caps_bps_1, _caps_bps_2, _caps_bps_3, _group_caps_bps_0, _group_caps_bps_1, _group_caps_bps_2, _group_caps_bps_3, max_move_bps,) = _LIMITS_0.unpack_from(_data, _at)
        _at += _LIMITS_0.size
        caps = (_caps_0, _caps_1, _caps_2, _caps_3,)
        caps_bps = (_caps_bps_0, _caps_bps_1, _caps_bps_2, _caps_bps_3,)
        group_caps_bps = (_group_caps_bps_0, _group_caps_bps_1, _group_caps_bps_2, _group_caps_bps_3,)
        return cls(caps, caps_bps, group_caps_bps, max_move_bps), _at

    def encode(self) -> bytes:
        return _LIMITS_0.pack(*self.caps, *self.caps_bps, *self.group_caps_bps, self.max_move_bps)


_LIMITS_LOWERED_0 = Struct("<32sH")


@dataclass(frozen=True, slots=True)
class LimitsLowered:
    DISCRIMINATOR: ClassVar[bytes] = b"\x3d\xe7\x9c\x16\x48\x6f\x02\x26"
    guardian: bytes
    max_move_bps: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[LimitsLowered, int]:
        (guardian, max_move_bps,) = _LIMITS_LOWERED_0.unpack_from(_data, _at)
        _at += _LIMITS_LOWERED_0.size
        return cls(guardian, max_move_bps), _at

    def encode(self) -> bytes:
        return _LIMITS_LOWERED_0.pack(self.guardian, self.max_move_bps)


_OBSERVATION_0 = Struct("<QQ")
_OBSERVATION_2 = Struct("<4H")
_OBSERVATION_4 = Struct("<12Q4Q")


@dataclass(frozen=True, slots=True)
class Observation:
    index: int
    observed_at: int
    means: tuple[Features, ...]
    caps_bps: tuple[int, ...]
    spots: tuple[Features, ...]
    cumulative: tuple[int, ...]
    prices: tuple[int, ...]

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Observation, int]:
        (index, observed_at,) = _OBSERVATION_0.unpack_from(_data, _at)
        _at += _OBSERVATION_0.size
        _means_list: list[Features] = []
        for _ in range(4):
            _means_item, _at = Features.decode(_data, _at)
            _means_list.append(_means_item)
        means = tuple(_means_list)
        caps_bps = _OBSERVATION_2.unpack_from(_data, _at)
        _at += _OBSERVATION_2.size
        _spots_list: list[Features] = []
        for _ in range(4):
            _spots_item, _at = Features.decode(_data, _at)
            _spots_list.append(_spots_item)
        spots = tuple(_spots_list)
        (_cumulative_0, _cumulative_1, _cumulative_2, _cumulative_3, _cumulative_4, _cumulative_5, _cumulative_6, _cumulative_7, _cumulative_8, _cumulative_9, _cumulative_10, _cumulative_11, _prices_0, _prices_1, _prices_2, _prices_3,) = _OBSERVATION_4.unpack_from(_data, _at)
        _at += _OBSERVATION_4.size
        cumulative = (_cumulative_0, _cumulative_1, _cumulative_2, _cumulative_3, _cumulative_4, _cumulative_5, _cumulative_6, _cumulative_7, _cumulative_8, _cumulative_9, _cumulative_10, _cumulative_11,)
        prices = (_prices_0, _prices_1, _prices_2, _prices_3,)
        return cls(index, observed_at, means, caps_bps, spots, cumulative, prices), _at

    def encode(self) -> bytes:
        return _OBSERVATION_0.pack(self.index, self.observed_at) + b"".join(x.encode() for x in self.means) + _OBSERVATION_2.pack(*self.caps_bps) + b"".join(x.encode() for x in self.spots) + _OBSERVATION_4.pack(*self.cumulative, *self.prices)


_POLICY_0 = Struct("<32s32s")
_POLICY_2 = Struct("<4HHHQ")


@dataclass(frozen=True, slots=True)
class Policy:
    model_id: bytes
    guardian: bytes
    pools: tuple[PoolLimits, ...]
    group_caps_bps: tuple[int, ...]
    max_move_bps: int
    max_loss_bps: int
    max_age_secs: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Policy, int]:
        (model_id, guardian,) = _POLICY_0.unpack_from(_data, _at)
        _at += _POLICY_0.size
        _pools_list: list[PoolLimits] = []
        for _ in range(4):
            _pools_item, _at = PoolLimits.decode(_data, _at)
            _pools_list.append(_pools_item)
        pools = tuple(_pools_list)
        (_group_caps_bps_0, _group_caps_bps_1, _group_caps_bps_2, _group_caps_bps_3, max_move_bps, max_loss_bps, max_age_secs,) = _POLICY_2.unpack_from(_data, _at)
        _at += _POLICY_2.size
        group_caps_bps = (_group_caps_bps_0, _group_caps_bps_1, _group_caps_bps_2, _group_caps_bps_3,)
        return cls(model_id, guardian, pools, group_caps_bps, max_move_bps, max_loss_bps, max_age_secs), _at

    def encode(self) -> bytes:
        return _POLICY_0.pack(self.model_id, self.guardian) + b"".join(x.encode() for x in self.pools) + _POLICY_2.pack(*self.group_caps_bps, self.max_move_bps, self.max_loss_bps, self.max_age_secs)


_POLICY_ADOPTED_0 = Struct("<32s32s")


@dataclass(frozen=True, slots=True)
class PolicyAdopted:
    DISCRIMINATOR: ClassVar[bytes] = b"\xb8\x74\x89\xa9\x20\x44\xa3\x88"
    model_id: bytes
    guardian: bytes

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[PolicyAdopted, int]:
        (model_id, guardian,) = _POLICY_ADOPTED_0.unpack_from(_data, _at)
        _at += _POLICY_ADOPTED_0.size
        return cls(model_id, guardian), _at

    def encode(self) -> bytes:
        return _POLICY_ADOPTED_0.pack(self.model_id, self.guardian)


_POLICY_PROPOSED_0 = Struct("<32s32sQ")


@dataclass(frozen=True, slots=True)
class PolicyProposed:
    DISCRIMINATOR: ClassVar[bytes] = b"\xda\x83\x2a\x9c\xff\x76\xdb\xdf"
    model_id: bytes
    guardian: bytes
    adopt_at: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[PolicyProposed, int]:
        (model_id, guardian, adopt_at,) = _POLICY_PROPOSED_0.unpack_from(_data, _at)
        _at += _POLICY_PROPOSED_0.size
        return cls(model_id, guardian, adopt_at), _at

    def encode(self) -> bytes:
        return _POLICY_PROPOSED_0.pack(self.model_id, self.guardian, self.adopt_at)


_POOL_CLAIM_0 = Struct("<32s32sQ")


@dataclass(frozen=True, slots=True)
class PoolClaim:
    DISCRIMINATOR: ClassVar[bytes] = b"\x10\x06\x0d\x07\xa1\xa9\xf0\x1d"
    owner: bytes
    pool: bytes
    units: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[PoolClaim, int]:
        (owner, pool, units,) = _POOL_CLAIM_0.unpack_from(_data, _at)
        _at += _POOL_CLAIM_0.size
        return cls(owner, pool, units), _at

    def encode(self) -> bytes:
        return _POOL_CLAIM_0.pack(self.owner, self.pool, self.units)


_POOL_LIMITS_0 = Struct("<32sBQH")


@dataclass(frozen=True, slots=True)
class PoolLimits:
    pool: bytes
    group: int
    cap: int
    cap_bps: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[PoolLimits, int]:
        (pool, group, cap, cap_bps,) = _POOL_LIMITS_0.unpack_from(_data, _at)
        _at += _POOL_LIMITS_0.size
        return cls(pool, group, cap, cap_bps), _at

    def encode(self) -> bytes:
        return _POOL_LIMITS_0.pack(self.pool, self.group, self.cap, self.cap_bps)


_POOL_TRIMMED_0 = Struct("<32sQ")


@dataclass(frozen=True, slots=True)
class PoolTrimmed:
    DISCRIMINATOR: ClassVar[bytes] = b"\xde\xea\xcc\x21\x33\x4e\xa0\x02"
    pool: bytes
    assets: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[PoolTrimmed, int]:
        (pool, assets,) = _POOL_TRIMMED_0.unpack_from(_data, _at)
        _at += _POOL_TRIMMED_0.size
        return cls(pool, assets), _at

    def encode(self) -> bytes:
        return _POOL_TRIMMED_0.pack(self.pool, self.assets)


_POOLS_OBSERVED_0 = Struct("<QQ32s32s")


@dataclass(frozen=True, slots=True)
class PoolsObserved:
    DISCRIMINATOR: ClassVar[bytes] = b"\x6f\xe7\x9d\x3f\x88\x55\x2c\x7a"
    index: int
    observed_at: int
    first: bytes
    second: bytes

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[PoolsObserved, int]:
        (index, observed_at, first, second,) = _POOLS_OBSERVED_0.unpack_from(_data, _at)
        _at += _POOLS_OBSERVED_0.size
        return cls(index, observed_at, first, second), _at

    def encode(self) -> bytes:
        return _POOLS_OBSERVED_0.pack(self.index, self.observed_at, self.first, self.second)


_POSITION_0 = Struct("<QQQ")


@dataclass(frozen=True, slots=True)
class Position:
    units: int
    recorded: int
    invested: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Position, int]:
        (units, recorded, invested,) = _POSITION_0.unpack_from(_data, _at)
        _at += _POSITION_0.size
        return cls(units, recorded, invested), _at

    def encode(self) -> bytes:
        return _POSITION_0.pack(self.units, self.recorded, self.invested)


_REBALANCED_0 = Struct("<Q32s8sQQQ")


@dataclass(frozen=True, slots=True)
class Rebalanced:
    DISCRIMINATOR: ClassVar[bytes] = b"\x4a\x65\x39\xf4\xb5\xb3\x34\xb6"
    observation: int
    model_id: bytes
    result: bytes
    moved_in: int
    moved_out: int
    total: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Rebalanced, int]:
        (observation, model_id, result, moved_in, moved_out, total,) = _REBALANCED_0.unpack_from(_data, _at)
        _at += _REBALANCED_0.size
        return cls(observation, model_id, result, moved_in, moved_out, total), _at

    def encode(self) -> bytes:
        return _REBALANCED_0.pack(self.observation, self.model_id, self.result, self.moved_in, self.moved_out, self.total)


_REDEEMED_0 = Struct("<32s32sQQ")


@dataclass(frozen=True, slots=True)
class Redeemed:
    DISCRIMINATOR: ClassVar[bytes] = b"\x0e\x1d\xb7\x47\x1f\xa5\x6b\x26"
    owner: bytes
    receiver: bytes
    assets: int
    shares: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Redeemed, int]:
        (owner, receiver, assets, shares,) = _REDEEMED_0.unpack_from(_data, _at)
        _at += _REDEEMED_0.size
        return cls(owner, receiver, assets, shares), _at

    def encode(self) -> bytes:
        return _REDEEMED_0.pack(self.owner, self.receiver, self.assets, self.shares)


_REDEEMED_IN_KIND_0 = Struct("<32s32sQQ")


@dataclass(frozen=True, slots=True)
class RedeemedInKind:
    DISCRIMINATOR: ClassVar[bytes] = b"\x6e\xe2\xb7\xc1\x79\x07\xc4\x09"
    owner: bytes
    receiver: bytes
    shares: int
    assets: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[RedeemedInKind, int]:
        (owner, receiver, shares, assets,) = _REDEEMED_IN_KIND_0.unpack_from(_data, _at)
        _at += _REDEEMED_IN_KIND_0.size
        return cls(owner, receiver, shares, assets), _at

    def encode(self) -> bytes:
        return _REDEEMED_IN_KIND_0.pack(self.owner, self.receiver, self.shares, self.assets)


_VAULT_3 = Struct("<QQQ")
_VAULT_5 = Struct("<QQQQ")


@dataclass(frozen=True, slots=True)
class Vault:
    DISCRIMINATOR: ClassVar[bytes] = b"\xd3\x08\xe8\x2b\x02\x98\x75\x77"
    config: VaultConfig
    policy: Policy
    proposal: Policy
    adopt_at: int
    idle: int
    supply: int
    positions: tuple[Position, ...]
    surplus: int
    looked_at: int
    observed: int
    observed_from: int
    ring: tuple[Observation, ...]

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[Vault, int]:
        config, _at = VaultConfig.decode(_data, _at)
        policy, _at = Policy.decode(_data, _at)
        proposal, _at = Policy.decode(_data, _at)
        (adopt_at, idle, supply,) = _VAULT_3.unpack_from(_data, _at)
        _at += _VAULT_3.size
        _positions_list: list[Position] = []
        for _ in range(4):
            _positions_item, _at = Position.decode(_data, _at)
            _positions_list.append(_positions_item)
        positions = tuple(_positions_list)
        (surplus, looked_at, observed, observed_from,) = _VAULT_5.unpack_from(_data, _at)
        _at += _VAULT_5.size
        _ring_list: list[Observation] = []
        for _ in range(16):
            _ring_item, _at = Observation.decode(_data, _at)
            _ring_list.append(_ring_item)
        ring = tuple(_ring_list)
        return cls(config, policy, proposal, adopt_at, idle, supply, positions, surplus, looked_at, observed, observed_from, ring), _at

    def encode(self) -> bytes:
        return self.config.encode() + self.policy.encode() + self.proposal.encode() + _VAULT_3.pack(self.adopt_at, self.idle, self.supply) + b"".join(x.encode() for x in self.positions) + _VAULT_5.pack(self.surplus, self.looked_at, self.observed, self.observed_from) + b"".join(x.encode() for x in self.ring)


_VAULT_CONFIG_0 = Struct("<32s32s32s32sQQIH")


@dataclass(frozen=True, slots=True)
class VaultConfig:
    token: bytes
    share: bytes
    owner: bytes
    verifier: bytes
    timelock_secs: int
    observe_secs: int
    gain_bps: int
    step_bps: int

    @classmethod
    def decode(cls, _data: bytes, _at: int = 0) -> tuple[VaultConfig, int]:
        (token, share, owner, verifier, timelock_secs, observe_secs, gain_bps, step_bps,) = _VAULT_CONFIG_0.unpack_from(_data, _at)
        _at += _VAULT_CONFIG_0.size
        return cls(token, share, owner, verifier, timelock_secs, observe_secs, gain_bps, step_bps), _at

    def encode(self) -> bytes:
        return _VAULT_CONFIG_0.pack(self.token, self.share, self.owner, self.verifier, self.timelock_secs, self.observe_secs, self.gain_bps, self.step_bps)


Account = PoolClaim | Vault
ACCOUNTS: dict[bytes, type[Account]] = {
    PoolClaim.DISCRIMINATOR: PoolClaim,
    Vault.DISCRIMINATOR: Vault,
}


def decode_account(data: bytes) -> Account | None:
    """The account that `data` holds, or None where it is none of this program's."""
    kind = ACCOUNTS.get(data[:8])
    return kind.decode(data, 8)[0] if kind else None


Event = ClaimCollected | Deposited | LimitsLowered | PolicyAdopted | PolicyProposed | PoolTrimmed | PoolsObserved | Rebalanced | Redeemed | RedeemedInKind
EVENTS: dict[bytes, type[Event]] = {
    ClaimCollected.DISCRIMINATOR: ClaimCollected,
    Deposited.DISCRIMINATOR: Deposited,
    LimitsLowered.DISCRIMINATOR: LimitsLowered,
    PolicyAdopted.DISCRIMINATOR: PolicyAdopted,
    PolicyProposed.DISCRIMINATOR: PolicyProposed,
    PoolTrimmed.DISCRIMINATOR: PoolTrimmed,
    PoolsObserved.DISCRIMINATOR: PoolsObserved,
    Rebalanced.DISCRIMINATOR: Rebalanced,
    Redeemed.DISCRIMINATOR: Redeemed,
    RedeemedInKind.DISCRIMINATOR: RedeemedInKind,
}


def decode_event(data: bytes) -> Event | None:
    """The event that `data` holds, or None where it is none of this program's."""
    kind = EVENTS.get(data[:8])
    return kind.decode(data, 8)[0] if kind else None


def adopt() -> Instruction:
    _accounts = [
        AccountMeta(_VAULT, False, True),
    ]
    return Instruction(PROGRAM, b"\x9a\xe2\x27\x08\xc0\x64\xba\x97", _accounts)


_COLLECT_CLAIM_ARGS_0 = Struct("<32s32s")


def collect_claim(*, claim: Pubkey, pool_account: Pubkey, pool_purse: Pubkey, pool_program: Pubkey, target: Pubkey, pool: bytes, owner: bytes) -> Instruction:
    _accounts = [
        AccountMeta(_VAULT, False, False),
        AccountMeta(claim, False, True),
        AccountMeta(pool_account, False, True),
        AccountMeta(pool_purse, False, True),
        AccountMeta(pool_program, False, False),
        AccountMeta(target, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xa0\x7c\xe4\x67\x09\x7c\x07\x5e" + _COLLECT_CLAIM_ARGS_0.pack(pool, owner), _accounts)


_DEPOSIT_ARGS_0 = Struct("<Q32s")


def deposit(*, caller: Pubkey, source: Pubkey, target: Pubkey, assets: int, receiver: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, False),
        AccountMeta(_VAULT, False, True),
        AccountMeta(_SHARE, False, True),
        AccountMeta(_PURSE, False, True),
        AccountMeta(source, False, True),
        AccountMeta(target, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xf2\x23\xc6\x89\x52\xe1\xf2\xb6" + _DEPOSIT_ARGS_0.pack(assets, receiver), _accounts)


_INITIALIZE_ARGS_0 = Struct("<32s32sQQIH")


def initialize(*, payer: Pubkey, token: Pubkey, verifier: bytes, owner: bytes, timelock_secs: int, observe_secs: int, gain_bps: int, step_bps: int) -> Instruction:
    _accounts = [
        AccountMeta(payer, True, True),
        AccountMeta(_VAULT, False, True),
        AccountMeta(_SHARE, False, True),
        AccountMeta(_PURSE, False, True),
        AccountMeta(token, False, False),
        AccountMeta(_TOKEN_PROGRAM, False, False),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xaf\xaf\x6d\x1f\x0d\x98\x9b\xed" + _INITIALIZE_ARGS_0.pack(verifier, owner, timelock_secs, observe_secs, gain_bps, step_bps), _accounts)


def lower(*, guardian: Pubkey, limits: Limits) -> Instruction:
    _accounts = [
        AccountMeta(guardian, True, False),
        AccountMeta(_VAULT, False, True),
    ]
    return Instruction(PROGRAM, b"\x91\x15\x84\xcf\x2e\x6d\x4e\x4b" + limits.encode(), _accounts)


_MINT_ARGS_0 = Struct("<Q32s")


def mint(*, caller: Pubkey, source: Pubkey, target: Pubkey, shares: int, receiver: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, False),
        AccountMeta(_VAULT, False, True),
        AccountMeta(_SHARE, False, True),
        AccountMeta(_PURSE, False, True),
        AccountMeta(source, False, True),
        AccountMeta(target, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\x33\x39\xe1\x2f\xb6\x92\x89\xa6" + _MINT_ARGS_0.pack(shares, receiver), _accounts)


def observe() -> Instruction:
    _accounts = [
        AccountMeta(_VAULT, False, True),
    ]
    return Instruction(PROGRAM, b"\xcc\x4e\xb2\x73\xc2\x93\x41\x4a", _accounts)


_ON_VERIFIED_ARGS_0 = Struct("<32sQ")


def on_verified(*, hook: Pubkey, model_id: bytes, nonce: int, claim: Claim) -> Instruction:
    _accounts = [
        AccountMeta(_VAULT, False, True),
        AccountMeta(hook, False, False),
        AccountMeta(_PURSE, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xa2\x05\xf6\xc5\x45\x0b\x3b\xed" + _ON_VERIFIED_ARGS_0.pack(model_id, nonce) + claim.encode(), _accounts)


def propose(*, owner: Pubkey, model: Pubkey, policy: Policy) -> Instruction:
    _accounts = [
        AccountMeta(owner, True, False),
        AccountMeta(_VAULT, False, True),
        AccountMeta(model, False, False),
    ]
    return Instruction(PROGRAM, b"\x5d\xfd\x52\xa8\x76\x21\x66\x5a" + policy.encode(), _accounts)


_REDEEM_ARGS_0 = Struct("<Q32s")


def redeem(*, caller: Pubkey, source: Pubkey, target: Pubkey, shares: int, receiver: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, False),
        AccountMeta(_VAULT, False, True),
        AccountMeta(_SHARE, False, True),
        AccountMeta(_PURSE, False, True),
        AccountMeta(source, False, True),
        AccountMeta(target, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xb8\x0c\x56\x95\x46\xc4\x61\xe1" + _REDEEM_ARGS_0.pack(shares, receiver), _accounts)


_REDEEM_IN_KIND_ARGS_0 = Struct("<Q32s")


def redeem_in_kind(*, caller: Pubkey, source: Pubkey, target: Pubkey, shares: int, receiver: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, True),
        AccountMeta(_VAULT, False, True),
        AccountMeta(_SHARE, False, True),
        AccountMeta(_PURSE, False, True),
        AccountMeta(source, False, True),
        AccountMeta(target, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
        AccountMeta(_SYSTEM_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\x66\x3a\xbd\xfc\xc0\xdb\x8c\x59" + _REDEEM_IN_KIND_ARGS_0.pack(shares, receiver), _accounts)


_TRIM_ARGS_0 = Struct("<B")


def trim(*, pool_index: int) -> Instruction:
    _accounts = [
        AccountMeta(_VAULT, False, True),
        AccountMeta(_PURSE, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\x2e\x12\xde\xb6\x90\x39\xc5\xee" + _TRIM_ARGS_0.pack(pool_index), _accounts)


_WITHDRAW_ARGS_0 = Struct("<Q32s")


def withdraw(*, caller: Pubkey, source: Pubkey, target: Pubkey, assets: int, receiver: bytes) -> Instruction:
    _accounts = [
        AccountMeta(caller, True, False),
        AccountMeta(_VAULT, False, True),
        AccountMeta(_SHARE, False, True),
        AccountMeta(_PURSE, False, True),
        AccountMeta(source, False, True),
        AccountMeta(target, False, True),
        AccountMeta(_TOKEN_PROGRAM, False, False),
    ]
    return Instruction(PROGRAM, b"\xb7\x12\x46\x9c\x94\x6d\xa1\x22" + _WITHDRAW_ARGS_0.pack(assets, receiver), _accounts)
