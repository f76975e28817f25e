//! The command `claimlint`: arguments, run, exit status.

use std::process::ExitCode;

use claimlint::cli::{self, Cli, Status};
use clap::Parser;

fn main() -> ExitCode {
    let arguments = match Cli::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return cli::refuse(&error),
    };
    match cli::run(&arguments) {
        Status::Clean => ExitCode::SUCCESS,
        Status::Found => ExitCode::from(1),
        Status::Fault => ExitCode::from(2),
    }
}
