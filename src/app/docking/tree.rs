//! A layout as the tiles that `egui_tiles` lays out and lets be dragged, and what a gesture makes of them as a layout again.

use super::room::{Along, sizes};
use super::{Group, Layout, LayoutNode, LayoutPart, Panel, Workspace};
use egui::{Id, Vec2};
use egui_tiles::{Container, Linear, LinearDir, Tabs, Tile, TileId, Tiles, Tree};
use std::collections::BTreeSet;

/// The tiles of panels are numbered as the panels are, those of groups, rows and columns from here on.
const FIRST_CONTAINER: u64 = 100;

/// What the tiles of one frame are made of.
struct Builder<'a> {
    tiles: Tiles<Panel>,
    closed: &'a BTreeSet<Panel>,
    main: Option<Panel>,
    gap: f32,
    next: u64,
}

/// The tiles of `layout` in a room of `size` points, with gaps of `gap` points; the same layout has the same tiles in each
/// frame. Where the room is `narrow`, what lies below the main panel lies below its neighbors, too.
pub fn tree_of(
    layout: &Layout,
    workspace: Workspace,
    (size, gap): (Vec2, f32),
    narrow: f32,
) -> Tree<Panel> {
    let main = workspace.main_panel();
    let mut builder = Builder {
        tiles: Tiles::default(),
        closed: layout.closed(),
        main,
        gap,
        next: FIRST_CONTAINER,
    };
    let root = match (layout.maximized(), main) {
        (Some(panel), _) => LayoutNode::tabs([panel]),
        (None, Some(main)) if size.x < narrow => Some(layout.root().narrowed(main)),
        (None, _) => None,
    };
    let root = builder.tile(root.as_ref().unwrap_or(layout.root()), size);
    let id = Id::unique(("workspace", workspace.label()));
    Tree::new(id, root, builder.tiles)
}

impl Builder<'_> {
    fn tile(&mut self, node: &LayoutNode, size: Vec2) -> TileId {
        let id = TileId::from_u64(self.next);
        self.next += 1;
        let container = match node {
            LayoutNode::Tabs(group) => self.tabs(id, group),
            LayoutNode::Row(parts) => self.linear(parts, Along::Row, size),
            LayoutNode::Column(parts) => self.linear(parts, Along::Column, size),
        };
        self.tiles.insert(id, Tile::Container(container));
        id
    }

    fn tabs(&mut self, id: TileId, group: &Group) -> Container {
        for panel in &group.panels {
            self.tiles.insert(tile_of(*panel), Tile::Pane(*panel));
            let is_open = !self.closed.contains(panel);
            self.tiles.set_visible(tile_of(*panel), is_open);
        }
        self.tiles.set_visible(id, !group.is_folded);
        let mut tabs = Tabs::new(group.panels.iter().copied().map(tile_of).collect());
        tabs.active = group.shown(self.closed).map(tile_of);
        Container::Tabs(tabs)
    }

    fn linear(&mut self, parts: &[LayoutPart], along: Along, size: Vec2) -> Container {
        let (extent, direction) = match along {
            Along::Row => (size.x, LinearDir::Horizontal),
            Along::Column => (size.y, LinearDir::Vertical),
        };
        let sizes = sizes(parts, along, (extent, self.gap), self.main, self.closed);
        let mut linear = Linear::new(direction, Vec::new());
        for (part, points) in parts.iter().zip(sizes) {
            let inside = match along {
                Along::Row => Vec2::new(points, size.y),
                Along::Column => Vec2::new(size.x, points),
            };
            let tile = self.tile(&part.node, inside);
            linear.add_child(tile);
            linear.shares.set_share(tile, points);
        }
        Container::Linear(linear)
    }
}

fn tile_of(panel: Panel) -> TileId {
    TileId::from_u64(panel as u64 + 1)
}

/// The panel whose tile `tile` is.
pub fn panel_of(tile: TileId) -> Option<Panel> {
    Panel::ALL.into_iter().find(|panel| tile_of(*panel) == tile)
}

/// The panels in front of their tabs.
pub fn fronts_of(tree: &Tree<Panel>) -> BTreeSet<Panel> {
    let tiles = tree.tiles.tiles();
    let active = tiles.filter_map(|tile| match tile {
        Tile::Container(Container::Tabs(tabs)) => tabs.active,
        _ => None,
    });
    active.filter_map(panel_of).collect()
}

/// The layout that a gesture has left, which has moved the tile `moved`.
pub fn node_of(tree: &Tree<Panel>, moved: Option<TileId>) -> Option<LayoutNode> {
    node_of_tile(tree, tree.root()?, moved)
}

fn node_of_tile(tree: &Tree<Panel>, tile: TileId, moved: Option<TileId>) -> Option<LayoutNode> {
    match tree.tiles.get(tile)? {
        Tile::Pane(panel) => LayoutNode::tabs([*panel]),
        Tile::Container(Container::Tabs(tabs)) => tabs_of(tree, tile, tabs, moved),
        Tile::Container(container) => {
            let direction = match container {
                Container::Linear(linear) => linear.dir,
                _ => LinearDir::Horizontal,
            };
            let parts = container.children().filter_map(|child| {
                let points = match container {
                    Container::Linear(linear) => linear.shares[*child],
                    _ => 1.0,
                };
                let node = node_of_tile(tree, *child, moved)?;
                Some(LayoutPart { points, node })
            });
            joined(direction, parts.collect())
        }
    }
}

/// A group of tabs. What was dropped beside one of them lies beside all of them: a row inside of a tab would have no name.
fn tabs_of(
    tree: &Tree<Panel>,
    tile: TileId,
    tabs: &Tabs,
    moved: Option<TileId>,
) -> Option<LayoutNode> {
    let mut panels = Vec::new();
    let mut front = None;
    let mut beside = None;
    for child in &tabs.children {
        let mut inside = Vec::new();
        match tree.tiles.get(*child) {
            Some(Tile::Container(Container::Linear(linear))) => {
                for part in &linear.children {
                    if Some(*part) == moved {
                        let is_first = linear.children.first() == Some(part);
                        let node = node_of_tile(tree, *part, moved)?;
                        beside = Some((linear.dir, is_first, node));
                    } else {
                        collect_panels(tree, *part, &mut inside);
                    }
                }
            }
            _ => collect_panels(tree, *child, &mut inside),
        }
        if tabs.active == Some(*child) {
            front = active_panel(tree, *child).filter(|panel| inside.contains(panel));
            front = front.or(inside.first().copied());
        }
        panels.extend(inside);
    }
    let front = front.or(panels.first().copied());
    let group = front.map(|front| {
        LayoutNode::Tabs(Group {
            panels,
            front,
            is_folded: !tree.is_visible(tile),
        })
    });
    let Some((direction, is_first, dropped)) = beside else {
        return group;
    };
    let mut parts: Vec<LayoutPart> = std::iter::once(dropped)
        .chain(group)
        .map(|node| LayoutPart { points: 1.0, node })
        .collect();
    if !is_first {
        parts.reverse();
    }
    joined(direction, parts)
}

fn collect_panels(tree: &Tree<Panel>, tile: TileId, found: &mut Vec<Panel>) {
    match tree.tiles.get(tile) {
        Some(Tile::Pane(panel)) => found.push(*panel),
        Some(Tile::Container(container)) => {
            for child in container.children() {
                collect_panels(tree, *child, found);
            }
        }
        None => {}
    }
}

/// The panel that shows in `tile`.
fn active_panel(tree: &Tree<Panel>, tile: TileId) -> Option<Panel> {
    match tree.tiles.get(tile)? {
        Tile::Pane(panel) => Some(*panel),
        Tile::Container(Container::Tabs(tabs)) => active_panel(tree, tabs.active?),
        Tile::Container(container) => active_panel(tree, *container.children().next()?),
    }
}

/// A row or column of `parts`: one of a single part is that part, and a row within a row is one row.
fn joined(direction: LinearDir, parts: Vec<LayoutPart>) -> Option<LayoutNode> {
    let mut flat = Vec::new();
    for LayoutPart { points, node } in parts {
        match (direction, node) {
            (LinearDir::Horizontal, LayoutNode::Row(inside))
            | (LinearDir::Vertical, LayoutNode::Column(inside)) => {
                let all: f32 = inside.iter().map(|part| part.points).sum();
                flat.extend(inside.into_iter().map(|part| LayoutPart {
                    points: part.points / all * points,
                    node: part.node,
                }));
            }
            (_, node) => flat.push(LayoutPart { points, node }),
        }
    }
    if flat.len() < 2 {
        return flat.pop().map(|part| part.node);
    }
    Some(match direction {
        LinearDir::Horizontal => LayoutNode::Row(flat),
        LinearDir::Vertical => LayoutNode::Column(flat),
    })
}

#[cfg(test)]
mod tests {
    use super::super::defaults::layout;
    use super::*;
    use egui::vec2;

    const WINDOW: Vec2 = vec2(1440.0, 836.0);
    const NARROW: f32 = 1100.0;

    fn tree(workspace: Workspace, size: Vec2) -> Tree<Panel> {
        tree_of(&layout(workspace), workspace, (size, 1.0), NARROW)
    }

    fn shape(node: &LayoutNode) -> String {
        let shapes = |parts: &[LayoutPart]| {
            let parts = parts.iter().map(|part| shape(&part.node));
            parts.collect::<Vec<_>>().join(" ")
        };
        match node {
            LayoutNode::Tabs(group) => group.panels[0].label().to_owned(),
            LayoutNode::Row(parts) => format!("row({})", shapes(parts)),
            LayoutNode::Column(parts) => format!("column({})", shapes(parts)),
        }
    }

    #[test]
    fn a_layout_that_nobody_has_touched_comes_back_as_it_was() {
        for workspace in Workspace::ALL {
            let tree = tree(workspace, WINDOW);
            let node = node_of(&tree, None).unwrap();
            let mut again = layout(workspace);
            again.arrange(node.clone());
            assert_eq!(shape(again.root()), shape(layout(workspace).root()));
            let fronts = |node: &LayoutNode| -> Vec<Panel> {
                node.groups().iter().map(|group| group.front).collect()
            };
            assert_eq!(
                node.groups()
                    .iter()
                    .map(|group| &group.panels)
                    .collect::<Vec<_>>(),
                layout(workspace)
                    .root()
                    .groups()
                    .iter()
                    .map(|group| &group.panels)
                    .collect::<Vec<_>>()
            );
            let closed = layout(workspace);
            let shown = closed.root().groups().into_iter().zip(fronts(&node));
            for (group, front) in shown {
                let expected = group.shown(closed.closed()).unwrap_or(group.front);
                assert_eq!(front, expected, "{workspace:?}");
            }
        }
    }

    #[test]
    fn in_a_narrow_window_the_tables_lie_below_everything() {
        let wide = node_of(&tree(Workspace::Build, WINDOW), None).unwrap();
        assert_eq!(shape(&wide), "row(Add column(Canvas Layers) Inspector)");
        let narrow = node_of(&tree(Workspace::Build, vec2(1024.0, 576.0)), None).unwrap();
        assert_eq!(shape(&narrow), "column(row(Add Canvas Inspector) Layers)");
    }

    #[test]
    fn what_is_dropped_beside_one_tab_lies_beside_all_of_them() {
        let mut tree = tree(Workspace::Build, WINDOW);
        let (moved, beside) = (tile_of(Panel::History), tile_of(Panel::Problems));
        let left = tree.tiles.parent_of(moved).unwrap();
        let group = tree.tiles.parent_of(beside).unwrap();
        let Some(Tile::Container(from)) = tree.tiles.get_mut(left) else {
            panic!("expected a group");
        };
        from.retain(|child| child != moved);
        let row = Container::new_horizontal(vec![beside, moved]);
        let row = tree.tiles.insert_new(Tile::Container(row));
        let Some(Tile::Container(group)) = tree.tiles.get_mut(group) else {
            panic!("expected a group");
        };
        assert!(group.replace_child(beside, row).is_some());
        let node = node_of(&tree, Some(moved)).unwrap();
        assert_eq!(
            shape(&node),
            "row(Add column(Canvas row(Layers History)) Inspector)"
        );
        let mut arranged = layout(Workspace::Build);
        arranged.arrange(node);
        assert!(arranged.shows(Panel::History) && arranged.is_open(Panel::Problems));
    }
}
