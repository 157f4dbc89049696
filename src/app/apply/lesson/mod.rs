//! Commands about lessons, and looking at the network in front by the lesson that is open.

mod files;
mod following;
mod kept;

pub use files::{chosen, is_lesson, lessons};
pub use following::follow_lesson;
pub use kept::KeptLessons;

use super::Services;
use crate::app::command::{Availability, LessonCommand, LessonPlace};
use crate::app::docking::Panel;
use crate::app::state::{OpenLesson, WindowState};
use crate::app::workbench::Workbench;
use crate::files::{absolute, read_limited};
use crate::lesson::{Builtin, LARGEST_BYTES, Lesson, Progress, builtins, read_bytes};
use crate::text::Message;

/// Does what `command` asks for.
pub fn apply(
    command: LessonCommand,
    ctx: &egui::Context,
    workbench: &mut Workbench,
    services: &mut Services,
) {
    match command {
        LessonCommand::Begin(id) => {
            let place = LessonPlace::Builtin(id.to_owned());
            open(place, &mut workbench.window, services);
        }
        LessonCommand::OpenPath(path) => {
            let place = LessonPlace::File(absolute(&path));
            open(place, &mut workbench.window, services);
        }
        LessonCommand::TakeUp(place) => {
            // What lies where when the window was left is none of its business.
            if let Ok(open) = read(place, services) {
                workbench.window.lesson = open;
            }
        }
        LessonCommand::OpenFile => {
            services.ask(files::open_question(), ctx, &mut workbench.state_mut());
        }
        LessonCommand::WriteOwn => {
            services.ask(files::template_question(), ctx, &mut workbench.state_mut());
        }
        LessonCommand::SaveReport => {
            if let Some(question) = files::report_question(workbench.state()) {
                services.ask(question, ctx, &mut workbench.state_mut());
            }
        }
        LessonCommand::Close => close(&mut workbench.window),
        LessonCommand::Turn(_)
        | LessonCommand::Next
        | LessonCommand::Previous
        | LessonCommand::ShowHint
        | LessonCommand::SetStudent(_)
        | LessonCommand::StartAgain => change(command, &mut workbench.window, services),
    }
}

/// Changes how far the student is, and keeps it.
fn change(command: LessonCommand, window: &mut WindowState, services: &mut Services) {
    let Some(open) = &mut window.lesson else {
        return;
    };
    let front = open.front();
    let last = open.lesson().parts.len() - 1;
    let step = |place: usize| open.lesson().parts[place.min(last)].id.clone();
    let mut begins_anew = false;
    match command {
        LessonCommand::Turn(place) => open.progress.step = step(place),
        LessonCommand::Next => open.progress.step = step(front + 1),
        LessonCommand::Previous => open.progress.step = step(front.saturating_sub(1)),
        LessonCommand::ShowHint => {
            let shown = open.hints_open() + 1;
            let id = open.part().id.clone();
            open.progress.hints.insert(id, shown);
        }
        LessonCommand::SetStudent(name) => open.progress.student = name,
        LessonCommand::StartAgain => {
            let student = open.progress.student.clone();
            open.progress = Progress {
                student,
                ..Progress::of(open.lesson())
            };
            open.judged = None;
            begins_anew = true;
        }
        _ => {}
    }
    services
        .lessons
        .keep(&open.progress, begins_anew, &mut window.notices);
}

/// Opens a lesson as it was left, and its panel in every workspace: a lesson leads through several.
fn open(place: LessonPlace, window: &mut WindowState, services: &mut Services) {
    match read(place, services) {
        Ok(open) => {
            window.lesson = open;
            window.overlay = None;
            window.workspaces.open_everywhere(Panel::Lesson);
        }
        Err(fault) => window.notices.error_of_window(fault),
    }
}

fn close(window: &mut WindowState) {
    window.lesson = None;
    window.workspaces.close_everywhere(Panel::Lesson);
}

/// The lesson at `place` with its progress.
fn read(place: LessonPlace, services: &mut Services) -> Result<Option<OpenLesson>, Message> {
    let own = match &place {
        LessonPlace::Builtin(_) => None,
        LessonPlace::File(path) => {
            let bytes = read_limited(path, LARGEST_BYTES).map_err(|error| error.message())?;
            Some(read_bytes(&bytes).map_err(|faults| faults.message())?)
        }
    };
    let known = |id: &str| builtins().iter().find(|builtin| builtin.id == id);
    let lesson: Option<&Lesson> = match &place {
        LessonPlace::Builtin(id) => known(id).map(Builtin::lesson),
        LessonPlace::File(_) => own.as_ref(),
    };
    let Some(lesson) = lesson else {
        return Ok(None);
    };
    let progress = services.lessons.progress_of(lesson)?;
    Ok(OpenLesson::new(place, own, progress))
}

/// Whether it can run now, and if not, why.
pub fn availability(command: &LessonCommand, window: &WindowState) -> Availability {
    let Some(open) = &window.lesson else {
        let is_of_open = LessonCommand::OF_OPEN.contains(command);
        return Availability::when(!is_of_open, "no-lesson-open");
    };
    match command {
        LessonCommand::Next => Availability::when(
            open.front() + 1 < open.lesson().parts.len(),
            "lesson-at-last-step",
        ),
        LessonCommand::Previous => Availability::when(open.front() > 0, "lesson-at-first-step"),
        LessonCommand::ShowHint => Availability::when(
            open.hints_open() < open.part().hints.len(),
            "lesson-no-more-hints",
        ),
        LessonCommand::Begin(_)
        | LessonCommand::TakeUp(_)
        | LessonCommand::OpenFile
        | LessonCommand::OpenPath(_)
        | LessonCommand::Turn(_)
        | LessonCommand::SetStudent(_)
        | LessonCommand::StartAgain
        | LessonCommand::SaveReport
        | LessonCommand::WriteOwn
        | LessonCommand::Close => Availability::Ready,
    }
}

/// Whether it stands for something that is on now.
pub fn is_on(command: &LessonCommand, window: &WindowState) -> bool {
    let Some(open) = &window.lesson else {
        return false;
    };
    match command {
        LessonCommand::Begin(id) => {
            matches!(open.place(), LessonPlace::Builtin(own) if own == id)
        }
        LessonCommand::Turn(place) => open.front() == *place,
        _ => false,
    }
}
