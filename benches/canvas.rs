//! Frame times of the window on the CPU, without a display: input, layout, paint and tessellation, while nothing moves,
//! while the view is panned, and while a node is dragged. Prints median and 99th percentile, because a mean hides the
//! frames that a hand feels; and what an edit costs, and what it takes to lay a network out.
//!
//! `cargo bench --bench canvas`

use std::time::Instant;

use egui::{Event, Modifiers, PointerButton, Pos2, RawInput, Rect, vec2};
use netsmith::app::App;
use netsmith::app::apply::Services;
use netsmith::app::command::{CanvasCommand, EditCommand};
use netsmith::app::document::Document;
use netsmith::app::files::PortalAsker;
use netsmith::app::learning::Learning;
use netsmith::app::look;
use netsmith::app::settings::Settings;
use netsmith::app::tabs::Tab;
use netsmith::diagram::{NODE_SIZE, Wrap, arrange};
use netsmith::graph::{
    Content, Edit, Graph, Node, NodeId, NodePath, Place, apply, infer, infer_again,
};
use netsmith::layer::{Kind, LayerSpec, Value};
use netsmith::project::{Project, preset};

/// Frames that are measured.
const FRAMES: usize = 600;
/// Frames before that: fonts, atlas, the flight to the first view.
const WARM_UP: usize = 60;
/// Times that an edit or a layout is measured.
const ROUNDS: usize = 41;

fn main() {
    let resnet50 = preset("resnet50")
        .expect("the preset is there")
        .project
        .graph
        .clone();
    for (name, open, graph) in [
        ("ResNet50 folded", false, resnet50.clone()),
        ("ResNet50 opened", true, resnet50.clone()),
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
    for count in [100, 150, 250] {
        measure_tangle(count);
    }
    measure_edits("ResNet50", &resnet50);
    measure_edits("2,000 layers", &chain(2_000));
}

/// How long the window takes to show `count` nodes that are all joined to each other, and to follow each push of one.
fn measure_tangle(count: u64) {
    let graph = tangle(count);
    let start = Instant::now();
    let mut bench = Bench::new(&graph, false, &CanvasCommand::Fit);
    let opened = start.elapsed().as_secs_f64() * 1000.0;
    let pushes = (0..ROUNDS).map(|round| {
        let start = Instant::now();
        bench.app.send(Edit::Move {
            place: Place::Root,
            positions: vec![(NodeId(count / 2), [(round + 1) as f32 * 8.0, 0.0])],
        });
        bench.run(Vec::new());
        start.elapsed().as_secs_f64() * 1000.0
    });
    let pushed = quantiles(pushes.collect());
    let frames = bench.measure_some(ROUNDS, |_| Vec::new());
    println!(
        "{:28} opened and shown {WARM_UP} times {opened:.0} ms   pushed {pushed}   frame {frames}",
        format!("{count} joined all to all")
    );
}

/// What follows an edit, and what a layout takes.
fn measure_edits(name: &str, graph: &Graph) {
    let is_convolution = |node: &Node| node.layer().is_some_and(|spec| spec.kind == Kind::Conv2D);
    let nodes = graph.body.nodes.iter();
    let convolutions = nodes.filter(|(_, node)| is_convolution(node));
    let Some(first) = convolutions.map(|(id, _)| *id).next() else {
        return;
    };
    let setting = Edit::Set {
        place: Place::Root,
        nodes: vec![first],
        key: "filters".to_owned(),
        value: Some(Value::Int(48)),
    };
    let insertion = Edit::InsertAfter {
        place: Place::Root,
        after: first,
        content: Content::Layer(LayerSpec::new(Kind::Dropout)),
        position: None,
    };
    println!("{name:28} infer {}", time(|| drop(infer(graph))));
    measure_edit(&format!("{name}, a setting"), graph, &setting);
    measure_edit(&format!("{name}, a new layer"), graph, &insertion);
    println!(
        "{name:28} lay out {}",
        time(|| drop(arrange(&graph.body, |_| NODE_SIZE, Wrap::Page)))
    );
}

fn measure_edit(name: &str, graph: &Graph, edit: &Edit) {
    let after = apply(graph, edit).expect("the edit is sound");
    let mut known = Some(infer(graph));
    let mut versions = [graph, &after];
    println!(
        "{name:28} infer again after one edit {}",
        time(|| {
            known = known
                .take()
                .map(|known| infer_again(known, versions[0], versions[1]));
            versions.swap(0, 1);
        })
    );
    println!(
        "{name:28} edit  {}",
        time(|| drop(apply(graph, edit).expect("the edit is sound")))
    );
}

fn time(mut work: impl FnMut()) -> String {
    let rounds = (0..ROUNDS).map(|_| {
        let start = Instant::now();
        work();
        start.elapsed().as_secs_f64() * 1000.0
    });
    quantiles(rounds.collect())
}

/// `count` layers in columns of 50.
fn chain(count: u64) -> Graph {
    let mut graph = Graph::default();
    for id in 0..count {
        let kind = [Kind::Conv2D, Kind::BatchNormalization, Kind::Activation][(id % 3) as usize];
        let spec = match id {
            0 => LayerSpec::new(Kind::Input),
            _ if kind == Kind::Conv2D => LayerSpec::new(kind).with("padding", "same"),
            _ => LayerSpec::new(kind),
        };
        let node = Node {
            name: format!("layer_{id}"),
            position: [(id / 50) as f32 * 330.0, (id % 50) as f32 * 104.0],
            content: Content::Layer(spec),
            inputs: id.checked_sub(1).map(NodeId).into_iter().collect(),
        };
        graph.body.nodes.insert(NodeId(id), node.into());
    }
    graph
}

/// A column of `count` nodes, each of which takes all before it.
fn tangle(count: u64) -> Graph {
    let mut graph = Graph::default();
    for id in 0..count {
        let kind = if id == 0 { Kind::Input } else { Kind::Add };
        let node = Node {
            name: format!("layer_{id}"),
            position: [0.0, id as f32 * 104.0],
            content: Content::Layer(LayerSpec::new(kind)),
            inputs: (0..id).map(NodeId).collect(),
        };
        graph.body.nodes.insert(NodeId(id), node.into());
    }
    graph
}

struct Bench {
    ctx: egui::Context,
    app: App,
    frame: usize,
    primitives: usize,
}

impl Bench {
    fn new(graph: &Graph, open: bool, view: &CanvasCommand) -> Self {
        let ctx = egui::Context::default();
        look::install(&ctx);
        let services = Services::with_file_asker(Box::new(PortalAsker));
        let mut app = App::new(Settings::default(), services);
        let document = Document::unsaved(Project::new("bench", graph.clone()));
        *app.workbench.tabs.front_mut() = Tab::new(document, Learning::default());
        let mut bench = Self {
            ctx,
            app,
            frame: 0,
            primitives: 0,
        };
        bench.run(Vec::new());
        if open {
            bench.app.send(CanvasCommand::OpenBlocks);
            // Opening ends with a fit, which would come after the view that is asked for.
            bench.run(Vec::new());
        }
        bench.app.send(view.clone());
        (0..WARM_UP).for_each(|_| bench.run(Vec::new()));
        bench
    }

    /// One frame, from events to triangles.
    fn run(&mut self, events: Vec<Event>) {
        self.frame += 1;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(1440.0, 900.0))),
            time: Some(self.frame as f64 / 60.0),
            events,
            ..RawInput::default()
        };
        let app = &mut self.app;
        let mut output = self.ctx.run_ui(input, |ui| {
            app.drain(ui.ctx());
            app.paint(ui);
        });
        output.textures_delta.clear();
        self.primitives = self
            .ctx
            .tessellate(output.shapes, output.pixels_per_point)
            .len();
    }

    fn report(&mut self, name: &str) {
        let (path, node) = self.central_node();
        let still = self.measure(|_| Vec::new());
        self.run(vec![Event::PointerMoved(node)]);
        self.run(vec![press(node, PointerButton::Middle, true)]);
        let panned = self.measure(|frame| vec![Event::PointerMoved(swing(node, frame))]);
        self.run(vec![press(node, PointerButton::Middle, false)]);
        let dragged = self.drag(&path);
        println!(
            "{name:28} still {still}   panned {panned}   node dragged {dragged}   {} draw calls",
            self.primitives
        );
    }

    /// Drags the node at `path`, and insists that it went along.
    fn drag(&mut self, path: &NodePath) -> String {
        let node = self.place(path);
        let before = self.position(path);
        self.run(vec![Event::PointerMoved(node)]);
        self.run(vec![press(node, PointerButton::Primary, true)]);
        let dragged = self.measure(|frame| vec![Event::PointerMoved(swing(node, frame))]);
        let carried = self.place(path).distance(node);
        assert!(carried > 5.0, "the node stayed behind: {carried}");
        let end = swing(node, FRAMES - 1);
        self.run(vec![press(end, PointerButton::Primary, false)]);
        self.run(Vec::new());
        assert_ne!(self.position(path), before, "the drag has changed nothing");
        self.app.send(EditCommand::Undo);
        self.run(Vec::new());
        dragged
    }

    fn place(&self, path: &NodePath) -> Pos2 {
        let place = self.app.workbench.front().canvas.place_on_screen(path);
        place.expect("the node is on the canvas")
    }

    fn position(&self, path: &NodePath) -> [f32; 2] {
        let node = self.app.workbench.document().graph().node(path);
        node.expect("the node is in the network").position
    }

    /// The layer nearest to the middle of the canvas, and where it shows.
    fn central_node(&self) -> (NodePath, Pos2) {
        let layers = &self.app.workbench.document().inference().layers;
        let shown = layers.iter().filter_map(|layer| {
            let place = self
                .app
                .workbench
                .front()
                .canvas
                .place_on_screen(&layer.path)?;
            Some((layer.path.clone(), place))
        });
        let middle = Pos2::new(690.0, 330.0);
        shown
            .min_by(|one, other| one.1.distance(middle).total_cmp(&other.1.distance(middle)))
            .expect("the network has layers at the top")
    }

    fn measure(&mut self, events: impl Fn(usize) -> Vec<Event>) -> String {
        self.measure_some(FRAMES, events)
    }

    fn measure_some(&mut self, frames: usize, events: impl Fn(usize) -> Vec<Event>) -> String {
        let milliseconds = (0..frames).map(|frame| {
            let events = events(frame);
            let start = Instant::now();
            self.run(events);
            start.elapsed().as_secs_f64() * 1000.0
        });
        quantiles(milliseconds.collect())
    }
}

fn quantiles(mut milliseconds: Vec<f64>) -> String {
    milliseconds.sort_by(f64::total_cmp);
    let at = |share: f64| milliseconds[((milliseconds.len() - 1) as f64 * share) as usize];
    format!("{:5.2} / {:5.2} ms", at(0.5), at(0.99))
}

fn press(pos: Pos2, button: PointerButton, pressed: bool) -> Event {
    Event::PointerButton {
        pos,
        button,
        pressed,
        modifiers: Modifiers::NONE,
    }
}

/// Back and forth, a little farther than a click may move; at the end away from where it began.
fn swing(around: Pos2, frame: usize) -> Pos2 {
    around + vec2(40.0, 30.0) * ((frame + 11) as f32 / 20.0).sin()
}
