//! `--watch`: checks again whenever something that was read has changed.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::args::{CheckArgs, Global};
use super::output::{Status, Style};
use crate::config;

/// How often files are looked at.
const PAUSE: Duration = Duration::from_millis(400);

/// When each file was changed last, and its length.
type State = BTreeMap<PathBuf, Option<(SystemTime, u64)>>;

/// Runs again and again, until the process is ended or its reader has gone away.
pub(super) fn run(
    args: &CheckArgs,
    global: &Global,
    style: Style,
    once: &dyn Fn() -> (Status, Vec<PathBuf>),
) -> Status {
    loop {
        if io::stdout().is_terminal() {
            // Clears the screen, and the lines that have scrolled off it.
            print!("\x1b[2J\x1b[3J\x1b[H");
        }
        let begun = SystemTime::now();
        let (_, read) = once();
        if !style.quiet {
            eprintln!("watching {} files; end with Ctrl-C", read.len());
        }
        if io::stdout().flush().is_err() {
            return Status::Clean;
        }
        let before = state(args, global, &read);
        // What was changed while the run went on is not in it.
        let late = before.values().flatten().any(|&(changed, _)| changed > begun);
        while !late && state(args, global, &read) == before {
            std::thread::sleep(PAUSE);
        }
        std::thread::sleep(PAUSE);
    }
}

/// The documents, the folders they lie in (so that new ones are seen), and the configuration.
fn state(args: &CheckArgs, global: &Global, read: &[PathBuf]) -> State {
    let mut state = State::new();
    let configs = args.input.paths.iter().filter_map(|path| config::find(path));
    let folders =
        read.iter().filter_map(|path| path.parent()).filter(|path| !path.as_os_str().is_empty()).map(Path::to_path_buf);
    let named = args.input.paths.iter().chain(&args.input.against).cloned();
    for path in read.iter().cloned().chain(configs).chain(folders).chain(named).chain(global.config.clone()) {
        let about = std::fs::metadata(&path).ok();
        let changed = about.and_then(|about| Some((about.modified().ok()?, about.len())));
        state.insert(path, changed);
    }
    state
}
