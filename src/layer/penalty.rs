//! What large weights cost: Keras's regularizers of an array.

use super::Fault;
use super::call::{Argument, Call, Form, Given};
use super::reader::Reader;
use super::setting::{DefaultValue, SettingKind, SettingSpec};
use crate::message;
use crate::text::Message;

/// What an array adds to the loss: `l1 · Σ|w| + l2 · Σw²`, as Keras's L1, L2 and L1L2.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Penalty {
    /// What the sum of the weights' magnitudes counts.
    pub l1: f64,
    /// What the sum of their squares counts.
    pub l2: f64,
}

/// Keras's regularizers, with its defaults; the first is that of another array.
const FORMS: &[Form] = &[
    form("same", "", &[]),
    form("none", "", &[]),
    form("l1", "L1", &[Argument::real("l1", 0.0, 0.01)]),
    form("l2", "L2", &[Argument::real("l2", 0.0, 0.01)]),
    form(
        "l1_l2",
        "L1L2",
        &[
            Argument::real("l1", 0.0, 0.0),
            Argument::real("l2", 0.0, 0.0),
        ],
    ),
];

const fn form(word: &'static str, class: &'static str, arguments: &'static [Argument]) -> Form {
    Form {
        word,
        class,
        arguments,
    }
}

impl Penalty {
    pub(super) const L1: SettingSpec =
        SettingSpec::float("l1", "setting-l1", 0.0, (0.0, 1e6), "setting-l1-help");
    pub(super) const L2: SettingSpec =
        SettingSpec::float("l2", "setting-l2", 0.0, (0.0, 1e6), "setting-l2-help");

    /// What another array than the kernel costs.
    pub(super) const fn setting(key: &'static str, label: &'static str) -> SettingSpec {
        let forms = FORMS.split_at(1).1;
        Self::setting_of(key, label, "setting-regularizer-help", forms, "none")
    }

    /// What a second kernel costs: the same as the first unless said otherwise.
    pub(super) const fn setting_or_same(key: &'static str, label: &'static str) -> SettingSpec {
        Self::setting_of(
            key,
            label,
            "setting-regularizer-or-same-help",
            FORMS,
            "same",
        )
    }

    const fn setting_of(
        key: &'static str,
        label: &'static str,
        help: &'static str,
        forms: &'static [Form],
        default: &'static str,
    ) -> SettingSpec {
        SettingSpec::new(
            key,
            label,
            SettingKind::Call(forms),
            DefaultValue::Text(default),
            help,
        )
        .seldom()
    }

    /// What the kernel costs.
    pub(super) fn read(settings: &Reader<'_>) -> Result<Self, Fault> {
        Ok(Self {
            l1: settings.float("l1")?,
            l2: settings.float("l2")?,
        })
    }

    /// What another array costs.
    pub(super) fn read_of(settings: &Reader<'_>, key: &str) -> Result<Self, Fault> {
        Ok(Self::of(&settings.call(key)?))
    }

    /// What a second kernel costs where the first costs `first`.
    pub(super) fn read_or_same(
        settings: &Reader<'_>,
        key: &str,
        first: Self,
    ) -> Result<Self, Fault> {
        let call = settings.call(key)?;
        if call.form.word == "same" {
            return Ok(first);
        }
        Ok(Self::of(&call))
    }

    fn of(call: &Call) -> Self {
        Self {
            l1: call.real("l1"),
            l2: call.real("l2"),
        }
    }

    /// `words` about a layer, and what each of its arrays costs.
    pub(super) fn told(words: Message, costs: &[(&'static str, Self)]) -> Message {
        let costs = costs.iter().filter(|(_, cost)| !cost.is_none());
        costs.fold(words, |words, (array, Self { l1, l2 })| {
            message!("explains-with-penalty", words = words, array = *array, l1 = %l1, l2 = %l2)
        })
    }

    /// As a setting of its own says it: `none`, `l2(0.0001)`.
    #[must_use]
    pub fn text(self) -> String {
        let Self { l1, l2 } = self;
        let of = |word: &str, costs: &[(&str, f64)]| {
            let form = FORMS.iter().find(|form| form.word == word);
            let bare = Call::bare(form.unwrap_or(&FORMS[1]));
            let given = costs.iter().fold(bare, |call, (key, cost)| {
                call.with(key, Given::Real(*cost)).unwrap_or(call)
            });
            given.text()
        };
        match (l1 > 0.0, l2 > 0.0) {
            (false, false) => of("none", &[]),
            (true, false) => of("l1", &[("l1", l1)]),
            (false, true) => of("l2", &[("l2", l2)]),
            (true, true) => of("l1_l2", &[("l1", l1), ("l2", l2)]),
        }
    }

    /// Whether nothing is added.
    #[must_use]
    pub fn is_none(self) -> bool {
        self == Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn costs_are_said_as_they_can_be_read() {
        for text in [
            "none",
            "l1(0.02)",
            "l2(1e-4)",
            "l1_l2(l1=0.1, l2=0.2)",
            "l2",
        ] {
            let call = Call::parse(text, FORMS).unwrap();
            assert_eq!(Penalty::of(&call).text(), call.text());
        }
        let usual = Penalty { l1: 0.0, l2: 0.01 };
        assert_eq!(usual.text(), "l2");
    }

    // What Keras's regularizers say of an array (tests/golden/initializers_golden.py).
    #[test]
    fn costs_are_keras_s() {
        let text = include_str!("../../tests/golden/regularizers.json");
        let all: serde_json::Value = serde_json::from_str(text).unwrap();
        let numbers: Vec<f64> = serde_json::from_value(all["array"]["numbers"].clone()).unwrap();
        let written = all.as_object().unwrap().iter();
        let mut count = 0;
        for (text, written) in written.filter(|(text, _)| *text != "array") {
            let Penalty { l1, l2 } = Penalty::of(&Call::parse(text, FORMS).unwrap());
            let costs = numbers.iter().map(|w| l1 * w.abs() + l2 * w * w);
            let (found, expected) = (costs.sum::<f64>(), written["cost"].as_f64().unwrap());
            assert!((found / expected - 1.0).abs() < 1e-7, "{text}: {found}");
            count += 1;
        }
        assert_eq!(count, 5);
    }
}
