//! The wall against panics: Burn panics on shapes it does not like, callers of the engine get errors.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::error::EngineError;
use crate::message;
use crate::text::Message;

/// Runs `compute` and turns a panic inside of it into an error. `during` is the message that says what is done.
///
/// A value that `compute` was changing when it panicked may be half changed: drop it or restore it.
///
/// # Errors
/// What `compute` returns, or [`EngineError::Panicked`] with the panic's text.
pub fn guard<T>(
    during: &'static str,
    compute: impl FnOnce() -> Result<T, EngineError>,
) -> Result<T, EngineError> {
    match catch_unwind(AssertUnwindSafe(compute)) {
        Ok(result) => result,
        Err(payload) => Err(EngineError::Panicked {
            during,
            message: text_of(&*payload),
        }),
    }
}

fn text_of(payload: &(dyn Any + Send)) -> Message {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| payload.downcast_ref::<&str>().copied());
    text.map_or_else(|| message!("no-reason"), Message::words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_an_error_with_its_text() {
        let result: Result<(), _> = guard("testing", || panic!("shapes {} and {}", 3, 4));
        assert_eq!(
            result.unwrap_err().to_string(),
            "computing failed inside of the tensor library while testing: shapes 3 and 4"
        );
    }

    #[test]
    fn a_result_passes_through() {
        assert_eq!(guard("testing", || Ok(7)).unwrap(), 7);
    }
}
