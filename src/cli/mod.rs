//! The command line: arguments, files, output and exit statuses; everything between a user and [`crate::session::Session`].
//!
//! Exit status: 0 nothing found at or above `--fail-on`; 1 findings; 2 the run could not be carried out as asked.
//! A fault never stops what can still be checked and printed.

mod add_ignore;
mod args;
mod baseline;
mod cache;
mod changed;
mod check;
mod checked;
mod claims;
mod codes;
mod compare;
mod config;
mod difference;
mod explain;
mod gather;
mod generate;
mod git;
mod input;
mod jsonl;
mod lsp;
mod mentions;
mod output;
mod parallel;
mod progress;
mod review;
mod rules;
mod sheet;
mod tree;
mod watch;
mod workspace;
mod write;

use std::borrow::Cow;
use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

pub use args::*;
pub use cache::{CacheArgs, CleanArgs};
pub use lsp::LspArgs;
pub use output::{Status, Style};
pub use review::args::{ReviewCommand, ReviewFile};

use crate::render;

/// Prints what is wrong with the arguments, or the help they ask for, and gives the exit status. Hidden characters in an argument are made visible.
pub fn refuse(error: &clap::Error) -> ExitCode {
    let plain = error.render().to_string();
    let mut lines = plain.lines().map(render::visible);
    if lines.all(|line| matches!(line, Cow::Borrowed(_))) {
        // A reader that went away is no fault.
        let _ = error.print();
    } else {
        let mut stderr = std::io::stderr().lock();
        let _ = plain.lines().try_for_each(|line| writeln!(stderr, "{}", render::visible(line)));
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

/// Runs a command, in a process that ends when it is done: what was read is not freed.
pub fn run(cli: &Cli) -> Status {
    parallel::limit(cli.global.jobs);
    let style = Style::new(&cli.global);
    // An internal fault has printed its message by then; it must not look like findings, let alone like success.
    catch_unwind(AssertUnwindSafe(|| dispatch(cli, style))).unwrap_or(Status::Fault)
}

fn dispatch(cli: &Cli, style: Style) -> Status {
    let global = &cli.global;
    match &cli.command {
        Command::Check(args) => check::run(args, global, style),
        Command::Sheet(args) => sheet::run(args, global, style),
        Command::Compare(args) => compare::run(args, global, style),
        Command::Claims(args) => claims::run(args, global, style),
        Command::Mentions(args) => mentions::run(args, global, style),
        Command::Explain(args) => explain::run(args, global, style),
        Command::Rules(command) => rules::run(command, global, style),
        Command::Baseline(command) => baseline::run(command, global, style),
        Command::Review(command) => review::run(command, global, style),
        Command::Init(args) => config::init(args, style),
        Command::Config(command) => config::run(command, global, style),
        Command::Lsp(args) => lsp::run(args, global, style),
        Command::Clean(args) => cache::run(args, global, style),
        Command::Completions(args) => generate::completions(args, style),
        Command::Man => generate::man(style),
    }
}
