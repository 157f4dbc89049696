//! The names of layers in texts and numbers, and what several names have in common.

/// A part of a name.
#[derive(Debug)]
pub(super) enum Part<'a> {
    Text(&'a str),
    /// A whole number that is written as numbers are.
    Number(i64),
}

impl Part<'_> {
    pub fn number(&self) -> Option<i64> {
        match self {
            Part::Number(number) => Some(*number),
            Part::Text(_) => None,
        }
    }
}

/// A name in texts and numbers.
pub(super) fn parts(name: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = name;
    while !rest.is_empty() {
        let is_digit = rest.starts_with(|letter: char| letter.is_ascii_digit());
        let other = |letter: char| letter.is_ascii_digit() != is_digit;
        let (part, behind) = rest.split_at(rest.find(other).unwrap_or(rest.len()));
        let number = part.parse::<i64>().ok();
        let number = number.filter(|number| number.to_string() == part);
        parts.push(number.map_or(Part::Text(part), Part::Number));
        rest = behind;
    }
    parts
}

/// Whether only numbers differ.
pub(super) fn are_alike(one: &[Part<'_>], other: &[Part<'_>]) -> bool {
    let same = |(one, other): (&Part<'_>, &Part<'_>)| match (one, other) {
        (Part::Text(one), Part::Text(other)) => one == other,
        (Part::Number(_), Part::Number(_)) => true,
        (Part::Text(_), Part::Number(_)) | (Part::Number(_), Part::Text(_)) => false,
    };
    one.len() == other.len() && one.iter().zip(other).all(same)
}

/// What all names begin with, what differs then, and what all end with.
pub(super) fn varying<'a>(names: &[&'a str]) -> (&'a str, Vec<&'a str>, &'a str) {
    let first = names.first().copied().unwrap_or("");
    let mut start = first.len();
    for name in names {
        let same = first.char_indices().zip(name.chars());
        let same = same.take_while(|((_, one), other)| one == other);
        let end = same.last().map_or(0, |((at, one), _)| at + one.len_utf8());
        start = start.min(end);
    }
    let rests: Vec<&str> = names.iter().map(|name| &name[start..]).collect();
    let rest = &first[start..];
    let mut behind = rest.len();
    for other in &rests {
        let same = rest.chars().rev().zip(other.chars().rev());
        let same = same.take_while(|(one, other)| one == other);
        behind = behind.min(same.map(|(one, _)| one.len_utf8()).sum());
    }
    let values = rests.iter().map(|rest| &rest[..rest.len() - behind]);
    (
        &first[..start],
        values.collect(),
        &rest[rest.len() - behind..],
    )
}
