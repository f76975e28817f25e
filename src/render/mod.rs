//! What a run found, as text: for a terminal, for one-line-per-finding tools, and as JSON.
//!
//! Nothing here reads files or decides anything; the documents come in through a [`Lookup`].

mod concise;
mod excerpt;
mod json;
mod receipt;
mod terminal;
mod visible;

pub use codespan_reporting::term::termcolor;
pub use concise::concise;
pub use json::{JsonReport, SafeFormatter, diagnostics as json_diagnostics, write_line, write_report};
pub use receipt::{closing_line, receipt, statistics};
pub use terminal::{diagnostic, problem};
pub use visible::visible;

use crate::source::Source;

/// Finds a document of the run by its path.
pub type Lookup<'a> = dyn Fn(&str) -> Option<&'a Source> + 'a;

/// The largest offset at or below `offset` that is a character boundary of `text`.
fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}
