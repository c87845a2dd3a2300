//! `kanhe segment`: the sentences of a text.

use kanhe::io::Reading;

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
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'a str>,
    text: &'a str,
}

/// Prints a sentence a line, paragraphs parted by a blank line; line breaks within a sentence become blanks.
pub(super) fn run(options: &SegmentOptions) -> anyhow::Result<Outcome> {
    let (Reading { name, extracted, .. }, _) = pair::read(&options.file, options.input.input_format)?;
    let language = languages::of(options.lang.as_deref(), &extracted.text)?;
    let document = pair::document(&name, extracted.text, language, false);
    let mut output = Output::open(options.output.as_deref())?;
    let mut paragraph = 0;
    for (number, segment) in document.segments().iter().enumerate() {
        let text = segment.span.of(document.text());
        match options.format {
            ListFormat::Jsonl => {
                let span = extracted.origin.bytes(segment.span);
                output.json_line(&SegmentRecord {
                    segment: number,
                    paragraph: segment.paragraph,
                    start: span.start,
                    end: span.end,
                    unit: extracted.origin.unit(segment.span.start),
                    text,
                })?;
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
