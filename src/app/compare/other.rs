//! The other network of a comparison on a canvas of its own, beside the open one. Nothing on it can be edited.

use crate::app::canvas::Canvas;
use crate::app::command::{CanvasCommand, Command, Commands, EditCommand, Selection};
use crate::app::document::{Comparison, Document, OtherNetwork};
use crate::app::look::{Theme, fonts, size};
use crate::app::state::{State, WindowState};
use crate::graph::{Inference, NodePath};
use crate::project::Project;
use crate::tr;
use egui::text::{LayoutJob, TextWrapping};
use egui::{Align2, Rect, UiBuilder, pos2, vec2};
use std::sync::Arc;

/// What the other side keeps from frame to frame.
#[derive(Debug, Default)]
pub struct OtherSide {
    shown: Option<Shown>,
}

#[derive(Debug)]
struct Shown {
    /// Which network it is.
    network: Arc<OtherNetwork>,
    document: Document,
    /// A window of its own: what is looked for in the open network is not looked for here.
    window: WindowState,
    canvas: Canvas,
    /// The selection of the open network as of the last look.
    followed: Selection,
    /// The revision of the open network that differences are pointed out for.
    marked_for: Option<u64>,
}

impl OtherSide {
    /// Paints the other network of `comparison` into `rect`, beside that of `open`.
    pub fn ui(
        &mut self,
        ui: &mut egui::Ui,
        rect: Rect,
        comparison: &Comparison,
        open: State<'_>,
        commands: &mut Commands,
    ) {
        let Some(network) = comparison.other() else {
            return;
        };
        let is_shown = |shown: &Shown| Arc::ptr_eq(&shown.network, network);
        if !self.shown.as_ref().is_some_and(is_shown) {
            self.shown = Some(Shown::new(network, comparison));
        }
        let Some(shown) = &mut self.shown else { return };
        shown.follow(comparison, open);
        let builder = UiBuilder::new().max_rect(rect).id_salt("other-network");
        ui.scope_builder(builder, |ui| {
            ui.set_clip_rect(rect.intersect(ui.clip_rect()));
            let mut deferred = Commands::default();
            let state = State {
                document: &shown.document,
                window: &shown.window,
            };
            shown.canvas.ui(ui, state, &mut deferred);
            for command in deferred.take() {
                shown.take(command, open, commands);
            }
            title_ui(ui, rect, &tr!("before-side", what = &comparison.title));
        });
    }

    /// Forgets the other network: nothing is compared any more.
    pub fn reset(&mut self) {
        self.shown = None;
    }
}

impl Shown {
    fn new(network: &Arc<OtherNetwork>, comparison: &Comparison) -> Self {
        let mut window = WindowState::default();
        window.view.minimap_open = false;
        let project = Project::new(&comparison.title.to_string(), network.graph.clone());
        let document = Document::unsaved(project);
        let mut canvas = Canvas::second();
        canvas.restore(document.view());
        Self {
            network: network.clone(),
            document,
            window,
            canvas,
            followed: Selection::default(),
            marked_for: None,
        }
    }

    /// Selects and shows what is selected in the open network, and points out what differs.
    fn follow(&mut self, comparison: &Comparison, state: State<'_>) {
        let revision = Some(state.document.revision());
        if self.marked_for != revision {
            self.marked_for = revision;
            self.document.set_marks(comparison.marks_before());
        }
        if self.followed == state.document.selection {
            return;
        }
        self.followed = state.document.selection.clone();
        let here =
            |path: &NodePath| twin(path, state.document.inference(), self.document.inference());
        self.document.selection = state.document.selection.iter().filter_map(here).collect();
        if !self.document.selection.is_empty() {
            let command = CanvasCommand::ShowSelection;
            let state = State {
                document: &self.document,
                window: &self.window,
            };
            self.canvas
                .handle(&command, state, &mut Commands::default());
        }
    }

    /// Follows a selection into the open network; every other command would change something.
    fn take(&mut self, command: Command, state: State<'_>, commands: &mut Commands) {
        let selection = match command {
            Command::Edit(EditCommand::Select(selection)) => selection,
            Command::Edit(EditCommand::SelectNone) => Selection::default(),
            _ => return,
        };
        let there =
            |path: &NodePath| twin(path, self.document.inference(), state.document.inference());
        let twins: Selection = selection.iter().filter_map(there).collect();
        self.document.selection = selection;
        self.followed = twins.clone();
        if !twins.is_empty() {
            commands.send(twins);
            commands.send(CanvasCommand::ShowSelection);
        }
    }
}

/// The layer or block of the same name in another network.
fn twin(path: &NodePath, from: &Inference, to: &Inference) -> Option<NodePath> {
    if let Some(layer) = from.layer(path) {
        let same = to.layers.iter().find(|other| other.name == layer.name);
        return same.map(|other| other.path.clone());
    }
    let block = from.blocks.get(path)?;
    let mut others = to.blocks.iter();
    let same = others.find(|(_, other)| other.name == block.name);
    same.map(|(path, _)| path.clone())
}

/// Which side this is, in its upper left corner.
pub fn title_ui(ui: &egui::Ui, rect: Rect, words: &str) {
    let theme = Theme::of(ui);
    let font = fonts::semi_bold(size::SMALL_TEXT);
    let mut job = LayoutJob::simple_singleline(words.to_owned(), font, theme.muted);
    job.wrap = TextWrapping::truncate_at_width((rect.width() - 44.0).max(0.0));
    let galley = ui.painter().layout_job(job);
    let back = Rect::from_min_size(rect.min + vec2(10.0, 10.0), galley.size() + vec2(14.0, 8.0));
    let painter = ui.painter().with_clip_rect(rect);
    painter.rect(
        back,
        size::FIELD_RADIUS,
        theme.panel,
        egui::Stroke::new(1.0, theme.border),
        egui::StrokeKind::Inside,
    );
    let at = Align2::CENTER_CENTER.anchor_size(back.center(), galley.size());
    painter.galley(pos2(at.left(), at.top()), galley, theme.muted);
}
