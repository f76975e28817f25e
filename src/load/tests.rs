//! Laws of loading, over all formats.

use proptest::prelude::*;

use super::*;
use crate::source::{BlockKind, DateOrigin, Span};

fn load(format: Format, file: &str) -> Source {
    parse("a", format, Decoded::utf8(file)).0
}

/// Blocks as `kind: words`, cells parted by `|`.
fn shape(source: &Source) -> Vec<String> {
    let words = |span: Span| source.words(span).to_owned();
    let show = |block: &Block| match &block.kind {
        BlockKind::Paragraph => format!("p: {}", words(block.span)),
        BlockKind::Heading(level) => format!("h{level}: {}", words(block.span)),
        BlockKind::Quote => format!("q: {}", words(block.span)),
        BlockKind::Item { list, ordinal, depth } => {
            let ordinal = ordinal.map_or("-".to_owned(), |n| n.to_string());
            format!("i{list}.{depth}.{ordinal}: {}", words(block.span))
        }
        BlockKind::Row { table, header, cells } => {
            let cells: Vec<_> = cells.iter().map(|&c| words(c)).collect();
            format!("{}{table}: {}", if *header { "th" } else { "tr" }, cells.join("|"))
        }
    };
    source.blocks.iter().map(show).collect()
}

fn check_shapes(format: Format, cases: &[(&str, &[&str])]) {
    for (file, expected) in cases {
        let source = load(format, file);
        assert_eq!(shape(&source), *expected, "{file}");
        check_spans(&source);
    }
}

/// Blocks and cells lie in order on character boundaries, and every character's origin lies in the file.
fn check_spans(source: &Source) {
    let mut last = 0;
    for block in &source.blocks {
        assert!(last <= block.span.start, "blocks overlap");
        assert!(source.text.get(block.span.range()).is_some_and(|w| !w.is_empty()), "a block is no text");
        if let BlockKind::Row { cells, .. } = &block.kind {
            for cell in cells {
                assert!(block.span.contains(*cell) && source.text.get(cell.range()).is_some(), "a cell is no text");
            }
        }
        last = block.span.end;
    }
    for directive in &source.directives {
        assert!(source.text.is_char_boundary(directive.at.start as usize), "a directive is off");
    }
    let mut reached = 0;
    for (at, character) in source.text.char_indices() {
        let origin = source.in_file(Span::new(at, at + character.len_utf8()));
        assert!(source.file().get(origin.clone()).is_some(), "{character:?} at {at} stems from {origin:?}");
        assert!(reached <= origin.start, "order is lost at {at}");
        reached = origin.start;
    }
}

/// Every word of the text stands in the file where the map says, as written or as an entity.
fn check_words(source: &Source) {
    let base = source.text.as_ptr() as usize;
    for word in source.text.split(|c: char| c.is_whitespace()).filter(|w| !w.is_empty()) {
        let start = word.as_ptr() as usize - base;
        let there = &source.file()[source.in_file(Span::new(start, start + word.len()))];
        let plain = there.replace("&mdash;", "—").replace("&eacute;", "é").replace("&amp;", "&");
        let plain: String = plain.split('<').flat_map(|p| p.rsplit('>').next()).collect();
        assert_eq!(plain.replace(['*', '\\'], ""), word.replace(['*', '\\'], ""), "{there}");
    }
}

#[test]
fn markdown_blocks_are_told_apart() {
    check_shapes(
        Format::Markdown,
        &[
            ("# Dam\n\nIt is **26 hours**,\nnot *ten*.\n", &["h1: Dam", "p: It is 26 hours, not ten."]),
            ("Dam\n===\n\nOld\n---\n", &["h1: Dam", "h2: Old"]),
            (
                "1. one\n2. two\n   - in\n\n     more\n3. three",
                &["i0.0.1: one", "i0.0.2: two", "i1.1.-: in", "p: more", "i0.0.3: three"],
            ),
            ("- a\n- b\n\ntext\n\n7. c\n", &["i0.0.-: a", "i0.0.-: b", "p: text", "i1.0.7: c"]),
            ("| A | B |\n|---|---|\n| 1 | *2* |\n|  | x\\|y |\n", &["th0: A|B", "tr0: 1|2", "tr0: |x|y"]),
            ("> She said\n> no.\n\nYes.", &["q: She said no.", "p: Yes."]),
            ("A\n\n```\nlet x = 12;\n```\n\n    code\n\nB", &["p: A", "p: B"]),
            ("See [the report](http://x.y/12) ![alt](z.png) and <http://x.y>, `n`.", &["p: See the report  and , n."]),
            ("R&amp;D, 5 \\* 3, x<b>y</b>", &["p: R&D, 5 * 3, xy"]),
            ("The toll is ~~12~~ 14.", &["p: The toll is  14."]),
            (
                "Velmora, 3 June 2021\\\nThe dam  \nof the north",
                &["p: Velmora, 3 June 2021", "p: The dam of the north"],
            ),
            ("R&amp;D<br>\r\nand the dam", &["p: R&D and the dam"]),
            ("<div class=promo>Buy</div>\n\n<p>Text of <b>page</b></p>\n\nEnd", &["p: Text of page", "p: End"]),
            ("It has 7[^1].\n\n[^1]: Or 8.", &["p: It has 7.", "p: Or 8."]),
            ("---\n\nText\n\n---\n\nMore", &["p: Text", "p: More"]),
            ("", &[]),
        ],
    );
}

#[test]
fn front_matter_gives_dates_title_and_text() {
    let file = "---\ntitle: \"Dam: minutes\"\ndate: 2008-10-17\nchair: Judge Ana Ruiz\ndraft: true\nurl: https://x.y\n---\n# Body\n";
    let source = load(Format::Markdown, file);
    assert_eq!(shape(&source), ["h1: Dam: minutes", "p: chair: Judge Ana Ruiz", "h1: Body"]);
    assert_eq!(source.meta.title.as_deref(), Some("Dam: minutes"));
    assert_eq!(source.meta.dates, [DateClue { value: "2008-10-17".into(), origin: DateOrigin::FrontMatter }]);
    check_words(&source);
    let toml = load(Format::Markdown, "+++\ntitle = 'Dam'\ndate = 2008-10-17\n+++\nBody\n");
    assert_eq!(shape(&toml), ["h1: Dam", "p: Body"]);
    assert_eq!(toml.meta.dates[0].value, "2008-10-17");
    for none in ["---\nA paragraph\n---\n", "---\ntitle: x\n", "text\n---\ntitle: x\n---\n"] {
        assert!(load(Format::Markdown, none).meta.dates.is_empty(), "{none}");
    }
}

#[test]
fn html_blocks_are_told_apart() {
    check_shapes(
        Format::Html,
        &[
            (
                "<h1>Dam</h1><p>It is <b>26 hours</b>,\n   not ten.<p>More",
                &["h1: Dam", "p: It is 26 hours, not ten.", "p: More"],
            ),
            ("bare <div>in <span>div</span></div> after", &["p: bare", "p: in div", "p: after"]),
            ("<ol start=3><li>a<ul><li>b</ul><li value=9>c<p>d</ol>", &["i0.0.3: a", "i1.1.-: b", "i0.0.9: c", "p: d"]),
            (
                "<table><thead><tr><th>A<th>B</thead><tr><td>1<td>2</tr><tr><th>x</th><td colspan=2>y</td></tr></table>",
                &["th0: A|B", "tr0: 1|2", "tr0: x|y|"],
            ),
            ("<table><tr><td><p>1</p><p>2</p></td><td></td></tr></table>z", &["tr0: 1 2|", "p: z"]),
            (
                "<table><tr><td>nav<table><tr><td>1</table>text<tr><td>end</table>",
                &["p: nav", "tr1: 1", "p: text", "p: end"],
            ),
            ("<blockquote><p>She said no.</p></blockquote>", &["q: She said no."]),
            ("Velmora, 3 June<br>The dam<br>of the north", &["p: Velmora, 3 June", "p: The dam of the north"]),
            ("<pre>one\ntwo</pre><pre><code>x = 1</code></pre>", &["p: one", "p: two"]),
            (
                "10<sup>6</sup>, 26<sup>th</sup>, m<sup>2</sup>, word<sup><a href=#1>1</a></sup>",
                &["p: 10^6, 26th, m2, word"],
            ),
            ("<p>She said <q>no</q>.</p>", &["p: She said “no”."]),
            ("<p>a < b & c &amp; d &lt; e</p>", &["p: a < b & c & d < e"]),
            ("<p>12 <del>13</del> dead</p>", &["p: 12 dead"]),
            ("<p>x</i></section></p>y<b>z<p>w</b>v", &["p: x", "p: yz", "p: wv"]),
            ("", &[]),
        ],
    );
}

#[test]
fn page_furniture_is_not_the_article() {
    check_shapes(
        Format::Html,
        &[
            (
                "<header>Site</header><nav><p>Home</nav><main><h1>T</h1><p>Text<div class='box promo'>Buy</div><p>End</main><footer>F</footer>",
                &["h1: T", "p: Text", "p: End"],
            ),
            ("<header><h1>T</h1>by</header><article><p>Text</article><div>Teaser</div>", &["h1: T", "p: Text"]),
            ("<article><header><h1>T</h1><p>By A</header><p>Text</article>", &["h1: T", "p: By A", "p: Text"]),
            (
                "<article><p>Long text of it<article><p>A comment</article></article><article><p>x</article>",
                &["p: Long text of it"],
            ),
            ("<p>Text</p><div id=comments><p>I say</div><section class=relatedLinks>y</section>", &["p: Text"]),
            (
                "<p>Text</p><p hidden>no</p><p style='display : none'>no</p><script>var x = '<p>no'</script><style>p</style>",
                &["p: Text"],
            ),
            ("<p>Text <span class=share>Share</span>and more</p><form><p>Sign up</form>", &["p: Text and more"]),
            ("<body class=has-sidebar><form id=aspnet><h1>T</h1><p>Text</form>", &["h1: T", "p: Text"]),
            ("<h2 id=market-share>Market share</h2><p>Text", &["h2: Market share", "p: Text"]),
            (
                "<article class=promo-x></article><div class=related><p>All the text there is on this page stands here, as its maker \
                 meant, and it is long enough to be told from a teaser: six turbines of 260 megawatts were ordered in the spring, two \
                 of them from abroad, and all were delivered.</div>",
                &[
                    "p: All the text there is on this page stands here, as its maker meant, and it is long enough to be told from a teaser: \
                  six turbines of 260 megawatts were ordered in the spring, two of them from abroad, and all were delivered.",
                ],
            ),
            ("<div>Text<aside>no</aside>more<nav>no</nav>end</div>", &["p: Text", "p: more", "p: end"]),
            ("<div role=navigation>no</div><div class=Unrelated>yes</div>", &["p: yes"]),
        ],
    );
}

#[test]
fn html_metadata_is_read() {
    let cases: [(&str, Option<&str>, &[&str]); 6] = [
        ("<title>A &amp; B\n | Site</title><p>x", Some("A & B | Site"), &[]),
        ("<title>A</title><meta property=og:title content=B><p>x", Some("B"), &[]),
        ("<title>A</title><h1>C</h1>", Some("C"), &[]),
        (
            "<meta property='article:published_time' content='2016-06-03T05:15:00Z'><article><time datetime=1999-01-01>old</time>x</article>",
            None,
            &["2016-06-03T05:15:00Z"],
        ),
        (
            "<script type='application/ld+json'>{\"a\":1, \"datePublished\" : \"2020-02-03\"}</script>x",
            None,
            &["2020-02-03"],
        ),
        (
            "<article>x<time datetime=2020-01-02>2 Jan</time><time datetime=1999-01-01>old</time></article>",
            None,
            &["2020-01-02"],
        ),
    ];
    for (file, title, dates) in cases {
        let meta = load(Format::Html, file).meta;
        assert_eq!(meta.title.as_deref(), title, "{file}");
        assert_eq!(meta.dates.iter().map(|d| d.value.as_str()).collect::<Vec<_>>(), dates, "{file}");
    }
}

#[test]
fn directives_are_no_prose_and_keep_their_place() {
    let cases = [
        (Format::Text, "A dam.\n%% claimlint: ignore DAT201\nB 12.\n", "A dam.\nB 12.\n", 7),
        (Format::Markdown, "A dam.\n\n<!-- claimlint: ignore DAT201 -->\n\nB 12.\n", "A dam.\n\nB 12.", 7),
        (Format::Markdown, "A <!-- claimlint: ignore DAT201 -->dam.\n", "A dam.", 2),
        (Format::Html, "<p>A dam.</p><!--claimlint: ignore DAT201--><p>B 12.", "A dam.\n\nB 12.", 7),
        (Format::Html, "<p>A dam.</p><!-- claimlint: ignore DAT201 -->", "A dam.", 6),
    ];
    for (format, file, text, at) in cases {
        let source = load(format, file);
        assert_eq!(&*source.text, text, "{file}");
        let [Directive { words, at: found, file: place, inside }] = &source.directives[..] else { panic!("{file}") };
        assert_eq!((words.as_str(), *found), ("ignore DAT201", Span::new(at, at)), "{file}");
        assert_eq!(*inside, file.starts_with("A <"), "{file}");
        let comment = place.of(source.file());
        assert!(comment.starts_with(['%', '<']) && comment.ends_with(['1', '>']), "{comment}");
        check_words(&source);
    }
}

#[test]
fn an_editors_mark_is_no_prose_and_keeps_its_place() {
    let cases = [
        (Format::Text, "Ana Ruiz [CQ] paid 5 [cq].\n", "Ana Ruiz paid 5.\n", &[8, 15][..]),
        (Format::Markdown, "# A\n\nAna *Ruiz* [CQ] paid.\n", "A\n\nAna Ruiz paid.", &[11]),
        (Format::Html, "<p>Ana&nbsp;Ruiz [CQ]<p>B", "Ana\u{a0}Ruiz\n\nB", &[9]),
        (Format::Text, "[CQ] by the desk, [CQ2] (CQ)\n", " by the desk, [CQ2] (CQ)\n", &[0]),
    ];
    for (format, file, text, places) in cases {
        let source = load(format, file);
        assert_eq!(&*source.text, text, "{file}");
        let found: Vec<_> = source.directives.iter().map(|d| d.at.start).collect();
        assert_eq!(found, places, "{file}");
        assert!(source.directives.iter().all(|d| d.words == Directive::CHECKED), "{file}");
    }
}

#[test]
fn every_word_maps_back_to_its_place_in_the_file() {
    let cases = [
        (
            Format::Markdown,
            "# Caf&eacute; **am** See\n\n- R\\*D and *more*,\n  wrapped\n\n| a é | b |\n|--|--|\n| c | [d](e) |\n",
        ),
        (Format::Markdown, "> one\n> two — **three**\n\n\r\nfour\r\nfive\r\n"),
        (
            Format::Html,
            "<title>x</title>\r\n<h1>Caf&eacute;\r\n am See</h1><p>a&mdash;b <i>c</i>, R&amp;D</p><ul><li>é<li>ü x</ul>",
        ),
        (Format::Html, "<table><tr><td>a é<td>b<tr><td>c &amp; d</table> <p>tail x"),
    ];
    for (format, file) in cases {
        let source = load(format, file);
        check_spans(&source);
        check_words(&source);
    }
}

#[test]
fn formats_are_known_by_extension() {
    let cases = [
        ("a.txt", Some(Format::Text)),
        ("b/a.MD", Some(Format::Markdown)),
        ("a.b.html", Some(Format::Html)),
        ("a.htm", Some(Format::Html)),
        (".md", None),
        ("a", None),
        ("a.rs", None),
        ("a.md/b", None),
    ];
    for (path, expected) in cases {
        assert_eq!(format_of(path), expected, "{path}");
    }
}

#[test]
fn a_document_without_text_is_a_remark() {
    for (format, file) in
        [(Format::Text, ""), (Format::Markdown, "```\nx\n```\n"), (Format::Html, "<script>x</script>")]
    {
        let (source, problems) = parse("a", format, Decoded::utf8(file));
        assert!(source.text.trim().is_empty());
        let found: Vec<_> = problems.iter().map(|p| (p.code.as_str(), p.fatal, p.path.as_str())).collect();
        assert_eq!(found, [(codes::NO_TEXT, false, "a")], "{file}");
    }
}

#[test]
fn hostile_pages_are_read_in_linear_time() {
    let files = [
        "<div>".repeat(100_000) + "deep",
        "<div>".repeat(100_000) + &"</div>".repeat(100_000) + "after",
        "<b>".repeat(100_000) + &"<p>x</div></b>".repeat(20_000),
        "<table><tr><td>".repeat(30_000) + "x",
        "<ul><li>".repeat(50_000) + "x",
        "&".repeat(300_000),
        "&amp".repeat(100_000),
        "<".repeat(300_000),
        "<p title=\"".repeat(50_000),
        "<!--".repeat(100_000),
        "x ".repeat(500_000),
    ];
    for file in &files {
        let started = std::time::Instant::now();
        let source = load(Format::Html, file);
        assert!(started.elapsed().as_secs() < 20, "{:.40} took {:?}", file, started.elapsed());
        assert!(source.text.len() <= file.len() * 2);
    }
}

#[test]
fn a_tag_with_very_many_attributes_is_passed_over_and_its_text_is_kept() {
    let file = format!("<p>before</p><p {}>inside</p><p>after</p>", "a=\"b\" ".repeat(100_000));
    let source = load(Format::Html, &file);
    assert!(source.text.contains("before") && source.text.contains("inside") && source.text.contains("after"));
    check_spans(&source);
    let source = load(Format::Markdown, &file);
    assert!(source.text.contains("inside"));
}

#[test]
fn hostile_markdown_is_read_in_linear_time() {
    let files = [
        ">".repeat(50_000) + "x",
        "[".repeat(50_000),
        "*a ".repeat(50_000),
        "![a](".repeat(20_000),
        "`".repeat(50_000),
        "|a".repeat(20_000) + "\n" + &"|-".repeat(20_000) + "\n|x",
        "<!-- ".repeat(50_000),
        "- ".repeat(5_000) + "x",
        "word ".repeat(500_000),
    ];
    for file in &files {
        let started = std::time::Instant::now();
        load(Format::Markdown, file);
        assert!(started.elapsed().as_secs() < 20, "{:.40} took {:?}", file, started.elapsed());
    }
}

/// Fragments that steer the parsers, mixed with anything.
fn soup() -> impl Strategy<Value = String> {
    let parts = prop::sample::select(vec![
        "<p>",
        "</p>",
        "<div class=promo>",
        "</div>",
        "<table>",
        "<tr>",
        "<td>",
        "</td>",
        "</tr>",
        "</table>",
        "<ol>",
        "<li>",
        "</ol>",
        "<main>",
        "<article>",
        "</article>",
        "<h1>",
        "</h1>",
        "<br>",
        "<q>",
        "</q>",
        "<sup>",
        "<pre>",
        "<code>",
        "&amp;",
        "&eacute",
        "&#x201c;",
        "&#0;",
        "&",
        "<",
        "\r\n",
        "\r",
        "\n",
        "\n\n",
        "é",
        "€",
        "\0",
        " ",
        "12",
        "word",
        "# ",
        "- ",
        "1. ",
        "> ",
        "| a | b |\n|---|---|\n",
        "|",
        "**",
        "`",
        "```\n",
        "[x](y)",
        "---\n",
        "title: x\n",
        "<!-- claimlint: ignore -->",
        "%% claimlint: x\n",
        "\\*",
        "  \n",
        "~~",
        "[^1]",
        "\u{202e}",
        "<title>",
        "<script>",
        "</script>",
        "<form>",
        "<header>",
        "<blockquote>",
        "<a hidden>",
        "<!--",
        "-->",
        "\t",
    ]);
    prop::collection::vec(prop_oneof![4 => parts.prop_map(str::to_owned), 1 => any::<String>()], 0..40)
        .prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_and_every_character_maps_into_the_file(file in soup()) {
        for format in [Format::Text, Format::Markdown, Format::Html] {
            check_spans(&load(format, &file));
        }
    }

    #[test]
    fn any_bytes_are_decoded_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(decoded) = decode(&bytes) {
            let end = decoded.map.back(0..decoded.text.len()).end;
            prop_assert!(end <= bytes.len());
        }
    }
}
