//! `claimlint lsp`: a language server on standard input and output.
//!
//! One thread reads messages, one answers them; folders are read and whole archives compared on others, whose results come in as messages do. While somebody types, the
//! open documents are compared with what bears on them ([`crate::desk`]); when the typing stops, with everything.
//!
//! What the client says is not trusted: places past the end are brought into the text, unknown methods and faulty parameters get the protocol's errors, and a
//! panic in an answer costs that answer.

mod answers;
mod decide;
mod folders;
mod position;
mod project;
mod server;
mod transport;
mod uri;
mod view;

use std::io;
use std::sync::Arc;
use std::sync::mpsc;

use clap::Args;

use super::args::Global;
use super::cache::CacheArgs;
use super::output::{Status, Style};
use project::Start;
use server::{Event, Server};

/// Arguments of `lsp`.
#[derive(Debug, Args)]
pub struct LspArgs {
    /// The cache.
    #[command(flatten)]
    pub cache: CacheArgs,
    /// Taken for what it is anyway; some clients give it
    #[arg(long, hide = true)]
    pub stdio: bool,
}

/// Runs the command: until the client says `exit`, or goes away.
pub(super) fn run(args: &LspArgs, global: &Global, style: Style) -> Status {
    let start = Start { global: Arc::new(global.clone()), cache: !args.cache.no_cache, style };
    let (sender, receiver) = mpsc::channel();
    let incoming = sender.clone();
    std::thread::spawn(move || {
        let mut stream = io::BufReader::new(io::stdin());
        while let Ok(Some(message)) = transport::read(&mut stream) {
            if incoming.send(Event::Incoming(message)).is_err() {
                return;
            }
        }
        // The server is gone if nobody listens.
        let _ = incoming.send(Event::Ended);
    });
    let mut server = Server::new(start, sender, Box::new(io::BufWriter::new(io::stdout())));
    // Status 1 is what the protocol asks for after an `exit` that no `shutdown` came before.
    if server.serve(&receiver) { Status::Clean } else { Status::Found }
}
