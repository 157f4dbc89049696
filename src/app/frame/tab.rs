//! One tab of the strip over the canvas.

use crate::app::command::{Command, Commands, CompareCommand, DocumentId, Offers, TabCommand};
use crate::app::look::icon::Icon;
use crate::app::look::{Theme, fonts, size};
use crate::app::widgets;
use crate::tr;
use egui::text::{LayoutJob, TextWrapping};
use egui::{Id, Rect, Response, Role, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

/// What one tab shows.
pub struct OpenTab {
    /// Whose tab it is.
    pub id: DocumentId,
    /// The name on it.
    pub title: String,
    /// Name, file and folder.
    pub tooltip: String,
    /// Whether something is not saved.
    pub is_changed: bool,
    /// Whether it is in front.
    pub is_front: bool,
    /// Whether its network is being trained.
    pub is_training: bool,
}

/// Left of the name.
const PADDING: f32 = 14.0;
/// For the dot of unsaved changes.
const DOT: f32 = 12.0;
/// For the button that closes.
const CLOSE: f32 = 28.0;

/// The width that shows all of the name.
pub fn wanted_width(ui: &Ui, tab: &OpenTab) -> f32 {
    // The front's letters are wider; a tab must not change its width when it comes there.
    let font = fonts::semi_bold(size::TEXT);
    PADDING + widgets::text_width(ui, &tab.title, font) + DOT + CLOSE
}

/// Paints `tab` into `rect`. Pressing shows it, the middle button and the cross close it, a right click opens its menu.
pub fn tab_ui(
    ui: &mut Ui,
    tab: &OpenTab,
    rect: Rect,
    offers: &dyn Offers,
    commands: &mut Commands,
) -> Response {
    let id = Id::unique(("tab", tab.id));
    let response = ui.interact(rect, id, Sense::click_and_drag());
    let label = accessible_name(tab);
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, tab.is_front, &label));
    paint(ui, tab, rect, response.hovered() || response.has_focus());
    let cross = Rect::from_center_size(
        pos2(rect.right() - CLOSE / 2.0, rect.center().y),
        vec2(22.0, 22.0),
    );
    let close = ui.scope_builder(UiBuilder::new().max_rect(cross), |ui| {
        widgets::icon_button_ui(ui, Icon::Cross, &tr!("close-title", title = %tab.title))
    });
    // A press counts, so that a tab can be dragged at once; the cross takes its own.
    let pressed_at = ui.input(|input| {
        let is_pressed = input.pointer.primary_pressed();
        input.pointer.interact_pos().filter(|_| is_pressed)
    });
    let is_pressed = response.is_pointer_button_down_on()
        && pressed_at.is_some_and(|pointer| !cross.contains(pointer));
    if close.inner.clicked() || response.middle_clicked() {
        commands.send(TabCommand::Close(tab.id));
    } else if (is_pressed || response.clicked()) && !tab.is_front {
        commands.send(TabCommand::Show(tab.id));
    }
    response.context_menu(|ui| menu_ui(ui, tab, offers, commands));
    response.on_hover_text(&tab.tooltip)
}

/// Its name, and in words what its marks say.
pub fn accessible_name(tab: &OpenTab) -> String {
    let mut name = tab.title.clone();
    if tab.is_training {
        name = tr!("tab-being-trained", title = name);
    }
    if tab.is_changed {
        name = tr!("tab-with-changes", title = name);
    }
    name
}

fn paint(ui: &Ui, tab: &OpenTab, rect: Rect, is_lively: bool) {
    let theme = Theme::of(ui);
    let painter = ui.painter();
    if tab.is_front {
        painter.rect_filled(rect, 0.0, theme.canvas);
        painter.rect_filled(rect.with_max_y(rect.top() + 2.0), 0.0, theme.accent);
    }
    painter.vline(
        rect.right() - 0.5,
        rect.y_range(),
        egui::Stroke::new(1.0, theme.border),
    );
    let (font, color) = match (tab.is_front, is_lively) {
        (true, _) => (fonts::semi_bold(size::TEXT), theme.text),
        (false, true) => (fonts::text(), theme.text),
        (false, false) => (fonts::text(), theme.muted),
    };
    let mut job = LayoutJob::simple_singleline(tab.title.clone(), font, color);
    let dot_room = if tab.is_changed { DOT } else { 0.0 };
    let room = rect.width() - PADDING - dot_room - CLOSE;
    job.wrap = TextWrapping::truncate_at_width(room.max(0.0));
    let words = painter.layout_job(job);
    if tab.is_training {
        let mark = pos2(rect.left() + PADDING / 2.0 + 1.0, rect.center().y);
        painter.circle_filled(mark, 3.0, theme.accent);
    }
    let at = pos2(
        rect.left() + PADDING,
        rect.center().y - words.size().y / 2.0,
    );
    let dot = pos2(at.x + words.size().x + DOT / 2.0 + 2.0, rect.center().y);
    painter.galley(at, words, color);
    if tab.is_changed {
        painter.circle_filled(dot, 3.5, theme.muted);
    }
}

fn menu_ui(ui: &mut Ui, tab: &OpenTab, offers: &dyn Offers, commands: &mut Commands) {
    let of_tab: Vec<Command> = if tab.is_front {
        vec![
            TabCommand::Close(tab.id).into(),
            TabCommand::CloseOthers.into(),
            TabCommand::MoveLeft.into(),
            TabCommand::MoveRight.into(),
        ]
    } else {
        vec![
            TabCommand::Show(tab.id).into(),
            TabCommand::Close(tab.id).into(),
            CompareCommand::WithTab(tab.id).into(),
        ]
    };
    for command in &of_tab {
        widgets::menu_item_ui(ui, command, offers, commands);
    }
}
