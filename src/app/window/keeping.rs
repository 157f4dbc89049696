//! What the user has set: kept as it changes, and taken over from other windows. Each window keeps its own panels, tabs and
//! projects; theme, keys, blocks, favorites and recent files are the user's in all of them.

use super::App;
use crate::app::command::NoticeKind;
use crate::app::settings::News;
use crate::message;
use std::time::Duration;

impl App {
    /// Keeps what was changed of the settings, and says where that is not possible.
    pub(super) fn keep_what_was_set(&mut self, now_seconds: f64, ctx: &egui::Context) {
        let mut store = std::mem::take(&mut self.services.store);
        let comes_back = |event: &egui::Event| matches!(event, egui::Event::WindowFocused(true));
        if ctx.input(|input| input.events.iter().any(comes_back)) {
            store.look();
        }
        if let Some(seconds) = store.tick(now_seconds, ctx, || self.settings()) {
            ctx.request_repaint_after(Duration::from_secs_f64(seconds));
        }
        let notices = &mut self.workbench.window.notices;
        for told in store.take_set_aside() {
            notices.tell(NoticeKind::Error, None, told);
        }
        let fault = store.fault();
        let words = fault.map(|fault| message!("settings-not-kept", fault = fault));
        notices.stand("settings", words);
        let news = store.take_news();
        self.services.store = store;
        if let Some(news) = news {
            self.take_over(&news, ctx);
        }
    }

    /// Brings the window to where it was, once, and notes where it is.
    pub(super) fn keep_place(&mut self, ctx: &egui::Context) {
        let window = &mut self.workbench.window;
        let screen = ctx.input(|input| input.viewport().monitor_size);
        let zoom = ctx.zoom_factor();
        if let Some(screen) = screen
            && let Some(wanted) = window.wanted_place.take()
            && let Some(corner) = wanted.corner_on(screen * zoom)
            && !wanted.is_maximized()
        {
            ctx.send_viewport_cmd(egui::ViewportCommand::OuterPosition(
                (corner.to_vec2() / zoom).to_pos2(),
            ));
        }
        let place = window.place.seen(ctx);
        if place != window.place {
            window.place = place;
            self.services.store.note_change();
        }
    }

    fn take_over(&mut self, news: &News, ctx: &egui::Context) {
        let now = self.settings();
        let taken = news.taken_into(&now);
        let window = &mut self.workbench.window;
        if taken.view.theme != now.view.theme {
            window.view.theme = taken.view.theme;
            ctx.set_theme(taken.view.theme);
        }
        if taken.view.text_size != now.view.text_size {
            window.view.text_size = taken.view.text_size;
            ctx.set_zoom_factor(taken.view.text_size.factor());
        }
        window.library = taken.library;
        window.favorites = taken.favorites;
        window.keymap = taken.keymap;
        window.recent = taken.recent;
        if self.settings() != now {
            ctx.request_repaint();
        }
    }
}
