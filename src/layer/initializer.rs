//! How an array of weights begins.

use super::Fault;
use super::call::{Argument, ArgumentKind, Call, Form};
use super::law::{Distribution, Fan, Law};
use super::reader::{Choice, Reader};
use super::setting::{DefaultValue, SettingKind, SettingSpec};
use crate::message;
use crate::text::Message;

/// What makes random numbers repeat themselves.
const SEED: Argument = Argument {
    key: "seed",
    kind: ArgumentKind::Seed,
};

/// The word, Keras's class and the arguments of each.
macro_rules! initializers {
    ($($(#[$words:meta])* $name:ident, $word:literal, $class:literal, [$($argument:expr),*];)*) => {
        /// Keras's initializers, by its names.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        enum Name {
            $($(#[$words])* $name,)*
        }

        const NAMES: &[Name] = &[$(Name::$name),*];

        const FORMS: &[Form] = &[$(Form {
            word: $word,
            class: $class,
            arguments: &[$($argument),*],
        }),*];
    };
}

// Those that can begin any array come first, then what needs two axes, then what needs two and no more.
initializers! {
    /// Uniform in ±sqrt(6 / (fan_in + fan_out)) (Glorot and Bengio, 2010); Keras's default of kernels.
    GlorotUniform, "glorot_uniform", "GlorotUniform", [SEED];
    /// Truncated normal with variance 2 / (fan_in + fan_out).
    GlorotNormal, "glorot_normal", "GlorotNormal", [SEED];
    /// Uniform in ±sqrt(6 / fan_in) (He et al., 2015).
    HeUniform, "he_uniform", "HeUniform", [SEED];
    /// Truncated normal with variance 2 / fan_in.
    HeNormal, "he_normal", "HeNormal", [SEED];
    /// Uniform in ±sqrt(3 / fan_in) (LeCun et al., 1998).
    LecunUniform, "lecun_uniform", "LecunUniform", [SEED];
    /// Truncated normal with variance 1 / fan_in.
    LecunNormal, "lecun_normal", "LecunNormal", [SEED];
    /// What the six above are names for.
    VarianceScaling, "variance_scaling", "VarianceScaling", [
        Argument { key: "scale", kind: ArgumentKind::Positive { default: 1.0 } },
        Argument { key: "mode", kind: ArgumentKind::Word(Fan::WORDS) },
        Argument { key: "distribution", kind: ArgumentKind::Word(Distribution::WORDS) },
        SEED
    ];
    /// Normal.
    RandomNormal, "random_normal", "RandomNormal",
        [Argument::any("mean", 0.0), Argument::real("stddev", 0.0, 0.05), SEED];
    /// Uniform between two bounds.
    RandomUniform, "random_uniform", "RandomUniform",
        [Argument::any("minval", -0.05), Argument::any("maxval", 0.05), SEED];
    /// Normal, drawn again beyond two standard deviations.
    TruncatedNormal, "truncated_normal", "TruncatedNormal",
        [Argument::any("mean", 0.0), Argument::real("stddev", 0.0, 0.05), SEED];
    /// All zero.
    Zeros, "zeros", "Zeros", [];
    /// All one.
    Ones, "ones", "Ones", [];
    /// All the same.
    Constant, "constant", "Constant", [Argument::any("value", 0.0)];
    /// Columns at right angles to each other, all of the same length (Saxe et al., 2014).
    Orthogonal, "orthogonal", "Orthogonal", [Argument::any("gain", 1.0), SEED];
    /// The same number along the diagonal, zero elsewhere.
    Identity, "identity", "Identity", [Argument::any("gain", 1.0)];
}

/// How an array of weights begins: one of Keras's initializers, with its arguments.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Initializer(Call);

/// The value that a word stands for; `usual` for a word that stands for none.
fn chosen<T: Choice>(word: &str, usual: T) -> T {
    let found = T::ALL.iter().find(|value| value.word() == word);
    found.copied().unwrap_or(usual)
}

impl Initializer {
    /// Those that can begin any array: all but orthogonal and identity.
    const OF_ANY: &'static [Form] = FORMS.split_at(FORMS.len() - 2).0;
    /// Those that can begin an array of two axes or more.
    const OF_KERNELS: &'static [Form] = FORMS.split_at(FORMS.len() - 1).0;

    /// Keras's default of kernels.
    pub const GLOROT_UNIFORM: Self = Self::named(Name::GlorotUniform);
    /// The usual beginning of biases, β and means.
    pub const ZEROS: Self = Self::named(Name::Zeros);
    /// The usual beginning of γ and variances.
    pub const ONES: Self = Self::named(Name::Ones);

    const fn named(name: Name) -> Self {
        // The enum and the list come from one macro, in one order.
        Self(Call::bare(&FORMS[name as usize]))
    }

    /// What `text` says, for an array of any shape.
    ///
    /// # Errors
    /// What is wrong with it, as a sentence.
    pub fn parse(text: &str) -> Result<Self, Message> {
        Self::of(Call::parse(text, FORMS)?)
    }

    /// What a call says.
    pub(crate) fn of(call: Call) -> Result<Self, Message> {
        if call.real("minval") > call.real("maxval") {
            let (least, most) = (call.real("minval"), call.real("maxval"));
            return Err(message!(
                "uniform-bounds-turned",
                least = least,
                most = most
            ));
        }
        Ok(Self(call))
    }

    /// An array where all numbers are the same.
    #[must_use]
    pub fn constant(value: f64) -> Self {
        let constant = Self::named(Name::Constant).0;
        let given = constant.with("value", super::call::Given::Real(value));
        Self(given.unwrap_or(constant))
    }

    /// Every one, with nothing given to it.
    #[must_use]
    pub fn all() -> Vec<Self> {
        NAMES.iter().map(|name| Self::named(*name)).collect()
    }

    /// The word with what it is given, as Keras has them.
    #[must_use]
    pub fn call(&self) -> &Call {
        &self.0
    }

    /// As it is stored and shown: `truncated_normal(stddev=0.02)`.
    #[must_use]
    pub fn text(&self) -> String {
        self.0.text()
    }

    /// What makes its numbers the same in every training, where that is wanted.
    #[must_use]
    pub fn seed(&self) -> Option<u32> {
        self.0.seed()
    }

    fn name(&self) -> Name {
        let place = FORMS.iter().position(|form| form.word == self.0.form.word);
        place.map_or(Name::Zeros, |place| NAMES[place])
    }

    /// What its numbers are made by.
    #[must_use]
    pub fn law(&self) -> Law {
        let real = |key| self.0.real(key);
        let scaled = |scale, fan, shape| Law::Scaled { scale, fan, shape };
        let (mean, deviation) = (real("mean"), real("stddev"));
        match self.name() {
            Name::GlorotUniform => scaled(1.0, Fan::Average, Distribution::Uniform),
            Name::GlorotNormal => scaled(1.0, Fan::Average, Distribution::TruncatedNormal),
            Name::HeUniform => scaled(2.0, Fan::In, Distribution::Uniform),
            Name::HeNormal => scaled(2.0, Fan::In, Distribution::TruncatedNormal),
            Name::LecunUniform => scaled(1.0, Fan::In, Distribution::Uniform),
            Name::LecunNormal => scaled(1.0, Fan::In, Distribution::TruncatedNormal),
            Name::VarianceScaling => {
                let fan = chosen(self.0.word("mode"), Fan::In);
                let shape = chosen(self.0.word("distribution"), Distribution::TruncatedNormal);
                scaled(real("scale"), fan, shape)
            }
            Name::RandomNormal => Law::Normal { mean, deviation },
            Name::TruncatedNormal => Law::TruncatedNormal { mean, deviation },
            Name::RandomUniform => Law::Uniform {
                least: real("minval"),
                most: real("maxval"),
            },
            Name::Zeros => Law::Constant(0.0),
            Name::Ones => Law::Constant(1.0),
            Name::Constant => Law::Constant(real("value")),
            Name::Orthogonal => Law::Orthogonal(real("gain")),
            Name::Identity => Law::Diagonal(real("gain")),
        }
    }

    /// How a kernel that slides begins, under the name that the kernel has.
    pub(super) const fn of_kernel(key: &'static str, label: &'static str) -> SettingSpec {
        Self::setting(key, label, "glorot_uniform", Self::OF_KERNELS)
    }

    /// How the kernel of a matrix begins.
    pub(super) const fn of_matrix(key: &'static str, label: &'static str) -> SettingSpec {
        Self::setting(key, label, "glorot_uniform", FORMS)
    }

    /// How an array of one number for each channel begins.
    pub(super) const fn of_vector(
        key: &'static str,
        label: &'static str,
        default: &'static str,
    ) -> SettingSpec {
        Self::setting(key, label, default, Self::OF_ANY).seldom()
    }

    const fn setting(
        key: &'static str,
        label: &'static str,
        default: &'static str,
        forms: &'static [Form],
    ) -> SettingSpec {
        SettingSpec::new(
            key,
            label,
            SettingKind::Call(forms),
            DefaultValue::Text(default),
            "setting-initializer-help",
        )
    }

    pub(super) fn read(settings: &Reader<'_>, key: &str) -> Result<Self, Fault> {
        let call = settings.call(key)?;
        Self::of(call).map_err(|reason| Fault::in_setting(key, reason))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layer::{Kind, LayerSpec};

    // Keras 3.15.1: `keras.initializers.get(word).get_config()` of each.
    #[test]
    fn the_usual_ones_are_names_for_scaled_variances() {
        let law = |text: &str| Initializer::parse(text).unwrap().law();
        for (name, scaled) in [
            (
                "glorot_uniform",
                "variance_scaling(mode=fan_avg, distribution=uniform)",
            ),
            ("glorot_normal", "variance_scaling(1, fan_avg)"),
            ("he_uniform", "variance_scaling(2, distribution=uniform)"),
            ("he_normal", "variance_scaling(2)"),
            ("lecun_uniform", "variance_scaling(distribution=uniform)"),
            ("lecun_normal", "variance_scaling"),
            ("zeros", "constant"),
            ("ones", "constant(1)"),
        ] {
            assert_eq!(law(name), law(scaled));
        }
    }

    #[test]
    fn arrays_take_what_can_begin_them() {
        let begins = |kind: Kind, key: &str, text: &str| {
            let layer = LayerSpec::new(kind).with(key, text).resolve();
            layer.map(|_| ()).map_err(|fault| fault.message.to_string())
        };
        assert_eq!(
            begins(Kind::Dense, "kernel_initializer", "identity(2)"),
            Ok(())
        );
        let refused = begins(Kind::Conv2D, "kernel_initializer", "identity").unwrap_err();
        assert!(
            refused.starts_with("`kernel_initializer`: there is no `identity` here; known are:"),
            "{refused}"
        );
        let refused = begins(Kind::Dense, "bias_initializer", "orthogonal").unwrap_err();
        assert!(
            refused.contains("there is no `orthogonal` here"),
            "{refused}"
        );
        let turned = begins(Kind::Dense, "bias_initializer", "random_uniform(1, 0.5)");
        assert_eq!(
            turned.unwrap_err(),
            "`bias_initializer`: `minval` of `random_uniform` must not be above its `maxval`, but they are 1 and 0.5"
        );
    }
}
