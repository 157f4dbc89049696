//! What differs between runs: the settings by their names in project files, data and network.

use crate::app::look::{Theme, fonts, size};
use crate::app::widgets;
use crate::engine::run::RunSummary;
use crate::report::flatten;
use crate::text::say;
use egui::{Grid, Label, RichText, Sense, Ui, vec2};
use std::collections::BTreeMap;

/// What the table takes, where it has the room, in points.
pub const HEIGHT: f32 = 150.0;

/// Paints a row for each setting that is not the same in all of `runs`.
pub fn differences_ui(ui: &mut Ui, runs: &[(usize, &RunSummary)]) {
    widgets::group_heading_ui(ui, say("runs-differ-in"));
    if runs.len() < 2 {
        widgets::muted_ui(ui, say("tick-another-run"));
        return;
    }
    let summaries: Vec<&RunSummary> = runs.iter().map(|(_, run)| *run).collect();
    let rows = differences(&summaries);
    if rows.is_empty() {
        widgets::muted_ui(ui, say("runs-differ-in-nothing"));
        return;
    }
    let theme = Theme::of(ui);
    Grid::new("differences-of-runs")
        .striped(true)
        .spacing(vec2(size::UNIT * 2.0, 4.0))
        .show(ui, |ui| {
            ui.label("");
            for (place, run) in runs {
                ui.horizontal(|ui| {
                    let (swatch, _) = ui.allocate_exact_size(vec2(10.0, 10.0), Sense::hover());
                    ui.painter().rect_filled(swatch, 2.0, theme.line(*place));
                    ui.label(run.name());
                });
            }
            ui.end_row();
            for (key, values) in rows {
                let words = RichText::new(words_of(&key, &summaries)).color(theme.muted);
                ui.label(words).on_hover_text(&key);
                for value in values {
                    ui.add(Label::new(RichText::new(value).font(fonts::mono())));
                }
                ui.end_row();
            }
        });
}

/// What the setting of this name in files is called in the forms; the name where it stands in none.
pub fn words_of(key: &str, runs: &[&RunSummary]) -> String {
    let mut recipes = runs.iter().map(|run| &run.settings.recipe);
    match key {
        "data" => say("run-column-data").to_owned(),
        "network" => say("run-column-network").to_owned(),
        _ => recipes
            .find_map(|recipe| recipe.label_of(key))
            .map_or_else(|| key.to_owned(), |label| label.to_string()),
    }
}

/// Each setting that is not the same everywhere, with its value in each run.
pub fn differences(runs: &[&RunSummary]) -> Vec<(String, Vec<String>)> {
    let settings: Vec<BTreeMap<String, String>> = runs.iter().map(|run| settings(run)).collect();
    let mut keys: Vec<&String> = settings.iter().flat_map(BTreeMap::keys).collect();
    keys.sort();
    keys.dedup();
    let row = |key: &String| {
        let value =
            |of_run: &BTreeMap<String, String>| of_run.get(key).cloned().unwrap_or_default();
        let values: Vec<String> = settings.iter().map(value).collect();
        let is_same = values.windows(2).all(|pair| pair[0] == pair[1]);
        (!is_same).then(|| (key.clone(), values))
    };
    keys.into_iter().filter_map(row).collect()
}

/// All that a run was trained by, by its names in files.
fn settings(run: &RunSummary) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let recipe = serde_json::to_value(&run.settings.recipe).unwrap_or_default();
    flatten("", &recipe, &mut found);
    let contract = serde_json::to_value(run.settings.contract).unwrap_or_default();
    flatten("preprocessing", &contract, &mut found);
    found.insert("data".to_owned(), run.data.clone());
    let structure = run.structure.as_deref().unwrap_or_default();
    let short = structure.get(..8).unwrap_or(structure);
    found.insert("network".to_owned(), format!("{} {short}", run.network));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::TrainingSettings;
    use crate::recipe::{Described, Optimizer, Recipe};

    fn settings_of(recipe: &Recipe) -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        let settings = TrainingSettings {
            recipe: recipe.clone(),
            ..TrainingSettings::default()
        };
        flatten(
            "",
            &serde_json::to_value(&settings.recipe).unwrap(),
            &mut found,
        );
        found
    }

    #[test]
    fn an_optimizer_is_one_setting_and_each_of_its_numbers_another() {
        let adam = settings_of(&Recipe::default());
        let sgd = settings_of(&Recipe {
            optimizer: Optimizer::named("sgd").unwrap(),
            ..Recipe::default()
        });
        assert_eq!(
            (adam["optimizer"].as_str(), sgd["optimizer"].as_str()),
            ("adam", "sgd")
        );
        assert_eq!(sgd["optimizer.momentum"], "0.0");
        assert_eq!(adam["epochs"], "10");
    }
}
