//! Review: what people who look into findings decide about them, and the page on which they do.
//!
//! Decisions are lines of `review.jsonl`, one for each; a line is never changed. A decision holds for the words it was taken on: it names the finding by its
//! stable id, as a [baseline](crate::baseline) does, and the words of its places by their hashes. When the words change, the finding is open again.
//! Codes: `CFG140` not readable; `CFG141` a line that is no decision; `CFG142` a line of a newer version; `CFG143` a mark of a merge; `CFG144` a decision on a
//! finding that is not there.

mod digest;
mod ledger;
mod outcome;
mod page;
mod prune;
mod record;
mod stats;

pub use ledger::{House, Ledger, Standing, State, outcomes, quotes};
pub use outcome::{Effect, Outcome, Upshot};
pub use page::{Page, write_page};
pub use prune::{Pruned, prune};
pub use record::{NAME, NOTE, Quote, Record, Statement, VERSION};
pub use stats::{Failed, Tally, tallies};

/// The file's usual name.
pub const FILE_NAME: &str = "review.jsonl";
