//! Gives every item, port and fold button its place in the window, under an accessible name, and tells what the
//! user did to them.

use egui::{
    EventFilter, Key, PointerButton, Pos2, Rect, Response, Role as AccessRole, Sense, Ui, Vec2,
    WidgetInfo, pos2, vec2,
};

use super::camera::Camera;
use super::paint::pen::Detail;
use super::scene::item::{Item, Role};
use super::scene::measure::FRAME_TITLE;
use super::scene::{Scene, anchor};
use crate::app::widgets::plain;
use crate::tr;

/// A part of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemPart {
    /// The node itself, or the title of a frame.
    Body,
    /// The button that opens or folds a block.
    Fold,
    /// An input.
    Input(usize),
    /// The output.
    Output,
}

/// A part of a certain item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    /// The item's index.
    pub item: usize,
    /// Which part of it.
    pub part: ItemPart,
}

/// What the user did to a spot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Interaction {
    /// Clicked, by pointer or assistive tool.
    Click,
    /// Pressed Enter while the keyboard was on it.
    Enter,
    /// Clicked twice.
    DoubleClick,
    /// Clicked with the secondary button.
    SecondaryClick,
    /// Began to drag.
    Drag,
    /// Came to it by keyboard.
    Focus,
}

/// What the pointer and the keyboard are on, and what the user did.
#[derive(Debug, Default)]
pub struct Touches {
    /// Under the pointer.
    pub hovered: Option<Spot>,
    /// The item that has the keyboard.
    pub focused: Option<usize>,
    /// In the order of the items.
    pub interactions: Vec<(Spot, Interaction)>,
}

/// At this many items and more, those out of view take no place in the window.
const ALWAYS_PRESENT: usize = 600;
/// The least side of what the pointer can hit, in screen points.
const LEAST_HIT_PX: f32 = 14.0;

/// Registers everything. `is_selected` and `problem` say what assistive tools should know of an item.
pub fn touch(
    ui: &Ui,
    scene: &Scene,
    camera: &Camera,
    is_selected: &dyn Fn(&Item) -> bool,
    problem: &dyn Fn(usize) -> Option<String>,
) -> Touches {
    let mut touches = Touches::default();
    let has_parts = Detail::at(camera.zoom()) >= Detail::Names;
    let cull = scene.outline.items.len() >= ALWAYS_PRESENT;
    for (index, item) in scene.outline.items.iter().enumerate() {
        let rect = camera.screen_rect(handle(item, scene.rects[index]));
        let in_view = camera
            .viewport()
            .intersects(camera.screen_rect(scene.rects[index]).expand(LEAST_HIT_PX));
        if cull && !in_view {
            continue;
        }
        touch_body(
            ui,
            (index, item),
            rect,
            (is_selected(item), scene.changes.old_shape(&item.path)),
            problem,
            &mut touches,
        );
        if in_view && has_parts {
            touch_parts(ui, scene, camera, index, &mut touches);
        }
    }
    touches
}

/// What of an item the pointer can take: all of a node, the title of a frame; in graph units.
pub fn handle(item: &Item, rect: Rect) -> Rect {
    match item.role {
        Role::Opened => rect.with_max_y(rect.top() + FRAME_TITLE),
        _ => rect,
    }
}

/// The button that opens or folds a block, in graph units; beside the name, wherever `detail` lets that stand.
pub fn fold_button(item: &Item, rect: Rect, detail: Detail) -> Option<Rect> {
    let center = match (item.role, detail) {
        (Role::Folded, Detail::Full) => pos2(rect.right() - 18.0, rect.top() + 14.0),
        (Role::Folded, _) => pos2(rect.right() - 18.0, rect.center().y),
        (Role::Opened, _) => pos2(rect.left() + 17.0, rect.top() + FRAME_TITLE / 2.0),
        _ => return None,
    };
    Some(Rect::from_center_size(center, vec2(20.0, 20.0)))
}

fn touch_body(
    ui: &Ui,
    (index, item): (usize, &Item),
    rect: Rect,
    (selected, old_shape): (bool, Option<&str>),
    problem: &dyn Fn(usize) -> Option<String>,
    touches: &mut Touches,
) {
    let response = ui.interact(rect, item.id, Sense::click_and_drag());
    response.widget_info(|| {
        let mut name = item.accessible_name();
        if let Some(sentence) = problem(index) {
            name = tr!("item-with-problem", item = name, sentence = sentence);
        }
        if let Some(old) = old_shape {
            name = tr!("item-was", item = name, shape = old);
        }
        WidgetInfo::selected(AccessRole::Button, true, selected, name)
    });
    if response.has_focus() {
        touches.focused = Some(index);
        let keeps_arrows = EventFilter {
            horizontal_arrows: true,
            vertical_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(item.id, keeps_arrows));
    }
    if response.hovered()
        && let Some(sentence) = problem(index)
    {
        response.show_tooltip_text(plain(&sentence));
    }
    note(
        Spot {
            item: index,
            part: ItemPart::Body,
        },
        &response,
        touches,
    );
}

fn touch_parts(ui: &Ui, scene: &Scene, camera: &Camera, index: usize, touches: &mut Touches) {
    let item = &scene.outline.items[index];
    let mut part = |part: ItemPart, rect: Rect, name: String| {
        let salt = format!("{part:?}");
        // No stop for Tab: the keyboard goes from node to node.
        let response = ui.interact(rect, item.id.with(salt), Sense::CLICK | Sense::DRAG);
        response.widget_info(|| WidgetInfo::labeled(AccessRole::Button, true, name.as_str()));
        note(Spot { item: index, part }, &response, touches);
    };
    if let Some(button) = fold_button(item, scene.rects[index], Detail::at(camera.zoom())) {
        let code = if item.role == Role::Opened {
            "fold-block"
        } else {
            "open-block-of"
        };
        part(
            ItemPart::Fold,
            at_least(camera.screen_rect(button)),
            tr!(code, name = &item.name),
        );
    }
    for port in 0..shown_inputs(item) {
        let at = camera.screen(anchor::input(&scene.outline, &scene.rects, index, port));
        let name = if item.input_count > 1 {
            tr!("port-input-number", number = port + 1, name = &item.name)
        } else {
            tr!("port-input", name = &item.name)
        };
        part(ItemPart::Input(port), port_rect(at, camera), name);
    }
    if item.has_output {
        let at = camera.screen(anchor::output(&scene.outline, &scene.rects, index));
        part(
            ItemPart::Output,
            port_rect(at, camera),
            tr!("port-output", name = &item.name),
        );
    }
}

/// How many inputs of an item show as ports. The ends of a body have none of their own to the outside.
pub fn shown_inputs(item: &Item) -> usize {
    match item.role {
        Role::Entry => 0,
        _ => item.input_count,
    }
}

fn port_rect(center: Pos2, camera: &Camera) -> Rect {
    at_least(Rect::from_center_size(
        center,
        Vec2::splat(14.0 * camera.zoom()),
    ))
}

fn at_least(rect: Rect) -> Rect {
    Rect::from_center_size(rect.center(), rect.size().max(Vec2::splat(LEAST_HIT_PX)))
}

fn note(spot: Spot, response: &Response, touches: &mut Touches) {
    if response.hovered() {
        touches.hovered = Some(spot);
    }
    let done = interactions_of(response).into_iter();
    touches
        .interactions
        .extend(done.map(|interaction| (spot, interaction)));
}

/// What the user did to the one that `response` is about.
pub fn interactions_of(response: &Response) -> Vec<Interaction> {
    let by_pointer = response.clicked_by(PointerButton::Primary);
    let key = |key: Key| !by_pointer && response.ctx.input(|input| input.key_pressed(key));
    let clicked = response.clicked();
    // egui clicks what has the keyboard on Space, too; here, Space moves the view.
    let by_space = clicked && key(Key::Space);
    let by_enter = clicked && key(Key::Enter);
    let interactions = [
        (response.double_clicked(), Interaction::DoubleClick),
        (by_enter, Interaction::Enter),
        (
            clicked && !by_enter && !by_space && !response.double_clicked(),
            Interaction::Click,
        ),
        (response.secondary_clicked(), Interaction::SecondaryClick),
        (
            response.drag_started_by(PointerButton::Primary),
            Interaction::Drag,
        ),
        (response.gained_focus() && !by_pointer, Interaction::Focus),
    ];
    let done = interactions.into_iter().filter(|(happened, _)| *happened);
    done.map(|(_, interaction)| interaction).collect()
}
