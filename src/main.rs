//! The command `claimlint`: arguments, run, exit status.

use std::process::ExitCode;

use claimlint::cli::{self, Cli, Status};
use clap::Parser;

/// Reading makes and drops many short lists, for which this allocator takes less time than most systems' own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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
