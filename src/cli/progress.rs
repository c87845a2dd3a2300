//! A sign of life for work that takes long.

use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// After this time without an end, progress is shown.
const PATIENCE: Duration = Duration::from_secs(1);

/// Shows on standard error, where that is a terminal, how many of the pairs are done; only work that takes
/// over a second is shown.
pub(super) struct Progress {
    bar: ProgressBar,
    ended: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Progress {
    /// Begins work on `pairs` pairs, where their number is known.
    pub(super) fn new(pairs: Option<u64>) -> Self {
        let bar = ProgressBar::with_draw_target(pairs, ProgressDrawTarget::hidden());
        let template =
            if pairs.is_some_and(|pairs| pairs > 1) { "{bar:30} {pos} of {len} pairs" } else { "{spinner} {elapsed} {msg}" };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        let (ended, end) = channel();
        let shown = bar.clone();
        let thread = std::thread::spawn(move || {
            if end.recv_timeout(PATIENCE) == Err(std::sync::mpsc::RecvTimeoutError::Timeout) {
                shown.set_draw_target(ProgressDrawTarget::stderr());
                shown.enable_steady_tick(Duration::from_millis(120));
            }
        });
        Self { bar, ended: Some(ended), thread: Some(thread) }
    }

    /// Tells that `pairs` more pairs are done.
    pub(super) fn advance(&self, pairs: u64) {
        self.bar.inc(pairs);
        if self.bar.length().is_none() {
            self.bar.set_message(format!("{} texts checked", self.bar.position()));
        }
    }

    /// Runs `print` while nothing is drawn, so that output and progress do not mix.
    pub(super) fn aside<R>(&self, print: impl FnOnce() -> R) -> R {
        self.bar.suspend(print)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        drop(self.ended.take());
        if let Some(thread) = self.thread.take() {
            // The thread only draws; if it failed there is nothing to undo.
            let _ = thread.join();
        }
        self.bar.finish_and_clear();
    }
}
