//! A setting has a value that it does not accept.

use super::super::edit::Edit;
use super::super::report::LayerReport;
use super::{Problem, Repair, Site};
use crate::layer::Value;

pub(super) fn problem(site: &Site<'_>, report: &LayerReport, key: &str, message: &str) -> Problem {
    let problem = Problem::error(
        &report.path,
        &report.name,
        format!("has a wrong setting: {message}"),
    );
    problem.with_repairs(back_to_default(site, report, key))
}

fn back_to_default(site: &Site<'_>, report: &LayerReport, key: &str) -> Option<Repair> {
    let known = report.kind.entry().setting(key)?;
    let (place, id) = site.locate(&report.path)?;
    Some(Repair {
        label: format!("Set {key} back to {}", Value::from(known.default)),
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
    use crate::layer::{Kind, LayerSpec};

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
}
