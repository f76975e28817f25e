//! What is generated from the declarations of the arguments: completions and the manual page.

use std::io::{self, Write as _};

use clap::{Command, CommandFactory as _};

use super::args::{Cli, CompletionsArgs};
use super::output::{Status, Style, written};

/// Prints the completions of a shell.
pub(super) fn completions(args: &CompletionsArgs, style: Style) -> Status {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "claimlint", &mut script);
    print(&script, style)
}

/// Prints the manual page: the command, then a section for each command below it.
pub(super) fn man(style: Style) -> Status {
    let mut command = Cli::command();
    command.build();
    let mut page = Vec::new();
    // Memory can always be written to.
    let outcome = clap_mangen::Man::new(command.clone()).render(&mut page).and_then(|()| sections(&command, &mut page));
    match outcome {
        Ok(()) => print(&page, style),
        Err(error) => written(Err(error), Status::Fault),
    }
}

/// The commands below, each with its synopsis and its options.
fn sections(command: &Command, page: &mut Vec<u8>) -> io::Result<()> {
    for below in command.get_subcommands().filter(|below| below.get_name() != "help") {
        let name = below.get_bin_name().unwrap_or(below.get_name()).to_uppercase();
        let man = clap_mangen::Man::new(below.clone());
        writeln!(page, ".SH \"{name}\"")?;
        let mut part = Vec::new();
        man.render_description_section(&mut part)?;
        man.render_synopsis_section(&mut part)?;
        if below.get_arguments().next().is_some() {
            man.render_options_section(&mut part)?;
        }
        // Sections of a command become subsections of the page.
        for line in String::from_utf8_lossy(&part).lines() {
            writeln!(page, "{}", line.strip_prefix(".SH ").map_or(line.to_owned(), |head| format!(".SS {head}")))?;
        }
        sections(below, page)?;
    }
    Ok(())
}

fn print(bytes: &[u8], style: Style) -> Status {
    let mut out = style.stdout();
    written(out.write_all(bytes).and_then(|()| out.flush()), Status::Clean)
}
