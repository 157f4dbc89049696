//! Every sentence that somebody reads, by its id, in the language that is spoken: message files in Fluent, compiled in.
//! Never decides what is said, never panics on a message that is missing, never touches the disk.
//!
//! [`say`] says what needs no arguments, [`tr!`](crate::tr) what has some, both at once in the language of now. What is
//! kept, and said later, is a [`Message`]: a code and arguments, made by [`message!`](crate::message).

mod arguments;
mod count;
mod language;
mod message;
mod speech;

pub use arguments::{Argument, Coded, Count, Named, all, all_as_well, because, list, then};
pub use count::counted;
pub use language::{Language, Spoken, insist, propose, speak, spoken};
pub use message::Message;
pub use speech::say;

/// A [`Message`] to keep: `message!("shape-from", shape = %shape, node = name)`. `%` stands before
/// what is written by its `Display`.
#[macro_export]
macro_rules! message {
    ($id:expr) => {
        $crate::text::Message::new($id)
    };
    ($id:expr, $($arguments:tt)*) => {
        $crate::message_with!($crate::text::Message::new($id), $($arguments)*)
    };
}

/// The arguments of [`message!`], one after the other.
#[doc(hidden)]
#[macro_export]
macro_rules! message_with {
    ($message:expr,) => { $message };
    ($message:expr, $name:ident = %$value:expr $(, $($rest:tt)*)?) => {
        $crate::message_with!($message.with(stringify!($name), ($value).to_string()), $($($rest)*)?)
    };
    ($message:expr, $name:ident = $value:expr $(, $($rest:tt)*)?) => {
        $crate::message_with!($message.with(stringify!($name), $value), $($($rest)*)?)
    };
}

/// What a message says now, with its arguments: `tr!("layers-selected", count = 3)`.
#[macro_export]
macro_rules! tr {
    ($($message:tt)*) => {
        $crate::message!($($message)*).to_string()
    };
}

/// `Display` for what says its `message()`.
#[macro_export]
macro_rules! shown_as_message {
    ($($type:ty),* $(,)?) => {
        $(impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.message().fmt(f)
            }
        })*
    };
}
