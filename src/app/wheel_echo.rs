//! Turns of a wheel that the system tells twice. Never touches any other event.
//!
//! An X server that knows a wheel as buttons, as remote desktops and virtual screens do, tells when such a button goes down
//! and when it comes up, and winit makes a turn of the wheel of each. A wheel that it knows as an axis is told once.

use egui::{Event, MouseWheelUnit, Vec2};

/// A button that stands for a notch is up again within this time, in seconds.
const ECHO_SECONDS: f64 = 0.03;
/// The same, in seconds, where the frames come seldom: then the next one brings it.
const NEXT_FRAME_SECONDS: f64 = 0.12;

/// Knows which turn of the wheel is the echo of the one before.
#[derive(Debug, Default)]
pub struct WheelEcho {
    last: Option<Notch>,
    frame: u64,
}

/// A turn by one whole notch that has been let through.
#[derive(Debug, Clone, Copy)]
struct Notch {
    delta: Vec2,
    seconds: f64,
    frame: u64,
}

/// Whether wheels may be told twice here.
pub fn is_told_twice() -> bool {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let may_be_x11 = cfg!(all(unix, not(target_os = "macos")));
    may_be_x11 && !is_set("WAYLAND_DISPLAY") && !is_set("WAYLAND_SOCKET")
}

impl WheelEcho {
    /// Takes echoes out of the events of the frame that begins at `seconds`.
    pub fn silence(&mut self, events: &mut Vec<Event>, seconds: f64) {
        self.frame += 1;
        events.retain(|event| match event {
            Event::MouseWheel {
                unit: MouseWheelUnit::Line,
                delta,
                ..
            } if delta.abs() == Vec2::X || delta.abs() == Vec2::Y => !self.is_echo(*delta, seconds),
            _ => true,
        });
    }

    fn is_echo(&mut self, delta: Vec2, seconds: f64) -> bool {
        let frame = self.frame;
        let is_near = |last: &Notch| {
            let passed = seconds - last.seconds;
            passed < ECHO_SECONDS || (passed < NEXT_FRAME_SECONDS && frame <= last.frame + 1)
        };
        let last = self.last.take();
        if last.is_some_and(|last| last.delta == delta && is_near(&last)) {
            return true;
        }
        self.last = Some(Notch {
            delta,
            seconds,
            frame,
        });
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{Modifiers, MouseWheelSource, TouchPhase, vec2};

    const UP: Vec2 = vec2(0.0, 1.0);

    fn turn(delta: Vec2) -> Event {
        Event::MouseWheel {
            unit: MouseWheelUnit::Line,
            delta,
            phase: TouchPhase::Move,
            source: MouseWheelSource::Unknown,
            modifiers: Modifiers::NONE,
        }
    }

    /// How many of the turns get through, given when the frames begin and what each brings.
    fn heard(frames: &[(f64, &[Vec2])]) -> usize {
        let mut echo = WheelEcho::default();
        let mut count = 0;
        for (seconds, turns) in frames {
            let mut events: Vec<Event> = turns.iter().copied().map(turn).collect();
            echo.silence(&mut events, *seconds);
            count += events.len();
        }
        count
    }

    #[test]
    fn a_button_that_goes_down_and_up_is_one_notch() {
        assert_eq!(heard(&[(0.0, &[UP, UP])]), 1);
        assert_eq!(heard(&[(0.0, &[UP]), (0.016, &[UP])]), 1);
        // A slow machine paints every tenth of a second.
        assert_eq!(heard(&[(0.0, &[UP]), (0.1, &[UP])]), 1);
        // Three notches in a row, told by the frames as they come.
        assert_eq!(
            heard(&[(0.0, &[UP]), (0.016, &[UP, UP]), (0.032, &[UP, UP, UP])]),
            3
        );
    }

    #[test]
    fn a_wheel_that_is_told_once_is_heard() {
        let quiet: &[Vec2] = &[];
        let notch: &[Vec2] = &[UP];
        assert_eq!(
            heard(&[(0.0, notch), (0.02, quiet), (0.04, quiet), (0.06, notch)]),
            2
        );
        assert_eq!(heard(&[(0.0, notch), (1.0, notch)]), 2);
        assert_eq!(heard(&[(0.0, &[UP, -UP, UP])]), 3);
        // Parts of a notch, and several at once, come from a wheel with an axis.
        assert_eq!(
            heard(&[(0.0, &[UP / 8.0, UP / 8.0, UP * 2.0, UP * 2.0])]),
            4
        );
    }
}
