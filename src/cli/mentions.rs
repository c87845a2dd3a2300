//! `kanhe mentions`: what the sentences of a text state.

use kanhe::format::Format;
use kanhe::io::Reading;
use kanhe::mention::Mentions;
use kanhe::report::MentionRecord;
use kanhe::segment::LineNumbers;

use super::options::{ListFormat, MentionsOptions};
use super::output::Output;
use super::{Outcome, languages, pair};

/// Prints a mention a line.
pub(super) fn run(options: &MentionsOptions) -> anyhow::Result<Outcome> {
    // Where each line is a sentence the text is bare, whatever it is called.
    let format = options.input.input_format.or(options.segmented.then_some(Format::Plain));
    let (Reading { name, extracted, .. }, _) = pair::read(&options.file, format)?;
    let language = languages::of(options.lang.as_deref(), &extracted.text)?;
    let document = pair::document(&name, extracted.text, language, options.segmented);
    let mentions = Mentions::of(&document);
    let lines = options.segmented.then(|| LineNumbers::of(&document));
    let mut output = Output::open(options.output.as_deref())?;
    for (number, segment) in document.segments().iter().enumerate() {
        let (line, start) = lines.as_ref().map_or((number, segment.span.start), |lines| lines.line(number));
        for mention in mentions.in_segment(number) {
            let record = MentionRecord::new(line, mention, document.text(), start);
            match options.format {
                ListFormat::Jsonl => output.json_line(&record)?,
                ListFormat::Text => {
                    let unit = record.unit.map(|unit| format!(" {unit}")).unwrap_or_default();
                    output.text(&format!("{}\t{}\t{}{unit}\t{}\n", line + 1, record.kind, record.value, record.text))?;
                }
            }
        }
    }
    output.finish()?;
    Ok(Outcome::Passed)
}
