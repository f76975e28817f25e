//! `claimlint init` and `claimlint config`: the configuration written, shown and described.

use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::Path;

use super::args::{ConfigCommand, Global, InitArgs};
use super::output::{Status, Style, written};
use super::workspace::{Workspace, shown};
use crate::config::{self, FILE_NAME};
use crate::diagnostic::Problem;
use crate::render;

/// The file that `init` writes.
const TEMPLATE: &str = include_str!("init.toml");

/// Writes a commented configuration.
pub(super) fn init(args: &InitArgs, style: Style) -> Status {
    let path = args.folder.join(FILE_NAME);
    // Never over a file that is there, also if it has come into being this moment.
    let outcome = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&path)
        .and_then(|mut file| file.write_all(TEMPLATE.as_bytes()));
    let message = match outcome {
        Ok(()) if style.quiet => return Status::Clean,
        Ok(()) => {
            let mut out = style.stdout();
            return written(writeln!(out, "wrote {}", shown(&path)).and_then(|()| out.flush()), Status::Clean);
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => "there is a configuration already".to_owned(),
        Err(error) => format!("cannot write it: {error}"),
    };
    style.problems(&[Problem::file(shown(&path), "CFG008", message)], &|_| None);
    Status::Fault
}

/// Runs `config`.
pub(super) fn run(command: &ConfigCommand, global: &Global, style: Style) -> Status {
    match command {
        ConfigCommand::Show { path } => show(path, global, style),
        ConfigCommand::Schema => {
            let mut out = style.stdout();
            let outcome = serde_json::to_writer_pretty(&mut out, &config::schema()).map_err(io::Error::from);
            written(outcome.and_then(|()| writeln!(out)).and_then(|()| out.flush()), Status::Clean)
        }
    }
}

fn show(path: &str, global: &Global, style: Style) -> Status {
    let mut workspace = Workspace::open(global, &[path], None);
    if !Path::new(path).exists() {
        workspace.problems.push(Problem::file(path, "CFG101", "no such file or folder"));
    }
    let fault = workspace.report_problems(style);
    let mut out = style.stdout();
    let head = match workspace.primary() {
        Some(config) => format!("# {}", config::normal(Path::new(&config.path)).display()),
        None => format!("# no {FILE_NAME} counts for {path}: everything is as it comes"),
    };
    let lines = config::effective(workspace.primary().map_or(("", ""), |config| (&config.path, &config.contents)));
    let outcome = writeln!(out, "{}", render::visible(&head))
        .and_then(|()| lines.iter().try_for_each(|line| writeln!(out, "{}", render::visible(line))))
        .and_then(|()| out.flush());
    written(outcome, Status::Clean.or_fault(fault))
}
