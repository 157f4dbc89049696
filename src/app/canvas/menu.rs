//! The menus of the secondary button: on a node, on a wire, on the ground.

use egui::{Pos2, Response, RichText, SetOpenCommand, Ui};

use super::gesture::drop::{can_stand_between, stored_position};
use super::quick_add::add_by;
use crate::app::blocks;
use crate::app::canvas::memory::{Canvas, Menu, MenuTarget, WireEnd};
use crate::app::command::{
    BlockCommand, CanvasCommand, Choice, Command, Commands, EditCommand, Overlay, PaletteItem,
    WindowCommand,
};
use crate::app::look::Theme;
use crate::app::palette::items;
use crate::app::state::State;
use crate::graph::{Direction, Edit, Graph, NodePath};
use crate::text::say;

impl Canvas {
    /// Opens a menu for the keyboard, at a point of the screen.
    pub(super) fn open_menu_at(&mut self, target: MenuTarget, at: Pos2) {
        self.menu = Some(Menu {
            target,
            is_new: true,
            at: Some(at),
        });
    }

    /// Shows the menu that is open.
    pub(super) fn menu_ui(&mut self, ground: &Response, state: State<'_>, commands: &mut Commands) {
        let Some(menu) = self.menu.clone() else {
            return;
        };
        let open = menu.is_new.then_some(SetOpenCommand::Bool(true));
        let popup = egui::Popup::context_menu(ground).open_memory(open);
        let popup = match menu.at {
            Some(at) => popup.anchor(at),
            None => popup,
        };
        if menu.is_new && menu.at.is_some() {
            ground
                .ctx
                .data_mut(|data| data.insert_temp(first_line(), ()));
        }
        let shown = popup.show(|ui| match &menu.target {
            MenuTarget::Node(path) => self.node_menu_ui(ui, path, state, commands),
            MenuTarget::Note(path) => self.note_menu_ui(ui, path, state, commands),
            MenuTarget::Wire(wire) => self.wire_menu_ui(ui, wire, state, commands),
            MenuTarget::Ground(spot) => self.ground_menu_ui(ui, *spot, state, commands),
        });
        self.menu = shown.map(|_| Menu {
            is_new: false,
            ..menu
        });
    }

    fn node_menu_ui(
        &mut self,
        ui: &mut Ui,
        path: &NodePath,
        state: State<'_>,
        commands: &mut Commands,
    ) {
        if state.document.graph().node(path).is_none() {
            return;
        }
        self.block_lines_ui(ui, path, state, commands);
        wiring_lines_ui(ui, path, state, commands);
        ui.separator();
        copying_lines_ui(ui, state, commands);
        if state.document.selection.len() == 2 {
            command_line(ui, CanvasCommand::Connect.into(), state, commands);
        }
        if state.document.selection.len() == 1 {
            command_line(ui, CanvasCommand::Rename.into(), state, commands);
        }
        command_line(ui, CanvasCommand::DeleteApart.into(), state, commands);
        ui.separator();
        command_line(ui, CanvasCommand::FrameSelection.into(), state, commands);
        selection_menus_ui(ui, state, commands);
        for command in [CanvasCommand::ShowSelection, CanvasCommand::FitSelection] {
            command_line(ui, command.into(), state, commands);
        }
    }

    fn wire_menu_ui(
        &mut self,
        ui: &mut Ui,
        wire: &WireEnd,
        state: State<'_>,
        commands: &mut Commands,
    ) {
        let graph = state.document.graph();
        let Some((place, to)) = graph.locate(&wire.to) else {
            return;
        };
        submenu(ui, say("insert"), state, true, |item| {
            let content = item.content();
            let edit = Edit::InsertOnWire {
                place: place.clone(),
                to,
                port: wire.port,
                content,
                position: None,
            };
            let edit = item.with_definition(graph, edit);
            add_by(item, (wire.to.around(), edit), commands);
        });
        self.selected_wire = Some(wire.clone());
        if self.can_straighten(state.document) {
            command_line(ui, CanvasCommand::Straighten.into(), state, commands);
        }
        if line(ui, say("delete-wire"), "Delete") {
            self.delete_wire(state, commands);
        }
    }

    fn ground_menu_ui(
        &mut self,
        ui: &mut Ui,
        spot: Pos2,
        state: State<'_>,
        commands: &mut Commands,
    ) {
        let graph = state.document.graph();
        submenu(ui, say("add-here-title"), state, false, |item| {
            let parent = self.scene.body_at(spot);
            let place = self.scene.outline.place_of_body(graph, parent);
            let node = item.node(stored_position(&self.scene, parent, spot));
            let edit = item.with_definition(graph, Edit::Add { place, node });
            add_by(
                item,
                (self.scene.outline.path_of_body(parent), edit),
                commands,
            );
        });
        if line(ui, say("comment-here"), "") {
            self.add_comment(spot, state, commands);
        }
        command_line(ui, CanvasCommand::FrameSelection.into(), state, commands);
        ui.separator();
        if blocks::availability(&BlockCommand::Leave, state.document).is_ready() {
            command_line(ui, BlockCommand::Leave.into(), state, commands);
        }
        let keys = state
            .window
            .keymap
            .text(&EditCommand::Paste.into(), ui.ctx());
        if line(ui, &Command::Edit(EditCommand::Paste).info().label, &keys) {
            self.aim_from_menu(ui, spot);
            commands.send(EditCommand::Paste);
        }
        command_line(ui, Command::Edit(EditCommand::SelectAll), state, commands);
        ui.separator();
        for command in [
            CanvasCommand::Fit,
            CanvasCommand::Arrange,
            CanvasCommand::Turn(Direction::TopToBottom),
            CanvasCommand::Turn(Direction::LeftToRight),
            CanvasCommand::CutWires,
            CanvasCommand::OpenBlocks,
            CanvasCommand::FoldBlocks,
        ] {
            command_line(ui, command.into(), state, commands);
        }
    }
}

/// Lines that change what is wired to the node, or what it is.
fn wiring_lines_ui(ui: &mut Ui, path: &NodePath, state: State<'_>, commands: &mut Commands) {
    let graph = state.document.graph();
    let Some(((place, after), node)) = graph.locate(path).zip(graph.node(path)) else {
        return;
    };
    if Graph::has_output(&node.content) {
        submenu(ui, say("insert-after"), state, true, |item| {
            let edit = Edit::InsertAfter {
                place: place.clone(),
                after,
                content: item.content(),
                position: None,
            };
            let edit = item.with_definition(graph, edit);
            add_by(item, (path.around(), edit), commands);
        });
    }
    for command in [
        CanvasCommand::Replace,
        CanvasCommand::Bypass,
        CanvasCommand::Freeze,
        CanvasCommand::FreezeUpToHere,
    ] {
        command_line(ui, command.into(), state, commands);
    }
    if state.document.selection.single().is_some() {
        for overlay in [Overlay::ConnectTo, Overlay::Disconnect] {
            command_line(
                ui,
                Command::Window(WindowCommand::Show(overlay)),
                state,
                commands,
            );
        }
    }
}

/// What selects more, and what brings the selection into line.
fn selection_menus_ui(ui: &mut Ui, state: State<'_>, commands: &mut Commands) {
    ui.menu_button(say("select"), |ui| {
        for choice in [
            Choice::Linked,
            Choice::Upstream,
            Choice::Downstream,
            Choice::SameKind,
        ] {
            command_line(ui, CanvasCommand::Choose(choice).into(), state, commands);
        }
    });
    if state.document.selection.len() > 1 {
        ui.menu_button(say("line-up"), |ui| {
            for command in CanvasCommand::LISTED.iter().filter(|it| it.lines_up()) {
                command_line(ui, command.clone().into(), state, commands);
            }
        });
    }
}

/// A line of a menu; true when it was chosen.
pub(super) fn line(ui: &mut Ui, words: &str, keys: &str) -> bool {
    let keys = RichText::new(keys).color(Theme::of(ui).muted);
    let response = ui.add(egui::Button::new(words).shortcut_text(keys));
    let is_first = ui.data_mut(|data| data.remove_temp::<()>(first_line()));
    if is_first.is_some() {
        response.request_focus();
    }
    if response.clicked() {
        // A menu closes by itself only when the pointer clicks.
        ui.close();
    }
    response.clicked()
}

/// Under this, a menu that the keyboard asked for remembers that its first line is to take the keyboard.
fn first_line() -> egui::Id {
    egui::Id::unique("menu-first-line")
}

/// What can be done with anything that is selected.
pub(super) fn copying_lines_ui(ui: &mut Ui, state: State<'_>, commands: &mut Commands) {
    for command in [
        Command::Edit(EditCommand::Cut),
        Command::Edit(EditCommand::Copy),
        Command::Edit(EditCommand::Duplicate),
        Command::Edit(EditCommand::Delete),
    ] {
        command_line(ui, command, state, commands);
    }
}

/// A line that sends a command under the command's own words and keys.
pub(super) fn command_line(
    ui: &mut Ui,
    command: Command,
    state: State<'_>,
    commands: &mut Commands,
) {
    let keys = state.window.keymap.text(&command, ui.ctx());
    if line(ui, &command.info().label, &keys) {
        commands.send(command);
    }
}

/// Everything that can be added; with `between`, only what can stand between two others.
fn submenu(
    ui: &mut Ui,
    words: &str,
    state: State<'_>,
    between: bool,
    mut chosen: impl FnMut(&PaletteItem),
) {
    ui.menu_button(words, |ui| {
        let graph = state.document.graph();
        for item in items(state) {
            if (!between || can_stand_between(graph, &item.content())) && line(ui, item.name(), "")
            {
                chosen(&item);
            }
        }
    });
}
