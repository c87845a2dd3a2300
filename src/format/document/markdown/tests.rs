use super::*;

fn read(file: &str) -> Extracted {
    markdown(file, 0, false).expect("Markdown")
}

fn mdx(file: &str) -> Extracted {
    markdown(file, 0, true).expect("MDX")
}

fn code(language: &str, text: &str) -> Element {
    Element::Code { language: language.to_owned(), text: text.to_owned() }
}

/// What stands in the file at words of the text.
fn in_file<'a>(file: &'a str, read: &Extracted, words: &str) -> &'a str {
    let at = read.text.find(words).unwrap_or_else(|| panic!("“{words}” stands in {:?}", read.text));
    read.origin.span(Span::new(at, at + words.len())).of(file)
}

#[test]
fn blocks_are_paragraphs_of_their_own() {
    let file = "# One **two**\n\nA line\nthat goes on.\n- first\n- second\n  still\n\n  > quoted\n\n| a | b |\n|---|---|\n| c | d |\n\nNote[^1].\n\n[^1]: The note.\n";
    let text = "One two\n\nA line that goes on.\n\nfirst\n\nsecond still\n\nquoted\n\na\n\nb\n\nc\n\nd\n\nNote.\n\nThe note.";
    assert_eq!(read(file).text, text);
    assert_eq!(read(&file.replace('\n', "\r\n")).text, text);
}

#[test]
fn markup_within_a_sentence_breaks_no_words() {
    let file = "The **3**5,000 \\* &amp; [*Uzbek*istan](https://x.org \"Title\")~~!~~ A  \nB";
    let read = read(file);
    assert_eq!(read.text, "The 35,000 * & Uzbekistan! A\nB\n\nTitle");
    assert_eq!(in_file(file, &read, "35,000"), "3**5,000");
    assert_eq!(in_file(file, &read, "&"), "&amp;");
    assert_eq!(in_file(file, &read, "Uzbekistan"), "Uzbek*istan");
    assert_eq!(in_file(file, &read, "Title"), "Title");
}

#[test]
fn links_to_the_page_in_other_languages_are_no_prose() {
    assert_eq!(
        read("[English](README.md) | 简体中文\n\nThe [Chinese novel](a).\n").text,
        "\u{FFFC} | 简体中文\n\nThe Chinese novel."
    );
}

#[test]
fn lines_of_chinese_are_joined_without_blanks() {
    assert_eq!(read("城中有三十五\n万人。\n").text, "城中有三十五万人。");
}

#[test]
fn code_formulas_and_images_leave_stand_ins() {
    let file = "Run `npm i` in $x^2$ or ![a *map*](m.png).\n\n```js\nlet a;\n```\n\n    indented\n";
    let read = read(file);
    assert_eq!(read.text, "Run \u{FFFC} in \u{FFFC} or \u{FFFC}.\n\na map\n\n\u{FFFC}\n\n\u{FFFC}");
    let found: Vec<_> =
        read.structure.iter().map(|(element, span)| (element.clone(), read.origin.span(*span).of(file))).collect();
    assert_eq!(
        found,
        [
            (Element::InlineCode("npm i".into()), "`npm i`"),
            (Element::Formula("x^2".into()), "$x^2$"),
            (Element::Image("m.png".into()), "![a *map*](m.png)"),
            (code("js", "let a;\n"), "```js\nlet a;\n```"),
            (code("", "indented\n"), "indented\n"),
        ]
    );
    assert_eq!(in_file(file, &read, "a map"), "a *map");
}

#[test]
fn amounts_of_money_are_no_formula() {
    assert_eq!(read("From $5,000-US$6,000 a year.").text, "From $5,000-US$6,000 a year.");
}

#[test]
fn front_matter_gives_its_title_and_description() {
    let file = "---\ntitle: \"安装 指南\"\nweight: 10\ndescription: >\n  One\n  two.\n---\n\n正文。\n";
    let read = read(file);
    assert_eq!(read.text, "安装 指南\n\nOne two.\n\n正文。");
    assert_eq!(in_file(file, &read, "安装 指南"), "安装 指南");
    assert_eq!(in_file(file, &read, "One two."), "One\n  two.");
}

#[test]
fn html_in_markdown_gives_its_words() {
    let file = "<div align=\"center\">\n  <h1>Title</h1>\n  <!-- a note -->\n</div>\n\nOne <kbd>Ctrl</kbd>+C <!-- kanhe --> two<br>three <code>a*b*</code>.\n";
    let read = read(file);
    assert_eq!(read.text, "Title\n\nOne Ctrl+C two\nthree \u{FFFC}.");
    assert_eq!(in_file(file, &read, "Title"), "Title");
    let comments: Vec<_> = read.comments.iter().map(|comment| (comment.text.as_str(), comment.span.of(file))).collect();
    assert_eq!(comments, [("a note", "<!-- a note -->"), ("kanhe", "<!-- kanhe -->")]);
    assert_eq!(&read.text[read.comments[0].at as usize..][..3], "One");
    assert_eq!(&read.text[read.comments[1].at as usize..].trim_start()[..3], "two");
}

#[test]
fn shortcodes_are_no_prose_but_for_their_text() {
    let file = "{{< note >}}\nRun {{< glossary_tooltip text=\"节点\" term_id=\"node\" >}} and {{ version }}.\n{{< /note >}}\n\n{{< highlight go >}}\nx := 1\n{{< /highlight >}}\n\n{% include a.html %}\nLast `{{ raw }}`\n";
    let read = read(file);
    assert_eq!(read.text, "Run 节点 and \u{FFFC}.\n\n\u{FFFC}\n\nLast \u{FFFC}");
    assert_eq!(in_file(file, &read, "节点"), "节点");
    assert_eq!(in_file(file, &read, "\u{FFFC}."), "{{ version }}.");
}

#[test]
fn containers_and_admonitions_give_their_titles() {
    let file = "::: tip 提示\nInside.\n:::\n\n:::note[Title two]\nMore.\n:::\n\n!!! warning \"Take care\"\n    First\n    second.\n\n    ```\n    code\n    ```\n\n    === \"Tab\"\n        In tab.\n\nAfter.\n";
    let read = read(file);
    assert_eq!(
        read.text,
        "提示\n\nInside.\n\nTitle two\n\nMore.\n\nTake care\n\nFirst second.\n\n\u{FFFC}\n\nTab\n\nIn tab.\n\nAfter."
    );
    assert_eq!(in_file(file, &read, "In tab."), "In tab.");
    assert_eq!(read.structure[0].0, code("", "code\n"));
}

#[test]
fn components_and_expressions_of_mdx_are_no_prose() {
    let file = "---\ntitle: T\n---\nimport Tabs from '@theme/Tabs';\nexport const a = {\n\n  b: 1 };\n\n# Heading {#id}\n\n<Tabs groupId=\"x\">\n<TabItem value=\"npm\" label=\"With npm\">\n\nText {props.name} here{' '}{/* kanhe: note */} and <Term id=\"a\">word</Term><br/>new.\n\n    no code\n\n</TabItem>\n</Tabs>\n<Foo\n  a={{ b: \"}\" }}\n/>\n\n```jsx\n<b>{x}</b>\n```\nEnd, 1 < 2.\n";
    let read = mdx(file);
    assert_eq!(read.text, "T\n\nHeading\n\nWith npm\n\nText \u{FFFC} here and word\nnew.\n\nno code\n\n\u{FFFC}\n\nEnd, 1 < 2.");
    assert_eq!(in_file(file, &read, "With npm"), "With npm");
    assert_eq!(in_file(file, &read, "no code"), "no code");
    assert_eq!(read.comments[0].text, "kanhe: note");
    assert_eq!(read.comments[0].span.of(file), "{/* kanhe: note */}");
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test may look at the clock")]
fn what_never_ends_is_read_in_time_that_grows_with_the_file() {
    for piece in ["{{<", "{", "`a ", "<a ", "<!--", "[", "**", "<Foo a={", "!!! a\n    ", "> ", "- ", "$a", "{%"] {
        let file = piece.repeat(20_000);
        let begun = std::time::Instant::now();
        let _ = (read(&file), mdx(&file));
        assert!(begun.elapsed().as_secs() < 20, "{piece}: {:?}", begun.elapsed());
    }
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { failure_persistence: None, ..Default::default() })]

    /// Words that were taken over byte by byte are the same in the file, and the places of all others lie in it.
    #[test]
    fn places_lead_back_to_the_same_words(pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..40)) {
        let file = pieces.concat();
        for read in [read(&file), mdx(&file), html::html(&file, 0).expect("a page")] {
            for (at, character) in read.text.char_indices() {
                let span = read.origin.span(Span::new(at, at + character.len_utf8()));
                proptest::prop_assert!(file.get(span.range()).is_some(), "{span:?} is no place in {file:?}");
                if character.is_alphanumeric() && !file.contains('&') {
                    proptest::prop_assert!(span.of(&file).contains(character), "{character} stands at {:?}", span.of(&file));
                }
            }
            for (_, span) in &read.structure {
                proptest::prop_assert!(read.text.get(span.range()).is_some());
            }
            for comment in &read.comments {
                proptest::prop_assert!(file.get(comment.span.range()).is_some());
                proptest::prop_assert!(read.text.is_char_boundary((comment.at as usize).min(read.text.len())));
            }
        }
    }
}

const PIECES: &[&str] = &[
    "word ",
    "三十五万",
    "\n",
    "\n\n",
    "\r\n",
    "# ",
    "**",
    "*",
    "_",
    "`",
    "```\n",
    "~~~",
    "> ",
    "- ",
    "1. ",
    "    ",
    "\t",
    "| a | b |\n",
    "|--|--|\n",
    "[a](b)",
    "![é](c \"d\")",
    "[^1]",
    "[^1]: ",
    "<b>",
    "</b>",
    "<div>",
    "</div>",
    "<br/>",
    "<!-- c -->",
    "<!--",
    "-->",
    "{{< a text=\"t\" >}}",
    "{x}",
    "{/* c */}",
    "<Foo a=\"b\">",
    "</Foo>",
    "<img alt='甲'>",
    "&amp;",
    "&",
    "\\",
    "$",
    "$x^2$",
    "::: tip T\n",
    ":::\n",
    "!!! note \"N\"\n",
    "---\n",
    "title: x\n",
    "+++\n",
    "<pre>",
    "</pre>",
    "<code>",
    "</code>",
    "<script>",
    "<a href=x>",
    "</a>",
    "<table><tr><td>",
    "</tr></table>",
    "😀",
    "\u{a0}",
    "\u{301}",
    "import a from 'b'\n",
    "\0",
    ": ",
    "~~",
];
