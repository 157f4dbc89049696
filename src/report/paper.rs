//! What a report is written on, whatever becomes of it: a page for a browser, or sheets for a printer.

/// Pairs of a name and what it is.
pub type Pairs = [(String, String)];

/// A picture as a PNG, and the lines below it.
pub type Captioned = (Vec<u8>, [String; 2]);

/// Takes a report piece by piece, from top to bottom.
pub trait Paper {
    /// The title of the whole.
    fn title(&mut self, words: &str);
    /// Begins a section.
    fn section(&mut self, words: &str);
    /// Begins a part of a section.
    fn part(&mut self, words: &str);
    /// A paragraph.
    fn paragraph(&mut self, words: &str);
    /// A paragraph that explains.
    fn small(&mut self, words: &str);
    /// What its owner has written, line by line as it stands.
    fn note(&mut self, words: &str);
    /// Large figures side by side, each with what it is.
    fn figures(&mut self, figures: &Pairs);
    /// Pairs below each other.
    fn pairs(&mut self, pairs: &Pairs);
    /// A table; the first `texts` columns hold words, the others figures.
    fn table(&mut self, head: &[String], rows: &[Vec<String>], texts: usize);
    /// Drawings of ours side by side, each a whole SVG.
    fn drawings(&mut self, drawings: &[String]);
    /// Pictures side by side.
    fn pictures(&mut self, pictures: &[Captioned]);
}
