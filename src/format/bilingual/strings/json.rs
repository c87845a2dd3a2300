//! JSON, with the comments and commas that people put into it.

use jsonc_parser::ast::Value;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use super::{DEEPEST, Strings, escaped};
use crate::format::{FormatError, MOST_UNITS};
use crate::text::Span;

/// Reads a table.
pub(super) fn read(file: &str) -> Result<Strings, FormatError> {
    // Before the whole of it stands in memory.
    if memchr::memchr_iter(b',', file.as_bytes()).count() > 4 * MOST_UNITS {
        return Err(FormatError::TooMuch(format!("there are more than {MOST_UNITS} strings in the file")));
    }
    let parsed = parse_to_ast(file, &CollectOptions::default(), &ParseOptions::default())
        .map_err(|error| FormatError::Line { line: error.line_display(), what: error.kind().to_string() })?;
    let mut strings = Strings::default();
    if let Some(value) = &parsed.value {
        add(file, value, &mut Vec::new(), &mut strings)?;
    }
    Ok(strings)
}

fn add(file: &str, value: &Value<'_>, key: &mut Vec<String>, strings: &mut Strings) -> Result<(), FormatError> {
    if key.len() > DEEPEST {
        return Err(FormatError::TooMuch(format!("values stand in each other more than {DEEPEST} deep")));
    }
    match value {
        Value::StringLit(string) => {
            // The quotes are one byte each.
            let inner = Span::new(string.range.start + 1, string.range.end.saturating_sub(1));
            strings.add(key, escaped(file, &string.value, inner))?;
        }
        Value::Object(object) => {
            for property in &object.properties {
                key.push(property.name.as_str().to_owned());
                add(file, &property.value, key, strings)?;
                key.pop();
            }
        }
        Value::Array(array) => {
            for (number, element) in array.elements.iter().enumerate() {
                key.push(number.to_string());
                add(file, element, key, strings)?;
                key.pop();
            }
        }
        Value::NumberLit(_) | Value::BooleanLit(_) | Value::NullKeyword(_) => {}
    }
    Ok(())
}
