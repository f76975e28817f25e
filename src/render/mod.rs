//! What a run found, as text: for a terminal, for one-line-per-finding tools, and as JSON.
//!
//! Nothing here reads files or decides anything; the documents come in through a [`Lookup`].

mod concise;
mod excerpt;
mod github;
mod gitlab;
mod html;
mod json;
mod junit;
mod rdjson;
mod receipt;
mod sarif;
mod sheet;
mod terminal;
mod view;
mod visible;

pub use codespan_reporting::term::termcolor;
pub use concise::concise;
pub use github::{github, github_summary};
pub use gitlab::gitlab;
pub use html::html;
pub use json::{JsonReport, SafeFormatter, diagnostics as json_diagnostics, json_lines, write_line, write_report};
pub use junit::junit;
pub use rdjson::rdjson;
pub use receipt::{closing_line, receipt, statistics};
pub use sarif::sarif;
pub use sheet::{Card, Draft, Mark, Row, Sheet, csv_row, sheet, sheet_csv, sheet_html, sheet_markdown};
pub use terminal::{Look, diagnostic, problem};
pub use view::{View, is_own_page};
pub use visible::visible;

use json::write_report_value;
use receipt::count_of;

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
