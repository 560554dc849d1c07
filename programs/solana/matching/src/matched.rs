//! How a match begins and ends: what award, take, decline and release have in common.

use anchor_lang::prelude::*;

use crate::errors::MatchingError;
use crate::events::{JobMatched, MatchEnded};
use crate::evidence::{is_allowed, Reader};
use crate::math::share_down;
use crate::state::{listing_state, release, Listing, MatchingConfig, Offer};

/// Whether the two may be matched now, whoever says so. The reader has that the provider is allowed, and nothing else.
pub fn require_match(
    listing: &Listing,
    offer: &Offer,
    is_open: bool,
    now: u64,
    accept_secs: u64,
    reader: &mut Reader,
) -> Result<u64> {
    require!(listing.state == listing_state::OPEN, MatchingError::ListingNotOpen);
    require!(is_open, MatchingError::JobNotOpen);
    let accept_by = now.checked_add(accept_secs).ok_or(MatchingError::Overflow)?;
    require!(listing.deadline_at > accept_by, MatchingError::DeadlinePassed);
    require!(listing.is_met_by(offer), MatchingError::NeedsNotMet);
    require!(offer.ask <= listing.price, MatchingError::AskTooHigh);
    require!(offer.live < offer.capacity, MatchingError::OfferIsFull);
    let allowed = is_allowed(listing, &offer.provider.to_bytes(), reader)?;
    require!(allowed, MatchingError::NotAllowed);
    reader.end()?;
    Ok(accept_by)
}

/// Gives the event.
pub fn begin(
    listing: &mut Listing,
    offer: &mut Offer,
    assignment_id: [u8; 32],
    now: u64,
    accept_by: u64,
) -> JobMatched {
    (listing.state, listing.provider) = (listing_state::MATCHED, offer.provider);
    (listing.changed_at, listing.accept_by) = (now, accept_by);
    offer.live += 1;
    JobMatched {
        job_id: listing.job_id,
        provider: offer.provider,
        assignment_id,
        accept_by,
    }
}

/// Ends a match, if there is one. A provider that declined or was silent must offer again. Gives the event.
pub fn end(
    listing: &mut Listing,
    offer: Option<&mut Offer>,
    how: u8,
    now: u64,
    config: Option<&MatchingConfig>,
) -> MatchEnded {
    let (provider, mut penalty) = (listing.provider, 0);
    listing.state = match how {
        release::DONE => listing_state::CLOSED,
        _ => listing_state::OPEN,
    };
    (listing.provider, listing.changed_at, listing.accept_by) = (Pubkey::default(), now, 0);
    if let Some(offer) = offer {
        offer.live -= 1;
        if how != release::DONE {
            if let (release::LAPSED, Some(config)) = (how, config) {
                let rules = &config.rules;
                penalty = offer.bond.min(share_down(rules.offer_bond, rules.lapse_bps));
            }
            (offer.capacity, offer.changed_at) = (0, now);
            offer.bond -= penalty;
        }
    }
    MatchEnded {
        job_id: listing.job_id,
        provider,
        how,
        penalty,
    }
}
