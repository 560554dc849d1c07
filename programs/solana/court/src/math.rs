//! Who is owed what. Nothing here reads an account.

use anchor_lang::prelude::*;
pub use assay_staking::math::share_down;

use crate::errors::CourtError;
use crate::state::{verdict, Case, CourtConfig};

const HALF: u16 = 5_000;

/// The seats, of all rounds, that voted with this verdict.
pub fn coherent(case: &Case, verdict: u8) -> u64 {
    match verdict {
        verdict::GUILTY => case.guilty_seats.into(),
        verdict::NOT_GUILTY => case.innocent_seats.into(),
        _ => 0,
    }
}

/// What was lost in a case that ends in this verdict: seeds' bonds, the seats that were not coherent, half a party's
/// bond, and the bonds of appeals against the verdict.
pub fn pot(config: &CourtConfig, case: &Case, verdict: u8) -> Result<u64> {
    let seats = u64::from(case.seats) - coherent(case, verdict);
    let mut pot = u128::from(case.pot) + u128::from(seats) * u128::from(config.seat_stake);
    if case.is_contested() && verdict != verdict::NONE {
        pot += u128::from(config.case_bond - share_down(config.case_bond, HALF));
    }
    for (i, against) in case.appealed.iter().enumerate() {
        if *against == verdict {
            pot += u128::from(config.appeal_bond(i as u8));
        }
    }
    Ok(u64::try_from(pot).map_err(|_| CourtError::Overflow)?)
}

/// By role, in the order of the bits of `Case::collected`: whom a closed case owes how much, jurors apart.
pub fn dues(config: &CourtConfig, case: &Case) -> Vec<(Pubkey, u64)> {
    let (bond, half) = (config.case_bond, share_down(config.case_bond, HALF));
    let contested = case.is_contested();
    let to_accuser = match case.verdict {
        verdict::GUILTY if contested => bond + half,
        verdict::NOT_GUILTY => 0,
        _ => bond,
    };
    let to_contestant = match case.verdict {
        _ if !contested => 0,
        verdict::GUILTY => 0,
        verdict::NOT_GUILTY => bond + half,
        _ => bond,
    };
    let to_treasury = case.pot - case.pay * coherent(case, case.verdict);
    let mut dues = vec![
        (case.accuser, to_accuser),
        (case.contestant, to_contestant),
        (config.treasury, to_treasury),
    ];
    let appeals = case.appellants.iter().zip(&case.appealed).enumerate();
    dues.extend(appeals.map(|(i, (who, against))| match *against == case.verdict {
        true => (*who, 0),
        false => (*who, config.appeal_bond(i as u8)),
    }));
    dues
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::case_state;

    const ACCUSER: Pubkey = Pubkey::new_from_array([1; 32]);
    const CONTESTANT: Pubkey = Pubkey::new_from_array([2; 32]);
    const TREASURY: Pubkey = Pubkey::new_from_array([3; 32]);
    const APPELLANT: Pubkey = Pubkey::new_from_array([4; 32]);

    fn config() -> CourtConfig {
        CourtConfig {
            token: Pubkey::default(),
            treasury: TREASURY,
            contest_secs: 1,
            phase_secs: 1,
            case_bond: 11,
            seed_bond: 1,
            seat_stake: 10,
            max_penalty: 0,
            jurors: 3,
            max_rounds: 3,
            reward_bps: 0,
            bump: 0,
            escrow_bump: 0,
            slasher_bump: 0,
        }
    }

    fn closed(case: Case, verdict: u8) -> Case {
        let config = config();
        let pot = pot(&config, &case, verdict).unwrap();
        let pay = pot.checked_div(coherent(&case, verdict)).unwrap_or(0);
        Case {
            state: case_state::CLOSED,
            verdict,
            pot,
            pay,
            ..case
        }
    }

    /// Two rounds, 1 : 2 and 5 : 2 for guilty; one appeal against not guilty; a forfeited seed.
    fn heard() -> Case {
        Case {
            accuser: ACCUSER,
            contestant: CONTESTANT,
            seats: 10,
            guilty_seats: 6,
            innocent_seats: 4,
            pot: 1,
            appellants: vec![APPELLANT],
            appealed: vec![verdict::NOT_GUILTY],
            ..Case::default()
        }
    }

    #[test]
    fn rounds_double() {
        let config = config();
        assert_eq!((0..3).map(|i| config.seats_of(i)).collect::<Vec<_>>(), [3, 7, 15]);
        assert_eq!((0..3).map(|i| config.appeal_bond(i)).collect::<Vec<_>>(), [22, 44, 88]);
    }

    #[test]
    fn all_that_went_in_is_owed_once() {
        for (verdict, pot, pay, owed) in [
            // 1 + 4 * 10 + 6
            (verdict::GUILTY, 47, 7, [16, 0, 5, 22]),
            // 1 + 6 * 10 + 6 + 22
            (verdict::NOT_GUILTY, 89, 22, [0, 16, 1, 0]),
        ] {
            let case = closed(heard(), verdict);
            assert_eq!((case.pot, case.pay), (pot, pay));
            let dues = dues(&config(), &case);
            assert_eq!(
                dues.iter().map(|d| d.0).collect::<Vec<_>>(),
                [ACCUSER, CONTESTANT, TREASURY, APPELLANT]
            );
            assert_eq!(dues.iter().map(|d| d.1).collect::<Vec<_>>(), owed);
            let to_seats = (pay + 10) * coherent(&case, verdict);
            assert_eq!(owed.iter().sum::<u64>() + to_seats, 1 + 2 * 11 + 22 + 10 * 10);
        }
    }

    #[test]
    fn without_a_verdict_bonds_go_back() {
        let case = Case {
            appellants: vec![],
            appealed: vec![],
            seats: 0,
            guilty_seats: 0,
            innocent_seats: 0,
            ..heard()
        };
        let owed: Vec<_> = dues(&config(), &closed(case, verdict::NONE))
            .iter()
            .map(|d| d.1)
            .collect();
        assert_eq!(owed, [11, 11, 1]);
    }

    #[test]
    fn an_uncontested_accuser_gets_its_bond_back() {
        let case = Case {
            accuser: ACCUSER,
            ..Case::default()
        };
        let owed: Vec<_> = dues(&config(), &closed(case, verdict::GUILTY))
            .iter()
            .map(|d| d.1)
            .collect();
        assert_eq!(owed, [11, 0, 0]);
    }
}
