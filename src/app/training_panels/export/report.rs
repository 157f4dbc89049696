//! What becomes of the network, by what befalls it, the gravest first; a line about a layer leads there.

use crate::app::command::{CanvasCommand, Commands, ExportCommand, Panel, PanelCommand, Selection};
use crate::app::foreign::mark_of;
use crate::app::look::icon::Icon;
use crate::app::look::{Theme, fonts, size};
use crate::app::widgets;
use crate::exchange::{Fate, Finding, Report};
use crate::graph::NodePath;
use crate::tr;
use egui::{CursorIcon, Label, RichText, Role, Sense, Ui, WidgetInfo};
use std::collections::BTreeMap;

/// Paints the report.
pub fn report_ui(
    ui: &mut Ui,
    report: &Report,
    paths: &BTreeMap<String, NodePath>,
    commands: &mut Commands,
) {
    for fate in Fate::ALL {
        let of_fate = || report.findings.iter().filter(|it| it.fate == fate);
        let count = of_fate().count();
        if count == 0 {
            continue;
        }
        let (icon, color) = mark_of(fate, Theme::of(ui));
        ui.horizontal(|ui| {
            widgets::icon_ui(ui, icon, color);
            let title = tr!("report-group", fate = fate.message(), count = count);
            let title = RichText::new(widgets::sentence(&title));
            ui.label(title.font(fonts::semi_bold(size::TEXT)));
        });
        for finding in of_fate() {
            finding_ui(ui, finding, paths, commands);
        }
        ui.add_space(size::UNIT);
    }
    if report.taken > 0 {
        ui.horizontal(|ui| {
            widgets::icon_ui(ui, Icon::Check, Theme::of(ui).ok);
            ui.label(tr!("export-taken", count = report.taken));
        });
    }
}

fn finding_ui(
    ui: &mut Ui,
    finding: &Finding,
    paths: &BTreeMap<String, NodePath>,
    commands: &mut Commands,
) {
    let said = match finding.layer {
        // The name of a layer stays as it is.
        Some(_) => finding.sentence(),
        None => finding.message.sentence(),
    };
    let words = said.plain().to_string();
    ui.horizontal_top(|ui| {
        // Below the words of the heading.
        ui.add_space(22.0);
        let text = RichText::new(&words).color(Theme::of(ui).text);
        let path = finding.layer.as_ref().and_then(|layer| paths.get(layer));
        let Some(path) = path else {
            ui.add(Label::new(text).wrap());
            return;
        };
        let response = ui.add(Label::new(text).wrap().sense(Sense::click()));
        response.widget_info(|| WidgetInfo::labeled(Role::Link, true, &words));
        if response.on_hover_cursor(CursorIcon::PointingHand).clicked() {
            commands.send(ExportCommand::Close);
            commands.send(Selection::only(path.clone()));
            commands.send(PanelCommand::LeadTo(Panel::Canvas));
            commands.send(CanvasCommand::ShowSelection);
        }
    });
}
