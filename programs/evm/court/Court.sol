// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {IStaking} from "../staking/IStaking.sol";
import {Ids} from "../staking/Ids.sol";
import {Payment} from "../staking/Payment.sol";
import {SingleEntry} from "../staking/SingleEntry.sol";
import {StakingMath} from "../staking/StakingMath.sol";
import {CourtMath} from "./CourtMath.sol";
import {ICourt} from "./ICourt.sol";
import {Jury, StoredRound, StoredVote} from "./Jury.sol";

contract Court is ICourt, SingleEntry {
    using Payment for IERC20;

    uint256 private constant MAX_SEATS = 63;
    uint256 private constant MAX_ROUNDS = 5;
    // Of one bond or seat, and of a seed's, of which there may be 2^32: so that no sum of what a case holds can overflow.
    uint256 private constant MAX_BOND = 2 ** 40;
    uint256 private constant MAX_SEED_BOND = 2 ** 31;
    uint256 private constant MAX_REWARD_BPS = 5_000;
    uint16 private constant HALF_BPS = 5_000;
    // The roles in a case, by their bits in `collected`.
    uint256 private constant ACCUSER = 0;
    uint256 private constant CONTESTANT = 1;
    uint256 private constant TREASURER = 2;
    uint256 private constant APPELLANTS = 3;
    // Where every commitment has to leave a trace, zero is kept as another that nobody can reveal.
    bytes32 private constant UNREVEALABLE = bytes32(uint256(1));

    // Where a round stands: (now - startedAt) / phaseSecs, and Over for all after.
    enum Phase {
        SeedCommit,
        SeedReveal,
        Seating,
        VoteCommit,
        VoteReveal,
        Over
    }

    struct StoredJuror {
        uint32 seats;
        uint32 seated;
        uint64 sinceAt;
    }

    struct Appeal {
        address appellant;
        Verdict against;
    }

    // Six slots, and one an appeal. `roundIndex` is the number of appeals too.
    struct StoredCase {
        address accuser;
        uint64 accusedAt;
        CaseState state;
        uint8 roundIndex;
        Verdict verdict;
        uint8 collected;
        address accused;
        uint64 dueAt;
        uint8 kind;
        address contestant;
        uint16 guiltySeats;
        uint16 innocentSeats;
        uint16 seats;
        uint64 sinceAt;
        uint64 penalty;
        uint64 pot;
        uint64 pay;
        bytes32 subject;
        bytes32 evidence;
        Appeal[4] appeals;
    }

    IERC20 private immutable TOKEN;
    IStaking private immutable STAKING;
    address private immutable TREASURY;
    uint64 private immutable CONTEST_SECS;
    uint64 private immutable PHASE_SECS;
    uint64 private immutable CASE_BOND;
    uint64 private immutable SEED_BOND;
    uint64 private immutable SEAT_STAKE;
    uint64 private immutable MAX_PENALTY;
    uint8 private immutable JURORS;
    uint8 private immutable ROUNDS;
    uint16 private immutable REWARD_BPS;

    mapping(address owner => StoredJuror juror) private _jurors;
    mapping(bytes32 caseId => StoredCase case_) private _cases;
    mapping(bytes32 caseId => mapping(uint256 roundIndex => StoredRound round)) private _rounds;

    constructor(
        address token,
        address staking,
        address treasury,
        uint64 contestSecs,
        uint64 phaseSecs,
        uint64 caseBond,
        uint64 seedBond,
        uint64 seatStake,
        uint64 maxPenalty,
        uint8 jurors,
        uint8 maxRounds,
        uint16 rewardBps
    ) {
        if (!StakingMath.isDelay(contestSecs) || phaseSecs == 0 || phaseSecs > StakingMath.MAX_SECS / uint8(Phase.Over))
        {
            revert BadConfig();
        }
        if (jurors % 2 == 0 || maxRounds == 0 || maxRounds > MAX_ROUNDS) revert BadConfig();
        if (CourtMath.seatsOf(jurors, maxRounds - 1) > MAX_SEATS || rewardBps > MAX_REWARD_BPS) revert BadConfig();
        if (!_isWithin(caseBond, MAX_BOND) || !_isWithin(seatStake, MAX_BOND) || !_isWithin(seedBond, MAX_SEED_BOND)) {
            revert BadConfig();
        }
        // The token refuses transfers to nobody, and a transfer to oneself cannot be seen to arrive.
        if (treasury == address(0) || treasury == address(this)) revert BadConfig();
        IERC20(token).requireToken();

        (TOKEN, STAKING, TREASURY) = (IERC20(token), IStaking(staking), treasury);
        (CONTEST_SECS, PHASE_SECS, MAX_PENALTY) = (contestSecs, phaseSecs, maxPenalty);
        (CASE_BOND, SEED_BOND, SEAT_STAKE) = (caseBond, seedBond, seatStake);
        (JURORS, ROUNDS, REWARD_BPS) = (jurors, maxRounds, rewardBps);
    }

    // Jurors.

    function enroll(uint32 seats) external nonReentrant {
        if (seats == 0) revert ZeroAmount();
        uint64 cost = StakingMath.toU64(uint256(seats) * SEAT_STAKE);
        TOKEN.requireFunds(msg.sender, cost);
        StoredJuror storage juror = _jurors[msg.sender];
        uint256 sum = uint256(juror.seats) + seats;
        if (sum > type(uint32).max) revert Overflow();

        (juror.seats, juror.sinceAt) = (uint32(sum), StakingMath.inSecs(0));

        TOKEN.pull(msg.sender, cost);

        emit Enrolled(msg.sender, seats, uint32(sum));
    }

    function resign(uint32 seats) external nonReentrant {
        StoredJuror storage juror = _juror(msg.sender);
        if (seats == 0) revert ZeroAmount();
        uint32 left = juror.seats;
        if (left - juror.seated < seats) revert NotEnoughSeats();
        left -= seats;

        juror.seats = left;

        TOKEN.pay(msg.sender, uint256(seats) * SEAT_STAKE);

        emit Resigned(msg.sender, seats, left);
    }

    // A case.

    function accuse(uint64 nonce, Accusation calldata accusation) external nonReentrant {
        bytes32 caseId = CourtMath.caseId(msg.sender, nonce);
        StoredCase storage c = _cases[caseId];
        if (c.state != CaseState.None) revert CaseExists();
        if (accusation.kind == 0 || accusation.sinceAt > block.timestamp || accusation.accused == msg.sender) {
            revert BadAccusation();
        }
        if (accusation.penalty > MAX_PENALTY) revert PenaltyTooHigh();
        TOKEN.requireFunds(msg.sender, CASE_BOND);
        uint64 contestBy = StakingMath.inSecs(CONTEST_SECS);

        (c.accuser, c.accusedAt, c.state) = (msg.sender, StakingMath.inSecs(0), CaseState.Accused);
        (c.accused, c.dueAt, c.kind) = (accusation.accused, contestBy, accusation.kind);
        (c.sinceAt, c.penalty) = (accusation.sinceAt, accusation.penalty);
        (c.subject, c.evidence) = (accusation.subject, accusation.evidence);

        TOKEN.pull(msg.sender, CASE_BOND);

        _logAccused(caseId, accusation, contestBy);
    }

    function contest(bytes32 caseId) external nonReentrant {
        StoredCase storage c = _case(caseId);
        if (c.state != CaseState.Accused) revert CaseNotOpen();
        if (block.timestamp >= c.dueAt) revert ContestClosed();
        if (msg.sender == c.accuser) revert OwnCase();
        TOKEN.requireFunds(msg.sender, CASE_BOND);

        c.contestant = msg.sender;
        uint64 startedAt = _start(c, caseId, 0);

        TOKEN.pull(msg.sender, CASE_BOND);

        emit Contested(caseId, msg.sender, startedAt);
    }

    // A round.

    function commitSeed(bytes32 caseId, bytes32 commitment) external nonReentrant {
        (, StoredRound storage round, uint8 roundIndex) = _in(caseId, Phase.SeedCommit);
        if (round.seeds[msg.sender] != 0) revert SeedExists();
        TOKEN.requireFunds(msg.sender, SEED_BOND);

        round.seeds[msg.sender] = commitment == 0 ? UNREVEALABLE : commitment;
        ++round.seedsCommitted;

        TOKEN.pull(msg.sender, SEED_BOND);

        emit SeedCommitted(caseId, roundIndex, msg.sender);
    }

    function revealSeed(bytes32 caseId, bytes32 secret) external nonReentrant {
        (, StoredRound storage round, uint8 roundIndex) = _in(caseId, Phase.SeedReveal);
        bytes32 commitment = round.seeds[msg.sender];
        if (commitment == 0) revert UnknownSeed();
        if (commitment != CourtMath.seedCommitment(caseId, roundIndex, msg.sender, secret)) revert BadSeed();
        bytes32 seed = round.seed ^ CourtMath.seedShare(caseId, roundIndex, msg.sender, secret);

        delete round.seeds[msg.sender];
        round.seed = seed;
        ++round.seedsRevealed;

        TOKEN.pay(msg.sender, SEED_BOND);

        emit SeedRevealed(caseId, roundIndex, msg.sender, seed);
    }

    function seat(bytes32 caseId, address juror, uint32 unit) external nonReentrant {
        (StoredCase storage c, StoredRound storage round, uint8 roundIndex) = _in(caseId, Phase.Seating);
        StoredJuror memory drawn = _juror(juror);
        if (
            drawn.sinceAt >= uint256(round.startedAt) + PHASE_SECS || unit >= drawn.seats || juror == c.accuser
                || juror == c.accused || juror == c.contestant
        ) revert NotEligible();
        uint96 ticket = CourtMath.ticket(caseId, roundIndex, round.seed, juror, unit);
        bool full = _isFull(round, roundIndex);
        address evicted = Jury.contend(round, full, juror, unit, ticket);
        if (evicted != juror && drawn.seated >= drawn.seats) revert NoFreeSeat();

        Jury.sit(round, full, juror, unit, ticket);
        if (evicted != juror) {
            if (evicted != address(0)) --_jurors[evicted].seated;
            _jurors[juror].seated = drawn.seated + 1;
        }

        emit Seated(caseId, roundIndex, juror, bytes32(uint256(ticket)), evicted);
    }

    function commitVote(bytes32 caseId, bytes32 commitment) external nonReentrant {
        (, StoredRound storage round, uint8 roundIndex) = _in(caseId, Phase.VoteCommit);
        StoredVote storage vote = _vote(round, msg.sender);
        if (vote.commitment != 0) revert AlreadyVoted();
        if (commitment == 0) revert BadVote();

        vote.commitment = commitment;

        emit VoteCommitted(caseId, roundIndex, msg.sender);
    }

    function revealVote(bytes32 caseId, bool guilty, bytes32 salt) external nonReentrant {
        (, StoredRound storage round, uint8 roundIndex) = _in(caseId, Phase.VoteReveal);
        StoredVote storage vote = _vote(round, msg.sender);
        if (vote.vote != Verdict.None) revert AlreadyRevealed();
        if (vote.commitment != CourtMath.voteCommitment(caseId, roundIndex, msg.sender, guilty, salt)) {
            revert BadVote();
        }
        uint8 seats = vote.seats;

        vote.vote = guilty ? Verdict.Guilty : Verdict.NotGuilty;
        if (guilty) round.guiltySeats += seats;
        else round.innocentSeats += seats;

        emit VoteRevealed(caseId, roundIndex, msg.sender, guilty, seats);
    }

    function tally(bytes32 caseId) external nonReentrant {
        StoredCase storage c = _case(caseId);
        if (c.state != CaseState.Heard) revert NotDue();
        uint8 roundIndex = c.roundIndex;
        StoredRound storage round = _rounds[caseId][roundIndex];
        bool full = _isFull(round, roundIndex);
        if (_phase(round) < (full ? Phase.Over : Phase.VoteCommit)) revert NotDue();
        uint64 pot = StakingMath.toU64(c.pot + uint256(round.seedsCommitted - round.seedsRevealed) * SEED_BOND);
        uint64 appealBy = StakingMath.inSecs(full && roundIndex + 1 < ROUNDS ? PHASE_SECS : 0);

        (c.state, c.dueAt, c.pot) = (CaseState.Ruled, appealBy, pot);
        if (full) _count(c, round);
        else round.void = true;

        emit Tallied(caseId, roundIndex, round.guiltySeats, round.innocentSeats, !full, c.verdict, appealBy);
    }

    function appeal(bytes32 caseId) external nonReentrant {
        StoredCase storage c = _case(caseId);
        if (c.state != CaseState.Ruled) revert CaseNotRuled();
        if (block.timestamp >= c.dueAt) revert AppealClosed();
        uint8 roundIndex = c.roundIndex;
        uint64 bond = StakingMath.toU64(CourtMath.appealBond(CASE_BOND, roundIndex));
        TOKEN.requireFunds(msg.sender, bond);

        c.appeals[roundIndex] = Appeal({appellant: msg.sender, against: c.verdict});
        uint64 startedAt = _start(c, caseId, roundIndex + 1);

        TOKEN.pull(msg.sender, bond);

        emit Appealed(caseId, roundIndex + 1, msg.sender, bond, startedAt);
    }

    // The end.

    function close(bytes32 caseId) external nonReentrant {
        StoredCase storage c = _case(caseId);
        CaseState state = c.state;
        if ((state != CaseState.Accused && state != CaseState.Ruled) || block.timestamp < c.dueAt) revert NotDue();
        Verdict verdict = state == CaseState.Accused ? Verdict.Guilty : c.verdict;
        (uint64 pot, uint64 pay) = _shares(c, verdict);

        (c.state, c.verdict, c.dueAt) = (CaseState.Closed, verdict, StakingMath.inSecs(0));
        (c.pot, c.pay) = (pot, pay);

        uint64 slashed = verdict == Verdict.Guilty ? _punish(c, caseId) : 0;

        emit CaseClosed(caseId, verdict, slashed, pot, pay);
    }

    function release(bytes32 caseId, uint8 roundIndex, address juror) external nonReentrant {
        StoredCase storage c = _case(caseId);
        if (c.state != CaseState.Closed) revert CaseNotClosed();
        StoredRound storage round = _rounds[caseId][roundIndex];
        StoredVote storage vote = _vote(round, juror);
        if (vote.released) revert AlreadyReleased();
        (uint8 seats, bool void) = (vote.seats, round.void);
        uint8 kept = void || vote.vote == c.verdict ? seats : 0;
        uint64 paid = void ? 0 : StakingMath.toU64(uint256(kept) * c.pay);

        vote.released = true;
        StoredJuror storage released = _jurors[juror];
        (released.seats, released.seated) = (released.seats - (seats - kept), released.seated - seats);

        TOKEN.pay(juror, paid);

        emit JurorReleased(caseId, roundIndex, juror, kept, paid);
    }

    function collect(bytes32 caseId, address party) external nonReentrant {
        StoredCase storage c = _case(caseId);
        if (c.state != CaseState.Closed) revert CaseNotClosed();
        uint256 owed = 0;
        uint256 collected = c.collected;
        uint256 roles = APPELLANTS + c.roundIndex;
        for (uint256 role = 0; role < roles; ++role) {
            (address who, uint256 due) = _due(c, role);
            if (who != party || (collected >> role) & 1 != 0) continue;
            owed += due;
            collected |= 1 << role;
        }
        if (owed == 0) revert NothingToCollect();
        uint64 amount = StakingMath.toU64(owed);

        c.collected = uint8(collected);

        TOKEN.pay(party, amount);

        emit Collected(caseId, party, amount);
    }

    // Views.

    function config() external view returns (Config memory) {
        return Config({
            token: address(TOKEN),
            treasury: TREASURY,
            contestSecs: CONTEST_SECS,
            phaseSecs: PHASE_SECS,
            caseBond: CASE_BOND,
            seedBond: SEED_BOND,
            seatStake: SEAT_STAKE,
            maxPenalty: MAX_PENALTY,
            jurors: JURORS,
            maxRounds: ROUNDS,
            rewardBps: REWARD_BPS
        });
    }

    function stakingContract() external view returns (address) {
        return address(STAKING);
    }

    function jurorOf(address owner) external view returns (Juror memory) {
        StoredJuror memory s = _jurors[owner];
        return Juror({juror: s.sinceAt == 0 ? address(0) : owner, seats: s.seats, seated: s.seated, sinceAt: s.sinceAt});
    }

    function caseOf(bytes32 caseId) external view returns (Case memory c) {
        StoredCase storage s = _cases[caseId];
        if (s.state == CaseState.None) return c;
        (c.caseId, c.accuser, c.accusedAt, c.state) = (caseId, s.accuser, s.accusedAt, s.state);
        (c.dueAt, c.contestant, c.roundIndex, c.verdict) = (s.dueAt, s.contestant, s.roundIndex, s.verdict);
        (c.guiltySeats, c.innocentSeats, c.seats) = (s.guiltySeats, s.innocentSeats, s.seats);
        (c.pot, c.pay, c.collected) = (s.pot, s.pay, s.collected);
        Accusation memory a = c.accusation;
        (a.accused, a.subject, a.kind) = (s.accused, s.subject, s.kind);
        (a.sinceAt, a.penalty, a.evidence) = (s.sinceAt, s.penalty, s.evidence);
        (c.appellants, c.appealed) = (new address[](c.roundIndex), new Verdict[](c.roundIndex));
        for (uint256 i = 0; i < c.roundIndex; ++i) {
            (c.appellants[i], c.appealed[i]) = (s.appeals[i].appellant, s.appeals[i].against);
        }
    }

    function rulingOf(bytes32 caseId)
        external
        view
        returns (bytes32 subject, uint64 accusedAt, CaseState state, Verdict verdict)
    {
        StoredCase storage s = _cases[caseId];
        return (s.subject, s.accusedAt, s.state, s.verdict);
    }

    function roundOf(bytes32 caseId, uint8 roundIndex) external view returns (Round memory) {
        return Jury.shown(_rounds[caseId][roundIndex]);
    }

    // What the verbs share.

    function _juror(address owner) private view returns (StoredJuror storage juror) {
        juror = _jurors[owner];
        if (juror.sinceAt == 0) revert UnknownJuror();
    }

    function _case(bytes32 caseId) private view returns (StoredCase storage c) {
        c = _cases[caseId];
        if (c.state == CaseState.None) revert UnknownCase();
    }

    // The case's round, where it is in this phase. Who votes does so in a full round.
    function _in(bytes32 caseId, Phase phase)
        private
        view
        returns (StoredCase storage c, StoredRound storage round, uint8 roundIndex)
    {
        c = _case(caseId);
        if (c.state != CaseState.Heard) revert WrongPhase();
        roundIndex = c.roundIndex;
        round = _rounds[caseId][roundIndex];
        if (_phase(round) != phase) revert WrongPhase();
        if (phase >= Phase.VoteCommit && !_isFull(round, roundIndex)) revert WrongPhase();
    }

    function _phase(StoredRound storage round) private view returns (Phase) {
        return Phase(Math.min((block.timestamp - round.startedAt) / PHASE_SECS, uint8(Phase.Over)));
    }

    function _isFull(StoredRound storage round, uint8 roundIndex) private view returns (bool) {
        return round.taken == CourtMath.seatsOf(JURORS, roundIndex);
    }

    function _vote(StoredRound storage round, address juror) private view returns (StoredVote storage vote) {
        vote = round.votes[juror];
        if (vote.seats == 0) revert NotJuror();
    }

    function _start(StoredCase storage c, bytes32 caseId, uint8 roundIndex) private returns (uint64 startedAt) {
        startedAt = StakingMath.inSecs(0);
        (c.state, c.roundIndex, c.dueAt) = (CaseState.Heard, roundIndex, startedAt);
        _rounds[caseId][roundIndex].startedAt = startedAt;
    }

    // What a full jury said.
    function _count(StoredCase storage c, StoredRound storage round) private {
        (uint16 guiltySeats, uint16 innocentSeats) = (round.guiltySeats, round.innocentSeats);
        c.verdict = guiltySeats > innocentSeats ? Verdict.Guilty : Verdict.NotGuilty;
        c.guiltySeats += guiltySeats;
        c.innocentSeats += innocentSeats;
        c.seats += round.taken;
    }

    function _coherent(StoredCase storage c, Verdict verdict) private view returns (uint256) {
        if (verdict == Verdict.None) return 0;
        return verdict == Verdict.Guilty ? c.guiltySeats : c.innocentSeats;
    }

    // The pot of a case that ends with this verdict, and what of it is each coherent seat's.
    function _shares(StoredCase storage c, Verdict verdict) private view returns (uint64 pot, uint64 pay) {
        uint256 coherent = _coherent(c, verdict);
        uint256 sum = c.pot + (c.seats - coherent) * SEAT_STAKE;
        if (c.contestant != address(0) && verdict != Verdict.None) sum += CASE_BOND - _halfBond();
        uint256 appeals = c.roundIndex;
        for (uint256 i = 0; i < appeals; ++i) {
            if (c.appeals[i].against == verdict) sum += CourtMath.appealBond(CASE_BOND, i);
        }
        pot = StakingMath.toU64(sum);
        pay = coherent == 0 ? 0 : StakingMath.toU64(pot / coherent);
    }

    // What the accused's stake loses. That there is none, that the court may slash no more, or that another slasher has used
    // the fault's id up, must not hold a ruling up.
    function _punish(StoredCase storage c, bytes32 caseId) private returns (uint64 slashed) {
        address accused = c.accused;
        bytes32 faultId = Ids.faultId(caseId);
        if (c.penalty == 0 || !STAKING.stakeOf(accused).exists || !_maySlash()) return 0;
        if (STAKING.faultOf(faultId).amount != 0) return 0;
        slashed = uint64(Math.min(c.penalty, STAKING.reachableOf(accused)));
        if (slashed != 0) STAKING.slash(accused, c.penalty, faultId, c.accuser, REWARD_BPS);
    }

    function _maySlash() private view returns (bool) {
        IStaking.Slasher[] memory slashers = STAKING.slashers();
        for (uint256 i = 0; i < slashers.length; ++i) {
            if (slashers[i].program == address(this)) return slashers[i].status == IStaking.SlasherStatus.Active;
        }
        return false;
    }

    // Who has a role in a closed case, and what that is owed.
    function _due(StoredCase storage c, uint256 role) private view returns (address who, uint256 due) {
        Verdict verdict = c.verdict;
        if (role >= APPELLANTS) {
            uint256 place = role - APPELLANTS;
            Appeal memory made = c.appeals[place];
            return (made.appellant, made.against == verdict ? 0 : CourtMath.appealBond(CASE_BOND, place));
        }
        if (role == TREASURER) return (TREASURY, c.pot - c.pay * _coherent(c, verdict));
        address contestant = c.contestant;
        who = role == ACCUSER ? c.accuser : contestant;
        if (who == address(0)) return (who, 0);
        if (verdict == Verdict.None) return (who, CASE_BOND);
        if ((verdict == Verdict.Guilty) != (role == ACCUSER)) return (who, 0);
        due = CASE_BOND + (contestant == address(0) ? 0 : _halfBond());
    }

    function _halfBond() private view returns (uint64) {
        return StakingMath.shareDown(CASE_BOND, HALF_BPS);
    }

    function _isWithin(uint64 amount, uint256 most) private pure returns (bool) {
        return amount != 0 && amount <= most;
    }

    function _logAccused(bytes32 caseId, Accusation calldata a, uint64 contestBy) private {
        emit Accused(caseId, msg.sender, a.accused, a.subject, a.kind, a.sinceAt, a.penalty, a.evidence, contestBy);
    }
}
