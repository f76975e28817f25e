//! The command `claimlint`: arguments, run, exit status.

use std::process::ExitCode;

use claimlint::cli::{self, Cli, Status};
use clap::Parser;

fn main() -> ExitCode {
    match cli::run(&Cli::parse()) {
        Status::Clean => ExitCode::SUCCESS,
        Status::Found => ExitCode::from(1),
        Status::Fault => ExitCode::from(2),
    }
}
