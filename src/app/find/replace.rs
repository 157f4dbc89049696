//! The second row: what becomes of everything that was found, and what that would do.

use super::bar::line_ui;
use crate::app::command::{Command, Commands, FindCommand, What};
use crate::app::look::Theme;
use crate::app::state::{Replacing, State};
use crate::app::widgets;
use crate::graph::find::Reach;
use crate::layer::{Kind, SettingKind, catalog};
use crate::text::say;
use crate::tr;
use egui::{ComboBox, TextEdit, Ui, vec2};

/// The list of what can change, in points: the whole row has to fit beside both side panels of a small window.
const COMBO_WIDTH: f32 = 108.0;
/// The field of the new value, in points.
const VALUE_WIDTH: f32 = 72.0;

/// Paints the row, and below it what it would do.
pub fn replace_ui(ui: &mut Ui, replacing: &Replacing, state: State<'_>, commands: &mut Commands) {
    ui.horizontal_wrapped(|ui| row_ui(ui, replacing, commands));
    let theme = Theme::of(ui);
    if let Some(Ok(plan)) = &replacing.plan {
        commands.look_at(&plan.edit);
    }
    let (words, color) = match (&state.window.search.fault, &replacing.plan) {
        (Some(fault), _) => (widgets::sentence(fault), theme.warning),
        (None, None) => (tr!("choose-what-to-change"), theme.muted),
        (None, Some(Err(refusal))) => (widgets::sentence(refusal), theme.warning),
        (None, Some(Ok(plan))) if plan.others > 0 => (plan.words().join(" · "), theme.warning),
        (None, Some(Ok(plan))) => (plan.words().join(" · "), theme.text),
    };
    line_ui(ui, &words, color);
    line_ui(ui, &consequences(replacing, state), theme.muted);
}

/// What would follow, the problems that would be left first.
fn consequences(replacing: &Replacing, state: State<'_>) -> String {
    let planned = replacing.plan.as_ref().and_then(|plan| plan.as_ref().ok());
    let preview = state.document.preview.as_ref();
    let preview = preview.filter(|preview| planned.is_some_and(|plan| plan.edit == preview.edit));
    let lines = preview
        .map(|preview| preview.lines.as_slice())
        .unwrap_or_default();
    match lines.split_last() {
        Some((last, first)) => [std::slice::from_ref(last), first].concat().join(" · "),
        None => String::new(),
    }
}

fn row_ui(ui: &mut Ui, replacing: &Replacing, commands: &mut Commands) {
    let mut send = |command: FindCommand| commands.send(Command::Find(command));
    what_ui(ui, replacing, &mut send);
    if let Some(What::Setting(key)) = &replacing.what {
        value_ui(ui, replacing, key, &mut send);
    }
    if replacing.reaches_others || replacing.reach == Reach::OnlyFound {
        let mut only_found = replacing.reach == Reach::OnlyFound;
        let checkbox = ui.checkbox(&mut only_found, say("only-matches"));
        let tooltip = say("only-matches-help");
        if checkbox.on_hover_text(tooltip).changed() {
            send(FindCommand::Reach(if only_found {
                Reach::OnlyFound
            } else {
                Reach::Definitions
            }));
        }
    }
    let planned = replacing.plan.as_ref().and_then(|plan| plan.as_ref().ok());
    let words = match planned.map(|plan| plan.changed) {
        None => tr!("replace-all"),
        Some(count) => tr!("replace-all-count", count = count),
    };
    ui.add_enabled_ui(planned.is_some(), |ui| {
        if widgets::filled_button_ui(ui, &words, None, 0.0).clicked() {
            send(FindCommand::Apply);
        }
    });
}

/// The list of what can change: the settings of what was found, and the kinds that it could become.
fn what_ui(ui: &mut Ui, replacing: &Replacing, send: &mut impl FnMut(FindCommand)) {
    let label = ui.label(say("change-what"));
    let shown = match &replacing.what {
        None => tr!("choose-hint"),
        Some(What::Kind(kind)) => tr!("into-kind", kind = %kind),
        Some(What::Setting(key)) => {
            let mut settings = replacing.settings.iter();
            let setting = settings.find(|setting| setting.key == key);
            setting.map_or_else(|| key.clone(), |setting| setting.label().to_owned())
        }
    };
    let combo = ComboBox::from_id_salt("what-to-change").width(COMBO_WIDTH);
    let shown = combo.selected_text(shown).show_ui(ui, |ui| {
        for setting in &replacing.settings {
            let what = What::Setting(setting.key.to_owned());
            let is_chosen = replacing.what.as_ref() == Some(&what);
            if widgets::option_ui(ui, is_chosen, setting.label())
                .on_hover_text(setting.help())
                .clicked()
            {
                send(FindCommand::Change(what));
            }
        }
        ui.separator();
        let mut kinds: Vec<_> = catalog().iter().collect();
        kinds.sort_by_key(|entry| entry.rank);
        for entry in kinds.into_iter().filter(|entry| entry.kind != Kind::Input) {
            let what = What::Kind(entry.kind);
            let is_chosen = replacing.what.as_ref() == Some(&what);
            let words = tr!("into-kind", kind = entry.name);
            if widgets::option_ui(ui, is_chosen, words)
                .on_hover_text(entry.summary())
                .clicked()
            {
                send(FindCommand::Change(what));
            }
        }
    });
    shown.response.labelled_by(label.id);
}

fn value_ui(ui: &mut Ui, replacing: &Replacing, key: &str, send: &mut impl FnMut(FindCommand)) {
    let mut settings = replacing.settings.iter();
    let kind = settings
        .find(|setting| setting.key == key)
        .map(|setting| setting.kind);
    ui.label(say("change-to"));
    match kind {
        Some(SettingKind::Choice(words)) => choice_ui(ui, &replacing.text, words, send),
        Some(SettingKind::Call(forms)) => {
            let words: Vec<&str> = forms.iter().map(|form| form.word).collect();
            choice_ui(ui, &replacing.text, &words, send);
        }
        Some(SettingKind::Bool) => choice_ui(ui, &replacing.text, &["on", "off"], send),
        _ => text_ui(ui, replacing, kind, send),
    }
}

/// A value that is one of a few words.
fn choice_ui(ui: &mut Ui, text: &str, words: &[&str], send: &mut impl FnMut(FindCommand)) {
    let shown = if text.is_empty() {
        say("choose-hint")
    } else {
        shown_word(text)
    };
    let combo = ComboBox::from_id_salt("new-value").width(COMBO_WIDTH);
    let combo = combo.selected_text(shown).show_ui(ui, |ui| {
        for word in words {
            if widgets::option_ui(ui, *word == text, shown_word(word)).clicked() {
                send(FindCommand::Value((*word).to_owned()));
            }
        }
    });
    widgets::name(&combo.response, say("new-value"));
}

/// How a word that is typed is shown.
fn shown_word(word: &str) -> &str {
    match word {
        "on" => say("switch-on"),
        "off" => say("switch-off"),
        word => word,
    }
}

fn text_ui(
    ui: &mut Ui,
    replacing: &Replacing,
    kind: Option<SettingKind>,
    send: &mut impl FnMut(FindCommand),
) {
    let mut text = replacing.text.clone();
    let field = TextEdit::singleline(&mut text)
        .hint_text(kind.map(hint).unwrap_or_default())
        .desired_width(VALUE_WIDTH);
    let field = ui.add(field.margin(vec2(8.0, 4.0)));
    widgets::name(&field, say("new-value"));
    widgets::select_on_arrival(ui, &field, &text);
    if field.changed() {
        send(FindCommand::Value(text));
    }
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    if entered && matches!(replacing.plan, Some(Ok(_))) {
        send(FindCommand::Apply);
    }
}

/// How a value of this kind is typed.
fn hint(kind: SettingKind) -> String {
    match kind {
        SettingKind::Int { .. } => "64".to_owned(),
        SettingKind::Float { .. } => "0.5".to_owned(),
        SettingKind::Pair { .. } => "3 × 3".to_owned(),
        SettingKind::Margins => tr!("margins-hint"),
        SettingKind::Shape => "64 × 64 × 3".to_owned(),
        SettingKind::Reshaped => "1 × 1 × -1".to_owned(),
        SettingKind::Numbers => "0.5; 0.25; 0.25".to_owned(),
        // These are chosen from a list.
        SettingKind::Bool | SettingKind::Choice(_) | SettingKind::Call(_) => String::new(),
    }
}
