//! How long a hand may take for a click and between two, on a machine that is slow to look. Never changes what a click does.
//!
//! egui sees a press when a frame begins. While a training takes the processors, frames take long, and the clicks of a quick
//! hand are seen as far apart as the frames are.

/// A button held for longer is no click, in seconds.
const CLICK_SECONDS: f64 = 0.8;
/// Two clicks further apart are no double click, in seconds.
const BETWEEN_CLICKS_SECONDS: f64 = 0.4;
/// Slower frames than this, in seconds, change nothing any more.
const SLOWEST_FRAME_SECONDS: f64 = 1.0;

/// Lets a press and its release, and two clicks, lie in frames that follow each other, where a frame takes `frame_seconds`.
pub fn wait_for_hands(ctx: &egui::Context, frame_seconds: f32) {
    // The first is seen when one frame begins, the second when the next but one does.
    let late = 2.0 * f64::from(frame_seconds).clamp(0.0, SLOWEST_FRAME_SECONDS);
    ctx.options_mut(|options| {
        options.input_options.max_click_duration = CLICK_SECONDS + late;
        options.input_options.max_double_click_delay = BETWEEN_CLICKS_SECONDS + late;
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{Event, Modifiers, PointerButton, Pos2, RawInput};

    /// Whether two clicks, each seen in a frame of its own, are a double click where frames take `seconds`.
    fn is_double_click(seconds: f64) -> bool {
        let ctx = egui::Context::default();
        wait_for_hands(&ctx, seconds as f32);
        let button = |pressed| Event::PointerButton {
            pos: Pos2::new(50.0, 50.0),
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        };
        let mut is_double = false;
        for frame in 0..3 {
            let events = match frame {
                0 => vec![Event::PointerMoved(Pos2::new(50.0, 50.0))],
                _ => vec![button(true), button(false)],
            };
            let input = RawInput {
                time: Some(1.0 + f64::from(frame) * seconds),
                events,
                ..RawInput::default()
            };
            let mut output = ctx.run_ui(input, |ui| {
                is_double |=
                    ui.input(|input| input.pointer.button_double_clicked(PointerButton::Primary));
            });
            output.textures_delta.clear();
        }
        is_double
    }

    #[test]
    fn clicks_in_frames_that_follow_each_other_are_a_double_click_however_slow_they_are() {
        for seconds in [0.016, 0.2, 0.6, 1.0] {
            assert!(is_double_click(seconds), "{seconds} s a frame");
        }
    }
}
