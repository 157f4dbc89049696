//! Numbers that are lent to another thread: whoever wants to change them in place waits until they are let go of.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// Held by the thread that reads them; dropping it lets go.
#[derive(Debug)]
pub struct Lent {
    // What hangs up is all that the other side hears.
    _line: SyncSender<()>,
}

/// The lender's side.
#[derive(Debug)]
pub struct LoanEnd {
    line: Receiver<()>,
}

/// Both sides of a loan.
pub fn lend() -> (Lent, LoanEnd) {
    let (sender, line) = sync_channel(0);
    (Lent { _line: sender }, LoanEnd { line })
}

impl LoanEnd {
    /// Returns as soon as the numbers are the lender's alone again, also where the other thread panicked.
    pub fn wait(self) {
        // Nothing is ever sent.
        let _ = self.line.recv();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loan_ends_when_it_is_dropped_also_by_a_panic() {
        for panics in [false, true] {
            let (lent, end) = lend();
            let thread = std::thread::Builder::new().spawn(move || {
                let _lent = lent;
                assert!(!panics, "on purpose");
            });
            end.wait();
            assert_eq!(thread.unwrap().join().is_err(), panics);
        }
    }
}
