//! Why the program refuses, in the order of IDENTITY_ERRORS in clients/assay/errors.py.

use anchor_lang::prelude::*;

#[error_code]
#[derive(PartialEq, Eq)]
pub enum IdentityError {
    #[msg("An amount would pass 2**64 - 1.")]
    Overflow,
    #[msg("A configuration value is outside its bounds.")]
    BadConfig,
    #[msg("An opening does not lead to its root.")]
    BadOpening,
    #[msg("No clock has run out.")]
    NotDue,
    #[msg("No case bears this id.")]
    UnknownCase,
    #[msg("The ruling is not final.")]
    CaseNotClosed,
    #[msg("The case is about something else, or older than what it is about.")]
    WrongCase,
    #[msg("The ruling does not find a fault.")]
    NotGuilty,
    #[msg("No subject bears this id.")]
    UnknownSubject,
    #[msg("This controller already used this nonce.")]
    SubjectExists,
    #[msg("Only the subject's controller does this.")]
    NotController,
    #[msg("Only a guardian of the subject does this.")]
    NotGuardian,
    #[msg("A subject has at most five guardians, each another and none its controller, and a threshold of 1 to their number (0 where there are none).")]
    BadGuardians,
    #[msg("No change of guardians is under way.")]
    NoGuardianChange,
    #[msg("Not enough guardians back a new controller.")]
    NoRecovery,
    #[msg("All guardians, two at least, back it: the controller cannot call it off.")]
    RecoveryIsUnanimous,
    #[msg("Nobody holds the zero address.")]
    ZeroAddress,
    #[msg("A key needs a known algorithm and role, and the algorithm's length.")]
    BadKey,
    #[msg("The signature does not hold for this key, these bytes and this program.")]
    BadProof,
    #[msg("This key is registered already; a key is never registered twice.")]
    KeyExists,
    #[msg("No such key is registered, or it is another subject's.")]
    UnknownKey,
    #[msg("Sixteen keys are in force; revoke or rotate one.")]
    TooManyKeys,
    #[msg("The key is revoked already, from then or before.")]
    KeyIsRevoked,
    #[msg("The key has expired, was revoked or is flagged.")]
    KeyNotInForce,
    #[msg("An expiry lies in the past, or an effective time in the future or before the key was added.")]
    BadTime,
    #[msg("No issuer is registered under this address.")]
    UnknownIssuer,
    #[msg("A retired issuer attests no more.")]
    IssuerIsRetired,
    #[msg("Less of the issuer's stake is locked than an issuer needs; register again to make it up.")]
    IssuerUnderbonded,
    #[msg("The issuer has nothing locked.")]
    NothingToRelease,
    #[msg("This issuer already used this nonce, or this one of the batch was claimed or revoked.")]
    AttestationExists,
    #[msg("No attestation, or batch of them, bears this id.")]
    UnknownAttestation,
    #[msg("An attestation needs a kind, a commitment and an expiry in the future; a batch a root and 1..=1,048,576 leaves.")]
    BadAttestation,
    #[msg("The attestation is revoked already.")]
    AttestationIsRevoked,
    #[msg("The issuer revoked this generation.")]
    GenerationIsRevoked,
    #[msg("Only the attestation's issuer does this.")]
    NotIssuer,
    #[msg("The signature's deadline has passed.")]
    SignatureExpired,
    #[msg("This key already recorded this claim, or used this nonce for a batch.")]
    ContentExists,
    #[msg("No content record, or batch of them, bears this id.")]
    UnknownContent,
    #[msg("A content needs a claim's hash, a known source type and at most four parents; a batch a root and 1..=1,048,576 leaves.")]
    BadContent,
    #[msg("This ruling was carried out before.")]
    AlreadyFlagged,
    #[msg("No ruling was carried out under this case's id.")]
    UnknownFinding,
    #[msg("The attestation is about another subject, or was not in force when the fault happened.")]
    NotVouched,
}
