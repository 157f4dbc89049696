//! Disks that refuse, and the moments at which a process may be killed, for tests: somebody is asked before each change of a
//! file on this thread.

use std::cell::RefCell;
use std::io;
use std::rc::Rc;

type Asked = Rc<RefCell<dyn FnMut() -> io::Result<()>>>;

thread_local! {
    static ASKED: RefCell<Option<Asked>> = const { RefCell::new(None) };
}

/// Asks `somebody` before each change that `work` makes; what they refuse fails.
pub fn watched<T>(
    somebody: impl FnMut() -> io::Result<()> + 'static,
    work: impl FnOnce() -> T,
) -> T {
    ASKED.set(Some(Rc::new(RefCell::new(somebody))));
    let result = work();
    ASKED.set(None);
    result
}

/// What they say.
pub(super) fn ask() -> io::Result<()> {
    // Whoever is asked may save something, too.
    let asked = ASKED.take();
    let answer = asked
        .as_ref()
        .map_or(Ok(()), |asked| (asked.borrow_mut())());
    ASKED.set(asked);
    answer
}
