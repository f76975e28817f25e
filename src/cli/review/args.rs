//! The arguments of `review`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::super::args::{InputArgs, ListFormat};
use crate::review::Outcome;

const HTML_EXAMPLES: &str = "\
Examples:
  claimlint review html drafts/ --against archive/ -o review.html
  claimlint review import claimlint-decisions.jsonl drafts/ --against archive/   what the page exports

The page needs nothing beside it and works offline. Keys: j and k move, ? lists the others.";

const DECIDE_EXAMPLES: &str = "\
Examples:
  claimlint review decide cc86e36a not-a-finding drafts/ --note \"two villages of one name\"
  claimlint review decide cc86 draft-wrong drafts/ --by \"Ana Ruiz\"

Outcomes: draft-wrong, other-wrong; both right: other-time, other-measure, other-person, other-speaker;
superseded, asked, unresolved, not-a-finding.";

const PRUNE_EXAMPLES: &str = "\
Examples:
  claimlint review prune drafts/ --against archive/ --dry-run

Decisions on documents that exist and are not part of the run are kept. `review stats` forgets what is dropped.";

/// The commands below `review`.
#[derive(Debug, Subcommand)]
pub enum ReviewCommand {
    /// Write one page, which works offline, to look into findings side by side and decide
    #[command(after_help = HTML_EXAMPLES)]
    Html {
        /// The documents and the rules.
        #[command(flatten)]
        input: Box<InputArgs>,
        /// Where decisions are kept.
        #[command(flatten)]
        file: ReviewFile,
        /// Write the page to this file instead of standard output
        #[arg(short = 'o', long, value_name = "PATH")]
        output: Option<PathBuf>,
    },
    /// List findings with what was decided about them
    List {
        /// The documents and the rules.
        #[command(flatten)]
        input: Box<InputArgs>,
        /// Where decisions are kept.
        #[command(flatten)]
        file: ReviewFile,
        /// Only those that nobody has decided on, or whose words or time have changed since
        #[arg(long)]
        open: bool,
        /// How to print it
        #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
        output_format: ListFormat,
    },
    /// Add a decision on a finding
    #[command(after_help = DECIDE_EXAMPLES)]
    Decide {
        /// The finding's id, or its beginning
        id: String,
        /// What it was found to be
        #[arg(value_parser = outcome)]
        outcome: Outcome,
        /// Who decides, when, where and why.
        #[command(flatten)]
        said: Box<Said>,
        /// Why
        #[arg(long, value_name = "TEXT")]
        note: Option<String>,
    },
    /// Add a note on a finding
    Note {
        /// The finding's id, or its beginning
        id: String,
        /// The note
        text: String,
        /// Who writes it, and where.
        #[command(flatten)]
        said: Box<Said>,
    },
    /// Add the decisions that a page exported
    Import {
        /// The file that the page exported; "-" is standard input
        from: PathBuf,
        /// The documents and the rules.
        #[command(flatten)]
        input: Box<InputArgs>,
        /// Where decisions are kept.
        #[command(flatten)]
        file: ReviewFile,
    },
    /// Take out decisions whose findings are gone; nothing else ever takes a line out
    #[command(after_help = PRUNE_EXAMPLES)]
    Prune {
        /// The documents and the rules.
        #[command(flatten)]
        input: Box<InputArgs>,
        /// Where decisions are kept.
        #[command(flatten)]
        file: ReviewFile,
        /// Only tell what would be taken out
        #[arg(long)]
        dry_run: bool,
    },
    /// Show each rule's record: how often it was right, and which gate failed in the rest
    Stats {
        /// Where decisions are kept.
        #[command(flatten)]
        file: ReviewFile,
        /// How to print it
        #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
        output_format: ListFormat,
    },
}

/// Where decisions are kept.
#[derive(Clone, Debug, Args)]
pub struct ReviewFile {
    /// Decisions of a review, instead of review.jsonl beside claimlint.toml
    #[arg(long = "review", value_name = "FILE")]
    pub review: Option<PathBuf>,
}

/// Who says something about a finding of which documents.
#[derive(Debug, Args)]
pub struct Said {
    /// The documents that the finding comes from, and the rules.
    #[command(flatten)]
    pub input: InputArgs,
    /// Where decisions are kept.
    #[command(flatten)]
    pub file: ReviewFile,
    /// Who; the name that git knows unless given
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
}

fn outcome(name: &str) -> Result<Outcome, String> {
    let name = name.to_lowercase().replace([' ', '_'], "-");
    Outcome::from_name(&name).ok_or_else(crate::review::outcomes)
}
