//! A check: its first line says what is asked, and below it may stand the layers of a subgraph, `says:` and `otherwise:`.

use super::super::check::{Bound, Check, Test};
use super::super::layer_test::LayerTest;
use super::super::pattern::{Pattern, PatternNode};
use super::line::{
    bound, count, figure, kind, layer, output_setting, own_bound, training, unknown, whole,
};
use super::{Fence, Line, Reader};
use crate::layer::Kind;
use crate::message;
use crate::text::Message;

/// What a check can begin with.
const STATEMENTS: [&str; 12] = [
    "layer",
    "sequence",
    "subgraph",
    "output",
    "parameters",
    "classes",
    "computable",
    "complete",
    "data",
    "training",
    "run",
    "evaluation",
];
const PICTURES: &str = "pictures";
/// More layers than a block of any course has.
const MOST_NODES: usize = 40;

type Read<T> = Result<T, Message>;

impl Reader {
    /// The check in `fence`; `None` after a fault.
    pub(super) fn check(&mut self, fence: &Fence<'_>) -> Option<Check> {
        let is_said = |line: &&Line<'_>| {
            let text = line.text.trim();
            !text.is_empty() && !text.starts_with('#')
        };
        let mut lines = fence.lines.iter().filter(is_said);
        let Some(head) = lines.next() else {
            self.fault(fence.line, message!("lesson-check-empty"));
            return None;
        };
        let (mut says, mut otherwise) = (String::new(), String::new());
        let mut nodes = Vec::new();
        for line in lines {
            let text = line.text.trim();
            match text.split_once([':', '：']) {
                Some(("says", words)) => words.trim().clone_into(&mut says),
                Some(("otherwise", words)) => words.trim().clone_into(&mut otherwise),
                _ => nodes.push(*line),
            }
        }
        let words: Vec<&str> = head.text.split_whitespace().collect();
        let test = if words.first() == Some(&"subgraph") {
            self.subgraph(head.number, words, &nodes)?
        } else {
            if let Some(line) = nodes.first() {
                self.fault(line.number, message!("lesson-check-line"));
                return None;
            }
            match statement(words) {
                Ok(test) => test,
                Err(words) => {
                    self.fault(head.number, words);
                    return None;
                }
            }
        };
        Some(Check {
            test,
            says,
            otherwise,
        })
    }

    fn subgraph(&mut self, head: usize, mut words: Vec<&str>, lines: &[Line<'_>]) -> Option<Test> {
        let count = match count(&mut words) {
            Ok(count) if words.len() == 1 => count,
            Ok(_) => {
                self.fault(head, message!("lesson-subgraph-head"));
                return None;
            }
            Err(words) => {
                self.fault(head, words);
                return None;
            }
        };
        if lines.is_empty() || lines.len() > MOST_NODES {
            self.fault(head, message!("lesson-subgraph-size", most = MOST_NODES));
            return None;
        }
        let mut pattern = Pattern { nodes: Vec::new() };
        for line in lines {
            match node(line.text.trim(), &pattern) {
                Ok(node) => pattern.nodes.push(node),
                Err(words) => {
                    self.fault(line.number, words);
                    return None;
                }
            }
        }
        Some(Test::Pattern(pattern, count))
    }
}

/// A line of a subgraph: `b: BatchNormalization from a`.
fn node(text: &str, before: &Pattern) -> Read<PatternNode> {
    let Some((name, rest)) = text.split_once([':', '：']) else {
        return Err(message!("lesson-node", found = text));
    };
    let name = name.trim();
    let is_name = |letter: char| letter.is_alphanumeric() || letter == '_';
    if name.is_empty() || !name.chars().all(is_name) {
        return Err(message!("lesson-node-name", found = name));
    }
    let place = |name: &str| before.nodes.iter().position(|node| node.name == name);
    if place(name).is_some() {
        return Err(message!("lesson-node-twice", name = name));
    }
    let words: Vec<&str> = rest.split_whitespace().collect();
    let (own, sources) = match words.iter().position(|word| *word == "from") {
        Some(at) => (&words[..at], &words[at + 1..]),
        None => (&words[..], &[][..]),
    };
    if own.len() < words.len() && sources.is_empty() {
        return Err(message!("lesson-node-from-nothing"));
    }
    let source =
        |name: &&str| place(name).ok_or_else(|| message!("lesson-node-unknown", name = *name));
    Ok(PatternNode {
        name: name.to_owned(),
        layer: layer(own)?,
        from: sources.iter().map(source).collect::<Read<_>>()?,
    })
}

/// Everything but a subgraph, which has lines of its own.
fn statement(mut words: Vec<&str>) -> Read<Test> {
    let first = words.remove(0);
    Ok(match first {
        "layer" => {
            let count = count(&mut words)?;
            Test::Layer(layer(&words)?, count)
        }
        "sequence" => {
            let count = count(&mut words)?;
            Test::Pattern(sequence(&words)?, count)
        }
        "output" => Test::Output(some(&words, output_setting)?),
        "parameters" => Test::Parameters(own_bound(first, &words)?),
        "classes" => Test::Classes(own_bound(first, &words)?),
        "computable" if words.is_empty() => Test::Computable,
        "complete" if words.is_empty() => Test::Complete,
        "computable" | "complete" => return Err(message!("lesson-nothing-behind", word = first)),
        "data" => data(&words)?,
        "training" => Test::Training(some(&words, training)?),
        "run" => run(&words)?,
        "evaluation" => {
            let figure = |word: &str| figure(word, &[]);
            Test::Evaluation(words.iter().map(|word| figure(word)).collect::<Read<_>>()?)
        }
        PICTURES => match words[..] {
            [] => Test::Pictures(1),
            ["at", "least", text] => Test::Pictures(whole(text)?.max(1)),
            _ => return Err(message!("lesson-pictures-line")),
        },
        _ => {
            let known: Vec<&str> = STATEMENTS.into_iter().chain([PICTURES]).collect();
            return Err(unknown(first, &known));
        }
    })
}

/// At least one of what `read` reads.
fn some<T>(words: &[&str], read: impl Fn(&str) -> Read<T>) -> Read<Vec<T>> {
    if words.is_empty() {
        return Err(message!("lesson-comparison-missing"));
    }
    words.iter().map(|word| read(word)).collect()
}

/// Layers with `->` between them.
fn sequence(words: &[&str]) -> Read<Pattern> {
    let layers = words.split(|word| *word == "->").map(layer);
    let layers: Vec<LayerTest> = layers.collect::<Read<_>>()?;
    if (2..=MOST_NODES).contains(&layers.len()) {
        Ok(Pattern::chain(layers))
    } else {
        Err(message!("lesson-sequence-length", most = MOST_NODES))
    }
}

/// `data any classes=2`, `data builtin:signs images>=500`.
fn data(words: &[&str]) -> Read<Test> {
    let Some((source, bounds)) = words.split_first() else {
        return Err(message!("lesson-data-line"));
    };
    if source.contains(['=', '<', '>']) {
        return Err(message!("lesson-data-line"));
    }
    let bounds = bounds
        .iter()
        .map(|word| bound(word, &["classes", "images"]));
    Ok(Test::Data {
        source: (*source != "any").then(|| (*source).to_owned()),
        bounds: bounds.collect::<Read<_>>()?,
    })
}

/// `run with Add epochs>=5 val_accuracy>=0.8`.
fn run(words: &[&str]) -> Read<Test> {
    let (mut bounds, mut with, mut without): (Vec<Bound>, Vec<Kind>, Vec<Kind>) =
        Default::default();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let kinds = match *word {
            "with" => &mut with,
            "without" => &mut without,
            word => {
                bounds.push(figure(word, &["epochs", "layers"])?);
                continue;
            }
        };
        let named = words.next().map(|word| kind(word)).transpose()?.flatten();
        kinds.push(named.ok_or_else(|| message!("lesson-kind-missing"))?);
    }
    Ok(Test::Run {
        bounds,
        with,
        without,
    })
}
