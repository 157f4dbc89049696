//! What the keys ask for while a row has the keyboard.

use crate::app::command::{CanvasCommand, Command, EditCommand, Overlay, WindowCommand};
use crate::app::state::State;
use crate::graph::edit::WireDirection;
use crate::text::{list, say};
use crate::tr;
use egui::{Context, Event, FocusDirection, Key, Modifiers, Ui};

/// What the keys do here, for a tooltip; those of commands are the user's.
pub fn help(state: State<'_>, ctx: &Context) -> String {
    let commands = [
        Command::Edit(EditCommand::Delete),
        Command::Window(WindowCommand::Show(Overlay::Disconnect)),
        Command::Canvas(CanvasCommand::Bypass),
        Command::Edit(EditCommand::Copy),
        Command::Edit(EditCommand::Cut),
        Command::Edit(EditCommand::Paste),
        Command::Edit(EditCommand::Duplicate),
    ];
    let with_keys = commands.into_iter().filter_map(|command| {
        let keys = state.window.keymap.text(&command, ctx);
        let label = command.info().label;
        (!keys.is_empty()).then(|| {
            tr!(
                "command-with-keys",
                command = label.trim_end_matches('…'),
                keys = keys
            )
        })
    });
    let with_keys: Vec<String> = with_keys.collect();
    let own = say("outline-keys");
    if with_keys.is_empty() {
        own.to_owned()
    } else {
        tr!("outline-keys-also", own = own, others = list(with_keys))
    }
}

/// One thing that the keys ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyRequest {
    /// Make another row the active one.
    Go(RowStep, Hold),
    /// Unfold, or go in.
    In,
    /// Fold, or go out.
    Out,
    /// Select the row too, or no longer.
    Toggle,
    /// Go to the settings.
    Settings,
    /// Type another name.
    Rename,
    /// Add behind.
    Add,
    /// Draw a wire.
    Connect,
    /// Change places with the neighbor in the chain.
    MoveAlong(WireDirection),
    /// Show the menu.
    Menu,
}

/// From the active row to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowStep {
    /// By rows, down.
    By(isize),
    /// The first row.
    First,
    /// The last row.
    Last,
}

/// What becomes of the selection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    /// It is the new row alone.
    Select,
    /// It reaches from where it began to the new row.
    Extend,
    /// It stays.
    Keep,
}

/// How many rows Page Up and Page Down go.
const PAGE: isize = 16;

const STEPS: [(Key, RowStep); 6] = [
    (Key::ArrowUp, RowStep::By(-1)),
    (Key::ArrowDown, RowStep::By(1)),
    (Key::PageUp, RowStep::By(-PAGE)),
    (Key::PageDown, RowStep::By(PAGE)),
    (Key::Home, RowStep::First),
    (Key::End, RowStep::Last),
];

const OTHERS: [(Modifiers, Key, KeyRequest); 14] = [
    (Modifiers::SHIFT, Key::F10, KeyRequest::Menu),
    (Modifiers::NONE, Key::Menu, KeyRequest::Menu),
    (Modifiers::COMMAND, Key::L, KeyRequest::Connect),
    (Modifiers::COMMAND, Key::Space, KeyRequest::Toggle),
    (Modifiers::NONE, Key::Space, KeyRequest::Toggle),
    (Modifiers::NONE, Key::Enter, KeyRequest::Settings),
    (Modifiers::NONE, Key::F2, KeyRequest::Rename),
    (Modifiers::NONE, Key::Plus, KeyRequest::Add),
    (Modifiers::NONE, Key::Equals, KeyRequest::Add),
    (Modifiers::NONE, Key::Insert, KeyRequest::Add),
    (Modifiers::NONE, Key::ArrowRight, KeyRequest::In),
    (Modifiers::NONE, Key::ArrowLeft, KeyRequest::Out),
    (
        Modifiers::ALT,
        Key::ArrowUp,
        KeyRequest::MoveAlong(WireDirection::Earlier),
    ),
    (
        Modifiers::ALT,
        Key::ArrowDown,
        KeyRequest::MoveAlong(WireDirection::Later),
    ),
];

const HOLDS: [(Modifiers, Hold); 3] = [
    (Modifiers::SHIFT, Hold::Extend),
    (Modifiers::COMMAND, Hold::Keep),
    (Modifiers::NONE, Hold::Select),
];

/// What the keys of this frame ask for, in the order in which they were pressed. Call it only while a row has the
/// keyboard.
pub fn read(ui: &Ui) -> Vec<KeyRequest> {
    let mut interactions = Vec::new();
    ui.input_mut(|input| {
        input.events.retain(|event| {
            let interaction = interaction_of(event);
            interactions.extend(interaction);
            interaction.is_none()
        });
    });
    let moves = |interaction: &KeyRequest| {
        matches!(
            interaction,
            KeyRequest::Go(..) | KeyRequest::In | KeyRequest::Out
        )
    };
    if interactions.iter().any(moves) {
        // A row that has just got the keyboard cannot yet keep egui from going elsewhere with the arrows.
        ui.memory_mut(|memory| memory.move_focus(FocusDirection::None));
    }
    interactions
}

fn interaction_of(event: &Event) -> Option<KeyRequest> {
    let Event::Key {
        key,
        pressed: true,
        modifiers,
        ..
    } = event
    else {
        return None;
    };
    let is_meant = |meant: Modifiers, on: Key| on == *key && modifiers.matches_logically(meant);
    // Alt with an arrow comes before the arrow: egui takes the one for the other.
    let others = OTHERS.into_iter();
    let other = others.filter(|(meant, on, _)| is_meant(*meant, *on));
    let steps = HOLDS.into_iter().flat_map(|(meant, hold)| {
        let steps = STEPS.into_iter();
        let pressed = steps.filter(move |(on, _)| is_meant(meant, *on));
        pressed.map(move |(_, step)| KeyRequest::Go(step, hold))
    });
    other
        .map(|(_, _, interaction)| interaction)
        .chain(steps)
        .next()
}
