//! Files of one JSON object a line.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Why a line cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct LineError {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong, and the cure.
    pub message: String,
}

/// Reads every line that is not blank; `what` tells what a line holds.
pub(super) fn read<T: DeserializeOwned>(text: &str, what: &str) -> Result<Vec<(usize, T)>, LineError> {
    let mut items = Vec::new();
    for (index, line) in text.trim_start_matches('\u{feff}').lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let fail = |message| LineError { line: index + 1, message };
        if ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].iter().any(|mark| line.starts_with(mark)) {
            return Err(fail("a merge has left its marks here; take out the lines with the marks and keep the others".into()));
        }
        let item = serde_json::from_str(line).map_err(|error| {
            let mut why = error.to_string();
            // There is one line, which the message names already.
            if let Some(at) = why.rfind(" at line ") {
                why.truncate(at);
            }
            fail(format!("{why} at byte {}; a line holds {what}; restore the line, or take it out", error.column()))
        })?;
        items.push((index + 1, item));
    }
    Ok(items)
}

/// Writes an object a line.
pub(super) fn write<T: Serialize>(items: impl Iterator<Item = T>) -> String {
    // These objects hold strings and numbers alone, which JSON can hold.
    items.filter_map(|item| serde_json::to_string(&item).ok()).fold(String::new(), |text, line| text + &line + "\n")
}
