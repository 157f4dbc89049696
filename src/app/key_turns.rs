//! Keys in turn: what is typed right after a key that may send the keyboard elsewhere waits until it is there.
//! Never decides what a key does.
//!
//! A quick typist, or a slow machine, puts several keys into one frame. egui hands all of them to whoever has the keyboard
//! in it, so that the text behind a Tab would be lost.

use egui::{Event, Key};

/// Frames until the keyboard has gone where a key sent it: one for the command, one for the focus.
const FRAMES_TO_TURN: u8 = 2;

/// What waits for its turn.
#[derive(Debug, Default)]
pub struct KeyTurns {
    waiting: Vec<Event>,
    frames: u8,
}

impl KeyTurns {
    /// Leaves in `events` what this frame may see, in order. `is_typing` says whether a text field has the keyboard.
    /// Answers whether something waits for the next frame.
    pub fn meter(&mut self, events: &mut Vec<Event>, is_typing: bool) -> bool {
        self.waiting.append(events);
        if self.frames > 0 {
            self.frames -= 1;
        } else {
            let end = self.end_of_turn(is_typing);
            let rest = self.waiting.split_off(end);
            *events = std::mem::replace(&mut self.waiting, rest);
        }
        !self.waiting.is_empty()
    }

    /// Where the first key after one that turns the keyboard lies.
    fn end_of_turn(&mut self, is_typing: bool) -> usize {
        let turns = |event: &Event| may_turn(event, is_typing);
        let Some(turn) = self.waiting.iter().position(turns) else {
            return self.waiting.len();
        };
        self.frames = FRAMES_TO_TURN;
        let behind = self.waiting.iter().skip(turn + 1).position(begins_anew);
        behind.map_or(self.waiting.len(), |distance| turn + 1 + distance)
    }
}

/// Whether a key may send the keyboard elsewhere. Keys held down and arrows move within one place.
fn may_turn(event: &Event, is_typing: bool) -> bool {
    let Event::Key {
        key,
        pressed: true,
        repeat: false,
        modifiers,
        ..
    } = event
    else {
        return false;
    };
    match key {
        Key::ArrowDown | Key::ArrowLeft | Key::ArrowRight | Key::ArrowUp => false,
        Key::Tab | Key::Enter | Key::Escape => true,
        _ => !is_typing || modifiers.alt || modifiers.command || is_function_key(*key),
    }
}

fn is_function_key(key: Key) -> bool {
    (Key::F1..=Key::F35).contains(&key)
}

/// Whether an event belongs to another press than the one before it.
fn begins_anew(event: &Event) -> bool {
    matches!(
        event,
        Event::Key { pressed: true, .. } | Event::Cut | Event::Copy | Event::Paste(_)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::Modifiers;

    fn press(key: Key) -> Event {
        Event::Key {
            key,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: Modifiers::NONE,
        }
    }

    fn text(text: &str) -> Event {
        Event::Text(text.to_owned())
    }

    /// What each frame sees, until nothing waits any more.
    fn frames(events: Vec<Event>, is_typing: bool) -> Vec<Vec<Event>> {
        let mut turns = KeyTurns::default();
        let mut arriving = events;
        let mut frames = Vec::new();
        loop {
            let waits = turns.meter(&mut arriving, is_typing);
            frames.push(std::mem::take(&mut arriving));
            if !waits {
                return frames;
            }
        }
    }

    #[test]
    fn what_is_typed_behind_a_tab_waits_until_the_next_field_has_the_keyboard() {
        let events = vec![
            press(Key::Num3),
            text("3"),
            press(Key::Tab),
            press(Key::A),
            text("a"),
        ];
        let (now, later) = (events[..3].to_vec(), events[3..].to_vec());
        assert_eq!(frames(events, true), [now, vec![], vec![], later]);
    }

    #[test]
    fn a_key_that_opens_a_field_keeps_its_own_text() {
        let events = vec![press(Key::Slash), text("/"), press(Key::A), text("a")];
        let (now, later) = (events[..2].to_vec(), events[2..].to_vec());
        assert_eq!(frames(events, false), [now, vec![], vec![], later]);
    }

    #[test]
    fn typing_and_arrows_are_never_held_up() {
        let word = vec![press(Key::A), text("a"), press(Key::B), text("b")];
        assert_eq!(frames(word.clone(), true), [word]);
        let steps = vec![press(Key::ArrowDown), press(Key::ArrowDown)];
        assert_eq!(frames(steps.clone(), false), [steps]);
    }
}
