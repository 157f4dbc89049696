//! Settings of a layer as they describe themselves to a form.

use super::call::Form;
use super::value::Value;
use crate::text::say;

/// The largest size that any setting takes: far beyond use, small enough that sums never overflow.
pub const MAX_SIZE: i64 = 1_000_000;

/// What a setting accepts, and so which editor fits it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SettingKind {
    /// A whole number in a range, both ends included.
    Int {
        /// Smallest value.
        min: i64,
        /// Largest value.
        max: i64,
    },
    /// Height and width, one number or two, each in a range.
    Pair {
        /// Smallest value.
        min: i64,
        /// Largest value.
        max: i64,
    },
    /// Rows and columns of zeros: one number, `[height, width]`, or `[top, bottom, left, right]`.
    Margins,
    /// A shape: `[height, width, channels]`, or `[features]`.
    Shape,
    /// A shape in which one axis may be −1, for what the others leave over.
    Reshaped,
    /// One real number, or one for each channel.
    Numbers,
    /// A real number in a range, the upper end excluded.
    Float {
        /// Smallest value.
        min: f64,
        /// First value that is too large.
        below: f64,
    },
    /// On or off.
    Bool,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// One of these words, with numbers in parentheses.
    Call(&'static [Form]),
}

/// The default of a setting, in a form that a constant can hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum DefaultValue {
    /// A whole number.
    Int(i64),
    /// A real number.
    Float(f64),
    /// A switch.
    Bool(bool),
    /// A list of whole numbers.
    List(&'static [i64]),
    /// A choice.
    Text(&'static str),
}

impl From<DefaultValue> for Value {
    fn from(value: DefaultValue) -> Self {
        match value {
            DefaultValue::Int(value) => Self::Int(value),
            DefaultValue::Float(value) => Self::Float(value),
            DefaultValue::Bool(value) => Self::Bool(value),
            DefaultValue::List(values) => Self::List(values.to_vec()),
            DefaultValue::Text(text) => Self::Text(text.to_owned()),
        }
    }
}

/// A setting's description of itself: enough to paint an editor and to check a value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SettingSpec {
    /// Keras's argument name, and the key in files.
    pub key: &'static str,
    /// The message of what a form calls it.
    label: &'static str,
    /// The message of one sentence for a tooltip.
    help: &'static str,
    /// The message of its unit, or empty.
    unit: &'static str,
    /// What it accepts.
    pub kind: SettingKind,
    /// Its value where none was given.
    pub default: DefaultValue,
    /// Whether few networks need it, so that a form shows it last.
    pub is_seldom: bool,
}

impl SettingSpec {
    /// The same as what few networks need.
    pub(super) const fn seldom(self) -> Self {
        Self {
            is_seldom: true,
            ..self
        }
    }

    /// What a form calls it.
    #[must_use]
    pub fn label(&self) -> &'static str {
        say(self.label)
    }

    /// One sentence for a tooltip.
    #[must_use]
    pub fn help(&self) -> &'static str {
        say(self.help)
    }

    /// Its unit, where it has one.
    #[must_use]
    pub fn unit(&self) -> Option<&'static str> {
        (!self.unit.is_empty()).then(|| say(self.unit))
    }

    /// One that most networks with such a layer need, without a unit.
    pub(super) const fn new(
        key: &'static str,
        label: &'static str,
        kind: SettingKind,
        default: DefaultValue,
        help: &'static str,
    ) -> Self {
        Self {
            key,
            label,
            help,
            unit: "",
            kind,
            default,
            is_seldom: false,
        }
    }

    /// The same in pixels.
    pub(super) const fn in_pixels(self) -> Self {
        Self {
            unit: "unit-pixels",
            ..self
        }
    }

    /// A count of at least 1.
    pub(super) const fn size(
        key: &'static str,
        label: &'static str,
        default: i64,
        help: &'static str,
    ) -> Self {
        let (min, max) = (1, MAX_SIZE);
        let kind = SettingKind::Int { min, max };
        Self::new(key, label, kind, DefaultValue::Int(default), help)
    }

    /// Height and width of at least 1 pixel.
    pub(super) const fn pair(
        key: &'static str,
        label: &'static str,
        default: &'static [i64],
        help: &'static str,
    ) -> Self {
        let (min, max) = (1, MAX_SIZE);
        let kind = SettingKind::Pair { min, max };
        Self::new(key, label, kind, DefaultValue::List(default), help).in_pixels()
    }

    /// A real number from `min` to just below `below`.
    pub(super) const fn float(
        key: &'static str,
        label: &'static str,
        default: f64,
        (min, below): (f64, f64),
        help: &'static str,
    ) -> Self {
        let kind = SettingKind::Float { min, below };
        Self::new(key, label, kind, DefaultValue::Float(default), help)
    }

    /// One real number, or one for each channel.
    pub(super) const fn numbers(
        key: &'static str,
        label: &'static str,
        default: DefaultValue,
        help: &'static str,
    ) -> Self {
        Self::new(key, label, SettingKind::Numbers, default, help)
    }

    /// On or off.
    pub(super) const fn switch(
        key: &'static str,
        label: &'static str,
        default: bool,
        help: &'static str,
    ) -> Self {
        let default = DefaultValue::Bool(default);
        Self::new(key, label, SettingKind::Bool, default, help)
    }

    /// One word out of several.
    pub(super) const fn choice(
        key: &'static str,
        label: &'static str,
        options: &'static [&'static str],
        default: &'static str,
        help: &'static str,
    ) -> Self {
        let kind = SettingKind::Choice(options);
        Self::new(key, label, kind, DefaultValue::Text(default), help)
    }
}
