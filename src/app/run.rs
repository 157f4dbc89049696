//! Starts the window.

use super::apply::{FIRST_PRESET, Services};
use super::command::FileCommand;
use super::look;
use super::settings::{Found, Settings};
use super::window::App;
use crate::files::OwnFolders;
use crate::interrupt::Interrupt;
use crate::text::Language;
use crate::{message, tr};
use eframe::{CreationContext, NativeOptions, Renderer};
use std::path::PathBuf;

/// What the desktop knows the window by, in the task bar.
const APP_ID: &str = "netsmith";
/// The window as first shown, in points.
const FIRST_SIZE: egui::Vec2 = egui::vec2(1440.0, 900.0);
/// Below this the panels no longer fit beside each other. A screen of 1440×900 at scale 2 has 720×450.
const LEAST_SIZE: [f32; 2] = [640.0, 400.0];

/// What can paint the window, tried in turn.
const RENDERERS: &[Renderer] = &[
    Renderer::Glow,
    #[cfg(feature = "gpu")]
    Renderer::Wgpu,
];

/// Opens the window, with the project at `open` where one is given, and returns when it is closed.
///
/// # Errors
/// A sentence for the user where there is no display, or where nothing can paint on it.
pub fn run(open: Option<PathBuf>) -> Result<(), String> {
    require_display()?;
    let mut faults = Vec::new();
    for renderer in RENDERERS {
        match start(*renderer, open.clone()) {
            Ok(()) => return Ok(()),
            Err(error @ eframe::Error::WinitEventLoop(_)) => {
                return Err(unreachable_display(&error));
            }
            Err(error) => {
                tracing::warn!(%renderer, %error, "this renderer does not work here");
                faults.push(format!("{renderer}: {error}"));
            }
        }
    }
    Err(tr!(
        "window-not-painted",
        faults = faults.join("; "),
        commands = message!("commands-without-window")
    ))
}

/// Where it is written what closed the window against the user's will, beside the work that was saved from it; `None` where
/// the system knows no folder of the user's own.
pub fn folder_of_crash_logs() -> Option<PathBuf> {
    OwnFolders::find().map(|folders| folders.data.join("crashes"))
}

/// A display that is announced but does not answer: no renderer would help.
fn unreachable_display(error: &eframe::Error) -> String {
    tracing::warn!(%error, "the display does not answer");
    tr!(
        "display-silent",
        commands = message!("commands-without-window")
    )
}

/// On Linux and the BSDs a display is announced by the environment; elsewhere there always is one.
fn require_display() -> Result<(), String> {
    let announced = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let needed = cfg!(all(unix, not(target_os = "macos")));
    if needed
        && !["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"]
            .into_iter()
            .any(announced)
    {
        return Err(tr!(
            "no-display",
            commands = message!("commands-without-window")
        ));
    }
    Ok(())
}

fn start(renderer: Renderer, open: Option<PathBuf>) -> eframe::Result {
    let found = find_settings();
    let place = found.as_ref().map(|found| found.settings.place);
    let place = place.unwrap_or_default();
    let viewport = egui::ViewportBuilder::default()
        .with_app_id(APP_ID)
        .with_title("Netsmith")
        .with_inner_size(place.size().unwrap_or(FIRST_SIZE))
        .with_maximized(place.is_maximized())
        .with_min_inner_size(LEAST_SIZE)
        .with_icon(icon());
    let options = NativeOptions {
        viewport,
        renderer,
        ..NativeOptions::default()
    };
    eframe::run_native(
        APP_ID,
        options,
        Box::new(move |creation| Ok(Box::new(create(creation, found, open)))),
    )
}

fn create(creation: &CreationContext<'_>, found: Option<Found>, open: Option<PathBuf>) -> App {
    look::install(&creation.egui_ctx);
    let settings = found.as_ref().map(|found| found.settings.clone());
    let settings = settings.unwrap_or_default();
    creation.egui_ctx.set_theme(settings.view.theme);
    creation
        .egui_ctx
        .set_zoom_factor(settings.view.text_size.factor());
    let mut app = App::new(settings.clone(), Services::of_the_desktop());
    app.heed(requests_to_end(&creation.egui_ctx));
    app.restore(&settings);
    if let Some(found) = found {
        app.keep_settings(found);
    }
    let is_empty = app.workbench.document().is_untouched();
    match open {
        Some(path) => app.open_argument(path),
        None if is_empty => app.send(FileCommand::LoadPreset(FIRST_PRESET.to_owned())),
        None => {}
    }
    app.drain(&creation.egui_ctx);
    app.offer_lost_work();
    app
}

/// The settings in the user's own folders; `None` where the system knows none.
fn find_settings() -> Option<Found> {
    let folders = OwnFolders::find()?;
    Some(Settings::find(&folders.config, &folders.data))
}

/// The language that the window was given last; `None` where it follows the system.
#[must_use]
pub fn kept_language() -> Option<Language> {
    Settings::language_kept_in(&OwnFolders::find()?.config)
}

/// Requests that wake the window where it sleeps.
fn requests_to_end(ctx: &egui::Context) -> Interrupt {
    let (interrupt, window) = (Interrupt::catch(), ctx.clone());
    interrupt.wake(move || window.request_repaint());
    interrupt
}

/// The icon; none where it cannot be read, which a test of the assets rules out.
fn icon() -> egui::IconData {
    eframe::icon_data::from_png_bytes(crate::assets::ICON_PNG).unwrap_or_default()
}
