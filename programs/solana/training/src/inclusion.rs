//! Who is included in a round: what its close decides.

use crate::state::{Proposal, Round, MAX_SEATS, NO_STATE};

/// The state that more than half of those who proposed started from; zero where there is none.
pub fn majority(proposals: &[Proposal]) -> [u8; 32] {
    let votes = |root: &[u8; 32]| proposals.iter().filter(|p| p.work.base_root == *root).count();
    let mut roots = proposals.iter().map(|p| p.work.base_root);
    roots.find(|root| 2 * votes(root) > proposals.len()).unwrap_or(NO_STATE)
}

/// Whether more than half of the witnesses, the seat itself apart, received its update.
fn is_seen(round: &Round, seat: u8) -> bool {
    let others = (0..MAX_SEATS).filter(|at| *at != seat && round.witnessed >> at & 1 == 1);
    let (mut said, mut count) = (0, 0);
    for at in others {
        count += 1;
        said += u32::from(round.seen[usize::from(at)] >> seat & 1);
    }
    2 * said > count
}

/// Those who started from the base and were seen; of those of the same program and batches only who proposed first: one who
/// computed once is paid once, whatever number of seats it has.
pub fn included<'a>(round: &Round, base_root: &[u8; 32], proposals: &'a [Proposal]) -> Vec<&'a Proposal> {
    // Zero is no state's root: nobody could run from it again.
    let starts = |p: &&Proposal| *base_root != NO_STATE && p.work.base_root == *base_root;
    let accepted: Vec<&Proposal> = proposals
        .iter()
        .filter(starts)
        .filter(|p| is_seen(round, p.seat))
        .collect();
    let is_first = |p: &&Proposal| {
        !accepted
            .iter()
            .any(|other| other.order < p.order && is_same_work(other, p))
    };
    accepted.iter().copied().filter(is_first).collect()
}

fn is_same_work(a: &Proposal, b: &Proposal) -> bool {
    (a.work.program, a.work.input_root) == (b.work.program, b.work.input_root)
}
