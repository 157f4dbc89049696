//! Frame times of the canvas on the CPU, without a window: input, layout, paint and tessellation, as while a node is
//! dragged. Prints median and 99th percentile, because a mean hides the frames that a hand feels.
//!
//! `cargo bench --bench canvas`

use std::time::Instant;

use egui::{Event, Modifiers, PointerButton, Pos2, RawInput, Rect, vec2};
use netsmith::app::canvas::{Canvas, CanvasCommand};
use netsmith::app::command::Commands;
use netsmith::app::look;
use netsmith::app::settings::Settings;
use netsmith::app::state::{Document, State};
use netsmith::graph::{Content, Graph, Node, NodeId};
use netsmith::layer::{Kind, LayerSpec};
use netsmith::project::{Project, preset};

/// Frames that are measured.
const FRAMES: usize = 600;
/// Frames before that: fonts, atlas, the flight to the first view.
const WARM_UP: usize = 60;

fn main() {
    let resnet50 = preset("resnet50")
        .expect("the preset is there")
        .project
        .graph
        .clone();
    for (name, open, graph) in [
        ("ResNet50 folded", false, resnet50.clone()),
        ("ResNet50 opened", true, resnet50),
        ("2,000 layers", false, chain(2_000)),
    ] {
        for (view, command) in [
            ("all in view", CanvasCommand::Fit),
            ("at 100 %", CanvasCommand::ZoomToFull),
        ] {
            let mut bench = Bench::new(&graph, open, &command);
            bench.report(&format!("{name}, {view}"));
        }
    }
}

/// `count` layers in columns of 50.
fn chain(count: u64) -> Graph {
    let mut graph = Graph::default();
    for id in 0..count {
        let kind = [Kind::Conv2D, Kind::BatchNormalization, Kind::Activation][(id % 3) as usize];
        let kind = if id == 0 { Kind::Input } else { kind };
        let node = Node {
            name: format!("layer_{id}"),
            position: [(id / 50) as f32 * 330.0, (id % 50) as f32 * 104.0],
            content: Content::Layer(LayerSpec::new(kind)),
            inputs: id.checked_sub(1).map(NodeId).into_iter().collect(),
        };
        graph.body.nodes.insert(NodeId(id), node.into());
    }
    graph
}

struct Bench {
    ctx: egui::Context,
    canvas: Canvas,
    state: State,
    commands: Commands,
    frame: usize,
    primitives: usize,
}

impl Bench {
    fn new(graph: &Graph, open: bool, view: &CanvasCommand) -> Self {
        let ctx = egui::Context::default();
        look::install(&ctx);
        let mut state = State::new(Settings::default());
        state.document = Document::unsaved(Project::new("bench", graph.clone()));
        let mut bench = Self {
            ctx,
            canvas: Canvas::default(),
            state,
            commands: Commands::default(),
            frame: 0,
            primitives: 0,
        };
        bench.run(Vec::new());
        if open {
            bench.canvas.handle(
                &CanvasCommand::OpenBlocks,
                &bench.state,
                &mut bench.commands,
            );
        }
        bench.canvas.handle(view, &bench.state, &mut bench.commands);
        (0..WARM_UP).for_each(|_| bench.run(Vec::new()));
        bench
    }

    /// One frame, from events to triangles.
    fn run(&mut self, events: Vec<Event>) {
        self.frame += 1;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(1200.0, 800.0))),
            time: Some(self.frame as f64 / 60.0),
            events,
            ..RawInput::default()
        };
        let (canvas, state, commands) = (&mut self.canvas, &self.state, &mut self.commands);
        let output = self.ctx.run_ui(input, |ui| canvas.ui(ui, state, commands));
        self.primitives = self
            .ctx
            .tessellate(output.shapes, output.pixels_per_point)
            .len();
    }

    fn report(&mut self, name: &str) {
        let hold = Pos2::new(600.0, 400.0);
        let still = self.measure(|_| Vec::new());
        self.run(vec![Event::PointerMoved(hold)]);
        self.run(vec![press(hold, PointerButton::Middle, true)]);
        let panned = self.measure(|frame| vec![Event::PointerMoved(swing(hold, frame))]);
        self.run(vec![press(hold, PointerButton::Middle, false)]);
        let node = self
            .canvas
            .place_on_screen(&self.middle_node())
            .unwrap_or(hold);
        self.run(vec![Event::PointerMoved(node)]);
        self.run(vec![press(node, PointerButton::Primary, true)]);
        let dragged = self.measure(|frame| vec![Event::PointerMoved(swing(node, frame))]);
        self.run(vec![press(node, PointerButton::Primary, false)]);
        println!(
            "{name:28} still {still}   panned {panned}   node dragged {dragged}   {} draw calls",
            self.primitives
        );
    }

    /// A node from the middle of the network.
    fn middle_node(&self) -> netsmith::graph::NodePath {
        let layers = &self.state.document.inference().layers;
        layers[layers.len() / 2].path.clone()
    }

    fn measure(&mut self, events: impl Fn(usize) -> Vec<Event>) -> String {
        let mut milliseconds: Vec<f64> = (0..FRAMES)
            .map(|frame| {
                let events = events(frame);
                let start = Instant::now();
                self.run(events);
                start.elapsed().as_secs_f64() * 1000.0
            })
            .collect();
        milliseconds.sort_by(f64::total_cmp);
        format!(
            "{:5.2} / {:5.2} ms",
            milliseconds[FRAMES / 2],
            milliseconds[FRAMES * 99 / 100]
        )
    }
}

fn press(pos: Pos2, button: PointerButton, pressed: bool) -> Event {
    Event::PointerButton {
        pos,
        button,
        pressed,
        modifiers: Modifiers::NONE,
    }
}

/// Back and forth, a little farther than a click may move.
fn swing(around: Pos2, frame: usize) -> Pos2 {
    around + vec2(40.0, 30.0) * (frame as f32 / 20.0).sin()
}
