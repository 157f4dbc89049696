//! The first look into a file: which format, of which version. Keeps nothing else of it: a document as a tree takes up to
//! ninety times the memory of its text.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// What a JSON document says of itself; empty for one that is no object.
#[derive(Debug, Default)]
pub(super) struct Header {
    format: Option<Scalar>,
    version: Option<Scalar>,
}

#[derive(Debug, PartialEq)]
enum Scalar {
    Text(String),
    Number(u64),
    Other,
}

impl Header {
    /// The text under `"format"`.
    pub fn format(&self) -> Option<&str> {
        match &self.format {
            Some(Scalar::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// The whole number under `"version"`.
    pub fn version(&self) -> Option<u64> {
        match self.version {
            Some(Scalar::Number(number)) => Some(number),
            _ => None,
        }
    }
}

impl<'de> Deserialize<'de> for Header {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(HeaderVisitor)
    }
}

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ScalarVisitor)
    }
}

/// Walks through a value without keeping it.
macro_rules! pass_over {
    ($value:ty, $nothing:expr, $element:ty, [$($visit:ident: $kind:ty),*]) => {
        $(fn $visit<E: Error>(self, _: $kind) -> Result<$value, E> {
            Ok($nothing)
        })*

        fn visit_unit<E: Error>(self) -> Result<$value, E> {
            Ok($nothing)
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<$value, A::Error> {
            while elements.next_element::<$element>()?.is_some() {}
            Ok($nothing)
        }
    };
}

struct HeaderVisitor;

impl<'de> Visitor<'de> for HeaderVisitor {
    type Value = Header;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Header, A::Error> {
        let mut header = Header::default();
        while let Some(key) = fields.next_key::<String>()? {
            match key.as_str() {
                "format" => header.format = Some(fields.next_value()?),
                "version" => header.version = Some(fields.next_value()?),
                _ => {
                    fields.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(header)
    }

    pass_over!(Header, Header::default(), IgnoredAny, [visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64, visit_str: &str]);
}

struct ScalarVisitor;

impl<'de> Visitor<'de> for ScalarVisitor {
    type Value = Scalar;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Scalar, E> {
        Ok(Scalar::Text(text.to_owned()))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Scalar, E> {
        Ok(Scalar::Number(number))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Scalar, A::Error> {
        while fields.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Scalar::Other)
    }

    pass_over!(Scalar, Scalar::Other, Self::Value, [visit_bool: bool, visit_i64: i64, visit_f64: f64]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_format_and_version_are_kept_wherever_they_stand() {
        let text = r#"{"deep": [[{"format": "no"}]], "version": 3, "format": "netsmith", "more": {"version": 9}}"#;
        let header: Header = serde_json::from_str(text).unwrap();
        assert_eq!(
            (header.format(), header.version()),
            (Some("netsmith"), Some(3))
        );
    }

    #[test]
    fn what_is_no_header_is_none() {
        for text in ["[1, [2]]", "7", "null", "true", "\"netsmith\"", "{}"] {
            let header: Header = serde_json::from_str(text).unwrap();
            assert_eq!((header.format(), header.version()), (None, None), "{text}");
        }
        for text in [
            r#"{"version": {"a": [1]}}"#,
            r#"{"version": [1]}"#,
            r#"{"version": -1}"#,
            r#"{"version": 1.5}"#,
        ] {
            let header: Header = serde_json::from_str(text).unwrap();
            assert_eq!(header.version(), None, "{text}");
        }
    }
}
