//! Work done ahead on a thread of its own, so that whoever needs its results finds them ready.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::Builder;

use super::error::EngineError;
use super::guard::guard;
use crate::message;

/// Results that a thread makes ahead, a bounded number of them at a time. Dropping it ends the thread after the result
/// that it is at.
#[derive(Debug)]
pub struct Prefetch<T> {
    results: Receiver<Result<T, EngineError>>,
    doing: &'static str,
}

impl<T: Send + 'static> Prefetch<T> {
    /// Starts a thread that goes through `work` and keeps at most `capacity` results waiting. It ends with the work, or
    /// after the first failure; a panic is one. `doing` is the message that says what the work is.
    ///
    /// # Errors
    /// [`EngineError::Threads`] where the system gives no thread.
    pub fn start(
        name: &str,
        doing: &'static str,
        capacity: usize,
        work: impl Iterator<Item = Result<T, EngineError>> + Send + 'static,
    ) -> Result<Self, EngineError> {
        let (sender, results) = sync_channel(capacity);
        Builder::new()
            .name(name.to_owned())
            .spawn(move || go_through(work, doing, &sender))
            .map_err(|error| EngineError::Threads {
                threads: 1,
                reason: error.to_string(),
            })?;
        Ok(Self { results, doing })
    }

    /// The next result, in order; waits where it is not ready yet.
    ///
    /// # Errors
    /// What ended the work before its time, once; asking again, or for more than there is, is an error as well.
    pub fn next(&self) -> Result<T, EngineError> {
        self.results.recv().unwrap_or_else(|_| {
            Err(EngineError::Panicked {
                during: self.doing,
                message: message!("thread-has-ended"),
            })
        })
    }
}

fn go_through<T>(
    mut work: impl Iterator<Item = Result<T, EngineError>>,
    doing: &'static str,
    sender: &SyncSender<Result<T, EngineError>>,
) {
    loop {
        let result = match guard(doing, || work.next().transpose()) {
            Ok(Some(result)) => Ok(result),
            Ok(None) => return,
            Err(error) => Err(error),
        };
        let is_last = result.is_err();
        if sender.send(result).is_err() || is_last {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn prefetched<T: Send + 'static>(
        work: impl Iterator<Item = T> + Send + 'static,
    ) -> Prefetch<T> {
        Prefetch::start("netsmith-test", "testing", 2, work.map(Ok)).unwrap()
    }

    #[test]
    fn results_come_in_order_and_end() {
        let numbers = prefetched(0..5);
        let taken: Vec<i32> = (0..5).map(|_| numbers.next().unwrap()).collect();
        assert_eq!(taken, [0, 1, 2, 3, 4]);
        assert!(numbers.next().is_err());
    }

    #[test]
    fn no_more_is_made_than_there_is_room_for() {
        let made = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&made);
        let numbers = prefetched((0..100).inspect(move |_| {
            counter.fetch_add(1, Ordering::SeqCst);
        }));
        for taken in 1..=20 {
            numbers.next().unwrap();
            // Two wait in the channel, and one in the hands of the thread.
            assert!(made.load(Ordering::SeqCst) <= taken + 3);
        }
    }

    #[test]
    fn a_panic_becomes_a_sentence() {
        let numbers = prefetched((0..9).inspect(|number| assert!(*number < 2, "no {number} here")));
        assert_eq!((numbers.next().unwrap(), numbers.next().unwrap()), (0, 1));
        assert_eq!(
            numbers.next().unwrap_err().to_string(),
            "computing failed inside of the tensor library while testing: no 2 here"
        );
        assert!(numbers.next().is_err());
    }

    #[test]
    fn dropping_it_ends_the_thread() {
        let (alive, ended) = sync_channel::<()>(1);
        let numbers = prefetched((0..).inspect(move |_| {
            let _ = &alive;
        }));
        numbers.next().unwrap();
        drop(numbers);
        // The thread's end of the channel goes with the thread.
        assert!(ended.recv().is_err());
    }
}
