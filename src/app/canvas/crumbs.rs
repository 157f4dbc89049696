//! The bar above the canvas while the inside of a block is open: where it is, and the way back.

use egui::{Align, Button, Frame, Label, Layout, Margin, RichText, Role, Ui, WidgetInfo, vec2};

use crate::app::blocks::whom_an_edit_concerns;
use crate::app::command::{BlockCommand, Command, Commands};
use crate::app::document::Document;
use crate::app::look::icon::Icon;
use crate::app::look::{Theme, fonts, size};
use crate::app::state::State;
use crate::app::widgets;
use crate::graph::{Node, NodePath};
use crate::tr;

/// One part of the way from the network to the open level.
struct Crumb {
    level: NodePath,
    words: String,
}

/// Paints the bar and takes its room from `ui`; nothing while the network itself is open.
pub(super) fn crumbs_ui(ui: &mut Ui, state: State<'_>, commands: &mut Commands) {
    let level = state.document.level();
    let call = state.document.graph().node(level).and_then(Node::call);
    let Some(call) = call else { return };
    let theme = Theme::of(ui);
    let all = ui.available_rect_before_wrap();
    let bar = all.with_max_y(all.top() + size::TAB_STRIP_HEIGHT);
    ui.painter().rect_filled(bar, 0, theme.panel);
    let line = egui::Stroke::new(1.0, theme.border);
    ui.painter().hline(bar.x_range(), bar.bottom() - 0.5, line);
    let frame = Frame::new().inner_margin(Margin::symmetric(8, 0));
    ui.scope_builder(egui::UiBuilder::new().max_rect(bar), |ui| {
        ui.set_clip_rect(bar.intersect(ui.clip_rect()));
        frame.show(ui, |ui| {
            let middle = Layout::left_to_right(Align::Center);
            ui.allocate_ui_with_layout(vec2(ui.available_width(), bar.height()), middle, |ui| {
                ui.set_min_height(bar.height());
                way_ui(ui, state, commands);
                let whom = whom_an_edit_concerns(state.document, &call.block);
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let whom = RichText::new(whom).font(fonts::small()).color(theme.muted);
                    ui.add(Label::new(whom).truncate());
                });
            });
        });
    });
    ui.advance_cursor_after_rect(bar);
}

/// The button that goes up, and every level from the network to the open one.
fn way_ui(ui: &mut Ui, state: State<'_>, commands: &mut Commands) {
    ui.spacing_mut().item_spacing.x = 4.0;
    let leave = Command::from(BlockCommand::Leave);
    let name = state
        .window
        .keymap
        .after_words(leave.info().label.into_owned(), &leave, ui.ctx());
    if widgets::icon_button_ui(ui, Icon::ChevronLeft, &name).clicked() {
        commands.send(leave);
    }
    let crumbs = crumbs(state.document);
    let last = crumbs.len().saturating_sub(1);
    for (index, crumb) in crumbs.into_iter().enumerate() {
        if index == last {
            let words = RichText::new(&crumb.words).font(fonts::semi_bold(size::TEXT));
            ui.add(Label::new(words).truncate());
        } else {
            crumb_ui(ui, crumb, commands);
            widgets::icon_ui(ui, Icon::ChevronRight, Theme::of(ui).muted);
        }
    }
}

/// A part of the way that a click goes back to.
fn crumb_ui(ui: &mut Ui, crumb: Crumb, commands: &mut Commands) {
    let name = tr!("go-to-level", level = &crumb.words);
    let response = ui.add(Button::new(&crumb.words).frame(false));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    if response.on_hover_text(name).clicked() {
        commands.send(BlockCommand::Enter(crumb.level));
    }
}

/// The way from the network to the open level: "ResNet50", "conv2_block1 (convolutional_block)".
fn crumbs(document: &Document) -> Vec<Crumb> {
    let level = document.level();
    let levels = (1..=level.0.len()).map(|depth| NodePath(level.0[..depth].to_vec()));
    let network = Crumb {
        level: NodePath::default(),
        words: document.name().to_owned(),
    };
    let blocks = levels.map(|level| Crumb {
        words: words(document, &level),
        level,
    });
    std::iter::once(network).chain(blocks).collect()
}

fn words(document: &Document, level: &NodePath) -> String {
    let graph = document.graph();
    let name = document.inference().name_of(graph, level);
    let name = name.unwrap_or_default();
    let call = graph.node(level).and_then(Node::call);
    let block = call.map_or("", |call| &call.block);
    if name == block {
        name
    } else {
        tr!("name-and-block", name = name, block = block)
    }
}
