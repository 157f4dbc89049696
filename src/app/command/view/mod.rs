//! What can be asked about what the window shows, and how.

mod choices;

pub use choices::{LanguageChoice, TextSize, ThemeChoice};

use super::Info;
use crate::graph::{HealthMeasure, Measure};
use crate::text::say;
use crate::tr;
use egui::Key;

/// One thing that a user can ask of the view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ViewCommand {
    /// Paint in this theme.
    SetTheme(ThemeChoice),
    /// Speak this language.
    SetLanguage(LanguageChoice),
    /// Write everything in this size.
    SetTextSize(TextSize),
    /// Write everything one step larger.
    LargerText,
    /// Write everything one step smaller.
    SmallerText,
    /// Show what layers cost as heat on the canvas, or nothing.
    ShowHeat(Option<Measure>),
    /// Show or hide the small map of the network.
    ToggleMinimap,
    /// Let a mouse wheel over the canvas zoom, or move the view.
    ToggleWheelZoom,
    /// Let nodes that are dragged snap to the dots of the canvas, or not.
    ToggleSnapToGrid,
    /// Show or hide the palette and the panels that share its place.
    TogglePalette,
    /// Show or hide the inspector and the panels that share its place.
    ToggleInspector,
    /// Show or hide the layers and the panels that share their place.
    ToggleBottom,
    /// Go with the keyboard to the first setting of what is selected.
    EditSettings,
    /// Go to the field for the name of what is selected; of the network, where nothing is.
    EditName,
}

impl ViewCommand {
    /// What the nodes can show as heat, in the order of the menu.
    pub const HEATS: [Self; 9] = [
        Self::ShowHeat(Some(Measure::Params)),
        Self::ShowHeat(Some(Measure::Macs)),
        Self::ShowHeat(Some(Measure::ActivationBytes)),
        Self::ShowHeat(Some(Measure::StepSeconds)),
        Self::ShowHeat(Some(Measure::Health(HealthMeasure::HEATS[0]))),
        Self::ShowHeat(Some(Measure::Health(HealthMeasure::HEATS[1]))),
        Self::ShowHeat(Some(Measure::Health(HealthMeasure::HEATS[2]))),
        Self::ShowHeat(Some(Measure::Health(HealthMeasure::HEATS[3]))),
        Self::ShowHeat(None),
    ];

    /// The sizes of the text, and the steps between them, in the order of the menu.
    pub const TEXT_SIZES: [Self; 2 + TextSize::ALL.len()] = [
        Self::LargerText,
        Self::SmallerText,
        Self::SetTextSize(TextSize::ALL[0]),
        Self::SetTextSize(TextSize::ALL[1]),
        Self::SetTextSize(TextSize::ALL[2]),
        Self::SetTextSize(TextSize::ALL[3]),
        Self::SetTextSize(TextSize::ALL[4]),
        Self::SetTextSize(TextSize::ALL[5]),
        Self::SetTextSize(TextSize::ALL[6]),
        Self::SetTextSize(TextSize::ALL[7]),
    ];

    /// What shows or does not, in the order of the command palette.
    pub const TOGGLES: [Self; 6] = [
        Self::ToggleMinimap,
        Self::ToggleWheelZoom,
        Self::ToggleSnapToGrid,
        Self::TogglePalette,
        Self::ToggleInspector,
        Self::ToggleBottom,
    ];

    /// Its words and keys.
    pub fn info(&self) -> Info {
        match self {
            Self::SetTheme(choice) => {
                Info::new(choice.label(), choice.tooltip()).named(choice.name())
            }
            Self::SetLanguage(choice) => {
                Info::new(choice.label(), choice.tooltip()).named(choice.name())
            }
            Self::SetTextSize(size) => Info::new(
                tr!("text-size", percent = size.percent()),
                say("text-size-help"),
            )
            .named(size.name()),
            Self::LargerText => Info::new(say("larger-text"), say("larger-text-help"))
                .alt(Key::Plus)
                .named("text-larger"),
            Self::SmallerText => Info::new(say("smaller-text"), say("smaller-text-help"))
                .alt(Key::Minus)
                .named("text-smaller"),
            Self::ShowHeat(Some(measure)) => Info::new(
                tr!("heat-measure", measure = %measure.label()),
                tr!("heat-measure-help", measure = %measure.label()),
            )
            .named(heat_name(*measure)),
            Self::ShowHeat(None) => {
                Info::new(say("no-heat"), say("no-heat-help")).named("heat-none")
            }
            Self::ToggleMinimap => Info::new(say("overview-map"), say("overview-map-help"))
                .key(Key::M)
                .named("minimap"),
            Self::ToggleWheelZoom => {
                Info::new(say("wheel-zooms"), say("wheel-zooms-help")).named("wheel-zoom")
            }
            Self::ToggleSnapToGrid => {
                Info::new(say("snap-to-grid"), say("snap-to-grid-help")).named("snap-to-grid")
            }
            Self::TogglePalette => Info::new(say("palette"), say("palette-panels-help"))
                .ctrl(Key::Num1)
                .named("palette"),
            Self::ToggleInspector => Info::new(say("inspector"), say("inspector-help"))
                .ctrl(Key::Num2)
                .named("inspector"),
            Self::ToggleBottom => {
                let help = say("bottom-panels-help");
                Info::new(say("bottom-area"), help)
                    .ctrl(Key::Num3)
                    .named("bottom")
            }
            Self::EditSettings => Info::new(say("edit-settings"), say("edit-settings-help"))
                .key(Key::F4)
                .named("edit-settings"),
            Self::EditName => Info::new(say("edit-name"), say("edit-name-help")),
        }
    }
}

/// What the command that shows it is called in the user's settings.
fn heat_name(measure: Measure) -> &'static str {
    match measure {
        Measure::Params => "heat-params",
        Measure::Macs => "heat-macs",
        Measure::ActivationBytes => "heat-activation-bytes",
        Measure::StepSeconds => "heat-step-seconds",
        Measure::Health(measure) => health_name(measure),
    }
}

fn health_name(measure: HealthMeasure) -> &'static str {
    match measure {
        HealthMeasure::GradientNorm => "heat-gradient-norm",
        HealthMeasure::UpdateRatio => "heat-update-ratio",
        HealthMeasure::DeadRelus => "heat-dead-relus",
        HealthMeasure::Least => "heat-minimum",
        HealthMeasure::Most => "heat-maximum",
        HealthMeasure::Mean => "heat-mean",
        HealthMeasure::Deviation => "heat-deviation",
        HealthMeasure::MeanDrift => "heat-mean-drift",
        HealthMeasure::VarianceDrift => "heat-variance-drift",
        HealthMeasure::BranchRatio => "heat-branch-ratio",
    }
}
