//! `kanhe segment`: the sentences of a text.

use kanhe::io::Input;

use super::align::on_one_line;
use super::options::{ListFormat, SegmentOptions};
use super::output::Output;
use super::{Outcome, languages, pair};

/// A sentence as machines read it.
#[derive(serde::Serialize)]
struct SegmentRecord<'a> {
    segment: usize,
    paragraph: u32,
    start: u32,
    end: u32,
    text: &'a str,
}

/// Prints a sentence a line, paragraphs parted by a blank line; line breaks within a sentence become blanks.
pub(super) fn run(options: &SegmentOptions) -> anyhow::Result<Outcome> {
    let input = Input::read(&options.file)?;
    let lead = input.decoded.lead;
    let language = languages::of(options.lang.as_deref(), &input.decoded.text)?;
    let document = pair::document(&input.name, input.decoded.text, language, false);
    let mut output = Output::open(options.output.as_deref())?;
    let mut paragraph = 0;
    for (number, segment) in document.segments().iter().enumerate() {
        let text = segment.span.of(document.text());
        match options.format {
            ListFormat::Jsonl => {
                let span = segment.span.shifted(lead);
                let record =
                    SegmentRecord { segment: number, paragraph: segment.paragraph, start: span.start, end: span.end, text };
                output.json_line(&record)?;
            }
            ListFormat::Text => {
                if number > 0 && segment.paragraph != paragraph {
                    output.text("\n")?;
                }
                output.text(&on_one_line(text))?;
                output.text("\n")?;
            }
        }
        paragraph = segment.paragraph;
    }
    output.finish()?;
    Ok(Outcome::Passed)
}
