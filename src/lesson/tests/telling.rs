//! Progress that is kept, and reports that are handed in.

use super::*;
use crate::text::{Language, Spoken};

fn lesson() -> Lesson {
    let text = "---\nlesson: 1\ntitle: A & <b>\n---\n## Build {#build}\nDo.\n```check\nlayer Conv2D\n```\n\
        ## Train | it {#train}\nDo.\n```check\nlayer Conv2D\n```\n```check\nrun epochs>=1\n```\n";
    read(text).unwrap()
}

fn findings(lesson: &Lesson, facts: &Facts<'_>) -> Vec<Vec<Finding>> {
    let of_part = |part: &Part| {
        part.checks
            .iter()
            .map(|check| judge(check, facts))
            .collect()
    };
    lesson.parts.iter().map(of_part).collect()
}

#[test]
fn a_step_stays_done_and_a_deed_counts_once_it_was_done() {
    let lesson = lesson();
    let mut drawn = Drawn::default();
    drawn.add("start", input([8, 8, 3]), &[]);
    drawn.add("conv", conv(4, 3, "same"), &["start"]);
    let (graph, recipe) = (drawn.graph(), Recipe::default());
    let inference = infer(&graph);
    let mut known = facts(&graph, &inference, &recipe);
    let mut progress = Progress::of(&lesson);
    assert!(progress.take(&lesson, &findings(&lesson, &known), "monday"));
    assert_eq!(progress.done.len(), 1);
    assert_eq!(progress.done["build"], "monday");

    // The training of yesterday is no longer at hand, and the network is another one.
    known.runs = Some(vec![RunSeen {
        epochs: 1,
        ..RunSeen::default()
    }]);
    let (empty, nothing) = (Graph::default(), Inference::default());
    let mut without = facts(&empty, &nothing, &recipe);
    without.runs.clone_from(&known.runs);
    assert!(progress.take(&lesson, &findings(&lesson, &without), "tuesday"));
    assert_eq!(progress.done_count(&lesson), 1);
    known.runs = Some(Vec::new());
    let found = findings(&lesson, &known);
    assert_eq!(progress.verdict("train", 1, &found[1][1]), Verdict::Holds);
    assert!(progress.take(&lesson, &found, "wednesday"));
    assert_eq!(progress.done["train"], "wednesday");
    assert!(!progress.take(&lesson, &found, "thursday"));

    let text = serde_json::to_string(&progress).unwrap();
    assert_eq!(serde_json::from_str::<Progress>(&text).unwrap(), progress);
}

#[test]
fn a_report_says_who_did_what_and_when_and_no_name_in_it_is_obeyed() {
    let _english = Spoken::here(Language::English);
    let lesson = lesson();
    let progress = Progress {
        student: "Ada <script>".to_owned(),
        done: [("build".to_owned(), "2026-01-02 03:04".to_owned())].into(),
        ..Progress::of(&lesson)
    };
    let report = Report {
        lesson: &lesson,
        progress: &progress,
        network: "</pre>",
        summary: "conv (Conv2D) <1>\n".to_owned(),
        written: "today".to_owned(),
    };
    let html = report.text(ReportForm::Html);
    for part in [
        "A &amp; &lt;b&gt;",
        "Student: Ada &lt;script&gt;",
        "<td>1. Build</td><td>2026-01-02 03:04</td>",
        "<td>2. Train | it</td><td>not yet</td>",
        "1 of 2 steps done",
        "conv (Conv2D) &lt;1&gt;",
    ] {
        assert!(html.contains(part), "{part}: {html}");
    }
    assert!(!html.contains("<script"));
    let markdown = report.text(ReportForm::Markdown);
    assert!(
        markdown.contains("| 2. Train \\| it | not yet |"),
        "{markdown}"
    );
    assert!(markdown.contains("\n    conv (Conv2D) <1>\n"), "{markdown}");
}
