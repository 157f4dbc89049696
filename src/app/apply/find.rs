//! Commands of the bar that finds layers.

use crate::app::command::{
    Availability, CanvasCommand, Commands, FindCommand, NetworkCommand, Selection, WindowCommand,
};
use crate::app::docking::{Panel, Workspace};
use crate::app::state::{State, StateMut};

/// Does what `command` asks for; what follows from it is sent to `commands`.
pub fn apply(command: FindCommand, state: &mut StateMut<'_>, commands: &mut Commands) {
    let (search, document) = (&mut state.window.search, &state.document);
    match command {
        FindCommand::Open => open(state),
        FindCommand::OpenReplace => {
            search.replacing.get_or_insert_default();
            open(state);
        }
        FindCommand::Close => search.is_open = false,
        FindCommand::CloseReplace => search.replacing = None,
        FindCommand::LookFor(text) => search.look_for(text, document),
        FindCommand::Next => go(true, state, commands),
        FindCommand::Previous => go(false, state, commands),
        FindCommand::SelectAll => {
            let found: Selection = search.found.iter().cloned().collect();
            commands.send(found);
        }
        FindCommand::Change(what) => {
            let replacing = search.replacing.get_or_insert_default();
            if replacing.what.as_ref() != Some(&what) {
                replacing.text.clear();
            }
            replacing.what = Some(what);
            search.plan(document);
        }
        FindCommand::Value(text) => {
            search.replacing.get_or_insert_default().text = text;
            search.plan(document);
        }
        FindCommand::Reach(reach) => {
            search.replacing.get_or_insert_default().reach = reach;
            search.plan(document);
        }
        FindCommand::Apply => replace(state, commands),
    }
}

fn open(state: &mut StateMut<'_>) {
    // The bar lies over the canvas, and what is found shows there.
    state.window.workspaces.show(Workspace::Build);
    state.window.workspaces.layout_mut().open(Panel::Canvas);
    let search = &mut state.window.search;
    search.is_open = true;
    search.calls = search.calls.wrapping_add(1);
    search.refresh(state.document);
    search.plan(state.document);
}

/// Selects the next of what was found and brings it into view, out of folded blocks too.
fn go(forward: bool, state: &mut StateMut<'_>, commands: &mut Commands) {
    if let Some(path) = state.window.search.step(forward) {
        commands.send(Selection::only(path));
        commands.send(CanvasCommand::Uncover);
    }
}

fn replace(state: &mut StateMut<'_>, commands: &mut Commands) {
    let planned = state
        .window
        .search
        .replacing
        .as_ref()
        .and_then(|it| it.plan.clone());
    let Some(Ok(plan)) = planned else { return };
    commands.send(NetworkCommand::Edit(plan.edit.clone()));
    commands.send(WindowCommand::Tell(
        plan.words_when_done().join(" · ").into(),
    ));
}

/// Whether it can run now, and if not, why.
pub fn availability(command: &FindCommand, state: State<'_>) -> Availability {
    match command {
        FindCommand::Open | FindCommand::OpenReplace => {
            Availability::when(!state.document.is_empty(), "network-has-no-layers")
        }
        FindCommand::Next | FindCommand::Previous | FindCommand::SelectAll => Availability::when(
            state.window.search.is_open && !state.window.search.found.is_empty(),
            "nothing-found-yet",
        ),
        FindCommand::Close
        | FindCommand::CloseReplace
        | FindCommand::LookFor(_)
        | FindCommand::Change(_)
        | FindCommand::Value(_)
        | FindCommand::Reach(_)
        | FindCommand::Apply => Availability::Ready,
    }
}
