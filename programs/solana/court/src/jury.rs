//! A round's account, worked on in place: 63 seats and their votes are 7 KB, too much to read and write for one of them.

use anchor_lang::prelude::*;
use anchor_lang::Discriminator;
use assay_staking::chain;
use bytemuck::{cast_slice_mut, Zeroable};

use crate::errors::CourtError;
use crate::state::{case_state, phase, Case, CourtConfig, Progress, Round, Seat, Vote, ROUND_SEED};

const HEAD: usize = 8 + Progress::INIT_SPACE;
const LENGTH: usize = 4;

/// `Round` over the bytes of its account. What is changed in `progress` is kept by `save`.
pub struct Jury<'a> {
    pub progress: Progress,
    head: &'a mut [u8],
    seats: &'a mut [Seat],
    votes: &'a mut [Vote],
}

impl<'a> Jury<'a> {
    /// This round of a case. The program opens such accounts at their own addresses only, so the ids inside say which
    /// one it is.
    pub fn of(account: &AccountInfo, data: &'a mut [u8], case_id: &[u8; 32], round_index: u8) -> Result<Self> {
        require_keys_eq!(*account.owner, crate::ID, ErrorCode::AccountOwnedByWrongProgram);
        let jury = Self::over(data)?;
        require!(
            jury.progress.case_id == *case_id && jury.progress.round_index == round_index,
            ErrorCode::ConstraintSeeds
        );
        Ok(jury)
    }

    /// The running round of a case, where it is in this phase. Who votes does so in a full jury.
    pub fn sitting(
        case: &Case,
        config: &CourtConfig,
        account: &AccountInfo,
        data: &'a mut [u8],
        wanted: u64,
    ) -> Result<Self> {
        require!(case.state == case_state::HEARD, CourtError::WrongPhase);
        let jury = Self::of(account, data, &case.case_id, case.round_index)?;
        require!(jury.phase(config)? == wanted, CourtError::WrongPhase);
        require!(wanted < phase::VOTE_COMMIT || jury.is_full(), CourtError::WrongPhase);
        Ok(jury)
    }

    fn over(data: &'a mut [u8]) -> Result<Self> {
        require!(
            data.starts_with(Round::DISCRIMINATOR),
            ErrorCode::AccountDiscriminatorMismatch
        );
        require!(data.len() >= Round::space(0), ErrorCode::AccountDidNotDeserialize);
        let (head, lists) = data.split_at_mut(HEAD);
        let progress = Progress::deserialize(&mut &head[8..])?;
        // As long as each other, and nothing else is in the account.
        let places = (lists.len() - 2 * LENGTH) / (size_of::<Seat>() + size_of::<Vote>());
        let (seats, votes) = lists[LENGTH..].split_at_mut(places * size_of::<Seat>());
        Ok(Self {
            progress,
            head,
            seats: cast_slice_mut(seats),
            votes: cast_slice_mut(&mut votes[LENGTH..]),
        })
    }

    /// Writes a new round into its empty account.
    fn found(data: &'a mut [u8], progress: Progress, seats: usize) -> Result<()> {
        data[..8].copy_from_slice(Round::DISCRIMINATOR);
        let length = (seats as u32).to_le_bytes();
        let votes = HEAD + LENGTH + seats * size_of::<Seat>();
        data[HEAD..HEAD + LENGTH].copy_from_slice(&length);
        data[votes..votes + LENGTH].copy_from_slice(&length);
        let mut jury = Self::over(data)?;
        jury.progress = progress;
        jury.save()
    }

    pub fn save(&mut self) -> Result<()> {
        self.progress.serialize(&mut &mut self.head[8..])?;
        Ok(())
    }

    pub fn is_full(&self) -> bool {
        usize::from(self.progress.taken) == self.seats.len()
    }

    pub fn phase(&self, config: &CourtConfig) -> Result<u64> {
        let passed = chain::now()?.saturating_sub(self.progress.started_at);
        Ok((passed / config.phase_secs).min(phase::OVER))
    }

    /// The juror whom this seat would put out, where all are taken.
    pub fn admit(&self, seat: &Seat) -> Result<Option<Pubkey>> {
        let taken = self.taken();
        let mut equal = taken[..self.rank(seat)]
            .iter()
            .rev()
            .take_while(|s| s.ticket == seat.ticket);
        require!(!equal.any(|s| s.juror == seat.juror), CourtError::TicketTaken);
        let evicted = taken.last().filter(|_| self.is_full());
        require!(
            evicted.is_none_or(|last| seat.ticket < last.ticket),
            CourtError::TicketTooHigh
        );
        Ok(evicted.map(|last| last.juror))
    }

    /// Seats one that was admitted.
    pub fn seat(&mut self, seat: Seat) -> Result<()> {
        let mut taken = usize::from(self.progress.taken);
        if self.is_full() {
            taken -= 1;
            let vote = self.vote_of(&self.seats[taken].juror.clone())?;
            vote.seats -= 1;
            if vote.seats == 0 {
                *vote = Vote::zeroed();
            }
        }
        let at = self.rank(&seat);
        self.seats.copy_within(at..taken, at + 1);
        self.seats[at] = seat;
        self.progress.taken = taken as u8 + 1;
        let vote = match self.find(&seat.juror) {
            Some(at) => &mut self.votes[at],
            // There is one: of as many places as seats, those of jurors hold a seat each and one seat more was free.
            None => {
                let free = self.votes.iter_mut().find(|v| v.seats == 0);
                let vote = free.ok_or(CourtError::TicketTooHigh)?;
                vote.juror = seat.juror;
                vote
            }
        };
        vote.seats += 1;
        Ok(())
    }

    pub fn vote_of(&mut self, juror: &Pubkey) -> Result<&mut Vote> {
        let at = self.find(juror).ok_or(CourtError::NotJuror)?;
        Ok(&mut self.votes[at])
    }

    fn find(&self, juror: &Pubkey) -> Option<usize> {
        self.votes.iter().position(|v| v.seats > 0 && v.juror == *juror)
    }

    fn taken(&self) -> &[Seat] {
        &self.seats[..self.progress.taken.into()]
    }

    /// Behind all seats whose ticket is not higher.
    fn rank(&self, seat: &Seat) -> usize {
        self.taken().partition_point(|s| s.ticket <= seat.ticket)
    }
}

/// Starts a round of a case, in an account opened for it; gives the time.
pub fn summon<'info>(
    case: &mut Case,
    config: &CourtConfig,
    round_index: u8,
    account: &AccountInfo<'info>,
    payer: &AccountInfo<'info>,
    bump: u8,
) -> Result<u64> {
    let now = chain::now()?;
    case.state = case_state::HEARD;
    case.due_at = now;
    case.round_index = round_index;
    let seats = config.seats_of(round_index) as usize;
    let seeds: &[&[u8]] = &[ROUND_SEED, &case.case_id, &[round_index], &[bump]];
    chain::open(account, payer, Round::space(seats), &crate::ID, seeds)?;
    let progress = Progress {
        case_id: case.case_id,
        round_index,
        started_at: now,
        ..Progress::default()
    };
    Jury::found(&mut account.try_borrow_mut_data()?, progress, seats)?;
    Ok(now)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEATS: usize = 3;

    fn room() -> Vec<u8> {
        let mut data = vec![0; Round::space(SEATS)];
        let progress = Progress {
            round_index: 2,
            started_at: 7,
            ..Progress::default()
        };
        Jury::found(&mut data, progress, SEATS).unwrap();
        data
    }

    fn seat(ticket: u8, juror: u8) -> Seat {
        let mut bytes = [0; 12];
        bytes[0] = ticket;
        Seat {
            ticket: bytes,
            juror: Pubkey::new_from_array([juror; 32]),
        }
    }

    /// Seats as the instruction does; gives whom it put out.
    fn take(jury: &mut Jury, one: Seat) -> Result<Option<Pubkey>> {
        let evicted = jury.admit(&one)?;
        jury.seat(one)?;
        jury.save()?;
        Ok(evicted)
    }

    fn counts(jury: &Jury) -> Vec<(u8, u8)> {
        let held = jury.votes.iter().filter(|v| v.seats > 0);
        held.map(|v| (v.juror.to_bytes()[0], v.seats)).collect()
    }

    #[test]
    fn the_lowest_tickets_are_seated_in_order() {
        let mut data = room();
        let mut jury = Jury::over(&mut data).unwrap();
        for (ticket, juror) in [(9, 1), (5, 2), (7, 1)] {
            assert_eq!(take(&mut jury, seat(ticket, juror)).unwrap(), None);
        }
        assert_eq!(jury.taken(), [seat(5, 2), seat(7, 1), seat(9, 1)]);
        assert_eq!(counts(&jury), [(1, 2), (2, 1)]);
        assert_eq!(jury.admit(&seat(7, 1)), Err(CourtError::TicketTaken.into()));
        assert_eq!(jury.admit(&seat(10, 3)), Err(CourtError::TicketTooHigh.into()));
        assert_eq!(jury.admit(&seat(9, 3)), Err(CourtError::TicketTooHigh.into()));

        assert_eq!(take(&mut jury, seat(1, 3)).unwrap(), Some(seat(9, 1).juror));
        assert_eq!(take(&mut jury, seat(2, 1)).unwrap(), Some(seat(7, 1).juror));
        assert_eq!(jury.taken(), [seat(1, 3), seat(2, 1), seat(5, 2)]);
        assert_eq!(take(&mut jury, seat(0, 4)).unwrap(), Some(seat(5, 2).juror));
        assert_eq!(counts(&jury), [(1, 1), (4, 1), (3, 1)]);
        assert!(jury.vote_of(&seat(5, 2).juror).is_err());
    }

    #[test]
    fn an_equal_ticket_of_another_juror_is_another_seat() {
        let mut data = room();
        let mut jury = Jury::over(&mut data).unwrap();
        take(&mut jury, seat(4, 1)).unwrap();
        take(&mut jury, seat(4, 2)).unwrap();
        assert_eq!(jury.taken(), [seat(4, 1), seat(4, 2)]);
        assert_eq!(jury.admit(&seat(4, 1)), Err(CourtError::TicketTaken.into()));
    }

    #[test]
    fn the_bytes_are_those_that_the_idl_describes() {
        let mut data = room();
        let mut jury = Jury::over(&mut data).unwrap();
        take(&mut jury, seat(4, 1)).unwrap();
        take(&mut jury, seat(3, 2)).unwrap();
        jury.vote_of(&seat(3, 2).juror).unwrap().released = 1;
        let round = Round::try_deserialize(&mut &data[..]).unwrap();
        assert_eq!(round.progress.taken, 2);
        assert_eq!((round.progress.round_index, round.progress.started_at), (2, 7));
        assert_eq!(round.seats[..2], [seat(3, 2), seat(4, 1)]);
        assert_eq!(round.votes.len(), SEATS);
        let votes: Vec<_> = round.votes.iter().map(|v| (v.juror, v.seats, v.released)).collect();
        assert_eq!(votes[..2], [(seat(4, 1).juror, 1, 0), (seat(3, 2).juror, 1, 1)]);
    }
}
