//! The command line as clap reads it.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::cache::{CacheArgs, CleanArgs};
use super::lsp::LspArgs;
use crate::diagnostic::Severity;

/// Reads documents about the same affairs and points at statements that cannot all stand.
#[derive(Debug, Parser)]
#[command(name = "claimlint", version, propagate_version = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// What holds for every command.
    #[command(flatten)]
    pub global: Global,
}

/// A heading of the help.
const OUTPUT: &str = "Output";
/// A heading of the help.
const KNOWN: &str = "Known and new findings";
/// Examples below the help of `check`.
const CHECK_EXAMPLES: &str = "\
Examples:
  claimlint check report.md minutes.txt page.html       compare these with each other and with themselves
  claimlint check drafts/ --against archive/            judge the drafts; the archive is only compared with
  claimlint check draft.txt --date draft.txt=2021-03-15
  claimlint check docs/ --new-from origin/main          what a branch brings in
  claimlint check docs/ -o sarif=claimlint.sarif -o junit=claimlint.xml

Exit status: 0 nothing at or above --fail-on; 1 findings; 2 the run could not be carried out as asked.";

/// What holds for every command.
#[derive(Clone, Debug, Args)]
pub struct Global {
    /// When to use colours
    #[arg(long, value_enum, default_value_t, global = true, value_name = "WHEN")]
    pub color: Color,
    /// Number of threads
    #[arg(short = 'j', long = "jobs", global = true, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
    /// Configuration file, instead of the nearest claimlint.toml upward
    #[arg(long, global = true, value_name = "PATH", conflicts_with = "isolated")]
    pub config: Option<PathBuf>,
    /// Ignore all configuration files
    #[arg(long, global = true)]
    pub isolated: bool,
    /// Print findings only
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Show notes too
    #[arg(short, long, global = true)]
    pub verbose: bool,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Cross-check documents: every one with every other and with itself
    Check(Box<CheckArgs>),
    /// Mark every claim of a draft: same elsewhere, differs, undecided and why, nothing to compare
    Sheet(Box<SheetArgs>),
    /// Give a verdict for each pair of texts of a JSON lines file
    Compare(CompareArgs),
    /// List the claims of documents as JSON lines
    Claims(ClaimsArgs),
    /// List dates, quantities, names and offices as JSON lines
    Mentions(MentionsArgs),
    /// Print the page of a rule, or how a finding came about, step by step
    Explain(Box<ExplainArgs>),
    /// Keep a list of known findings, so that only new ones are reported
    #[command(subcommand)]
    Baseline(BaselineCommand),
    /// Look into findings side by side, and keep what was decided about them
    #[command(subcommand)]
    Review(super::ReviewCommand),
    /// Write a commented claimlint.toml
    Init(InitArgs),
    /// Show the configuration, or the schema of its file
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Serve an editor: the language server protocol on standard input and output
    Lsp(LspArgs),
    /// Remove the cache
    Clean(CleanArgs),
    /// Print completions for a shell
    Completions(CompletionsArgs),
    /// Print the manual page
    Man,
    /// List rules, run the examples of their pages, print the schema of pages
    #[command(subcommand)]
    Rules(RulesCommand),
}

/// Which documents are checked, and by which rules.
#[derive(Clone, Debug, Args)]
pub struct InputArgs {
    /// Files and folders to check; "-" is standard input
    #[arg(default_value = ".")]
    pub paths: Vec<PathBuf>,
    /// Files, folders or patterns to compare with, which are not judged themselves
    #[arg(long, value_name = "PATH|GLOB")]
    pub against: Vec<PathBuf>,
    /// Facts files, TOML or CSV: offices, members, figures and lives that the documents are held against
    #[arg(long, value_name = "PATH|GLOB")]
    pub facts: Vec<PathBuf>,
    /// Date of a document: a day, a month or a year
    #[arg(long, value_name = "FILE=DATE", value_parser = dated)]
    pub date: Vec<(String, String)>,
    /// Name of the document on standard input
    #[arg(long, value_name = "PATH")]
    pub stdin_filename: Option<String>,
    /// Rules to run: codes, prefixes or names
    #[arg(long, value_delimiter = ',', value_name = "RULES")]
    pub select: Vec<String>,
    /// Rules not to run
    #[arg(long, value_delimiter = ',', value_name = "RULES")]
    pub ignore: Vec<String>,
    /// Rules to run beside those selected
    #[arg(long, value_delimiter = ',', value_name = "RULES")]
    pub extend_select: Vec<String>,
    /// The cache.
    #[command(flatten)]
    pub cache: CacheArgs,
}

/// Arguments of `check`.
#[derive(Debug, Args)]
#[command(after_help = CHECK_EXAMPLES)]
pub struct CheckArgs {
    /// The documents and the rules.
    #[command(flatten)]
    pub input: InputArgs,
    /// How to print findings
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT", help_heading = OUTPUT)]
    pub output_format: Format,
    /// Write findings to a file as well; may be given several times
    #[arg(short = 'o', long = "output", value_name = "FORMAT=PATH", value_parser = output, help_heading = OUTPUT)]
    pub outputs: Vec<(Format, PathBuf)>,
    /// Leave out the findings that a baseline holds
    #[arg(long, value_name = "FILE", help_heading = KNOWN)]
    pub baseline: Option<PathBuf>,
    /// Decisions of a review.
    #[command(flatten)]
    pub review: super::ReviewFile,
    /// Only findings that touch what changed since this branch left a revision, or are new since then
    #[arg(long, value_name = "REV", conflicts_with = "staged", help_heading = KNOWN)]
    pub new_from: Option<String>,
    /// Only findings that touch what is staged for the next commit, or are new with it; documents and configuration are read as staged
    #[arg(long, conflicts_with_all = ["add_ignore", "watch"], help_heading = KNOWN)]
    pub staged: bool,
    /// Write suppressions with this reason into the documents, for each finding shown
    #[arg(long, value_name = "REASON", require_equals = true, help_heading = KNOWN)]
    pub add_ignore: Option<String>,
    /// Check again whenever a document or the configuration changes
    #[arg(long, conflicts_with_all = ["add_ignore", "outputs"])]
    pub watch: bool,
    /// Least severity that is shown
    #[arg(long, value_enum, default_value_t = Level::Warning, value_name = "SEVERITY", help_heading = OUTPUT)]
    pub severity_floor: Level,
    /// Least severity that makes the exit status 1
    #[arg(long, value_enum, default_value_t = FailOn::Error, value_name = "SEVERITY")]
    pub fail_on: FailOn,
    /// Exit with 0 whatever is found
    #[arg(long)]
    pub exit_zero: bool,
    /// Add every comparison to the JSON
    #[arg(long, help_heading = OUTPUT)]
    pub explain_pairs: bool,
    /// Print the number of findings for each rule instead of the findings
    #[arg(long, help_heading = OUTPUT)]
    pub statistics: bool,
    /// Show no more findings than this
    #[arg(long, value_name = "N", help_heading = OUTPUT)]
    pub max_findings: Option<usize>,
    /// Whether places are links that a terminal can open
    #[arg(long, value_enum, default_value_t, value_name = "WHEN", num_args = 0..=1, default_missing_value = "always", require_equals = true, help_heading = OUTPUT)]
    pub hyperlinks: Color,
}

/// Arguments of `compare`.
#[derive(Debug, Args)]
pub struct CompareArgs {
    /// JSON lines of {"id", "a", "b", "date_a"?, "date_b"?}; "-" is standard input
    #[arg(long, value_name = "FILE")]
    pub jsonl: PathBuf,
}

/// Arguments of `claims`.
#[derive(Debug, Args)]
pub struct ClaimsArgs {
    /// Files and folders
    #[arg(default_value = ".")]
    pub paths: Vec<PathBuf>,
    /// How to print them
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub output_format: ClaimsFormat,
}

/// How claims are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ClaimsFormat {
    /// JSON lines
    #[default]
    Jsonl,
    /// A table for spreadsheets
    Csv,
}

/// Arguments of `sheet`.
#[derive(Debug, Args)]
pub struct SheetArgs {
    /// The drafts, what they are compared with, and the rules.
    #[command(flatten)]
    pub input: InputArgs,
    /// Decisions of a review.
    #[command(flatten)]
    pub review: super::ReviewFile,
    /// How to print it
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub output_format: SheetFormat,
}

/// How the checker's sheet is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum SheetFormat {
    /// Text for a terminal
    #[default]
    Full,
    /// Markdown, with a box to tick for each claim
    Markdown,
    /// One page that needs nothing beside it
    Html,
    /// A table for spreadsheets
    Csv,
}

/// Arguments of `mentions`.
#[derive(Debug, Args)]
pub struct MentionsArgs {
    /// Files and folders
    #[arg(required_unless_present = "jsonl", conflicts_with = "jsonl")]
    pub paths: Vec<PathBuf>,
    /// JSON lines of {"id", "text", "reference_time"?}; "-" is standard input
    #[arg(long, value_name = "FILE")]
    pub jsonl: Option<PathBuf>,
}

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// Code or name of a rule; code of a fault (CFG…); or the id of a finding, or its beginning
    #[arg(value_name = "CODE|NAME|FINDING-ID")]
    pub what: String,
    /// The documents that the finding comes from, and the rules.
    #[command(flatten)]
    pub input: InputArgs,
    /// Decisions of a review.
    #[command(flatten)]
    pub review: super::ReviewFile,
}

/// The commands below `baseline`.
#[derive(Debug, Subcommand)]
pub enum BaselineCommand {
    /// Record all findings
    Create {
        /// Where it is kept.
        #[command(flatten)]
        file: BaselineFile,
        /// The documents and the rules.
        #[command(flatten)]
        input: Box<InputArgs>,
        /// Overwrite a baseline that exists
        #[arg(long)]
        force: bool,
    },
    /// Take out what no longer occurs and renew places and messages; new findings are left out
    Update {
        /// Where it is kept.
        #[command(flatten)]
        file: BaselineFile,
        /// The documents and the rules.
        #[command(flatten)]
        input: Box<InputArgs>,
        /// Record new findings as well
        #[arg(long)]
        grow: bool,
    },
    /// Take out what no longer occurs, and change nothing else
    Prune {
        /// Where it is kept.
        #[command(flatten)]
        file: BaselineFile,
        /// The documents and the rules.
        #[command(flatten)]
        input: Box<InputArgs>,
    },
    /// List what is recorded
    Show {
        /// Where it is kept.
        #[command(flatten)]
        file: BaselineFile,
        /// How to print it
        #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
        output_format: ListFormat,
    },
}

/// Where a baseline is kept.
#[derive(Debug, Args)]
pub struct BaselineFile {
    /// The baseline
    #[arg(long = "baseline", value_name = "FILE", default_value = crate::baseline::FILE_NAME)]
    pub path: PathBuf,
}

/// Arguments of `init`.
#[derive(Debug, Args)]
pub struct InitArgs {
    /// The folder to write it to
    #[arg(default_value = ".")]
    pub folder: PathBuf,
}

/// The commands below `config`.
#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Show the values that count for a path, each with where it stands
    Show {
        /// A document or a folder
        #[arg(default_value = ".")]
        path: String,
    },
    /// Print the JSON schema of claimlint.toml
    Schema,
}

/// Arguments of `completions`.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

/// The commands below `rules`.
#[derive(Debug, Subcommand)]
pub enum RulesCommand {
    /// List the rules
    List {
        /// How to print them
        #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
        output_format: ListFormat,
    },
    /// Run the examples of the rules' pages
    Test {
        /// A house's own folder of pages; without it all pages are run
        folder: Option<PathBuf>,
    },
    /// Print the JSON schema of a page's settings
    Schema,
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Excerpts of the documents with the differing words underlined
    #[default]
    Full,
    /// One line per finding
    Concise,
    /// One JSON object
    Json,
    /// One JSON object per finding, on a line each
    Jsonl,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations for GitHub Actions
    Github,
    /// GitLab's code quality report
    Gitlab,
    /// The diagnostic format of reviewdog
    Rdjson,
    /// JUnit's XML
    Junit,
    /// One page that needs nothing beside it
    Html,
}

/// How the list of rules is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// A table
    #[default]
    Full,
    /// A JSON array
    Json,
}

/// When colours are used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// A severity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Level {
    /// Errors
    Error,
    /// Warnings and errors
    Warning,
    /// Everything
    Note,
}

/// What makes a run fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Errors
    Error,
    /// Warnings and errors
    Warning,
    /// Any finding
    Note,
    /// No finding
    Never,
}

impl From<Level> for Severity {
    fn from(level: Level) -> Self {
        match level {
            Level::Error => Severity::Error,
            Level::Warning => Severity::Warning,
            Level::Note => Severity::Note,
        }
    }
}

impl FailOn {
    /// The least severity that makes the run fail.
    pub fn least(self) -> Option<Severity> {
        match self {
            FailOn::Error => Some(Severity::Error),
            FailOn::Warning => Some(Severity::Warning),
            FailOn::Note => Some(Severity::Note),
            FailOn::Never => None,
        }
    }
}

fn dated(words: &str) -> Result<(String, String), String> {
    let (file, date) = words.rsplit_once('=').ok_or("write it as FILE=YYYY-MM-DD")?;
    if !crate::config::is_date(date) {
        return Err(format!("`{date}` is not a day, month or year (2019-08-28, 2019-08 or 2019)"));
    }
    Ok((file.to_owned(), date.to_owned()))
}

fn output(words: &str) -> Result<(Format, PathBuf), String> {
    let (format, path) = words.split_once('=').ok_or("write it as FORMAT=PATH, such as json=report.json")?;
    if path.is_empty() {
        return Err("the path is missing".to_owned());
    }
    Ok((Format::from_str(format, false)?, PathBuf::from(path)))
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_declarations_are_sound() {
        super::Cli::command().debug_assert();
    }
}
