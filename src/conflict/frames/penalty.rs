//! How long somebody was sentenced for.

use crate::align::Placed;
use crate::claim::{Frame, LENGTH};

/// Whether a claim tells how long somebody was sentenced for.
pub(super) fn is_penalty(placed: &Placed<'_>) -> bool {
    placed.claim.predicate == LENGTH && placed.claim.frame.as_ref().is_some_and(Frame::is_penalty)
}

/// Whether both sides tell what somebody was sentenced for, and it is not one thing.
pub(super) fn other_crime(a: &Placed<'_>, b: &Placed<'_>) -> bool {
    let crime =
        |placed: &'_ Placed<'_>| placed.claim.frame.as_ref().map(|frame| frame.beside.clone()).unwrap_or_default();
    let (x, y) = (crime(a), crime(b));
    !x.is_empty() && !y.is_empty() && !x.iter().any(|word| y.contains(word))
}
