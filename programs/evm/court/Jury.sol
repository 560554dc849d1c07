// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICourt} from "./ICourt.sol";

// Two slots. `units` has a bit for each of the juror's first 232 seats whose ticket was ever seated in the round.
struct StoredVote {
    uint8 seats;
    ICourt.Verdict vote;
    bool released;
    uint232 units;
    bytes32 commitment;
}

// The first `taken` of `seats` are taken, each by a ticket above its juror. Byte i of `order`, from the low end, is the place of the i-th
// lowest: to put a seat between two others moves bytes instead of slots.
struct StoredRound {
    uint64 startedAt;
    uint32 seedsCommitted;
    uint32 seedsRevealed;
    uint16 guiltySeats;
    uint16 innocentSeats;
    uint8 taken;
    bool void;
    bytes32 seed;
    uint256[2] order;
    uint256[63] seats;
    mapping(address contributor => bytes32 commitment) seeds;
    mapping(address juror => StoredVote vote) votes;
    mapping(address juror => mapping(uint256 word => uint256 bits)) moreUnits;
}

// Who sits in a round.
library Jury {
    uint256 private constant FIRST_UNITS = 232;
    uint256 private constant TICKET_SHIFT = 160;

    // Who would have to go for this ticket, nobody where a seat is empty.
    function contend(StoredRound storage round, bool full, address juror, uint256 unit, uint96 ticket)
        internal
        view
        returns (address evicted)
    {
        bool seen = unit < FIRST_UNITS
            ? (round.votes[juror].units >> unit) & 1 != 0
            : (round.moreUnits[juror][unit >> 8] >> (unit & 0xff)) & 1 != 0;
        if (!full) {
            if (seen) revert ICourt.TicketTaken();
            return address(0);
        }
        uint256 highest = round.seats[_placeOf(round.order, round.taken - 1)];
        // The highest ticket only falls, so one that was seated and is above it was evicted.
        if (seen && ticket <= highest >> TICKET_SHIFT) revert ICourt.TicketTaken();
        if (ticket >= highest >> TICKET_SHIFT) revert ICourt.TicketTooHigh();
        return _jurorOf(highest);
    }

    function sit(StoredRound storage round, bool full, address juror, uint256 unit, uint96 ticket) internal {
        uint256 packed = (uint256(ticket) << TICKET_SHIFT) | uint160(juror);
        uint256 place = round.taken;
        uint256 others = place;
        if (full) {
            place = _placeOf(round.order, --others);
            --round.votes[_jurorOf(round.seats[place])].seats;
        } else {
            round.taken = uint8(place + 1);
        }
        _insert(round.order, others, _rank(round, others, packed), place);
        round.seats[place] = packed;
        StoredVote storage vote = round.votes[juror];
        ++vote.seats;
        if (unit < FIRST_UNITS) vote.units |= uint232(1 << unit);
        else round.moreUnits[juror][unit >> 8] |= 1 << (unit & 0xff);
    }

    function shown(StoredRound storage s) internal view returns (ICourt.Round memory round) {
        (round.startedAt, round.seed, round.void) = (s.startedAt, s.seed, s.void);
        (round.seedsCommitted, round.seedsRevealed) = (s.seedsCommitted, s.seedsRevealed);
        (round.guiltySeats, round.innocentSeats) = (s.guiltySeats, s.innocentSeats);
        uint256 taken = s.taken;
        round.seats = new ICourt.Seat[](taken);
        ICourt.Vote[] memory votes = new ICourt.Vote[](taken);
        uint256 count = 0;
        for (uint256 i = 0; i < taken; ++i) {
            uint256 packed = s.seats[_placeOf(s.order, i)];
            address juror = _jurorOf(packed);
            round.seats[i] = ICourt.Seat({ticket: uint96(packed >> TICKET_SHIFT), juror: juror});
            uint256 place = 0;
            while (place < count && votes[place].juror != juror) ++place;
            if (place == count) votes[count++] = _vote(s.votes[juror], juror);
        }
        round.votes = new ICourt.Vote[](count);
        for (uint256 i = 0; i < count; ++i) {
            round.votes[i] = votes[i];
        }
    }

    function _vote(StoredVote storage s, address juror) private view returns (ICourt.Vote memory) {
        return ICourt.Vote({juror: juror, seats: s.seats, commitment: s.commitment, vote: s.vote, released: s.released});
    }

    function _jurorOf(uint256 packed) private pure returns (address) {
        return address(uint160(packed));
    }

    // How many of the lowest `count` seats are below this one. Who seats the jury begins with the lowest, so the last is asked first.
    function _rank(StoredRound storage round, uint256 count, uint256 packed) private view returns (uint256 low) {
        if (count == 0 || round.seats[_placeOf(round.order, count - 1)] < packed) return count;
        uint256 high = count - 1;
        while (low < high) {
            uint256 middle = (low + high) >> 1;
            if (round.seats[_placeOf(round.order, middle)] < packed) low = middle + 1;
            else high = middle;
        }
    }

    function _placeOf(uint256[2] storage order, uint256 rank) private view returns (uint256) {
        return (order[rank >> 5] >> ((rank & 31) << 3)) & 0xff;
    }

    // Moves all of `count` from this rank on up by one. What moves past the last seat is never looked at again.
    function _insert(uint256[2] storage order, uint256 count, uint256 rank, uint256 place) private {
        uint256 word = rank >> 5;
        uint256 old = order[word];
        uint256 shift = (rank & 31) << 3;
        uint256 below = old & ((1 << shift) - 1);
        order[word] = below | (place << shift) | ((old ^ below) << 8);
        if (word == 0 && count > 31) order[1] = (order[1] << 8) | (old >> 248);
    }
}
