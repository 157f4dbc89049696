//! Things that are counted in many sentences.

use super::arguments::Argument;
use super::message::Message;

/// A number of things in words: `1 layer`, `2 classes`; the number as it is given, with its digits grouped or not.
#[must_use]
pub fn counted(count: impl Into<Argument>, thing: &'static str) -> Message {
    let code = match thing {
        "block" => "count-blocks",
        "branch" => "count-branches",
        "class" => "count-classes",
        "class name" => "count-class-names",
        "epoch" => "count-epochs",
        "expression" => "count-expressions",
        "image" => "count-images",
        "instance" => "count-instances",
        "label" => "count-labels",
        "layer" => "count-layers",
        "more layer" => "count-more-layers",
        "parameter" => "count-parameters",
        "picture" => "count-pictures",
        "problem" => "count-problems",
        "repair" => "count-repairs",
        "thread" => "count-threads",
        "warning" => "count-warnings",
        other => {
            return Message::new("count-others")
                .with("count", count)
                .with("thing", other);
        }
    };
    Message::new(code).with("count", count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_not_several() {
        assert_eq!(counted(1_usize, "class"), "1 class");
        assert_eq!(counted(0_usize, "class"), "0 classes");
        assert_eq!(counted(12_usize, "picture"), "12 pictures");
    }
}
