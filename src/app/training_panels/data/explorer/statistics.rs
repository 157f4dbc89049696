//! Figures on the pictures: how many each class has, how large they were, their channels, and the mean picture of each class.

use crate::app::learning::{LoadedData, texture_of};
use crate::app::look::{Theme, fonts, size};
use crate::app::widgets;
use crate::data::{Dataset, Role};
use crate::layer::thousands;
use crate::text::say;
use crate::tr;
use egui::{
    Id, Image, Label, Rect, RichText, Role as WidgetRole, ScrollArea, Sense, TextureHandle, Ui,
    WidgetInfo, pos2, vec2,
};
use std::collections::BTreeMap;
use std::sync::{Arc, Weak};

/// A mean picture's side, in points.
const SIDE: f32 = 64.0;
/// The bar of a class, in points.
const BAR_WIDTH: f32 = 180.0;
const NAME_WIDTH: f32 = 110.0;
/// More classes are not counted here; the list of classes has them all.
const MOST_BARS: usize = 60;

/// Paints the figures.
pub fn statistics_ui(ui: &mut Ui, data: &Arc<LoadedData>) {
    let scroll = ScrollArea::vertical()
        .id_salt("statistics")
        .auto_shrink(false);
    scroll.show(ui, |ui| {
        widgets::group_heading_ui(ui, say("balance"));
        balance_ui(ui, data);
        ui.add_space(size::UNIT);
        widgets::group_heading_ui(ui, say("channels"));
        channels_ui(ui, data);
        ui.add_space(size::UNIT);
        widgets::group_heading_ui(ui, say("sizes"));
        for (role, part) in data.parts() {
            muted_line_ui(ui, &sizes(role, part));
        }
        ui.add_space(size::UNIT);
        means_ui(ui, data);
    });
}

fn muted_line_ui(ui: &mut Ui, words: &str) {
    let color = Theme::of(ui).muted;
    ui.add(Label::new(RichText::new(words).color(color)).wrap());
}

fn balance_ui(ui: &mut Ui, data: &LoadedData) {
    let counts: Vec<(Role, Vec<usize>)> = data
        .parts()
        .map(|(role, part)| (role, part.class_counts()))
        .collect();
    let most = counts.iter().flat_map(|(_, counts)| counts).max();
    let most = most.copied().unwrap_or(1).max(1);
    for (class, name) in data.train.classes().iter().enumerate().take(MOST_BARS) {
        let of_class: Vec<(Role, usize)> = counts
            .iter()
            .map(|(role, counts)| (*role, counts.get(class).copied().unwrap_or(0)))
            .collect();
        class_ui(ui, name, &of_class, most);
    }
    let rest = data.train.classes().len().saturating_sub(MOST_BARS);
    if rest > 0 {
        muted_line_ui(ui, &tr!("and-more-classes", count = rest));
    }
}

/// A bar for each part, one below the other.
fn class_ui(ui: &mut Ui, name: &str, counts: &[(Role, usize)], most: usize) {
    const BAR_HEIGHT: f32 = 6.0;
    let theme = Theme::of(ui);
    let height = (counts.len() as f32 * (BAR_HEIGHT + 2.0)).max(16.0);
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let words: Vec<String> = counts
        .iter()
        .map(|(_, count)| thousands(*count as u64))
        .collect();
    let words = words.join(" + ");
    response.widget_info(|| {
        WidgetInfo::labeled(
            WidgetRole::Label,
            true,
            tr!("class-and-counts", class = name, counts = &words),
        )
    });
    let painter = ui.painter();
    let mut job =
        egui::text::LayoutJob::simple_singleline(name.to_owned(), fonts::text(), theme.text);
    job.wrap = egui::text::TextWrapping::truncate_at_width(NAME_WIDTH - 8.0);
    let label = painter.layout_job(job);
    painter.galley(rect.left_top(), label, theme.text);
    let width = BAR_WIDTH.min(rect.width() - NAME_WIDTH - 60.0).max(20.0);
    let colors = [theme.accent, theme.ok, theme.warning];
    for (row, ((_, count), color)) in counts.iter().zip(colors).enumerate() {
        let top = rect.top() + row as f32 * (BAR_HEIGHT + 2.0) + 2.0;
        let share = *count as f32 / most as f32;
        let bar = Rect::from_min_size(pos2(rect.left() + NAME_WIDTH, top), vec2(width, BAR_HEIGHT));
        painter.rect_filled(bar, 2.0, theme.raised);
        painter.rect_filled(bar.with_max_x(bar.left() + width * share), 2.0, color);
    }
    let figures = painter.layout_no_wrap(words, fonts::mono(), theme.muted);
    painter.galley(
        pos2(rect.left() + NAME_WIDTH + width + 8.0, rect.top()),
        figures,
        theme.muted,
    );
}

fn channels_ui(ui: &mut Ui, data: &LoadedData) {
    let channels = &data.explored.statistics.channels;
    let names = match channels.len() {
        1 => vec![say("gray")],
        _ => vec![
            say("channel-red"),
            say("channel-green"),
            say("channel-blue"),
        ],
    };
    for (name, figures) in names.into_iter().zip(channels) {
        let words = tr!(
            "channel-figures",
            channel = name,
            mean = format!("{:.1}", figures.mean),
            deviation = format!("{:.1}", figures.deviation),
            unit_mean = format!("{:.3}", figures.mean / 255.0),
            unit_deviation = format!("{:.3}", figures.deviation / 255.0)
        );
        muted_line_ui(ui, &words);
    }
}

/// How large the pictures of a part were in their files.
fn sizes(role: Role, part: &Dataset) -> String {
    let role = role.message();
    let mut counts: BTreeMap<[u32; 2], usize> = BTreeMap::new();
    for size in (0..part.len()).filter_map(|index| part.file_size_px(index)) {
        *counts.entry(size).or_default() += 1;
    }
    let shown = |[width, height]: [u32; 2]| tr!("width-by-height", width = width, height = height);
    let by_area = |size: &&[u32; 2]| u64::from(size[0]) * u64::from(size[1]);
    let (Some(smallest), Some(largest), Some(common)) = (
        counts.keys().min_by_key(by_area),
        counts.keys().max_by_key(by_area),
        counts.iter().max_by_key(|(_, count)| **count),
    ) else {
        let shape = part.shape();
        let size = shown([shape.width() as u32, shape.height() as u32]);
        return tr!("all-of-one-size", role = role, size = size);
    };
    if counts.len() == 1 {
        return tr!("all-of-one-size", role = role, size = shown(*smallest));
    }
    tr!(
        "sizes-of-part",
        role = role,
        count = counts.len(),
        smallest = shown(*smallest),
        largest = shown(*largest),
        common = shown(*common.0),
        pictures = *common.1
    )
}

/// Mean pictures as textures, kept by egui as long as the data is the same.
#[derive(Clone, Default)]
struct Means {
    data: Weak<LoadedData>,
    textures: Vec<Option<TextureHandle>>,
}

fn means_ui(ui: &mut Ui, data: &Arc<LoadedData>) {
    let id = Id::unique("mean-pictures");
    let mut means: Means = ui.data(|kept| kept.get_temp(id)).unwrap_or_default();
    if !means.data.ptr_eq(&Arc::downgrade(data)) {
        let pictures = data.explored.statistics.mean_pictures.iter();
        let textures =
            pictures.map(|picture| Some(texture_of(ui.ctx(), "mean", picture.as_ref()?)));
        means = Means {
            data: Arc::downgrade(data),
            textures: textures.collect(),
        };
        ui.data_mut(|kept| kept.insert_temp(id, means.clone()));
    }
    if means.textures.is_empty() {
        return;
    }
    widgets::group_heading_ui(ui, say("mean-pictures"));
    ui.horizontal_wrapped(|ui| {
        for (class, texture) in data.train.classes().iter().zip(&means.textures) {
            let Some(texture) = texture else { continue };
            ui.vertical(|ui| {
                ui.set_width(SIDE + 8.0);
                let name = tr!("mean-picture-of", class = class);
                let image = Image::new(texture).fit_to_exact_size(vec2(SIDE, SIDE));
                ui.add(image.corner_radius(3).alt_text(name));
                ui.add(Label::new(RichText::new(class).font(fonts::small())).truncate());
            });
        }
    });
}
