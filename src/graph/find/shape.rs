//! A shape as people type it into a search: `(16, 16, 256)`, `16x16x256`, `(?, ?, 256)`, `?`.

use crate::layer::Shape;

/// The axes that a shape must have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShapePattern {
    /// It is not known.
    Unknown,
    /// These lengths; `None` for any.
    Axes(Vec<Option<usize>>),
}

impl ShapePattern {
    /// Reads `text`; `None` where it is no shape. The batch axis, `None` in Keras's tables, may stand before it.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text == "?" {
            return Some(Self::Unknown);
        }
        let inside = text.trim_matches(|letter| "()[]".contains(letter));
        let parts = inside.split(|letter: char| ",x× ".contains(letter));
        let mut parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
        if parts
            .first()
            .is_some_and(|first| first.eq_ignore_ascii_case("none"))
        {
            parts.remove(0);
        }
        let axis = |part: &&str| match *part {
            "?" | "*" | "_" => Some(None),
            number => number.parse().ok().map(Some),
        };
        let axes: Option<Vec<Option<usize>>> = parts.iter().map(axis).collect();
        axes.filter(|axes| !axes.is_empty()).map(Self::Axes)
    }

    /// How many axes it has.
    pub fn rank(&self) -> usize {
        match self {
            Self::Unknown => 0,
            Self::Axes(axes) => axes.len(),
        }
    }

    /// Its axes as two whole numbers, where it has two.
    pub fn as_window(&self) -> Option<[i64; 2]> {
        match self {
            Self::Axes(axes) => match axes[..] {
                [Some(height), Some(width)] => {
                    Some([i64::try_from(height).ok()?, i64::try_from(width).ok()?])
                }
                _ => None,
            },
            Self::Unknown => None,
        }
    }

    /// Whether `shape` is like it.
    pub fn fits(&self, shape: Option<Shape>) -> bool {
        match (self, shape) {
            (Self::Unknown, shape) => shape.is_none(),
            (Self::Axes(_), None) => false,
            (Self::Axes(axes), Some(shape)) => {
                let alike =
                    |(wanted, axis): (&Option<usize>, &usize)| wanted.is_none_or(|it| it == *axis);
                axes.len() == shape.dims().len() && axes.iter().zip(shape.dims()).all(alike)
            }
        }
    }
}
