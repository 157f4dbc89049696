//! A run's charts as an SVG picture, in the light colors that suit paper.

use super::axis_text::{mark_text, value_text};
use super::chart::Chart;
use super::chart_line::{ChartLine, Role};
use crate::app::look::LIGHT;
use crate::assets;
use crate::diagram::Escaped;
use crate::engine::run::RateMark;
use crate::report::{rate_from_here, rate_set};
use crate::text::say;
use egui::Color32;
use std::fmt::Write as _;

/// The picture's size, px.
pub const WIDTH_PX: f64 = 1120.0;
/// The picture's height, px.
pub const HEIGHT_PX: f64 = 440.0;

/// Where the lines of one chart lie, px.
struct Frame {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
}

/// The picture of `charts` side by side under `title`.
pub fn to_svg(title: &str, charts: &[Chart; 2]) -> String {
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH_PX}\" height=\"{HEIGHT_PX}\" \
         viewBox=\"0 0 {WIDTH_PX} {HEIGHT_PX}\" font-family=\"{}\">\n\
         <rect width=\"{WIDTH_PX}\" height=\"{HEIGHT_PX}\" fill=\"{}\"/>\n",
        assets::INTER_FAMILY,
        hex(LIGHT.panel),
    );
    text(
        &mut svg,
        [24.0, 32.0],
        16.0,
        "font-weight=\"600\"",
        LIGHT.text,
        title,
    );
    for (index, chart) in charts.iter().enumerate() {
        let left = 64.0 + 544.0 * index as f64;
        one_chart(
            &mut svg,
            chart,
            &Frame {
                left,
                top: 84.0,
                width: 472.0,
                height: 312.0,
            },
        );
    }
    svg.push_str("</svg>\n");
    svg
}

fn one_chart(svg: &mut String, chart: &Chart, frame: &Frame) {
    text(
        svg,
        [frame.left, frame.top - 12.0],
        13.0,
        "font-weight=\"600\"",
        LIGHT.text,
        &chart.heading(),
    );
    grid(svg, chart, frame);
    for mark in &chart.marks {
        upright(svg, mark, chart, frame);
    }
    for line in &chart.lines {
        polyline(svg, line, chart, frame);
    }
    legend(svg, chart, frame);
}

fn grid(svg: &mut String, chart: &Chart, frame: &Frame) {
    let [least, most] = chart.value_range();
    let Frame {
        left,
        top,
        width,
        height,
    } = frame;
    // Writing to a string cannot fail; `write!` only wants its result used.
    let _ = writeln!(
        svg,
        "<rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" rx=\"5\" fill=\"none\" stroke=\"{}\"/>",
        hex(LIGHT.border)
    );
    let marks = chart.value_marks();
    let step = marks.get(1).map_or(1.0, |second| second - marks[0]);
    for mark in marks {
        let y = top + height * (1.0 - (mark - least) / (most - least));
        let right = left + width;
        let color = hex(LIGHT.border);
        let _ = writeln!(
            svg,
            "<line x1=\"{left}\" y1=\"{y:.1}\" x2=\"{right}\" y2=\"{y:.1}\" stroke=\"{color}\"/>"
        );
        let words = chart.value_mark_text(mark, step);
        text(
            svg,
            [left - 8.0, y + 4.0],
            11.0,
            "text-anchor=\"end\"",
            LIGHT.muted,
            &words,
        );
    }
    for mark in chart.epoch_marks() {
        let place = [
            left + width * mark / chart.epoch_range()[1],
            top + height + 18.0,
        ];
        text(
            svg,
            place,
            11.0,
            "text-anchor=\"middle\"",
            LIGHT.muted,
            &mark_text(mark),
        );
    }
    let caption = [left + width / 2.0, top + height + 34.0];
    text(
        svg,
        caption,
        11.0,
        "text-anchor=\"middle\"",
        LIGHT.muted,
        say("axis-epoch"),
    );
}

/// Where the learning rate was changed by hand: browsers say so under the pointer, paper says it in two words.
fn upright(svg: &mut String, mark: &RateMark, chart: &Chart, frame: &Frame) {
    let x = frame.left + frame.width * mark.epoch / chart.epoch_range()[1];
    let (top, bottom, color) = (frame.top, frame.top + frame.height, hex(LIGHT.muted));
    let _ = writeln!(
        svg,
        "<g><title>{}</title><path d=\"M{x:.1} {top}V{bottom}\" stroke=\"{color}\" stroke-dasharray=\"2 3\" fill=\"none\"/>",
        Escaped(&rate_set(mark))
    );
    let place = [x - 3.0, top + 6.0];
    let turned = format!(
        "text-anchor=\"end\" transform=\"rotate(-90 {} {})\"",
        place[0], place[1]
    );
    text(svg, place, 9.0, &turned, LIGHT.muted, &rate_from_here(mark));
    svg.push_str("</g>\n");
}

fn polyline(svg: &mut String, line: &ChartLine, chart: &Chart, frame: &Frame) {
    let [least, most] = chart.value_range();
    let (color, extra) = style(line.role);
    let _ = write!(
        svg,
        "<polyline fill=\"none\" stroke=\"{}\" {extra} points=\"",
        hex(color)
    );
    let place = |[epoch, value]: [f64; 2]| {
        let share = ((value - least) / (most - least)).clamp(0.0, 1.0);
        let x = frame.left + frame.width * epoch / chart.epoch_range()[1];
        (x, frame.top + frame.height * (1.0 - share))
    };
    for point in &line.points {
        let (x, y) = place(*point);
        let _ = write!(svg, "{x:.1},{y:.1} ");
    }
    svg.push_str("\"/>\n");
    if let Some(point) = line.lone_point() {
        let ((x, y), fill) = (place(point), hex(color));
        let _ = writeln!(
            svg,
            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\" fill=\"{fill}\"/>"
        );
    }
}

fn style(role: Role) -> (Color32, &'static str) {
    let color = match role {
        Role::TrainingRaw | Role::Training => LIGHT.accent,
        Role::Validation => LIGHT.warning,
        Role::BatchValidation => LIGHT.ok,
    };
    let extra = match role {
        Role::TrainingRaw => "stroke-width=\"1\" stroke-opacity=\"0.4\"",
        Role::Training => "stroke-width=\"2\"",
        Role::Validation | Role::BatchValidation => "stroke-width=\"2\" stroke-dasharray=\"6 4\"",
    };
    (color, extra)
}

fn legend(svg: &mut String, chart: &Chart, frame: &Frame) {
    let right = frame.left + frame.width;
    for (index, (role, value)) in chart.legend().enumerate() {
        let y = frame.top - 28.0 + 16.0 * index as f64;
        let (color, extra) = style(role);
        let x = right - 150.0;
        let _ = writeln!(
            svg,
            "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\" stroke=\"{}\" {extra}/>",
            x - 24.0,
            y - 4.0,
            x - 6.0,
            y - 4.0,
            hex(color)
        );
        text(svg, [x, y], 11.0, "", LIGHT.muted, role.label());
        text(
            svg,
            [right, y],
            11.0,
            "text-anchor=\"end\"",
            LIGHT.text,
            &value_text(value),
        );
    }
}

fn text(
    svg: &mut String,
    [x, y]: [f64; 2],
    size_px: f64,
    attributes: &str,
    color: Color32,
    words: &str,
) {
    let words = words
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    let fill = hex(color);
    let _ = writeln!(
        svg,
        "<text x=\"{x}\" y=\"{y}\" font-size=\"{size_px}\" fill=\"{fill}\" {attributes}>{words}</text>"
    );
}

fn hex(color: Color32) -> String {
    format!("#{:02X}{:02X}{:02X}", color.r(), color.g(), color.b())
}

#[cfg(test)]
mod tests {
    use super::super::chart::ChartStyle;
    use super::*;
    use crate::app::learning::{Curves, Place, Record};
    use crate::engine::run::RateChange;

    #[test]
    fn a_learning_rate_that_was_set_by_hand_is_marked_in_both_charts() {
        let mut record = Record::new("a run".into(), 4);
        for epoch in 1..=4 {
            record.curves.loss.push(f64::from(epoch), 1.0);
        }
        record.place = Place {
            epoch: 4,
            batch: 10,
            batches: 10,
            ..record.place
        };
        record.rate_changes = vec![RateChange {
            epoch: 3,
            step: 5,
            learning_rate: 0.25,
        }];
        let svg = to_svg("One", &Chart::of_run(&record, ChartStyle::default()));
        let mark = RateMark {
            epoch: 2.5,
            learning_rate: 0.25,
        };
        let title = format!("<title>{}</title>", rate_set(&mark));
        assert!(title.contains("0.25") && title.contains("2.5"));
        assert_eq!(svg.matches(&title).count(), 2);
        // 2.5 of the 4.08 epochs of an axis of 472 px that begins at 64.
        assert!(svg.contains("M353.2 84V396"), "{svg}");
        resvg::usvg::Tree::from_str(&svg, &resvg::usvg::Options::default()).unwrap();
    }

    #[test]
    fn one_validation_is_a_dot() {
        let mut curves = Curves::default();
        curves.val_loss.push(1.0, 0.5);
        let svg = to_svg("One", &Chart::pair(&curves, 1, ChartStyle::default()));
        assert_eq!(svg.matches("<circle").count(), 1);
    }

    #[test]
    fn the_picture_is_sound_svg_with_both_charts_and_a_safe_title() {
        let mut curves = Curves::default();
        for epoch in 0..4 {
            curves
                .loss
                .push(f64::from(epoch), 1.0 / f64::from(epoch + 1));
            curves.val_accuracy.push(f64::from(epoch), 0.5);
        }
        let svg = to_svg(
            "A <net> & data",
            &Chart::pair(&curves, 4, ChartStyle::default()),
        );
        assert!(svg.contains("A &lt;net&gt; &amp; data"));
        assert_eq!(svg.matches("<polyline").count(), 3);
        let tree = resvg::usvg::Tree::from_str(&svg, &resvg::usvg::Options::default()).unwrap();
        assert_eq!(
            (tree.size().width(), tree.size().height()),
            (WIDTH_PX as f32, HEIGHT_PX as f32)
        );
    }
}
