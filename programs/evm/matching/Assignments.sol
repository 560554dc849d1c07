// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICompute} from "../compute/ICompute.sol";
import {Reader, Reading} from "../rewards/Reading.sol";
import {SumTree} from "../rewards/SumTree.sol";
import {IAssignments} from "./IAssignments.sol";
import {IMatching} from "./IMatching.sol";

contract Assignments is IAssignments {
    using Reading for Reader;

    uint256 private constant INDEX = 4;
    uint256 private constant JOB = 82;
    uint256 private constant OFFER = 42;
    uint256 private constant HASH = 32;
    uint256 private constant MAX_LEAVES = 65_536;
    uint256 private constant MAX_ALLOWED = 64;

    uint8 private constant JOBS = 1;
    uint8 private constant OFFERS = 2;

    uint8 private constant ORDER = 1;
    uint8 private constant OMISSION = 2;
    uint8 private constant EDGE = 3;
    uint8 private constant JOB_IS_FALSE = 4;
    uint8 private constant OFFER_IS_FALSE = 5;
    uint8 private constant PAIR = 6;
    uint8 private constant STRANGER = 7;
    uint8 private constant SLOT = 8;
    uint8 private constant BARRED = 9;

    struct OfferLeaf {
        bytes32 provider;
        uint256 capacity;
        uint256 slotPrice;
    }

    // What a verdict is about.
    struct Matter {
        address compute;
        uint256 matchedBy;
    }

    function openedJob(IMatching.AssignmentTerms calldata terms, bytes calldata data)
        external
        pure
        returns (JobLeaf memory leaf, uint256 used)
    {
        Reader memory reader = Reading.reader(data);
        uint256 start = reader.cursor;
        (, leaf) = _openedJob(terms, reader);
        used = reader.cursor - start;
    }

    function isShown(IMatching.AssignmentTerms calldata terms, uint8 leaves, uint32 index, bytes calldata data)
        external
        pure
        returns (bool)
    {
        Reader memory reader = Reading.reader(data);
        _shownKey(terms, leaves, index, reader);
        return reader.cursor == reader.end;
    }

    function isAllowed(bytes32 root, uint256 count, bytes32 provider, bytes calldata data, uint256 start)
        external
        pure
        returns (bool allowed, bool all)
    {
        Reader memory reader = Reading.reader(data);
        reader.cursor += start;
        allowed = _isAllowed(root, count, provider, reader);
        all = reader.cursor == reader.end;
    }

    function allowedRoot(uint256 count, bytes calldata addresses) external pure returns (bytes32) {
        if (count > MAX_ALLOWED || addresses.length != count * HASH) revert IMatching.BadAllowed();
        if (count == 0) return 0;
        bytes32[] memory nodes = new bytes32[](count);
        uint256 last;
        for (uint256 i = 0; i < count; ++i) {
            uint256 current = uint256(bytes32(addresses[i * HASH:(i + 1) * HASH]));
            if (i != 0 && current <= last) revert IMatching.BadAllowed();
            last = current;
            nodes[i] = _addressHash(bytes32(current));
        }
        for (; count > 1; count = (count + 1) >> 1) {
            for (uint256 i = 0; i < count; i += 2) {
                // A level's last node without a partner is promoted unchanged.
                nodes[i >> 1] = i + 1 == count ? nodes[i] : _parent(nodes[i], nodes[i + 1]);
            }
        }
        return nodes[0];
    }

    function isFaulty(
        IMatching.AssignmentTerms calldata terms,
        uint8 fault,
        bytes calldata data,
        address compute,
        uint256 matchedBy
    ) external view returns (bool faulty) {
        Reader memory reader = Reading.reader(data);
        Matter memory matter = Matter(compute, matchedBy);
        if (fault == ORDER) faulty = _isOutOfOrder(terms, reader);
        else if (fault == OMISSION) faulty = _isLeftOut(terms, reader, matter);
        else if (fault == EDGE) faulty = _isEdgeViolated(terms, reader, matter);
        else if (fault == JOB_IS_FALSE) faulty = _isJobFalse(terms, reader);
        else if (fault == OFFER_IS_FALSE) faulty = _isOfferFalse(terms, reader);
        else if (fault == PAIR) faulty = _isPairFalse(terms, reader);
        else if (fault == STRANGER) faulty = _isStranger(terms, reader);
        else if (fault == SLOT) faulty = _isSlotShared(terms, reader);
        else if (fault == BARRED) faulty = _isBarred(terms, reader);
        else revert IMatching.BadEvidence();
        reader.finish();
    }

    // Faults.

    // The earlier key is not the lower one. The same key twice is out of order too.
    function _isOutOfOrder(IMatching.AssignmentTerms calldata terms, Reader memory reader) private pure returns (bool) {
        uint8 leaves = _tree(reader);
        uint256 first = reader.takeNumber(INDEX);
        bytes32 one = _shownKey(terms, leaves, first, reader);
        uint256 second = reader.takeNumber(INDEX);
        bytes32 two = _shownKey(terms, leaves, second, reader);
        return first < second && one >= two;
    }

    // A job that waits, for long enough to be matched, or an offer that stands, was left out. A full tree omits nothing.
    function _isLeftOut(IMatching.AssignmentTerms calldata terms, Reader memory reader, Matter memory matter)
        private
        view
        returns (bool)
    {
        uint8 leaves = _tree(reader);
        bytes32 key = bytes32(reader.takeNumber(HASH));
        _requireGap(terms, leaves, key, reader);
        if (leaves == OFFERS) {
            IMatching.Offer memory offer = _offerOf(key);
            return offer.changedAt != 0 && offer.changedAt <= terms.seenAt && offer.capacity != 0
                && terms.offersCount < MAX_LEAVES;
        }
        IMatching.Listing memory listing = IMatching(msg.sender).listingOf(key);
        return listing.state != IMatching.ListingState.None && terms.jobsCount != MAX_LEAVES
            && _waits(listing, terms.seenAt, matter.compute) && listing.deadlineAt > matter.matchedBy;
    }

    // The two would gain more together than their prices say.
    function _isEdgeViolated(IMatching.AssignmentTerms calldata terms, Reader memory reader, Matter memory matter)
        private
        view
        returns (bool)
    {
        (, JobLeaf memory job) = _openedJob(terms, reader);
        OfferLeaf memory leaf = _openedOffer(terms, reader);
        IMatching.Listing memory listing = IMatching(msg.sender).listingOf(job.jobId);
        IMatching.Offer memory offer = _offerOf(leaf.provider);
        if (listing.state == IMatching.ListingState.None || offer.changedAt == 0) revert IMatching.NotRefuted();
        if (!_isAllowed(listing.allowedRoot, listing.allowedCount, leaf.provider, reader)) {
            revert IMatching.BadEvidence();
        }
        if (
            !_waits(listing, terms.seenAt, matter.compute) || offer.changedAt > terms.seenAt || offer.capacity == 0
                || !_isMetBy(listing, offer)
        ) return false;
        return job.dual + leaf.slotPrice + offer.ask < listing.price;
    }

    // Not listed, or not waiting when it was seen; without a provider and not all zero; or with one that never made an offer, does not meet its
    // needs, or whose ask, rent and dual are not the price.
    function _isJobFalse(IMatching.AssignmentTerms calldata terms, Reader memory reader) private view returns (bool) {
        (, JobLeaf memory job) = _openedJob(terms, reader);
        IMatching.Listing memory listing = IMatching(msg.sender).listingOf(job.jobId);
        if (listing.state == IMatching.ListingState.None) return true;
        if (listing.state != IMatching.ListingState.Open && listing.changedAt <= terms.seenAt) return true;
        if (job.provider == 0) return job.slot != 0 || job.dual != 0 || job.rent != 0;
        IMatching.Offer memory offer = _offerOf(job.provider);
        if (offer.changedAt == 0) return true;
        return offer.changedAt <= terms.seenAt
            && (!_isMetBy(listing, offer) || offer.ask + job.dual + job.rent != listing.price);
    }

    // Nobody ever made it, or it had another capacity.
    function _isOfferFalse(IMatching.AssignmentTerms calldata terms, Reader memory reader) private view returns (bool) {
        OfferLeaf memory leaf = _openedOffer(terms, reader);
        IMatching.Offer memory offer = _offerOf(leaf.provider);
        return offer.changedAt == 0 || (offer.changedAt <= terms.seenAt && offer.capacity != leaf.capacity);
    }

    // The job pays another rent than the slot's price, or has a slot beyond the capacity.
    function _isPairFalse(IMatching.AssignmentTerms calldata terms, Reader memory reader) private pure returns (bool) {
        (, JobLeaf memory job) = _openedJob(terms, reader);
        OfferLeaf memory leaf = _openedOffer(terms, reader);
        return job.provider == leaf.provider && (job.rent != leaf.slotPrice || job.slot >= leaf.capacity);
    }

    // Its provider is not among the offers.
    function _isStranger(IMatching.AssignmentTerms calldata terms, Reader memory reader) private pure returns (bool) {
        (, JobLeaf memory job) = _openedJob(terms, reader);
        _requireGap(terms, OFFERS, job.provider, reader);
        return job.provider != 0;
    }

    // Two jobs share a slot.
    function _isSlotShared(IMatching.AssignmentTerms calldata terms, Reader memory reader) private pure returns (bool) {
        (uint256 a, JobLeaf memory one) = _openedJob(terms, reader);
        (uint256 b, JobLeaf memory two) = _openedJob(terms, reader);
        return a != b && one.provider != 0 && one.provider == two.provider && one.slot == two.slot;
    }

    // Its provider is not allowed.
    function _isBarred(IMatching.AssignmentTerms calldata terms, Reader memory reader) private view returns (bool) {
        (, JobLeaf memory job) = _openedJob(terms, reader);
        IMatching.Listing memory listing = IMatching(msg.sender).listingOf(job.jobId);
        if (listing.state == IMatching.ListingState.None) revert IMatching.NotRefuted();
        uint256 below = reader.takeNumber(1);
        if (below > listing.allowedCount) revert IMatching.BadEvidence();
        if (below != 0 && _neighbour(listing, below - 1, reader) >= job.provider) revert IMatching.BadEvidence();
        if (below != listing.allowedCount && _neighbour(listing, below, reader) <= job.provider) {
            revert IMatching.BadEvidence();
        }
        return job.provider != 0 && listing.allowedCount != 0;
    }

    // Records.

    // Whose high bytes are not zero is nobody's address, and no alias of one.
    function _offerOf(bytes32 provider) private view returns (IMatching.Offer memory offer) {
        if (uint256(provider) >> 160 == 0) offer = IMatching(msg.sender).offerOf(address(uint160(uint256(provider))));
    }

    // No job is open again once it was not.
    function _waits(IMatching.Listing memory listing, uint256 seenAt, address compute) private view returns (bool) {
        return listing.state == IMatching.ListingState.Open && listing.changedAt <= seenAt
            && ICompute(compute).jobOf(listing.jobId).state == ICompute.JobState.Open;
    }

    function _isMetBy(IMatching.Listing memory listing, IMatching.Offer memory offer) private pure returns (bool) {
        return (listing.device == 0 || listing.device == offer.device) && listing.memoryMib <= offer.memoryMib
            && listing.units <= offer.units && (listing.region == 0 || listing.region == offer.region);
    }

    // Openings.

    function _openedJob(IMatching.AssignmentTerms calldata terms, Reader memory reader)
        private
        pure
        returns (uint256 index, JobLeaf memory leaf)
    {
        index = reader.takeNumber(INDEX);
        uint256 position = reader.cursor;
        _shownKey(terms, JOBS, index, reader);
        (leaf.jobId, leaf.provider) =
        (bytes32(Reading.number(position, 32)), bytes32(Reading.number(position + 32, 32)));
        (leaf.slot, leaf.dual, leaf.rent) =
        (Reading.number(position + 64, 2), Reading.number(position + 66, 8), Reading.number(position + 74, 8));
    }

    function _openedOffer(IMatching.AssignmentTerms calldata terms, Reader memory reader)
        private
        pure
        returns (OfferLeaf memory leaf)
    {
        uint256 index = reader.takeNumber(INDEX);
        uint256 position = reader.cursor;
        _shownKey(terms, OFFERS, index, reader);
        leaf.provider = bytes32(Reading.number(position, 32));
        (leaf.capacity, leaf.slotPrice) = (Reading.number(position + 32, 2), Reading.number(position + 34, 8));
    }

    // The key of the leaf whose payload and path are next.
    function _shownKey(IMatching.AssignmentTerms calldata terms, uint8 leaves, uint256 index, Reader memory reader)
        private
        pure
        returns (bytes32 key)
    {
        bool jobs = leaves == JOBS;
        uint256 size = jobs ? JOB : OFFER;
        uint256 position = reader.take(size);
        key = bytes32(Reading.number(position, 32));
        uint256 sum = jobs
            ? Reading.number(position + 74, 8)
            : Reading.number(position + 32, 2) * Reading.number(position + 34, 8);
        (bytes32 root, uint256 count) = jobs ? (terms.jobsRoot, terms.jobsCount) : (terms.offersRoot, terms.offersCount);
        (, reader.cursor) =
            SumTree.requirePath(root, terms.rent, SumTree.leafHash(position, size), sum, index, count, reader.cursor);
        if (reader.cursor > reader.end) revert IMatching.BadEvidence();
    }

    // How many leaves have a lower key, the last of them if any, and the one after it if any: the key lies between.
    function _requireGap(IMatching.AssignmentTerms calldata terms, uint8 leaves, bytes32 key, Reader memory reader)
        private
        pure
    {
        uint256 below = reader.takeNumber(INDEX);
        uint256 count = leaves == JOBS ? terms.jobsCount : terms.offersCount;
        if (below > count) revert IMatching.BadEvidence();
        if (below != 0 && _shownKey(terms, leaves, below - 1, reader) >= key) revert IMatching.BadEvidence();
        if (below < count && _shownKey(terms, leaves, below, reader) <= key) revert IMatching.BadEvidence();
    }

    // Nothing where everyone is allowed, else index (1) and path.
    function _isAllowed(bytes32 root, uint256 count, bytes32 provider, Reader memory reader)
        private
        pure
        returns (bool)
    {
        if (count == 0) return true;
        uint256 index = reader.takeNumber(1);
        if (index >= count) revert IMatching.BadEvidence();
        return _climbed(_addressHash(provider), index, count, reader) == root;
    }

    // The allowed address at `index`, of which the next bytes are the address and its path.
    function _neighbour(IMatching.Listing memory listing, uint256 index, Reader memory reader)
        private
        pure
        returns (bytes32 found)
    {
        found = bytes32(reader.takeNumber(HASH));
        if (_climbed(_addressHash(found), index, listing.allowedCount, reader) != listing.allowedRoot) {
            revert IMatching.BadEvidence();
        }
    }

    function _climbed(bytes32 node, uint256 index, uint256 count, Reader memory reader) private pure returns (bytes32) {
        for (; count > 1; count = (count + 1) >> 1) {
            // A level's last node without a partner is promoted unchanged.
            if (index + 1 != count || count & 1 == 0) {
                bytes32 sibling = bytes32(reader.takeNumber(HASH));
                node = index & 1 == 0 ? _parent(node, sibling) : _parent(sibling, node);
            }
            index >>= 1;
        }
        return node;
    }

    // Hashes.

    function _addressHash(bytes32 account) private pure returns (bytes32) {
        return keccak256(abi.encodePacked(bytes1(0), account));
    }

    function _parent(bytes32 left, bytes32 right) private pure returns (bytes32) {
        return keccak256(abi.encodePacked(bytes1(0x01), left, right));
    }

    function _tree(Reader memory reader) private pure returns (uint8 leaves) {
        leaves = uint8(reader.takeNumber(1));
        if (leaves != JOBS && leaves != OFFERS) revert IMatching.BadEvidence();
    }
}
