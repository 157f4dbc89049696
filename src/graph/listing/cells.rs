//! What is written in the cells of a row.

use super::{Cut, ListedLayer};

/// The columns of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// "Layer (type)".
    Layer,
    /// "Output Shape".
    Shape,
    /// "Param #".
    Params,
    /// "Connected to".
    Inputs,
    /// Something else, as "Trainable".
    Other,
}

impl Column {
    /// The column under this head, whose blanks do not count.
    pub fn of_head(head: &str) -> Self {
        match squeezed(head).as_str() {
            "Layer(type)" => Self::Layer,
            "OutputShape" => Self::Shape,
            "Param#" => Self::Params,
            "Connectedto" => Self::Inputs,
            _ => Self::Other,
        }
    }
}

/// The text without its blanks: wrapped cells are put together so, and no name has blanks.
pub(super) fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The layer of a row whose cells are put together. `None` where the row has no class.
pub(super) fn layer(cells: &[(Column, String)]) -> Option<ListedLayer> {
    let cell = |column: Column| {
        let found = cells.iter().find(|(other, _)| *other == column);
        found.map(|(_, text)| squeezed(text))
    };
    let (name, class) = name_and_class(&cell(Column::Layer)?)?;
    Some(ListedLayer {
        name,
        class,
        output_shape: cell(Column::Shape).as_deref().and_then(shape),
        params: cell(Column::Params).as_deref().and_then(count),
        inputs: cell(Column::Inputs).as_deref().and_then(inputs),
    })
}

/// `conv1(Conv2D)`, `zero_padding2d(ZeroPadding2…`, `conv_with_a_r…(Conv2D)`.
fn name_and_class(text: &str) -> Option<(Cut, Cut)> {
    let (name, class) = text.rsplit_once('(')?;
    let class = match class.strip_suffix(')') {
        Some(class) => cut(class),
        None => Cut {
            text: class.trim_end_matches('…').to_owned(),
            is_cut: true,
        },
    };
    Some((cut(name), class))
}

fn cut(text: &str) -> Cut {
    let left = text.trim_end_matches('…');
    Cut {
        text: left.to_owned(),
        is_cut: left.len() < text.len(),
    }
}

/// `(None,64,64,3)`, `[(None,64,64,3)]`; `None` for several shapes, for "?" and for what is cut off.
fn shape(text: &str) -> Option<Vec<Option<usize>>> {
    let inner = text.strip_prefix('[').unwrap_or(text);
    let inner = inner.strip_suffix(']').unwrap_or(inner);
    let inner = inner.strip_prefix('(')?.strip_suffix(')')?;
    let axis = |text: &str| match text {
        "None" => Some(None),
        digits => digits.parse().ok().map(Some),
    };
    let axes = inner.split(',').filter(|axis| !axis.is_empty()).map(axis);
    let axes: Vec<Option<usize>> = axes.collect::<Option<_>>()?;
    axes.split_first().map(|(_, sample)| sample.to_vec())
}

/// `9,472`, `301,0…`.
fn count(text: &str) -> Option<Cut> {
    let cut = cut(text);
    let text: String = cut.text.chars().filter(char::is_ascii_digit).collect();
    (!text.is_empty()).then_some(Cut { text, ..cut })
}

/// `conv1[0][0]`, `['add[0][0]','relu[0][0]']`, `input_layer[…`, `-`, `[]`; `None` where nobody can tell.
fn inputs(text: &str) -> Option<Vec<Cut>> {
    let inner = text
        .strip_prefix("['")
        .map_or(text, |inner| inner.strip_suffix("']").unwrap_or(inner));
    if matches!(inner, "" | "-" | "[]") {
        return Some(Vec::new());
    }
    let input = |text: &str| {
        let text = text.trim_matches('\'');
        match text.split_once('[') {
            Some((name, _)) => cut(name),
            // Without the index behind it the end of the name may be missing too.
            None => Cut {
                text: text.trim_end_matches('…').to_owned(),
                is_cut: true,
            },
        }
    };
    // What is cut off has lost its comma too.
    let inputs: Vec<Cut> = inner
        .split_inclusive([',', '…'])
        .map(|text| text.trim_end_matches(','))
        .filter(|text| !text.is_empty())
        .map(input)
        .collect();
    let is_readable = inputs.iter().all(|input| !input.text.is_empty());
    is_readable.then_some(inputs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_of_both_versions_are_read() {
        for text in ["(None,64,64,3)", "[(None,64,64,3)]"] {
            assert_eq!(shape(text), Some(vec![Some(64), Some(64), Some(3)]));
        }
        assert_eq!(shape("(None,None,3)"), Some(vec![None, Some(3)]));
        for text in ["?", "multiple", "[(None,3),(None,4)]", "(None,6"] {
            assert_eq!(shape(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_cut_off_is_known_to_be() {
        let (name, class) = name_and_class("conv_with_a_r…(Conv2D)").unwrap();
        assert!(name.fits("conv_with_a_rather_long_name") && !name.fits("conv"));
        assert!(class.fits("Conv2D") && !class.is_cut);
        let (_, class) = name_and_class("bn_conv1(BatchNormali").unwrap();
        assert!(class.fits("BatchNormalization") && !class.fits("Activation"));
        assert!(count("301,0…").unwrap().fits("301062"));
        assert!(count("7,168").unwrap().fits("7168"));
    }

    #[test]
    fn connections_of_both_versions_are_read() {
        let names = |text: &str| -> Vec<String> {
            let inputs = inputs(text).unwrap();
            inputs.iter().map(ToString::to_string).collect()
        };
        assert_eq!(names("['a[0][0]','b[0][0]']"), ["a", "b"]);
        assert_eq!(names("a[0][0],b[0][0]"), ["a", "b"]);
        assert_eq!(names("input_layer[…"), ["input_layer"]);
        assert_eq!(names("zero_padding…"), ["zero_padding…"]);
        assert_eq!(names("bn2b_bra…conv_with…"), ["bn2b_bra…", "conv_with…"]);
        for nothing in ["", "-", "[]"] {
            assert_eq!(names(nothing), [""; 0]);
        }
    }
}
