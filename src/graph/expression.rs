//! The small language of block bodies: `filters[0]`, `2 * s`, and names such as `res{stage}{block}_branch2a`.

use std::collections::{BTreeMap, BTreeSet};

use crate::layer::Value;
use crate::message;
use crate::text::{Message, list};

/// Parameter values by name.
pub(super) type Scope = BTreeMap<String, Value>;

/// The value of an expression (without its leading `=`).
///
/// Whole numbers, parameters, `list[index]`, `+ - * /` (rounding down) and parentheses.
///
/// # Errors
/// A sentence naming what could not be read, an unknown parameter, or an overflow.
pub(super) fn evaluate(text: &str, scope: &Scope) -> Result<Value, Message> {
    let mut parser = Parser {
        text,
        rest: text,
        scope,
        depth: 0,
    };
    let value = parser.sum()?;
    match parser.peek() {
        None => Ok(value),
        Some(other) => Err(message!("expression-unexpected", text = %text, other = %other)),
    }
}

/// The longest text that comes of filling in arguments, in bytes. Texts that refer to texts could otherwise double at each
/// level of blocks.
const MAX_FILLED_BYTES: usize = 400;

/// A text with each `{expression}` replaced by its value.
///
/// # Errors
/// As [`evaluate`], a brace without its partner, or a text that becomes too long.
pub(super) fn fill(template: &str, scope: &Scope) -> Result<String, Message> {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        let close = rest[open..]
            .find('}')
            .ok_or_else(|| message!("template-unclosed", template = %template))?
            + open;
        filled.push_str(&rest[..open]);
        filled.push_str(&evaluate(&rest[open + 1..close], scope)?.to_string());
        rest = &rest[close + 1..];
        if filled.len() > MAX_FILLED_BYTES {
            break;
        }
    }
    filled.push_str(rest);
    if filled.len() > MAX_FILLED_BYTES {
        return Err(
            message!("template-too-long", template = %template, max_filled_bytes = %MAX_FILLED_BYTES),
        );
    }
    Ok(filled)
}

/// The parameters that the expressions in `template`'s braces refer to.
pub(super) fn identifiers(template: &str) -> BTreeSet<String> {
    let inside = template
        .split('{')
        .skip(1)
        .filter_map(|part| part.split('}').next());
    inside.flat_map(words).collect()
}

/// The parameters that a value refers to, as an expression or as a template.
pub(super) fn names_in(value: &Value) -> BTreeSet<String> {
    match (value.expression(), value) {
        (Some(expression), _) => words(expression).collect(),
        (None, Value::Text(text)) => identifiers(text),
        _ => BTreeSet::new(),
    }
}

/// Whether `name` can be referred to in an expression.
pub(super) fn is_identifier(name: &str) -> bool {
    name.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// The parameters that an expression refers to, each as often as it does.
pub(super) fn words(expression: &str) -> impl Iterator<Item = String> + '_ {
    let parts = expression.split(|c: char| !c.is_alphanumeric() && c != '_');
    parts.filter(|part| is_identifier(part)).map(str::to_owned)
}

/// Deep enough for any formula, shallow enough that hostile input cannot exhaust the stack.
const MAX_DEPTH: usize = 32;

struct Parser<'a> {
    text: &'a str,
    rest: &'a str,
    scope: &'a Scope,
    depth: usize,
}

impl Parser<'_> {
    fn peek(&mut self) -> Option<char> {
        self.rest = self.rest.trim_start();
        self.rest.chars().next()
    }

    fn take(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.rest = &self.rest[wanted.len_utf8()..];
        }
        found
    }

    fn take_while(&mut self, accept: impl Fn(char) -> bool) -> String {
        let end = self.rest.find(|c| !accept(c)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word.to_owned()
    }

    fn sum(&mut self) -> Result<Value, Message> {
        let mut left = self.factor_product()?;
        loop {
            let operation = if self.take('+') {
                i64::checked_add
            } else if self.take('-') {
                i64::checked_sub
            } else {
                return Ok(left);
            };
            let right = self.factor_product()?;
            left = self.combine(&left, &right, operation)?;
        }
    }

    fn factor_product(&mut self) -> Result<Value, Message> {
        let mut left = self.factor()?;
        loop {
            let operation = if self.take('*') {
                i64::checked_mul
            } else if self.take('/') {
                i64::checked_div_euclid
            } else {
                return Ok(left);
            };
            let right = self.factor()?;
            left = self.combine(&left, &right, operation)?;
        }
    }

    fn factor(&mut self) -> Result<Value, Message> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(message!("expression-too-deep", text = %self.text));
        }
        let value = match self.peek() {
            Some('(') => {
                self.take('(');
                let inner = self.sum()?;
                if !self.take(')') {
                    return Err(message!("expression-lacks-parenthesis", text = %self.text));
                }
                inner
            }
            Some(c) if c.is_ascii_digit() => self.number()?,
            Some(c) if c.is_alphabetic() || c == '_' => self.parameter()?,
            Some(other) => {
                return Err(message!("expression-unexpected", text = %self.text, other = %other));
            }
            None => return Err(message!("expression-ends-early", text = %self.text)),
        };
        self.depth -= 1;
        Ok(value)
    }

    fn number(&mut self) -> Result<Value, Message> {
        let digits = self.take_while(|c| c.is_ascii_digit());
        digits
            .parse()
            .map(Value::Int)
            .map_err(|_| message!("number-too-large", digits = %digits))
    }

    fn parameter(&mut self) -> Result<Value, Message> {
        let name = self.take_while(|c| c.is_alphanumeric() || c == '_');
        let value = self
            .scope
            .get(&name)
            .cloned()
            .ok_or_else(|| self.unknown(&name))?;
        if !self.take('[') {
            return Ok(value);
        }
        let index = self.sum()?;
        if !self.take(']') {
            return Err(message!("expression-lacks-bracket", text = %self.text));
        }
        element(&name, &value, &index)
    }

    fn combine(
        &self,
        left: &Value,
        right: &Value,
        operation: fn(i64, i64) -> Option<i64>,
    ) -> Result<Value, Message> {
        let (Value::Int(left), Value::Int(right)) = (left, right) else {
            return Err(message!("expression-no-whole-number", text = %self.text));
        };
        operation(*left, *right)
            .map(Value::Int)
            .ok_or_else(|| message!("expression-overflow", text = %self.text))
    }

    fn unknown(&self, name: &str) -> Message {
        let known: Vec<&str> = self.scope.keys().map(String::as_str).collect();
        if known.is_empty() {
            message!("parameter-outside-block", name = %name)
        } else {
            message!("parameter-unknown", name = %name, known = list(known))
        }
    }
}

/// One number of a list.
///
/// # Errors
/// A sentence where there is no such number.
pub(super) fn element(name: &str, value: &Value, index: &Value) -> Result<Value, Message> {
    let Value::List(list) = value else {
        return Err(message!("no-list", name = %name, index = %index));
    };
    let found = match index {
        Value::Int(index) => usize::try_from(*index)
            .ok()
            .and_then(|index| list.get(index)),
        _ => None,
    };
    found.map(|number| Value::Int(*number)).ok_or_else(
        || message!("list-without-element", name = %name, list = %list.len(), index = %index),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scope() -> Scope {
        Scope::from([
            ("filters".to_owned(), Value::List(vec![64, 64, 256])),
            ("stage".to_owned(), Value::Int(2)),
            ("block".to_owned(), Value::from("a")),
        ])
    }

    #[test]
    fn names_of_the_course_come_out_of_a_template() {
        assert_eq!(
            fill("res{stage}{block}_branch2a", &scope()).unwrap(),
            "res2a_branch2a"
        );
    }

    #[test]
    fn expressions_index_and_calculate() {
        assert_eq!(evaluate("filters[2]", &scope()).unwrap(), Value::Int(256));
        assert_eq!(
            evaluate("2 * (stage + 1) - 7 / 2", &scope()).unwrap(),
            Value::Int(3)
        );
    }

    #[test]
    fn the_parameters_that_a_text_refers_to_are_found() {
        let names = |found: BTreeSet<String>| found.into_iter().collect::<Vec<_>>();
        assert_eq!(
            names(identifiers("res{stage}{block}_branch2a")),
            ["block", "stage"]
        );
        assert_eq!(
            names(names_in(&Value::from("=filters[i] * 2 + s"))),
            ["filters", "i", "s"]
        );
        assert!(names_in(&Value::from("same")).is_empty());
    }

    #[test]
    fn texts_that_double_at_each_level_are_refused_while_they_are_short() {
        let mut scope = Scope::from([("p".to_owned(), Value::from("ab"))]);
        let mut levels = 0;
        let message = loop {
            match fill("{p}{p}", &scope) {
                Ok(text) => scope.insert("p".to_owned(), Value::Text(text)),
                Err(message) => break message.to_string(),
            };
            levels += 1;
        };
        assert!(levels < 9, "{levels}");
        assert!(
            message.contains("becomes longer than 400 letters"),
            "{message}"
        );
        let long = Scope::from([("p".to_owned(), Value::from("x".repeat(1000).as_str()))]);
        assert!(fill("{p}{p}{p}{p}", &long).is_err());
    }

    #[test]
    fn mistakes_are_sentences() {
        for (text, part) in [
            ("filters[3]", "has 3 values"),
            (
                "size",
                "no parameter `size`; known are: block, filters, stage",
            ),
            ("stage / 0", "divides by zero"),
            ("stage +", "ends too early"),
            ("9223372036854775807 * 2", "too large"),
            ("99999999999999999999", "too large"),
            ("stage ? 1", "unexpected `?`"),
        ] {
            let message = evaluate(text, &scope()).unwrap_err().to_string();
            assert!(message.contains(part), "{text}: {message}");
        }
        assert!(evaluate(&"(".repeat(10_000), &scope()).is_err());
        assert!(fill("res{stage", &scope()).is_err());
    }
}
