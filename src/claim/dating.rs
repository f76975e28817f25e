//! What a document's text tells about its own date. The linking stage turns the hints into an extent.

use serde::{Deserialize, Serialize};

/// Hints for the document's date, as indices into its times.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateHints {
    /// Dates with a year that the text speaks of as past.
    pub past: Vec<u32>,
    /// A weekday with day and month but no year: the year is one in which they fit.
    pub fitted: Vec<u32>,
    /// Dates the text speaks of as coming, with or without a year.
    pub coming: Vec<u32>,
    /// A date that the document says it was signed or done on ("Signed at X on …", "Done at …").
    pub signed: Option<u32>,
}
