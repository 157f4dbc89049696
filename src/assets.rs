//! Files compiled into the binary: fonts and the icon, one copy for the window and the exported diagrams.
//! Never reads the disk; where each file comes from stands in `assets/fonts/README.md`.

/// Inter, weight 400: text, 13 points in the window.
pub const INTER_REGULAR: &[u8] = include_bytes!("../assets/fonts/Inter-Regular.ttf");

/// Inter, weight 600: titles.
pub const INTER_SEMI_BOLD: &[u8] = include_bytes!("../assets/fonts/Inter-SemiBold.ttf");

/// JetBrains Mono, weight 400: every shape and number, since all its digits are one width.
pub const JETBRAINS_MONO_REGULAR: &[u8] =
    include_bytes!("../assets/fonts/JetBrainsMono-Regular.ttf");

/// Noto Sans CJK SC, weight 400, common hanzi only: the fallback behind both other faces.
pub const NOTO_SANS_SC_REGULAR: &[u8] =
    include_bytes!("../assets/fonts/NotoSansSC-Regular-subset.otf");

/// The family name inside [`INTER_REGULAR`] and, with `font-weight="600"`, [`INTER_SEMI_BOLD`], as SVG has to spell it.
pub const INTER_FAMILY: &str = "Inter";

/// The family name inside [`JETBRAINS_MONO_REGULAR`].
pub const JETBRAINS_MONO_FAMILY: &str = "JetBrains Mono";

/// The family name inside [`NOTO_SANS_SC_REGULAR`].
pub const NOTO_SANS_SC_FAMILY: &str = "Noto Sans CJK SC";

/// The window's icon: PNG, 256×256 pixels, transparent corners; drawn from `assets/icon.svg`.
pub const ICON_PNG: &[u8] = include_bytes!("../assets/icon.png");

#[cfg(test)]
mod tests {
    use super::*;
    use resvg::usvg::fontdb::Database;

    #[test]
    fn every_face_is_found_under_the_family_and_weight_that_diagrams_ask_for() {
        let faces = [
            (INTER_REGULAR, INTER_FAMILY, 400),
            (INTER_SEMI_BOLD, INTER_FAMILY, 600),
            (JETBRAINS_MONO_REGULAR, JETBRAINS_MONO_FAMILY, 400),
            (NOTO_SANS_SC_REGULAR, NOTO_SANS_SC_FAMILY, 400),
        ];
        for (bytes, family, weight) in faces {
            let mut database = Database::new();
            database.load_font_data(bytes.to_vec());
            let found: Vec<_> = database
                .faces()
                .map(|face| (face.families[0].0.clone(), face.weight.0))
                .collect();
            assert_eq!(found, [(family.to_owned(), weight)]);
        }
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the files are our own")]
    fn every_letter_of_the_messages_lessons_and_handbook_is_in_a_face() {
        use skrifa::{FontRef, MetadataProvider};
        let faces = [INTER_REGULAR, NOTO_SANS_SC_REGULAR].map(|face| FontRef::new(face).unwrap());
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut missing = String::new();
        let folders = ["assets/locales", "assets/lessons", "docs/handbook"];
        let folders = folders.map(|folder| root.join(folder));
        let inside = |folder: &std::path::PathBuf| {
            let entries = std::fs::read_dir(folder).unwrap();
            entries.map(|entry| entry.unwrap().path())
        };
        let languages = folders.iter().flat_map(inside).filter(|it| it.is_dir());
        for language in languages {
            for file in inside(&language).filter(|it| it.is_file()) {
                let text = std::fs::read_to_string(file).unwrap();
                missing.extend(text.chars().filter(|letter| {
                    *letter != '\n'
                        && faces
                            .iter()
                            .all(|face| face.charmap().map(*letter).is_none())
                }));
            }
        }
        assert_eq!(missing, "");
    }

    #[test]
    fn the_icon_is_a_square_picture_of_256_pixels() {
        let icon = image::load_from_memory(ICON_PNG).expect("the icon is a PNG");
        assert_eq!((icon.width(), icon.height()), (256, 256));
    }
}
