//! What can only be seen: that the window is painted, and in the colors of its theme.

use crate::support::Window;
use egui::epaint::{ClippedPrimitive, Primitive, Vertex, WHITE_UV};
use egui::{Color32, Mesh, Pos2, pos2, vec2};
use netsmith::app::command::{ThemeChoice, ViewCommand};
use netsmith::app::look::Theme;

#[test]
fn the_window_is_painted_in_the_colors_of_its_theme() {
    let themes = [
        (ThemeChoice::Dark, egui::Theme::Dark),
        (ThemeChoice::Light, egui::Theme::Light),
    ];
    for (choice, theme) in themes {
        let mut window = Window::preset("happy_model");
        window.send(ViewCommand::SetTheme(choice));
        let painted = Painted::of(&window);
        let colors = Theme::named(theme);
        let at = |x: i16, y: i16| painted.at(pos2(x.into(), y.into()));
        // Below the figures of the inspector, and inside the field that searches for layers.
        assert_eq!(at(1420, 800), colors.panel, "{choice:?}");
        assert_eq!(at(190, 90), colors.raised, "{choice:?}");
        assert!(painted.letters() > 200, "{choice:?}: {}", painted.letters());
    }
}

/// What a graphics card is told to paint.
struct Painted(Vec<ClippedPrimitive>);

impl Painted {
    fn of(window: &Window) -> Self {
        let shapes = window.harness.output().shapes.clone();
        Self(window.harness.ctx.tessellate(shapes, 1.0))
    }

    /// How many letters and icons are painted.
    fn letters(&self) -> usize {
        let meshes = self.0.iter().filter_map(|part| match &part.primitive {
            Primitive::Mesh(mesh) => Some(mesh),
            Primitive::Callback(_) => None,
        });
        let is_of_letter = |triangle: &&[u32], mesh: &Mesh| {
            let corners = triangle
                .iter()
                .map(|corner| mesh.vertices[*corner as usize]);
            corners.into_iter().any(|corner| corner.uv != WHITE_UV)
        };
        let in_mesh = |mesh: &Mesh| {
            let triangles = mesh.indices.chunks_exact(3);
            triangles
                .filter(|triangle| is_of_letter(triangle, mesh))
                .count()
        };
        // A letter is a rectangle, two triangles.
        meshes.map(in_mesh).sum::<usize>() / 2
    }

    /// The color there, letters left out: what lies below shows through what is translucent.
    fn at(&self, spot: Pos2) -> Color32 {
        let spot = spot + vec2(0.5, 0.5);
        let visible = self.0.iter().filter(|part| part.clip_rect.contains(spot));
        visible.fold(Color32::BLACK, |below, part| match &part.primitive {
            Primitive::Mesh(mesh) => covering(mesh, spot).fold(below, Color32::blend),
            Primitive::Callback(_) => below,
        })
    }
}

/// The colors of a mesh's triangles there, from below; only those that are filled alike, which letters are not.
fn covering(mesh: &Mesh, spot: Pos2) -> impl Iterator<Item = Color32> + '_ {
    let corners = mesh.indices.chunks_exact(3).map(|triangle| {
        let [one, two, three] = [0, 1, 2].map(|corner| mesh.vertices[triangle[corner] as usize]);
        [one, two, three]
    });
    let is_over = move |[one, two, three]: &[Vertex; 3]| {
        let side = |from: Pos2, to: Pos2| {
            let (along, out) = (to - from, spot - from);
            along.x * out.y - along.y * out.x
        };
        let sides = [
            side(one.pos, two.pos),
            side(two.pos, three.pos),
            side(three.pos, one.pos),
        ];
        sides.iter().all(|side| *side >= 0.0) || sides.iter().all(|side| *side <= 0.0)
    };
    let is_even = |corners: &[Vertex; 3]| {
        corners
            .iter()
            .all(|corner| corner.uv == WHITE_UV && corner.color == corners[0].color)
    };
    let over = corners.filter(is_over).filter(is_even);
    over.map(|corners| corners[0].color)
}
