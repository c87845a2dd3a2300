//! Aligned pairs as JSON lines, read one text at a time.

use std::io::{BufRead, Read};

use super::{Batch, Cause, InputError, LONGEST, PairLine};

/// Why pairs cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PairsError {
    /// One line is no pair; the lines after it can be read.
    #[error("{name}: line {line}: {why}")]
    Line {
        /// The file, `-` for standard input.
        name: String,
        /// The line, counted from 1.
        line: usize,
        /// What is wrong and what should stand there.
        why: String,
    },
    /// Nothing more can be read.
    #[error(transparent)]
    Input(#[from] InputError),
}

/// Reads the pairs text by text: consecutive lines that name the same `document` (and the same languages) are
/// one [`Batch`], a line that names none is a batch of its own. Only one batch is held at a time.
pub struct Batches<R> {
    name: String,
    reader: R,
    line: usize,
    pending: Vec<PairLine>,
    /// Bytes of the pending lines.
    bytes: u64,
    finished: bool,
}

impl<R: BufRead> Batches<R> {
    /// Reads from `reader`, which is called `name` in messages.
    pub fn new(name: &str, reader: R) -> Self {
        Self { name: name.to_owned(), reader, line: 0, pending: Vec::new(), bytes: 0, finished: false }
    }

    /// The next line that is not blank; `None` at the end.
    fn next_line(&mut self) -> Option<Result<PairLine, PairsError>> {
        loop {
            let mut bytes = Vec::new();
            match self.reader.by_ref().take(LONGEST).read_until(b'\n', &mut bytes) {
                Ok(0) => return None,
                Ok(_) => self.line += 1,
                Err(error) => {
                    self.finished = true;
                    return Some(Err(InputError { name: self.name.clone(), cause: Cause::Unreadable(error) }.into()));
                }
            }
            if bytes.len() as u64 == LONGEST && !bytes.ends_with(b"\n") {
                self.finished = true;
                return Some(Err(InputError { name: self.name.clone(), cause: Cause::TooLong }.into()));
            }
            if bytes.starts_with(b"\xEF\xBB\xBF") && self.line == 1 {
                bytes.drain(..3);
            }
            if !bytes.iter().all(u8::is_ascii_whitespace) {
                return Some(serde_json::from_slice(&bytes).map_err(|error| self.line_error(&error)));
            }
        }
    }

    fn line_error(&self, error: &serde_json::Error) -> PairsError {
        let mut why = error.to_string();
        // The reader sees one line at a time, so its own line number would always be 1.
        if let Some(at) = why.rfind(" at line ") {
            why.truncate(at);
        }
        let why = format!(
            "{why} at byte {}; a line holds one JSON object with the strings \"id\", \"source\" and \"target\"",
            error.column()
        );
        PairsError::Line { name: self.name.clone(), line: self.line, why }
    }

    fn take_pending(&mut self) -> Option<Batch> {
        self.bytes = 0;
        let lines = std::mem::take(&mut self.pending);
        (!lines.is_empty()).then_some(Batch { lines })
    }
}

impl<R: BufRead> Iterator for Batches<R> {
    type Item = Result<Batch, PairsError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.finished {
            let line = match self.next_line() {
                Some(Ok(line)) => line,
                Some(Err(error)) => return Some(Err(error)),
                None => {
                    self.finished = true;
                    break;
                }
            };
            let length = line.source.len().max(line.target.len()) as u64 + 1;
            // A text that would be too long for its offsets is checked in parts.
            let continues = self.pending.last().is_some_and(|last| line.continues(last)) && self.bytes + length < LONGEST;
            let done = if continues { None } else { self.take_pending() };
            self.bytes += length;
            self.pending.push(line);
            if let Some(batch) = done {
                return Some(Ok(batch));
            }
        }
        self.take_pending().map(Ok)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        let shown = |batch: Result<Batch, PairsError>| match batch {
            Ok(batch) => batch.lines.iter().map(|line| line.id.to_string()).collect::<Vec<_>>().join(" "),
            Err(error) => error.to_string(),
        };
        Batches::new("pairs", text.as_bytes()).map(shown).collect()
    }

    #[test]
    fn consecutive_lines_of_one_document_are_one_text() {
        let line = |id: &str, rest: &str| format!("{{\"id\":\"{id}\",\"source\":\"a\",\"target\":\"b\"{rest}}}\n");
        let document = |id, name: &str| line(id, &format!(",\"document\":\"{name}\""));
        let text = [
            line("1", ""),
            line("2", ""),
            document("3", "x"),
            document("4", "x"),
            "\n".into(),
            document("5", "y"),
            document("6", "x"),
        ];
        assert_eq!(lines(&text.concat()), ["1", "2", "3 4", "5", "6"]);
        let turned = document("1", "x") + &line("2", ",\"document\":\"x\",\"source_lang\":\"de\"");
        assert_eq!(lines(&turned), ["1", "2"]);
    }

    #[test]
    fn a_line_that_is_no_pair_is_told_with_its_number_and_the_rest_is_read() {
        let found = lines("\u{FEFF}{\"id\":7,\"source\":\"\",\"target\":\"\",\"note\":1}\n[]\n{\"id\":\"8\",\"source\":\"a\"}\n");
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found.contains(&"7".to_owned()), "{found:?}");
        assert!(found.iter().any(|message| message.starts_with("pairs: line 2: ")), "{found:?}");
        assert!(found.iter().any(|message| message.starts_with("pairs: line 3: missing field `target`")), "{found:?}");
        assert_eq!(Batches::new("pairs", &b"\xFF\n"[..]).count(), 1);
    }
}
