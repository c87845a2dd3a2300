//! Many jobs at a time, their results in order.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, PoisonError, mpsc};
use std::thread;

/// Runs `work` on every item in up to `jobs` threads; the results stand in the order of the items.
pub(super) fn in_order<T: Sync, R: Send>(jobs: usize, items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    if jobs <= 1 || items.len() <= 1 {
        return items.iter().map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let results = Mutex::new(Vec::with_capacity(items.len()));
    thread::scope(|scope| {
        for _ in 0..jobs.min(items.len()) {
            scope.spawn(|| {
                while let Some((index, item)) = claim(&next, items) {
                    let result = work(item);
                    results.lock().unwrap_or_else(PoisonError::into_inner).push((index, result));
                }
            });
        }
    });
    let mut results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    results.sort_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}

/// How many items may be ahead of the one whose result is waited for, for each job.
const AHEAD: usize = 4;

/// Runs `work` on items as they come, in up to `jobs` threads, and hands the results to `emit` in the order of the items.
///
/// Only a few items and results for each job are held at a time. The first error of `emit` ends the work.
pub(super) fn stream<T: Send, R: Send>(
    jobs: usize,
    items: impl Iterator<Item = T> + Send,
    work: impl Fn(T) -> R + Sync,
    mut emit: impl FnMut(R) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    if jobs <= 1 {
        return items.map(work).try_for_each(emit);
    }
    let items = Mutex::new(items.enumerate());
    let gate = Gate { state: Mutex::new((0, false)), moved: Condvar::new() };
    let (sender, results) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..jobs {
            let sender = sender.clone();
            let (items, gate, work) = (&items, &gate, &work);
            scope.spawn(move || {
                let _closed = CloseOnPanic(gate);
                loop {
                    let next = items.lock().unwrap_or_else(PoisonError::into_inner).next();
                    let Some((index, item)) = next else { break };
                    if !gate.wait(index, jobs * AHEAD) || sender.send((index, work(item))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let (mut held, mut next) = (BTreeMap::new(), 0);
        for (index, result) in results {
            held.insert(index, result);
            while let Some(result) = held.remove(&next) {
                if let Err(error) = emit(result) {
                    gate.close();
                    return Err(error);
                }
                next += 1;
                gate.advance(next);
            }
        }
        Ok(())
    })
}

/// Keeps quick jobs from running far ahead of a slow one.
struct Gate {
    /// The item whose result is waited for, and whether the work has ended.
    state: Mutex<(usize, bool)>,
    moved: Condvar,
}

impl Gate {
    /// Waits until item `index` is at most `ahead` beyond the one that is waited for; false where the work has ended.
    fn wait(&self, index: usize, ahead: usize) -> bool {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let waits = |(next, ended): &mut (usize, bool)| !*ended && index >= next.saturating_add(ahead);
        !self.moved.wait_while(state, waits).unwrap_or_else(PoisonError::into_inner).1
    }

    fn advance(&self, next: usize) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).0 = next;
        self.moved.notify_all();
    }

    fn close(&self) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).1 = true;
        self.moved.notify_all();
    }
}

/// Lets the other jobs end where one fails, for its result will never come.
struct CloseOnPanic<'a>(&'a Gate);

impl Drop for CloseOnPanic<'_> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.close();
        }
    }
}

fn claim<'a, T>(next: &AtomicUsize, items: &'a [T]) -> Option<(usize, &'a T)> {
    let index = next.fetch_add(1, Ordering::Relaxed);
    items.get(index).map(|item| (index, item))
}

/// How many jobs run at a time where the arguments do not say.
pub(super) fn default_jobs() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_stand_in_the_order_of_the_items() {
        let items: Vec<usize> = (0..100).collect();
        let slow_first = |&item: &usize| {
            thread::sleep(std::time::Duration::from_micros(100 - item as u64));
            item * 2
        };
        assert_eq!(in_order(4, &items, slow_first), items.iter().map(|item| item * 2).collect::<Vec<_>>());
        assert_eq!(in_order(1, &items, |&item| item), items);
    }

    #[test]
    fn a_stream_keeps_its_order_and_does_not_run_far_ahead() {
        for jobs in [1, 3] {
            let (taken, mut seen) = (AtomicUsize::new(0), Vec::new());
            let items = (0..200_usize).inspect(|_| {
                taken.fetch_add(1, Ordering::Relaxed);
            });
            let slow_first = |item: usize| {
                thread::sleep(std::time::Duration::from_micros(if item == 0 { 20_000 } else { 1 }));
                item * 2
            };
            let done = stream(jobs, items, slow_first, |result| {
                let ahead = taken.load(Ordering::Relaxed) - seen.len();
                assert!(ahead <= jobs * (AHEAD + 1) + 1, "{ahead} items are held");
                seen.push(result);
                Ok(())
            });
            assert!(done.is_ok());
            assert_eq!(seen, (0..200).map(|item| item * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    fn the_first_error_ends_the_stream() {
        let mut seen = 0;
        let done = stream(
            3,
            0..,
            |item: usize| item,
            |item| {
                seen += 1;
                if item == 5 { anyhow::bail!("enough") } else { Ok(()) }
            },
        );
        assert!(done.is_err());
        assert_eq!(seen, 6);
    }
}
