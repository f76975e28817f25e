//! A sign of life on a terminal when a run takes longer than a second.

use std::io::{self, IsTerminal};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::Duration;

use indicatif::ProgressBar;

/// Shows what the run is at, until dropped.
pub(super) struct Progress {
    thread: Option<(Sender<String>, JoinHandle<()>)>,
}

impl Progress {
    /// Shows nothing if standard error is no terminal or `quiet` is asked for.
    pub(super) fn start(quiet: bool) -> Self {
        if quiet || !io::stderr().is_terminal() {
            return Self { thread: None };
        }
        let (sender, receiver) = mpsc::channel::<String>();
        let thread = std::thread::spawn(move || {
            let (mut bar, mut message, mut wait) = (None::<ProgressBar>, String::new(), Duration::from_secs(1));
            loop {
                match receiver.recv_timeout(wait) {
                    Ok(next) => message = next,
                    Err(RecvTimeoutError::Timeout) => wait = Duration::from_millis(120),
                    Err(RecvTimeoutError::Disconnected) => break,
                }
                if wait < Duration::from_secs(1) {
                    let bar = bar.get_or_insert_with(ProgressBar::new_spinner);
                    bar.set_message(message.clone());
                    bar.tick();
                }
            }
            if let Some(bar) = bar {
                bar.finish_and_clear();
            }
        });
        Self { thread: Some((sender, thread)) }
    }

    /// Says what the run is at.
    pub(super) fn stage(&self, words: impl Into<String>) {
        if let Some((sender, _)) = &self.thread {
            // The thread ends only after this sender.
            let _ = sender.send(words.into());
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((sender, thread)) = self.thread.take() {
            drop(sender);
            let _ = thread.join();
        }
    }
}
