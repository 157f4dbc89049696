//! A setting has a value that it does not accept.

use super::super::edit::Edit;
use super::super::model::Node;
use super::super::report::LayerReport;
use super::{Problem, Repair, Site, output};
use crate::layer::{Choice, Function, Kind, LayerSpec, Value, similar};
use crate::message;
use crate::text::Message;

pub(super) fn problem(
    site: &Site<'_>,
    report: &LayerReport,
    key: &str,
    reason: &Message,
) -> Problem {
    let problem = Problem::error(
        &report.path,
        &report.name,
        message!("wrong-setting", reason = reason),
    );
    if report.kind.entry().setting(key).is_some() {
        problem.with_repairs(back_to_default(site, report, key))
    } else {
        problem.with_repairs(without(site, report, key))
    }
}

/// A setting that no layer of the kind has: it was misspelled, is a layer of its own here, or has to go.
fn without(site: &Site<'_>, report: &LayerReport, key: &str) -> Vec<Repair> {
    let (Some((place, id)), Some(value)) = (site.locate(&report.path), given(site, report, key))
    else {
        return Vec::new();
    };
    let set = |key: &str, value: Option<Value>| Edit::Set {
        place: place.clone(),
        nodes: vec![id],
        key: key.to_owned(),
        value,
    };
    let taken = given_keys(site, report);
    let known = report.kind.entry().settings.iter().map(|spec| spec.key);
    let meant = similar(key, known).filter(|meant| !taken.contains(meant));
    let renamed = meant.map(|meant| Repair {
        label: message!("repair-rename-setting", key = key, meant = meant),
        edit: Edit::Many {
            label: message!("step-rename-setting", key = key, node = %report.name, meant = meant),
            edits: vec![set(key, None), set(meant, Some(value.clone()))],
        },
    });
    let function = value.to_string();
    let own_layer = (key == "activation" && Function::ALL.iter().any(|it| it.name() == function))
        .then(|| Repair {
            label: message!("repair-put-activation", function = &function),
            edit: Edit::Many {
                label: message!("step-put-activation", node = %report.name),
                edits: vec![
                    set(key, None),
                    output::behind(
                        place.clone(),
                        id,
                        LayerSpec::new(Kind::Activation).with("activation", function.as_str()),
                    ),
                ],
            },
        });
    let removed = Repair {
        label: message!("repair-remove-setting", key = key),
        edit: set(key, None),
    };
    renamed
        .into_iter()
        .chain(own_layer)
        .chain([removed])
        .collect()
}

fn given(site: &Site<'_>, report: &LayerReport, key: &str) -> Option<Value> {
    let spec = site.graph.node(&report.path)?.layer()?;
    spec.settings.get(key).cloned()
}

fn given_keys<'a>(site: &'a Site<'_>, report: &LayerReport) -> Vec<&'a str> {
    let spec = site.graph.node(&report.path).and_then(Node::layer);
    let keys = spec.into_iter().flat_map(|spec| spec.settings.keys());
    keys.map(String::as_str).collect()
}

fn back_to_default(site: &Site<'_>, report: &LayerReport, key: &str) -> Option<Repair> {
    let known = report.kind.entry().setting(key)?;
    let (place, id) = site.locate(&report.path)?;
    Some(Repair {
        label: message!("repair-set-back", key = key, value = %Value::from(known.default)),
        edit: Edit::Set {
            place,
            nodes: vec![id],
            key: key.to_owned(),
            value: None,
        },
    })
}

#[cfg(test)]
mod tests {
    use crate::graph::problem::tests::{assert_repair, chain};
    use crate::layer::{Kind, LayerSpec, Value};

    #[test]
    fn a_wrong_setting_can_go_back_to_its_default() {
        let graph = chain([
            LayerSpec::new(Kind::Input),
            LayerSpec::new(Kind::Conv2D).with("filters", 0),
            LayerSpec::new(Kind::Flatten),
            LayerSpec::new(Kind::Dense).with("activation", "softmax"),
        ]);
        assert_repair(
            &graph,
            "`conv2d` has a wrong setting: `filters` must be a whole number from 1 to 1,000,000, but is `0`",
            "Set filters back to 32",
        );
    }

    #[test]
    fn a_setting_that_no_such_layer_has_is_renamed_moved_or_removed() {
        let of_kind = |kind: Kind, key: &str, value: Value| {
            let mut layer = LayerSpec::new(kind);
            layer.settings.insert(key.to_owned(), value);
            chain([
                LayerSpec::new(Kind::Input),
                layer,
                LayerSpec::new(Kind::Flatten),
                LayerSpec::new(Kind::Dense).with("activation", "softmax"),
            ])
        };
        let with = |key: &str, value: Value| of_kind(Kind::Conv2D, key, value);
        let sentence = |key: &str| {
            format!(
                "`conv2d` has a wrong setting: there is no setting `{key}` here; known are: filters, kernel_size, strides, \
                 padding, dilation_rate, groups, activation, use_bias, kernel_initializer, bias_initializer, l1, l2, bias_regularizer"
            )
        };
        let misspelled = with("fliters", Value::Int(8));
        assert_repair(
            &misspelled,
            &sentence("fliters"),
            "Rename fliters to filters",
        );
        assert_repair(&misspelled, &sentence("fliters"), "Remove fliters");
        assert_repair(
            &of_kind(Kind::MaxPooling2D, "activation", Value::from("relu")),
            "`max_pooling2d` has a wrong setting: there is no setting `activation` here; known are: pool_size, strides, padding",
            "Put Activation with relu behind it instead",
        );
    }
}
