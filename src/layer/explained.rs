//! How a layer comes to its numbers: formulas in the letters of the field, each with the numbers of one network filled in.

use super::shape::Shape;
use super::sliding::{Padding, Sliding};
use crate::message;
use crate::text::{Message, say};

/// What a formula gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// Height and width, which come about alike.
    Sides,
    /// The height of a map.
    Height,
    /// The width of a map.
    Width,
    /// The channels of a map.
    Channels,
    /// The length of a vector.
    Features,
    /// The pixels from the first to the last one that a window sees.
    Window,
    /// The zeros around a map, both ends together.
    Padding,
    /// The parameters of a layer.
    Params,
    /// The pixels of the network's input that one number can see, along a side.
    Field,
}

impl Quantity {
    /// What it is called.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Sides => say("quantity-sides"),
            Self::Height => say("quantity-height"),
            Self::Width => say("quantity-width"),
            Self::Channels => say("quantity-channels"),
            Self::Features => say("quantity-features"),
            Self::Window => say("quantity-window"),
            Self::Padding => say("quantity-padding"),
            Self::Params => say("quantity-params"),
            Self::Field => say("quantity-field"),
        }
    }

    /// What programs call it.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Sides => "height_and_width",
            Self::Height => "height",
            Self::Width => "width",
            Self::Channels => "channels",
            Self::Features => "features",
            Self::Window => "window",
            Self::Padding => "padding",
            Self::Params => "params",
            Self::Field => "receptive_field",
        }
    }
}

/// One number and how it comes about.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What it is.
    pub quantity: Quantity,
    /// In letters: `⌊(n + 2p − f) / s⌋ + 1`.
    pub formula: &'static str,
    /// With the numbers of the network: `⌊(70 + 2·0 − 7) / 1⌋ + 1`.
    pub filled: String,
    /// What that comes to.
    pub result: u64,
    /// What the letters stand for; the message of a sentence.
    letters: &'static str,
}

impl Step {
    pub(crate) fn new(
        quantity: Quantity,
        (formula, letters): (&'static str, &'static str),
        filled: String,
        result: u64,
    ) -> Self {
        Self {
            quantity,
            formula,
            filled,
            result,
            letters,
        }
    }

    /// A size that stays as it is.
    fn kept(quantity: Quantity, size: usize) -> Self {
        let filled = size.to_string();
        Self::new(quantity, ("n", "letters-kept"), filled, size as u64)
    }

    /// What the letters of the formula stand for.
    #[must_use]
    pub fn letters(&self) -> &'static str {
        say(self.letters)
    }

    /// The formula, filled in: `(f·f·c + 1)·k = (7·7·3 + 1)·32`, without the result.
    #[must_use]
    pub fn equation(&self) -> String {
        format!("{} = {}", self.formula, self.filled)
    }
}

/// The names of the axes of `shape`, in their order.
fn axes(shape: Shape) -> &'static [Quantity] {
    match shape.as_map() {
        Some(_) => &[Quantity::Height, Quantity::Width, Quantity::Channels],
        None => &[Quantity::Features],
    }
}

/// Every axis as it came in.
pub(super) fn kept(shape: Shape) -> Vec<Step> {
    let axes = axes(shape).iter().zip(shape.dims());
    alike(axes.map(|(axis, size)| Step::kept(*axis, *size)).collect())
}

/// The channels as they came in.
pub(super) fn kept_channels(shape: Shape) -> Step {
    Step::kept(Quantity::Channels, shape.channels())
}

/// As many channels for each one that comes in.
pub(super) fn multiplied_channels(shape: Shape, multiplier: usize) -> Step {
    let channels = shape.channels();
    let made = channels.saturating_mul(multiplier) as u64;
    let letters = ("c·d", "letters-multiplied-channels");
    Step::new(
        Quantity::Channels,
        letters,
        format!("{channels}·{multiplier}"),
        made,
    )
}

/// Every axis as a setting says.
pub(super) fn set(shape: Shape) -> Vec<Step> {
    let axes = axes(shape).iter().zip(shape.dims());
    let step = |(axis, size): (&Quantity, &usize)| {
        let letters = ("n", "letters-set");
        Step::new(*axis, letters, size.to_string(), *size as u64)
    };
    alike(axes.map(step).collect())
}

/// As many channels, or features, as a setting says.
pub(super) fn made(quantity: Quantity, count: usize) -> Step {
    let letters = ("k", "letters-made");
    Step::new(quantity, letters, count.to_string(), count as u64)
}

/// Height and width in one line where they come about alike.
pub(super) fn alike(steps: Vec<Step>) -> Vec<Step> {
    let is_twin = |height: &Step, width: &Step| {
        let as_height = Step {
            quantity: Quantity::Height,
            ..width.clone()
        };
        height.quantity == Quantity::Height
            && width.quantity == Quantity::Width
            && *height == as_height
    };
    let mut alike: Vec<Step> = Vec::with_capacity(steps.len());
    for step in steps {
        match alike.last_mut() {
            Some(height) if is_twin(height, &step) => height.quantity = Quantity::Sides,
            _ => alike.push(step),
        }
    }
    alike
}

/// Height and width behind a window that slides over `[height, width]` pixels.
pub(super) fn slid(sliding: &Sliding, input: Shape) -> Vec<Step> {
    let Ok((map, _)) = sliding.slide(input) else {
        return Vec::new();
    };
    let along = |axis: usize| {
        let lengths = (map[axis], sliding.extent()[axis], sliding.strides[axis]);
        (
            lengths,
            sliding.size[axis],
            sliding.dilation[axis],
            sliding.padding,
        )
    };
    if along(0) == along(1) {
        return steps_along(Quantity::Sides, along(0));
    }
    let mut steps = steps_along(Quantity::Height, along(0));
    steps.extend(steps_along(Quantity::Width, along(1)));
    steps
}

type Along = ((usize, usize, usize), usize, usize, Padding);

fn steps_along(quantity: Quantity, (lengths, size, dilation, padding): Along) -> Vec<Step> {
    let (n, f, s) = lengths;
    let mut steps = Vec::new();
    if dilation > 1 {
        let filled = format!("{dilation}·({size} − 1) + 1");
        let letters = ("d·(f − 1) + 1", "letters-dilated");
        steps.push(Step::new(Quantity::Window, letters, filled, f as u64));
    }
    let output = padding.output_length(n, f, s).unwrap_or_default();
    match padding {
        Padding::Valid => {
            let filled = format!("⌊({n} + 2·0 − {f}) / {s}⌋ + 1");
            let letters = ("⌊(n + 2p − f) / s⌋ + 1", "letters-sliding");
            steps.push(Step::new(quantity, letters, filled, output as u64));
        }
        Padding::Same => {
            let (before, after) = padding.amounts(n, f, s);
            let filled = format!("⌈{n} / {s}⌉");
            let letters = ("⌈n / s⌉", "letters-same");
            steps.push(Step::new(quantity, letters, filled, output as u64));
            let filled = format!("max(({output} − 1)·{s} + {f} − {n}, 0)");
            let letters = ("max((m − 1)·s + f − n, 0)", "letters-same-padding");
            let zeros = (before + after) as u64;
            steps.push(Step::new(Quantity::Padding, letters, filled, zeros));
        }
    }
    steps
}

/// What padding 'same' adds before and after a map, as a clause; nothing for 'valid'.
pub(super) fn border(sliding: &Sliding, input: Shape) -> Message {
    let (Padding::Same, Some(map)) = (sliding.padding, input.as_map()) else {
        return message!("border-valid");
    };
    let extent = sliding.extent();
    let [(top, bottom), (left, right)] = [0, 1].map(|axis| {
        sliding
            .padding
            .amounts(map[axis], extent[axis], sliding.strides[axis])
    });
    message!(
        "border-same",
        top = top,
        bottom = bottom,
        left = left,
        right = right
    )
}

/// The sum of several numbers, equal neighbors counted: `2·64 + 32`.
pub(super) fn sum(numbers: impl IntoIterator<Item = usize>) -> String {
    let mut groups: Vec<(usize, usize)> = Vec::new();
    for number in numbers {
        match groups.last_mut() {
            Some((count, last)) if *last == number => *count += 1,
            _ => groups.push((1, number)),
        }
    }
    let words = groups.iter().map(|(count, number)| match count {
        1 => number.to_string(),
        count => format!("{count}·{number}"),
    });
    words.collect::<Vec<_>>().join(" + ")
}
