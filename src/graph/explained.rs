//! How one layer of a network computes: its own sentences and formulas, and how far its numbers see into the picture.

use super::report::{Inference, LayerReport};
use crate::layer::{Quantity, Step};
use crate::text::Message;

/// What is to be said of one layer, with the numbers of its network.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// What it does, in two or three sentences.
    pub words: Message,
    /// How its output's shape, its parameter count and its receptive field come about, as far as it has them.
    pub steps: Vec<Step>,
}

/// How the layer of `report` computes; `None` where what reaches it, or what it makes of that, is unknown.
#[must_use]
pub fn explained(inference: &Inference, report: &LayerReport) -> Option<Explanation> {
    let layer = report.layer.as_ref()?;
    let inputs = inference.input_shapes(report)?;
    report.output_shape?;
    let mut steps = layer.output_steps(&inputs);
    steps.extend(layer.params_step(&inputs));
    steps.extend(field_step(inference, report));
    Some(Explanation {
        words: layer.explained(&inputs),
        steps,
    })
}

/// Pixels of which there may be parts: `7`, `1.5`, `0.3333`.
fn pixels(count: f64) -> String {
    ((count * 1e4).round() / 1e4).to_string()
}

/// How the receptive field grows, as inference counts it, along the side on which it is larger.
fn field_step(inference: &Inference, report: &LayerReport) -> Option<Step> {
    let field = report.receptive_field?;
    let axis = usize::from(field[1] > field[0]);
    let window = report.layer.as_ref()?.window();
    let sources = report.inputs.iter().flatten();
    let sources: Vec<&LayerReport> = sources.map(|index| &inference.layers[*index]).collect();
    let before = |source: &&LayerReport| source.receptive_field.map(|_| source.field.extent[axis]);
    let step = |letters, filled| Step::new(Quantity::Field, letters, filled, field[axis]);
    match (sources.as_slice(), window.extent[axis]) {
        ([], _) => None,
        ([source], 1) => {
            let kept = pixels(before(source)?);
            Some(step(("r", "letters-field-kept"), kept))
        }
        ([source], extent) => {
            let (r, j) = (before(source)?, source.field.step[axis]);
            let filled = format!("{} + ({extent} − 1)·{}", pixels(r), pixels(j));
            // Parts of pixels are seen whole.
            Some(if report.field.extent[axis].fract() == 0.0 {
                step(("r + (f − 1)·j", "letters-field"), filled)
            } else {
                step(("⌈r + (f − 1)·j⌉", "letters-field"), format!("⌈{filled}⌉"))
            })
        }
        (several, _) => {
            let mut fields: Vec<f64> = several.iter().map(before).collect::<Option<_>>()?;
            fields.sort_by(f64::total_cmp);
            fields.dedup();
            let fields: Vec<String> = fields.into_iter().map(pixels).collect();
            let filled = format!("max({})", fields.join(", "));
            Some(step(("max(r₁, r₂, …)", "letters-fields"), filled))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{Graph, infer};
    use crate::layer::{Arity, Kind, LayerSpec, Shape, catalog};
    use crate::text::{Language, Spoken};

    /// What a filled-in formula comes to, worked out without the layers: sums, differences, products and quotients,
    /// rounded where brackets say so, and the largest of several.
    struct Reader<'a>(std::iter::Peekable<std::str::Chars<'a>>);

    impl Reader<'_> {
        fn of(text: &str) -> f64 {
            let plain: String = text.chars().filter(|letter| *letter != ' ').collect();
            let mut reader = Reader(plain.chars().peekable());
            let value = reader.sum();
            assert_eq!(reader.0.next(), None, "{text}");
            value
        }

        fn sum(&mut self) -> f64 {
            let mut value = self.product();
            loop {
                match self.0.peek() {
                    Some('+') => {
                        self.0.next();
                        value += self.product();
                    }
                    Some('−') => {
                        self.0.next();
                        value -= self.product();
                    }
                    _ => return value,
                }
            }
        }

        fn product(&mut self) -> f64 {
            let mut value = self.factor();
            loop {
                match self.0.peek() {
                    Some('·') => {
                        self.0.next();
                        value *= self.factor();
                    }
                    Some('/') => {
                        self.0.next();
                        value /= self.factor();
                    }
                    _ => return value,
                }
            }
        }

        fn factor(&mut self) -> f64 {
            match self.0.next() {
                Some('(') => self.until(')'),
                Some('⌊') => self.until('⌋').floor(),
                Some('⌈') => self.until('⌉').ceil(),
                Some('m') => {
                    assert_eq!((self.0.next(), self.0.next()), (Some('a'), Some('x')));
                    assert_eq!(self.0.next(), Some('('));
                    let mut value = self.sum();
                    while self.0.next() == Some(',') {
                        value = value.max(self.sum());
                    }
                    value
                }
                Some(digit) => {
                    let mut digits = digit.to_string();
                    while let Some(digit) = self.0.next_if(char::is_ascii_digit) {
                        digits.push(digit);
                    }
                    digits.parse().unwrap()
                }
                None => panic!("a formula ends too soon"),
            }
        }

        fn until(&mut self, end: char) -> f64 {
            let value = self.sum();
            assert_eq!(self.0.next(), Some(end));
            value
        }
    }

    /// The steps give the shape, the parameters and the receptive field that inference has found, and each formula
    /// comes to its result.
    fn check(inference: &Inference, report: &LayerReport, whose: &str) {
        let explained = explained(inference, report).unwrap();
        for step in &explained.steps {
            assert_eq!(
                Reader::of(&step.filled),
                step.result as f64,
                "{whose}: {step:?}"
            );
            assert!(!step.formula.is_empty() && !step.letters().starts_with("letters-"));
        }
        let of = |quantity: Quantity| {
            let mut steps = explained.steps.iter();
            steps
                .find(|step| step.quantity == quantity)
                .map(|step| step.result as usize)
        };
        let side = |quantity| of(quantity).or(of(Quantity::Sides));
        let shape = match of(Quantity::Features) {
            Some(features) => Shape::vector(features),
            None => Shape::map(
                side(Quantity::Height).unwrap(),
                side(Quantity::Width).unwrap(),
                of(Quantity::Channels).unwrap(),
            ),
        };
        assert_eq!(Some(shape), report.output_shape, "{whose}");
        let params = report.params.unwrap().total();
        assert_eq!(
            of(Quantity::Params).unwrap_or_default() as u64,
            params,
            "{whose}"
        );
        let field = report.receptive_field.filter(|_| !report.inputs.is_empty());
        let field = field.map(|[height, width]| height.max(width) as usize);
        assert_eq!(of(Quantity::Field), field, "{whose}");
        for language in Language::ALL {
            let words = explained.words.in_language(language);
            assert!(
                words.chars().count() > 15 && !words.contains("explains-"),
                "{words}"
            );
            assert!(!words.contains("{$"), "{words}");
        }
    }

    fn check_all(graph: &Graph, whose: &str) {
        let inference = infer(graph);
        for report in &inference.layers {
            check(&inference, report, &format!("{whose} {}", report.name));
        }
    }

    #[test]
    fn every_layer_of_every_preset_explains_the_shape_and_the_counts_that_it_has() {
        for json in [
            include_str!("../../presets/happy_model.json"),
            include_str!("../../presets/resnet50.json"),
            include_str!("../../presets/resnet18.json"),
            include_str!("../../presets/plain50.json"),
            include_str!("../../presets/resnet20.json"),
            include_str!("../../presets/plain20.json"),
            include_str!("../../presets/lenet5.json"),
            include_str!("../../presets/mlp.json"),
        ] {
            let project: serde_json::Value = serde_json::from_str(json).unwrap();
            let graph = Graph::from_json(&project["graph"].to_string()).unwrap();
            check_all(&graph, project["name"].as_str().unwrap());
        }
    }

    /// The layer behind as many inputs as it takes.
    fn network_of(spec: LayerSpec) -> Graph {
        use crate::graph::{Content, Edit, Node, NodeId, Place, apply};
        let node = |name: &str, content: LayerSpec, inputs: Vec<NodeId>| Edit::Add {
            place: Place::Root,
            node: Node {
                name: name.to_owned(),
                position: [0.0, 0.0],
                content: Content::Layer(content),
                inputs,
            },
        };
        let add = |graph: Graph, edit: Edit| apply(&graph, &edit).unwrap();
        let arity = spec.kind.entry().arity;
        if arity == Arity::None {
            return add(Graph::default(), node("it", spec, Vec::new()));
        }
        let input =
            LayerSpec::new(Kind::Input).with("shape", crate::layer::Value::List(vec![13, 10, 32]));
        let mut graph = add(Graph::default(), node("input", input, Vec::new()));
        let mut last = NodeId(0);
        if spec.kind == Kind::Dense {
            graph = add(
                graph,
                node("flatten", LayerSpec::new(Kind::Flatten), vec![last]),
            );
            last = NodeId(1);
        }
        let inputs = vec![last; arity.most().unwrap_or(3)];
        add(graph, node("it", spec, inputs))
    }

    #[test]
    fn every_kind_of_the_catalog_explains_itself_whatever_it_is_set_to() {
        let variants: [&[(&str, &str)]; 7] = [
            &[],
            &[("padding", "same")],
            &[("padding", "same"), ("strides", "2x3")],
            &[
                ("strides", "3x2"),
                ("kernel_size", "3x5"),
                ("pool_size", "5x3"),
            ],
            &[
                ("dilation_rate", "2x3"),
                ("use_bias", "off"),
                ("groups", "2"),
            ],
            &[
                ("groups", "4"),
                ("kernel_size", "1x4"),
                ("activation", "softmax"),
            ],
            &[("padding", "1, 0, 2, 3"), ("units", "7"), ("rate", "0.3")],
        ];
        for entry in catalog() {
            for variant in variants {
                let mut spec = LayerSpec::new(entry.kind);
                for (key, text) in variant {
                    let Some(setting) = entry.setting(key) else {
                        continue;
                    };
                    if let Ok(value) =
                        crate::layer::value_text::from_text(text, setting.kind, false)
                    {
                        spec = spec.with(key, value);
                    }
                }
                check_all(&network_of(spec), &format!("{} {variant:?}", entry.name));
            }
        }
    }

    /// Worked out by hand: (64 − 7 + 2·3)/2 + 1 = 32.5, rounded down; (5·5·3 + 1)·32 = 2,432.
    #[test]
    fn formulas_read_as_in_a_textbook() {
        let _english = Spoken::here(Language::English);
        let conv = LayerSpec::new(Kind::Conv2D).with("kernel_size", [5, 5]);
        let layer = conv.with("strides", [2, 2]).resolve().unwrap();
        let inputs = [Shape::map(70, 70, 3)];
        let steps = layer.output_steps(&inputs);
        assert_eq!(steps[0].quantity, Quantity::Sides);
        assert_eq!(
            steps[0].equation(),
            "⌊(n + 2p − f) / s⌋ + 1 = ⌊(70 + 2·0 − 5) / 2⌋ + 1"
        );
        assert_eq!(steps[0].result, 33);
        let params = layer.params_step(&inputs).unwrap();
        assert_eq!(params.equation(), "(f·f·c + 1)·k = (5·5·3 + 1)·32");
        assert_eq!(params.result, 2_432);
        // TensorFlow: ⌈64 / 2⌉ = 32, and (32 − 1)·2 + 3 − 64 = 1 zero, behind the map.
        let same = LayerSpec::new(Kind::Conv2D).with("padding", "same");
        let layer = same.with("strides", [2, 2]).resolve().unwrap();
        let inputs = [Shape::map(64, 64, 3)];
        let steps = layer.output_steps(&inputs);
        assert_eq!((steps[0].result, steps[1].result), (32, 1));
        let words = layer.explained(&inputs).to_string();
        assert!(
            words.ends_with("0 above, 1 below, 0 before, 1 after."),
            "{words}"
        );
    }

    #[test]
    fn a_layer_behind_something_unknown_has_no_numbers_yet() {
        let graph = network_of(LayerSpec::new(Kind::Conv2D).with("kernel_size", [20, 20]));
        let inference = infer(&graph);
        assert!(explained(&inference, &inference.layers[1]).is_none());
    }
}
