//! How each workspace is laid out at first. Every panel has its place in each of them, most of them closed: where it is
//! asked for, it opens there.

use super::{Group, Layout, LayoutNode, LayoutPart, Panel, Workspace};
use crate::app::look::size;

/// The settings of training as first shown, in points.
const SETTINGS_WIDTH: f32 = 344.0;
/// The network below them: what they leave of a window of 900 points where none of them is to be scrolled for.
const LIVE_CANVAS_HEIGHT: f32 = 160.0;
/// What lies beside, where it is asked for, in points.
const ASIDE_WIDTH: f32 = 300.0;

/// What shows the network beside the job of a workspace.
const NETWORK: [Panel; 7] = [
    Panel::Canvas,
    Panel::Inspector,
    Panel::Palette,
    Panel::Outline,
    Panel::History,
    Panel::Lesson,
    Panel::Handbook,
];

/// How `workspace` is laid out at first.
pub fn layout(workspace: Workspace) -> Layout {
    let root = match workspace {
        Workspace::Build => build(),
        Workspace::Data => data(),
        Workspace::Train => train(),
        Workspace::Test => test(),
    };
    let open: &[Panel] = match workspace {
        Workspace::Build => &[
            Panel::Canvas,
            Panel::Palette,
            Panel::Outline,
            Panel::History,
            Panel::Inspector,
            Panel::Layers,
            Panel::Problems,
            Panel::Compare,
        ],
        Workspace::Data => &[Panel::Data],
        Workspace::Train => &[
            Panel::Curves,
            Panel::Health,
            Panel::Runs,
            Panel::TrainingSettings,
            Panel::Canvas,
        ],
        Workspace::Test => &[Panel::Predict, Panel::Results, Panel::Explain],
    };
    let closed = Panel::ALL.into_iter().filter(|panel| !open.contains(panel));
    Layout::new(root, closed)
}

/// The canvas between the palette and the inspector, tables below it.
fn build() -> LayoutNode {
    let below = [
        Panel::Layers,
        Panel::Problems,
        Panel::Compare,
        Panel::Import,
        Panel::Data,
        Panel::TrainingSettings,
        Panel::Curves,
        Panel::Health,
        Panel::Runs,
        Panel::Results,
        Panel::Predict,
        Panel::Explain,
    ];
    let middle = LayoutNode::Column(vec![
        part(600.0, tabs(&[Panel::Canvas])),
        part(size::BOTTOM_HEIGHT, tabs(&below)),
    ]);
    LayoutNode::Row(vec![
        part(
            size::PALETTE_WIDTH,
            tabs(&[Panel::Palette, Panel::Outline, Panel::History]),
        ),
        part(900.0, middle),
        part(
            size::INSPECTOR_WIDTH,
            tabs(&[Panel::Inspector, Panel::Lesson, Panel::Handbook]),
        ),
    ])
}

/// The data set in the whole window.
fn data() -> LayoutNode {
    let main = [
        Panel::Data,
        Panel::Layers,
        Panel::Problems,
        Panel::Compare,
        Panel::Import,
        Panel::TrainingSettings,
        Panel::Curves,
        Panel::Health,
        Panel::Runs,
        Panel::Results,
        Panel::Predict,
        Panel::Explain,
    ];
    LayoutNode::Row(vec![
        part(1100.0, tabs(&main)),
        part(ASIDE_WIDTH, tabs(&NETWORK)),
    ])
}

/// The curves, with the settings and the network beside them.
fn train() -> LayoutNode {
    let main = [
        Panel::Curves,
        Panel::Health,
        Panel::Runs,
        Panel::Results,
        Panel::Data,
        Panel::Predict,
        Panel::Explain,
        Panel::Layers,
        Panel::Problems,
        Panel::Compare,
        Panel::Import,
    ];
    let beside = LayoutNode::Column(vec![
        part(600.0, tabs(&[Panel::TrainingSettings])),
        part(LIVE_CANVAS_HEIGHT, tabs(&NETWORK)),
    ]);
    LayoutNode::Row(vec![
        part(1100.0, tabs(&main)),
        part(SETTINGS_WIDTH, beside),
    ])
}

/// One's own pictures, and below them how well the network does on those held out, or why it says what it says.
fn test() -> LayoutNode {
    let above = [
        Panel::Predict,
        Panel::Data,
        Panel::Curves,
        Panel::Health,
        Panel::Runs,
        Panel::TrainingSettings,
    ];
    let below = [
        Panel::Results,
        Panel::Explain,
        Panel::Layers,
        Panel::Problems,
        Panel::Compare,
        Panel::Import,
    ];
    let main = LayoutNode::Column(vec![part(400.0, tabs(&above)), part(436.0, tabs(&below))]);
    LayoutNode::Row(vec![part(1100.0, main), part(ASIDE_WIDTH, tabs(&NETWORK))])
}

fn part(points: f32, node: LayoutNode) -> LayoutPart {
    LayoutPart { points, node }
}

fn tabs(panels: &[Panel]) -> LayoutNode {
    LayoutNode::Tabs(Group {
        panels: panels.to_vec(),
        front: panels[0],
        is_folded: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_panel_has_one_place_in_every_workspace_and_is_open_where_it_is_at_home() {
        for workspace in Workspace::ALL {
            let layout = layout(workspace);
            let mut found: Vec<Panel> = layout
                .root()
                .groups()
                .into_iter()
                .flat_map(|group| group.panels.clone())
                .collect();
            found.sort();
            assert_eq!(found, Panel::ALL, "{workspace:?}");
            // They open when a lesson is begun, a file of another program is opened, or help is asked for.
            let opened_later = [Panel::Lesson, Panel::Import, Panel::Handbook];
            for panel in Panel::ALL
                .into_iter()
                .filter(|panel| panel.home() == workspace && !opened_later.contains(panel))
            {
                assert!(layout.is_open(panel), "{panel:?} in {workspace:?}");
            }
        }
    }
}
