//! Events in turn: what belongs to another moment than what is before it waits for the next frame. Never decides what an
//! event does.
//!
//! A quick typist, or a slow machine, puts several events into one frame. egui hands all keys of a frame to whoever has the
//! keyboard in it, finds what a press hits where the pointer is at the frame's end, and knows one state of Shift and Ctrl a
//! frame. So a text behind a Tab, a click with Shift, a drag of few milliseconds would be lost or go elsewhere.

use egui::{Event, Key, Pos2};
use std::collections::BTreeSet;

/// Frames until the keyboard has gone where a key or a click sent it: one for the command, one for the focus.
const FRAMES_TO_TURN: u8 = 2;
/// A hand that clicks moves the pointer by less than this, in points.
const STILL: f32 = 4.0;

/// What waits for its turn.
#[derive(Debug, Default)]
pub struct KeyTurns {
    waiting: Vec<Waiting>,
    frames: u8,
    /// The keys that are down. A press of one of them is a repeat: the system sends those without saying so, dozens a second,
    /// and egui finds it out only when it takes the events.
    down: BTreeSet<Key>,
}

impl KeyTurns {
    /// Leaves in `events` what this frame may see, in order. `is_typing` says whether a text field has the keyboard.
    /// Answers whether something waits for the next frame.
    pub fn meter(&mut self, events: &mut Vec<Event>, is_typing: bool) -> bool {
        for event in std::mem::take(events) {
            let is_repeat = self.is_repeat(&event);
            self.waiting.push(Waiting { event, is_repeat });
        }
        if self.frames > 0 {
            self.frames -= 1;
        } else {
            let end = self.end_of_turn(is_typing);
            let seen = self.waiting.drain(..end);
            events.extend(seen.map(|waiting| waiting.event));
        }
        self.is_waiting()
    }

    /// Whether events wait for a later frame.
    pub fn is_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Whether an event is the press of a key that is down already.
    fn is_repeat(&mut self, event: &Event) -> bool {
        match event {
            Event::Key {
                key, pressed: true, ..
            } => return !self.down.insert(*key),
            Event::Key { key, .. } => {
                self.down.remove(key);
            }
            // What is let go elsewhere is never told.
            Event::WindowFocused(false) => self.down.clear(),
            _ => {}
        }
        false
    }

    /// Where the first event lies that belongs to another frame.
    fn end_of_turn(&mut self, is_typing: bool) -> usize {
        let mut turn = Turn::default();
        for (index, waiting) in self.waiting.iter().enumerate() {
            if turn.ends_before(waiting) {
                let sends_keyboard = turn.has_turned || begins_anew(waiting);
                self.frames = if sends_keyboard { FRAMES_TO_TURN } else { 0 };
                return index;
            }
            turn.take(waiting, is_typing);
        }
        self.frames = if turn.has_turned { FRAMES_TO_TURN } else { 0 };
        self.waiting.len()
    }
}

/// An event that waits for its turn.
#[derive(Debug)]
struct Waiting {
    event: Event,
    is_repeat: bool,
}

/// What the events of one frame have done so far.
#[derive(Debug, Default)]
struct Turn {
    /// A key may have sent the keyboard elsewhere.
    has_turned: bool,
    /// Where a button of the pointer went down or up last.
    button_at: Option<Pos2>,
    /// The pointer moved before any button did.
    has_moved: bool,
    /// A wheel turned.
    has_wheel: bool,
}

impl Turn {
    fn ends_before(&self, waiting: &Waiting) -> bool {
        let is_far = |pos: &Pos2| {
            self.button_at
                .is_some_and(|button| button.distance(*pos) > STILL)
        };
        match &waiting.event {
            Event::PointerMoved(pos) => is_far(pos),
            Event::PointerButton { pos, pressed, .. } => {
                is_far(pos) || (self.has_turned && *pressed) || (self.has_moved && !*pressed)
            }
            Event::ModifiersChanged(_) => self.button_at.is_some() || self.has_wheel,
            _ if begins_anew(waiting) => self.has_turned || self.button_at.is_some(),
            _ => false,
        }
    }

    fn take(&mut self, waiting: &Waiting, is_typing: bool) {
        match &waiting.event {
            Event::PointerButton { pos, .. } => {
                self.button_at = Some(*pos);
                self.has_moved = false;
            }
            Event::PointerMoved(_) => self.has_moved = self.button_at.is_none(),
            Event::MouseWheel { .. } => self.has_wheel = true,
            _ => {}
        }
        self.has_turned |= may_turn(waiting, is_typing);
    }
}

/// Whether a key may send the keyboard elsewhere. Keys held down and arrows move within one place.
fn may_turn(waiting: &Waiting, is_typing: bool) -> bool {
    let Event::Key {
        key,
        pressed: true,
        modifiers,
        ..
    } = &waiting.event
    else {
        return false;
    };
    if waiting.is_repeat {
        return false;
    }
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
fn begins_anew(waiting: &Waiting) -> bool {
    match waiting.event {
        Event::Key { pressed, .. } => pressed && !waiting.is_repeat,
        Event::Cut | Event::Copy | Event::Paste(_) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{Modifiers, PointerButton, pos2};

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

    fn release(key: Key) -> Event {
        Event::Key {
            key,
            physical_key: None,
            pressed: false,
            repeat: false,
            modifiers: Modifiers::NONE,
        }
    }

    fn button(pressed: bool, x: f32) -> Event {
        Event::PointerButton {
            pos: pos2(x, 0.0),
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        }
    }

    fn at(x: f32) -> Event {
        Event::PointerMoved(pos2(x, 0.0))
    }

    /// The frames in which something happens, empty ones left out.
    fn busy_frames(events: Vec<Event>, is_typing: bool) -> Vec<Vec<Event>> {
        let mut frames = frames(events, is_typing);
        frames.retain(|frame| !frame.is_empty());
        frames
    }

    #[test]
    fn repeats_of_a_key_that_is_held_hold_nothing_up() {
        let mut turns = KeyTurns::default();
        let mut events = vec![press(Key::Space)];
        turns.meter(&mut events, false);
        // The system sends repeats as plain presses, more of them than there are frames.
        for _ in 0..50 {
            let mut events = vec![press(Key::Space), text(" "), press(Key::Space), text(" ")];
            turns.meter(&mut events, false);
        }
        let mut events = vec![release(Key::Space), press(Key::F)];
        assert!(!turns.meter(&mut events, false), "nothing is left to wait");
        assert!(matches!(
            events.last(),
            Some(Event::Key { key: Key::F, .. })
        ));
    }

    #[test]
    fn a_key_let_go_in_another_window_is_no_repeat_later() {
        let mut turns = KeyTurns::default();
        turns.meter(&mut vec![press(Key::F), Event::WindowFocused(false)], false);
        for _ in 0..FRAMES_TO_TURN {
            turns.meter(&mut Vec::new(), false);
        }
        let mut events = vec![press(Key::F), press(Key::N)];
        assert!(
            turns.meter(&mut events, false),
            "the second key waits for the first"
        );
        assert_eq!(events.len(), 1);
    }

    #[test]
    fn a_click_keeps_the_keys_that_were_held_with_it() {
        let shift = Event::ModifiersChanged(Modifiers::SHIFT);
        let none = Event::ModifiersChanged(Modifiers::NONE);
        let click = [shift, at(9.0), button(true, 9.0), button(false, 9.0)].to_vec();
        let mut all = click.clone();
        all.push(none.clone());
        assert_eq!(busy_frames(all, false), [click, vec![none]]);
    }

    #[test]
    fn a_double_click_is_one_moment_and_a_drag_is_three() {
        let clicks: Vec<Event> = [true, false, true, false]
            .map(|down| button(down, 0.0))
            .to_vec();
        assert_eq!(busy_frames(clicks.clone(), false), [clicks]);
        let (pressed, moved, released) = (button(true, 0.0), at(50.0), button(false, 50.0));
        let drag = vec![at(0.0), pressed.clone(), moved.clone(), released.clone()];
        let frames = busy_frames(drag, false);
        assert_eq!(
            frames,
            [vec![at(0.0), pressed], vec![moved], vec![released]]
        );
    }

    #[test]
    fn what_is_typed_behind_a_click_waits_until_the_field_has_the_keyboard() {
        let click = vec![button(true, 0.0), button(false, 0.0)];
        let typed = vec![press(Key::A), text("a")];
        let all = [click.clone(), typed.clone()].concat();
        assert_eq!(frames(all, false), [click, vec![], vec![], typed]);
    }
}
