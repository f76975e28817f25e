//! Review: what people who look into findings decide about them, and the page on which they do.
//!
//! Decisions are lines of `review.jsonl`, one for each; a line is never changed. A decision holds for the words it was taken on: it names the finding by its
//! stable id, as a [baseline](crate::baseline) does, and the words of its places by their hashes, with the days for which they hold. When the words or the days change, the finding is
//! open again.
//! Codes: `CFG140` not readable; `CFG141` a line that is no decision; `CFG142` a line of a newer version; `CFG143` a mark of a merge; `CFG144` a decision on a
//! finding that is not there; `CFG145` one that cannot be added; `CFG146` one whose time is still to come.

mod digest;
mod ledger;
mod outcome;
mod page;
mod prune;
mod quote;
mod read;
mod record;
mod stats;

pub use ledger::{House, Ledger, Standing, State};
pub use outcome::{Effect, Outcome, Upshot};
pub use page::{Page, write_page};
pub use prune::{Pruned, prune};
pub use quote::{Days, Quote, quotes};
pub use read::outcomes;
pub use record::{NAME, NOTE, Record, Statement, VERSION};
pub use stats::{Failed, Tally, tallies};

/// The file's usual name.
pub const FILE_NAME: &str = "review.jsonl";
