//! Work on several threads, whose number changes no result.

use std::sync::Mutex;
use std::thread;

/// Does the work on each item, on so many threads; where one item has its own room for what it gives, the result does
/// not depend on which thread came to it first.
pub(crate) fn in_parallel<I: Send>(items: impl ExactSizeIterator<Item = I> + Send, threads: usize, work: impl Fn(I) + Sync) {
    if threads <= 1 || items.len() <= 1 {
        return items.for_each(work);
    }
    let threads = threads.min(items.len());
    let items = Mutex::new(items);
    let one_thread = || {
        // The lock is let go before the work begins.
        while let Some(item) = items.lock().ok().and_then(|mut items| items.next()) {
            work(item);
        }
    };
    thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(one_thread);
        }
        one_thread();
    });
}

/// What the work gives for each item, in their order.
pub(crate) fn map_in_parallel<I: Send, O: Send>(
    items: impl ExactSizeIterator<Item = I> + Send,
    threads: usize,
    work: impl Fn(I) -> O + Sync,
) -> Vec<O> {
    let mut given: Vec<Option<O>> = (0..items.len()).map(|_| None).collect();
    in_parallel(items.zip(&mut given), threads, |(item, given)| *given = Some(work(item)));
    given.into_iter().flatten().collect()
}
