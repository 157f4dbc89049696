//! Windows that slide over maps: what a file's pads, strides and rounding come to, and how layers of ours say the same.

use super::builder::{Builder, Outcome, refuse};
use super::live::Live;
use super::node::Node;
use crate::layer::{Kind, LayerSpec, Padding, Value};
use crate::message;

/// A window as the file tells it, for one map.
pub struct Sliding {
    /// Its height and width.
    pub size: [usize; 2],
    /// How far apart two of them are.
    pub strides: [usize; 2],
    /// How far apart its taps are.
    pub dilation: [usize; 2],
    /// What it reaches over the map, before and after, along each axis.
    pub reach: [(usize, usize); 2],
    /// What the file itself adds after the map.
    pub given_after: [usize; 2],
    /// The map's height and width.
    map: [usize; 2],
    /// How many windows there are.
    pub output: [usize; 2],
}

impl Sliding {
    /// The window of `node` over a map of this height and width.
    pub fn read(node: Node<'_>, size: [usize; 2], map: [usize; 2]) -> Outcome<Self> {
        let strides = pair(node, "strides")?;
        let dilation = pair(node, "dilations")?;
        let (before, given_after) = pads(node)?;
        let auto = node.word("auto_pad").unwrap_or("NOTSET");
        let is_ceiled = node.int("ceil_mode", 0) != 0;
        let mut sliding = Self {
            size,
            strides,
            dilation,
            reach: [(0, 0); 2],
            given_after,
            map,
            output: [0; 2],
        };
        for axis in [0, 1] {
            let (length, stride) = (map[axis], strides[axis]);
            let extent = (size[axis] - 1) * dilation[axis] + 1;
            let (output, before) = match auto {
                "SAME_UPPER" | "SAME_LOWER" => {
                    let (less, more) = Padding::Same.amounts(length, extent, stride);
                    (
                        length.div_ceil(stride),
                        if auto == "SAME_UPPER" { less } else { more },
                    )
                }
                "VALID" => (
                    length
                        .checked_sub(extent)
                        .map_or(0, |rest| rest / stride + 1),
                    0,
                ),
                _ => (
                    windows(
                        length,
                        extent,
                        stride,
                        (before[axis], given_after[axis]),
                        is_ceiled,
                    ),
                    before[axis],
                ),
            };
            if output == 0 {
                return refuse(message!("onnx-window-too-large"));
            }
            let after = ((output - 1) * stride + extent).saturating_sub(length + before);
            sliding.output[axis] = output;
            sliding.reach[axis] = (before, after);
            if auto != "NOTSET" {
                sliding.given_after[axis] = after;
            }
        }
        Ok(sliding)
    }

    /// A window that stays on a map.
    pub fn inside(size: [usize; 2], strides: [usize; 2], dilation: [usize; 2]) -> Self {
        let nothing = [(0, 0); 2];
        let (given_after, map, output) = ([0; 2], [0; 2], [0; 2]);
        Self {
            size,
            strides,
            dilation,
            reach: nothing,
            given_after,
            map,
            output,
        }
    }

    /// Whether windows stay on the map.
    pub fn is_inside(&self) -> bool {
        self.reach == [(0, 0); 2]
    }

    /// Whether they reach over it as with Keras's `same`.
    pub fn is_same(&self) -> bool {
        [0, 1].into_iter().all(|axis| {
            let extent = (self.size[axis] - 1) * self.dilation[axis] + 1;
            self.output[axis] == self.map[axis].div_ceil(self.strides[axis])
                && self.reach[axis]
                    == Padding::Same.amounts(self.map[axis], extent, self.strides[axis])
        })
    }
}

/// How many windows fit. Rounded up, the last one still has to begin on the map or on what stands before it.
fn windows(
    length: usize,
    extent: usize,
    stride: usize,
    (before, after): (usize, usize),
    is_ceiled: bool,
) -> usize {
    let Some(room) = (length + before + after).checked_sub(extent) else {
        return 0;
    };
    if !is_ceiled {
        return room / stride + 1;
    }
    let count = room.div_ceil(stride) + 1;
    if (count - 1) * stride >= length + before {
        count - 1
    } else {
        count
    }
}

/// No network has larger ones, and sums of these do not overflow.
const LARGEST: i64 = 1 << 20;

/// Two sizes of at least 1 each; 1 where they are left out.
pub fn pair(node: Node<'_>, name: &str) -> Outcome<[usize; 2]> {
    match node.ints(name) {
        None | Some([]) => Ok([1, 1]),
        Some([height, width])
            if [height, width]
                .into_iter()
                .all(|size| (1..=LARGEST).contains(size)) =>
        {
            Ok([*height as usize, *width as usize])
        }
        Some(numbers) => refuse(message!(
            "onnx-not-two",
            setting = name,
            found = format!("{numbers:?}")
        )),
    }
}

/// What is added before and after each axis of a map.
pub fn pads(node: Node<'_>) -> Outcome<([usize; 2], [usize; 2])> {
    match node.ints("pads") {
        None | Some([]) => Ok(([0; 2], [0; 2])),
        Some(pads @ [top, left, bottom, right])
            if pads.iter().all(|pad| (0..=LARGEST).contains(pad)) =>
        {
            Ok((
                [*top as usize, *left as usize],
                [*bottom as usize, *right as usize],
            ))
        }
        Some(numbers) => refuse(message!(
            "onnx-not-two",
            setting = "pads",
            found = format!("{numbers:?}")
        )),
    }
}

/// Height and width as a setting of a layer.
pub fn value(pair: [usize; 2]) -> Value {
    Value::List(pair.map(|size| size as i64).to_vec())
}

impl Builder<'_> {
    /// A map's height and width.
    pub fn sides(&self, live: &Live) -> [usize; 2] {
        let [height, width, _] = self.shape(live.layer).as_map().unwrap_or([1; 3]);
        [height, width]
    }

    /// A layer of zeros around a map, `(before, after)` along each axis.
    pub fn zeros_around(&mut self, live: &Live, reach: [(usize, usize); 2]) -> Outcome<Live> {
        let [(top, bottom), (left, right)] = reach;
        let margins = match (top == bottom, left == right, top == left) {
            (true, true, true) => Value::Int(top as i64),
            _ => Value::List(
                [top, bottom, left, right]
                    .map(|margin| margin as i64)
                    .to_vec(),
            ),
        };
        let spec = LayerSpec::new(Kind::ZeroPadding2D).with("padding", margins);
        let layer = self.push_aside("padding", spec, &[live.layer])?;
        Ok(live.through(layer))
    }

    /// The map that a convolution slides over, and the word for its border: as the file's windows reach over it.
    pub fn bordered(&mut self, live: Live, sliding: &Sliding) -> Outcome<(Live, &'static str)> {
        if sliding.is_inside() {
            Ok((live, "valid"))
        } else if sliding.is_same() {
            Ok((live, "same"))
        } else {
            Ok((self.zeros_around(&live, sliding.reach)?, "valid"))
        }
    }
}
