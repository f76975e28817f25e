//! Standard output and standard error: colours, width, problems, and readers that go away.

use std::io::{self, BufWriter, IsTerminal as _, Write};

use anstream::{AutoStream, ColorChoice};

use super::args::{Color, Global};
use crate::diagnostic::Problem;
use crate::render::{self, termcolor};

/// Columns where neither the terminal nor `COLUMNS` tells.
const WIDTH: usize = 100;

/// How a run speaks to its user.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    color: ColorChoice,
    /// Columns of the terminal.
    pub width: usize,
    /// Print findings only.
    pub quiet: bool,
    /// Show notes too.
    pub verbose: bool,
}

impl Style {
    /// The style that the arguments and the environment ask for.
    pub fn new(global: &Global) -> Self {
        let color = match global.color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        Self { color, width: width(), quiet: global.quiet, verbose: global.verbose }
    }

    /// The same, with remarks.
    pub fn loud(self) -> Self {
        Self { quiet: false, ..self }
    }

    /// The same, without remarks and progress.
    pub fn silent(self) -> Self {
        Self { quiet: true, ..self }
    }

    /// Standard output; what is written coloured comes out plain where colours are not wanted.
    pub fn stdout(self) -> BufWriter<AutoStream<io::Stdout>> {
        BufWriter::with_capacity(1 << 16, AutoStream::new(io::stdout(), self.color))
    }

    /// Standard error, likewise.
    pub fn stderr(self) -> BufWriter<AutoStream<io::Stderr>> {
        BufWriter::new(AutoStream::new(io::stderr(), self.color))
    }

    /// Whether standard output is a terminal that can open links.
    pub fn links(self) -> bool {
        let set = |name: &str| std::env::var(name).is_ok_and(|value| !value.is_empty());
        let is = |name: &str, known: &[&str]| std::env::var(name).is_ok_and(|value| known.contains(&value.as_str()));
        let able = set("WT_SESSION")
            || set("KITTY_WINDOW_ID")
            || std::env::var("VTE_VERSION").is_ok_and(|version| version.parse::<u32>().is_ok_and(|n| n >= 5000))
            || is("TERM_PROGRAM", &["iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper"])
            || is("TERM", &["alacritty", "foot", "xterm-ghostty", "xterm-kitty"]);
        able && self.color != ColorChoice::Never && !set("NO_COLOR") && !set("CI") && io::stdout().is_terminal()
    }

    /// Prints problems to standard error. `contents` gives the text of a file, for the excerpt.
    pub fn problems(self, problems: &[Problem], contents: &dyn Fn(&str) -> Option<String>) {
        let mut out = termcolor::Ansi::new(self.stderr());
        for problem in problems.iter().filter(|problem| problem.fatal || !self.quiet) {
            let text = problem.span.and_then(|_| contents(&problem.path));
            // There is nobody left to tell if standard error is closed.
            let _ = render::problem(&mut out, problem, text.as_deref(), self.width);
        }
        let _ = out.flush();
    }
}

fn width() -> usize {
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse::<usize>().ok());
    columns.unwrap_or(WIDTH).clamp(40, 400)
}

/// What a command came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Nothing found at or above the level that counts.
    Clean,
    /// Findings.
    Found,
    /// The run could not be carried out as asked.
    Fault,
}

impl Status {
    /// A fault if there is one, else the other.
    #[must_use]
    pub fn or_fault(self, fault: bool) -> Self {
        if fault { Status::Fault } else { self }
    }
}

/// Turns the outcome of writing into a status. A reader that went away (`| head`) is no fault; a full disk is.
pub fn written(outcome: io::Result<()>, status: Status) -> Status {
    match outcome {
        Ok(()) => status,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => status,
        Err(error) => {
            eprintln!("claimlint: cannot write: {error}");
            Status::Fault
        }
    }
}
