//! How fast each stage is on a long pair, how much memory it takes, and how both grow with the text.
//!
//! `cargo bench` times a pair of generated texts of 1,000 and 20,000 sentences;
//! `cargo bench --bench road -- ORIGINAL RENDERING` times the first 1,000 and 20,000 lines of a pair of files. Under each
//! table stands how each stage grows, as the power of the number of sentences, and what checking costs beside aligning;
//! at the end, how long the whole program takes with ten sentences.

use std::fmt::Write;
use std::time::Instant;

use kanhe::align::{Options, align};
use kanhe::check::{PairView, Text, check};
use kanhe::encode::Encoder;
use kanhe::lang::{self, Language};
use kanhe::mention::Mentions;
use kanhe::segment::Document;

/// How many sentences, or lines of the files, are tried.
const SIZES: [usize; 2] = [1_000, 20_000];
/// How often the program is started.
const STARTS: u32 = 20;

fn main() {
    // Cargo adds `--bench` to the arguments.
    let files: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let mut table = format!("{:>9}  {:<9}  {:>9}  {:>12}  {:>9}\n", "sentences", "stage", "seconds", "sentences/s", "peak MB");
    let mut times = Vec::new();
    for size in SIZES {
        let (source, target) = match files.as_slice() {
            [source, target] => (first_lines(source, size), first_lines(target, size)),
            _ => generated(size),
        };
        times.push(run(source, target, &mut table));
    }
    if let [small, large] = times.as_slice() {
        table.push('\n');
        for ((stage, few, short), (_, many, long)) in small.iter().zip(large) {
            let (more, longer) = (*many as f64 / *few as f64, long / short);
            let power = longer.ln() / more.ln();
            let _ = writeln!(table, "{stage:<9}  {more:.1} times the sentences take {longer:.1} times as long: n^{power:.2}");
        }
        let seconds = |wanted: &str| large.iter().find(|(stage, ..)| *stage == wanted).map_or(0.0, |(.., seconds)| *seconds);
        let _ = writeln!(table, "check takes {:.2} times as long as align --fast", seconds("check") / seconds("fast").max(1e-9));
    }
    start_up(&mut table);
    print(&table);
}

/// A stage, how many sentences it saw, and how many seconds it took.
type Timed = (&'static str, usize, f64);

fn run(
    (source_language, source): (&'static Language, String),
    (target_language, target): (&'static Language, String),
    table: &mut String,
) -> Vec<Timed> {
    let mut times: Vec<Timed> = Vec::new();
    let mut record = |stage, sentences: usize, since: Instant| {
        let seconds = since.elapsed().as_secs_f64();
        let _ = writeln!(
            table,
            "{sentences:>9}  {stage:<9}  {seconds:>9.3}  {:>12.0}  {:>9}",
            sentences as f64 / seconds.max(1e-9),
            peak_megabytes().map_or_else(|| "-".to_owned(), |megabytes| megabytes.to_string())
        );
        times.push((stage, sentences, seconds));
    };
    // What is read once from the tables is not counted.
    for language in [source_language, target_language] {
        let _ = Mentions::of(&Document::new("warm", "1. 一。".to_owned(), language));
    }
    let _ = Encoder::shared();
    let since = Instant::now();
    let (source, target) = (Document::new("source", source, source_language), Document::new("target", target, target_language));
    let sentences = source.segments().len() + target.segments().len();
    record("segment", sentences, since);
    if let Some(encoder) = Encoder::shared() {
        let since = Instant::now();
        let sums = [&source, &target].map(|document| {
            let texts: Vec<&str> = (0..document.segments().len()).map(|segment| document.words(segment)).collect();
            encoder.sums(&texts, 1)
        });
        record("encode", sentences, since);
        let since = Instant::now();
        for sums in &sums {
            // About as many as the aligner asks for: of each sentence alone and with the next.
            let runs: Vec<_> = (0..sums.len()).flat_map(|from| (1..=2).map(move |length| from..from + length)).collect();
            let _ = encoder.vectors(sums, &runs, 1);
        }
        record("vectors", sentences, since);
    }
    let since = Instant::now();
    let (source, target) = (Text::new(source), Text::new(target));
    record("mentions", sentences, since);
    let since = Instant::now();
    let fast = Options { fast: true, ..Options::default() };
    let _ = align(&source.document, &target.document, &source.mentions, &target.mentions, &fast);
    record("fast", sentences, since);
    let since = Instant::now();
    let alignment = align(&source.document, &target.document, &source.mentions, &target.mentions, &Options::default());
    record("align", sentences, since);
    let since = Instant::now();
    let findings = check(&PairView { source: &source, target: &target, alignment: &alignment });
    record("check", sentences, since);
    let _ = writeln!(table, "{:>9}  {} beads, {} findings", "", alignment.beads().len(), findings.len());
    times
}

/// How long the program itself takes with a pair of ten sentences, from its start to its end: the shortest of some runs,
/// for the others were disturbed.
fn start_up(table: &mut String) {
    let Some(program) = option_env!("CARGO_BIN_EXE_kanhe") else { return };
    let ((_, source), (_, target)) = generated(10);
    let folder = tempfile::tempdir().expect("a folder for the pair");
    let paths = [("original.zh.txt", source), ("rendering.en.txt", target)].map(|(name, text)| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("the pair can be written");
        path
    });
    for (name, more) in [("--fast", &["--fast"][..]), ("with the encoder", &[])] {
        let run = || {
            let since = Instant::now();
            let output = std::process::Command::new(program).arg("align").args(more).args(&paths).output();
            assert!(output.is_ok_and(|output| output.status.success()), "kanhe align fails on ten sentences");
            since.elapsed().as_secs_f64()
        };
        let shortest = (0..STARTS).map(|_| run()).fold(f64::INFINITY, f64::min);
        let _ = writeln!(table, "ten sentences, kanhe align {name}: {:.0} ms from start to end", shortest * 1e3);
    }
}

/// The highest memory use of the process so far, where the system tells.
fn peak_megabytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.split_whitespace().next()?.parse::<u64>().ok()? / 1024)
}

fn first_lines(path: &str, count: usize) -> (&'static Language, String) {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let lines: String = text.lines().take(count).flat_map(|line| [line, "\n"]).collect();
    // zh.txt, news.zh.txt: the language stands before the ending or is the name.
    let tags: Vec<&str> = path.rsplit('/').next().unwrap_or_default().split('.').collect();
    let language = tags.iter().rev().map(|tag| lang::find(tag)).find(|language| **language != lang::OTHER);
    (language.unwrap_or(&lang::OTHER), lines)
}

/// A Chinese text and its English rendering, sentence by sentence, with numbers, dates, countries and names in
/// them; now and then two sentences are rendered by one, or one is left out.
fn generated(sentences: usize) -> ((&'static Language, String), (&'static Language, String)) {
    const COUNTRIES: [(&str, &str); 6] = [
        ("乌兹别克斯坦", "Uzbekistan"),
        ("哈萨克斯坦", "Kazakhstan"),
        ("德国", "Germany"),
        ("日本", "Japan"),
        ("法国", "France"),
        ("俄罗斯", "Russia"),
    ];
    const THINGS: [(&str, &str); 6] = [
        ("棉花", "cotton"),
        ("天然气", "natural gas"),
        ("汽车", "cars"),
        ("粮食", "grain"),
        ("药品", "medicine"),
        ("机器", "machinery"),
    ];
    let (mut zh, mut en) = (String::new(), String::new());
    let mut state = 1_u64;
    let mut pick = |count: usize| {
        // The constants of Knuth's MMIX generator.
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % count
    };
    for number in 0..sentences {
        let (country, thing) = (COUNTRIES[pick(COUNTRIES.len())], THINGS[pick(THINGS.len())]);
        let (month, day, count, share) = (pick(12) + 1, pick(28) + 1, pick(90) + 10, pick(80) + 10);
        let month_name = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ][month - 1];
        let rendering = match pick(3) {
            0 => {
                let _ = write!(zh, "{}{month}月{day}日宣布，今年将出口{count}万吨{}。", country.0, thing.0);
                format!(
                    "On {day} {month_name}, {} announced that it would export {count}0,000 tonnes of {} this year.",
                    country.1, thing.1
                )
            }
            1 => {
                let _ = write!(zh, "{}的{}产量比去年增长了百分之{share}。", country.0, thing.0);
                format!("Output of {} in {} rose by {share}% over last year.", thing.1, country.1)
            }
            _ => {
                let _ = write!(zh, "一位来自{}的商人说，他的公司雇用了{count}人，主要经营{}。", country.0, thing.0);
                format!("A trader from {} said his company employed {count} people and dealt mainly in {}.", country.1, thing.1)
            }
        };
        match pick(20) {
            0 => {}
            1 => {
                en.truncate(en.trim_end_matches([' ', '.', '\n']).len());
                en.push_str(", and ");
                en.push_str(&rendering);
            }
            _ => en.push_str(&rendering),
        }
        if number % 5 == 4 {
            zh.push_str("\n\n");
            en.push_str("\n\n");
        } else {
            en.push(' ');
        }
    }
    ((lang::find("zh"), zh), (lang::find("en"), en))
}

#[expect(clippy::print_stdout, reason = "the table is what a benchmark is run for")]
fn print(table: &str) {
    println!("{table}");
}
