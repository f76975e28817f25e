use super::build::{docx, p, zip};
use crate::load::{codes, read_bytes};
use crate::source::{BlockKind, Format, Source};

fn read(body: &str, parts: &[(&str, &str)]) -> Source {
    let (source, problems) = read_bytes(&docx(body, parts), "a.docx").expect("a Word file");
    assert!(problems.iter().all(|problem| problem.code == codes::NO_TEXT), "{problems:?}");
    source
}

fn text(body: &str) -> String {
    read(body, &[]).text.to_string()
}

/// A short name for each block and its words.
fn blocks(source: &Source) -> Vec<(String, &str)> {
    let name = |kind: &BlockKind| match kind {
        BlockKind::Paragraph => "p".to_owned(),
        BlockKind::Heading(level) => format!("h{level}"),
        BlockKind::Item { list, ordinal, depth } => {
            format!("i{list}.{depth}{}", ordinal.map_or_else(String::new, |n| format!(" {n}")))
        }
        BlockKind::Row { table, header, .. } => format!("{}{table}", if *header { "head" } else { "row" }),
        BlockKind::Quote => "q".to_owned(),
    };
    source.blocks.iter().map(|block| (name(&block.kind), source.words(block.span))).collect()
}

fn assert_blocks(source: &Source, expected: &[(&str, &str)]) {
    let expected: Vec<_> = expected.iter().map(|&(kind, words)| (kind.to_owned(), words)).collect();
    assert_eq!(blocks(source), expected);
}

fn run(words: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r>")
}

#[test]
fn a_place_is_the_number_of_the_paragraph_and_the_character_in_it() {
    let body = [p("Dam"), p(""), p("It c&#xF6;st &amp;3m."), p("It rained.")].concat();
    let source = read(&body, &[]);
    assert_eq!(
        (&*source.text, source.file()),
        ("Dam\n\nIt cöst &3m.\n\nIt rained.", "Dam\n\nIt cöst &3m.\nIt rained.\n")
    );
    let at = source.text.find("3m").expect("there");
    let (start, end) = source.positions(crate::source::Span::new(at, at + 2));
    assert_eq!((start.line, start.column, end.column), (3, 10, 12));
    assert_eq!(&source.file()[start.byte as usize..end.byte as usize], "3m");
    let at = source.text.find("rained").expect("there");
    assert_eq!(source.positions(crate::source::Span::new(at, at + 6)).0.line, 4);
}

#[test]
fn tracked_changes_are_read_as_accepted() {
    let deleted = "<w:del w:id=\"1\"><w:r><w:delText>five</w:delText></w:r></w:del>";
    let inserted = "<w:ins w:id=\"2\"><w:r><w:t>six</w:t></w:r></w:ins>";
    let away = format!("<w:moveFrom>{}</w:moveFrom>", run("gone "));
    let here = format!("<w:moveTo>{}</w:moveTo>", run("came "));
    assert_eq!(text(&format!("<w:p>{}{deleted}{inserted}{away}{here}</w:p>", run("It cost "))), "It cost sixcame");
    // A deleted end of a paragraph joins it with the next one, and a row that is deleted is not there.
    let joined = format!("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}</w:p>{}", run("One "), p("two."));
    assert_eq!(read(&joined, &[]).file(), "One two.\n");
    assert_eq!(text(&format!("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}</w:p>", run("Last."))), "Last.");
    let row = |of: &str, words: &str| {
        format!("<w:tr><w:trPr>{of}</w:trPr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>", p(words), p("1"))
    };
    let table = format!("<w:tbl>{}{}{}</w:tbl>", row("", "a"), row("<w:del/>", "b"), row("<w:ins/>", "c"));
    assert_eq!(text(&table), "a\t1\nc\t1");
    // How a thing looked before a change does not count.
    let was = "<w:p><w:pPr><w:pPrChange><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr></w:pPrChange></w:pPr><w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>Seen</w:t></w:r></w:p>";
    assert_blocks(&read(was, &[]), &[("p", "Seen")]);
}

#[test]
fn only_what_a_reader_sees_is_read() {
    let field = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>PAGE 9</w:instrText><w:t>12</w:t></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>7</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
    let inline = |inner: &str| format!("<w:p>{}{inner}{}</w:p>", run("a"), run("z"));
    for (inner, words) in [
        (field.to_owned(), "a7z"),
        (format!("<w:hyperlink r:id=\"x\" xmlns:r=\"r\">{}</w:hyperlink>", run("link")), "alinkz"),
        (format!("<w:fldSimple w:instr=\"DATE\">{}</w:fldSimple>", run("May")), "aMayz"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r>".to_owned(), "az"),
        ("<w:r><w:rPr><w:strike/></w:rPr><w:t>x</w:t></w:r>".to_owned(), "az"),
        ("<w:r><w:rPr><w:strike w:val=\"0\"/></w:rPr><w:t>x</w:t></w:r>".to_owned(), "axz"),
        ("<w:commentRangeStart w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r>".to_owned(), "az"),
        ("<w:r><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t><w:tab/><w:softHyphen/></w:r>".to_owned(), "ab-c z"),
        (
            format!(
                "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
                run("Click")
            ),
            "az",
        ),
        (format!("<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>", run("b")), "abz"),
        ("<m:oMath xmlns:m=\"m\"><m:r><m:t>9</m:t></m:r></m:oMath>".to_owned(), "az"),
        ("<w:r><w:drawing><a:t xmlns:a=\"a\">x</a:t></w:drawing></w:r>".to_owned(), "az"),
        // An instruction that never ends, or an end without a beginning.
        ("<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>".to_owned(), "az"),
    ] {
        assert_eq!(text(&inline(&inner)), words, "{inner}");
    }
    let open = "<w:p><w:r><w:t>One.</w:t><w:fldChar w:fldCharType=\"begin\"/><w:t>x</w:t></w:r></w:p>";
    assert_eq!(text(&format!("{open}{}", p("Two."))), "One.\n\nTwo.");
}

#[test]
fn what_a_style_hides_or_strikes_out_is_not_read() {
    let style =
        |id: &str, of: &str, looks: &str| format!("<w:style w:styleId=\"{id}\">{of}<w:rPr>{looks}</w:rPr></w:style>");
    let styles = [
        style("Gone", "", "<w:vanish/>"),
        style("Struck", "", "<w:strike/>"),
        style("Twice", "", "<w:dstrike/>"),
        style("Below", "<w:basedOn w:val=\"Struck\"/>", "<w:b/>"),
        style("Shown", "<w:basedOn w:val=\"Struck\"/>", "<w:strike w:val=\"0\"/>"),
        style("Loop", "<w:basedOn w:val=\"Loop\"/>", ""),
    ]
    .concat();
    let line = |of: &str, looks: &str| {
        format!(
            "<w:p><w:pPr><w:pStyle w:val=\"{of}\"/></w:pPr>{}<w:r><w:rPr>{looks}</w:rPr><w:t>b</w:t></w:r></w:p>",
            run("a")
        )
    };
    let styled = |id: &str| format!("<w:rStyle w:val=\"{id}\"/>");
    for (of, looks, words) in [
        ("Loop", String::new(), "ab"),
        ("Loop", styled("Gone"), "a"),
        ("Loop", styled("Struck"), "a"),
        ("Loop", styled("Twice"), "a"),
        ("Loop", styled("Below"), "a"),
        ("Loop", styled("Shown"), "ab"),
        ("Loop", styled("None"), "ab"),
        ("Loop", format!("{}<w:vanish w:val=\"0\"/>", styled("Gone")), "ab"),
        ("Below", String::new(), ""),
        ("Below", "<w:strike w:val=\"false\"/>".to_owned(), "b"),
        // Of two styles that say the same, one turns off the other.
        ("Below", styled("Struck"), "b"),
        ("Twice", styled("Twice"), ""),
    ] {
        let body = line(of, &looks);
        assert_eq!(&*read(&body, &[("styles", &styles)]).text, words, "{of} {looks}");
    }
}

#[test]
fn a_part_may_be_utf_16() {
    let body = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>Caf\u{e9} \u{1f600}</w:t></w:r></w:p></w:body></w:document>";
    let big: Vec<u8> = body.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let little: Vec<u8> = body.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [big.clone(), little.clone(), [&b"\xfe\xff"[..], &big].concat(), [&b"\xff\xfe"[..], &little].concat()]
    {
        let source = read_bytes(&zip(&[("word/document.xml", &bytes)]), "a.docx").expect("a Word file").0;
        assert_eq!(&*source.text, "Caf\u{e9} \u{1f600}");
    }
}

#[test]
fn of_several_forms_the_first_that_is_known_is_read() {
    let form = |requires: &str, words: &str| format!("<mc:Choice Requires=\"{requires}\">{}</mc:Choice>", run(words));
    let all = |forms: &str| {
        text(&format!(
            "<w:p xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" xmlns:own=\"urn:example:own\">\
             <mc:AlternateContent>{forms}<mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:p>",
            run("else")
        ))
    };
    for (forms, words) in [
        (form("w14", "a"), "a"),
        (form("own", "a"), "else"),
        (form("w14 own", "a"), "else"),
        (form("nowhere", "a"), "else"),
        ([form("own", "a"), form("w14", "b"), form("w14", "c")].concat(), "b"),
        (format!("<mc:Choice>{}</mc:Choice>", run("a")), "else"),
        // What stands for an extension elsewhere may be another one here.
        (form("w14", "a").replace("Requires", "xmlns:w14=\"urn:example:own\" Requires"), "else"),
    ] {
        assert_eq!(all(&forms), words, "{forms}");
    }
}

#[test]
fn a_cell_that_is_deleted_is_gone() {
    let cell = |of: &str, words: &str| format!("<w:tc><w:tcPr>{of}</w:tcPr>{}</w:tc>", p(words));
    let del = "<w:cellDel w:id=\"1\"/>";
    let row = |cells: &[String]| format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", cells.concat());
    assert_eq!(text(&row(&[cell("", "a"), cell(del, "b"), cell("", "c")])), "a\tc");
    assert_eq!(text(&row(&[cell(del, "a"), cell("<w:gridSpan w:val=\"2\"/>", "b")])), "b");
    let was = format!("<w:tcPrChange><w:tcPr>{del}</w:tcPr></w:tcPrChange>");
    assert_eq!(text(&row(&[cell(&was, "a"), cell("", "b")])), "a\tb");
}

#[test]
fn text_boxes_are_read_once_and_notes_follow_the_text() {
    let form = |kind: &str, words: &str| format!("<w:{kind}><w:txbxContent>{}</w:txbxContent></w:{kind}>", p(words));
    let boxed = format!(
        "<w:p>{}<w:r><mc:AlternateContent><mc:Choice xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" Requires=\"wps\">{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent></w:r>{}</w:p>",
        run("Out"),
        form("drawing", "In the box."),
        form("pict", "In the box."),
        run("side."),
    );
    assert_eq!(text(&boxed), "In the box.\n\nOutside.");
    let note = |id: u32, of: &str, words: &str| format!("<w:footnote w:id=\"{id}\" {of}>{}</w:footnote>", p(words));
    let notes =
        [note(0, "w:type=\"separator\"", "---"), note(1, "", "Not 4."), note(2, "", "Nobody refers to it.")].concat();
    let body =
        format!("<w:p>{}<w:r><w:footnoteReference w:id=\"1\"/></w:r>{}</w:p>{}", run("Five"), run(" came."), p("End."));
    assert_eq!(read(&body, &[("footnotes", &notes)]).file(), "Five came.\nEnd.\nNot 4.\n");
}

#[test]
fn headings_lists_and_quotes_are_told_by_their_styles() {
    let styles = "<w:style w:styleId=\"berschrift1\"><w:name w:val=\"heading 1\"/></w:style>\
        <w:style w:styleId=\"Mine\"><w:name w:val=\"Mine\"/><w:basedOn w:val=\"berschrift1\"/></w:style>\
        <w:style w:styleId=\"Loop\"><w:name w:val=\"Loop\"/><w:basedOn w:val=\"Loop\"/></w:style>\
        <w:style w:styleId=\"Zitat\"><w:name w:val=\"Quote\"/></w:style>\
        <w:style w:styleId=\"TOC1\"><w:name w:val=\"toc 1\"/></w:style>\
        <w:style w:styleId=\"Bullet\"><w:name w:val=\"List Bullet\"/><w:pPr><w:numPr><w:numId w:val=\"2\"/></w:numPr></w:pPr></w:style>";
    let numbering = "<w:abstractNum w:abstractNumId=\"7\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"3\"/><w:numFmt w:val=\"decimal\"/></w:lvl><w:lvl w:ilvl=\"1\"><w:numFmt w:val=\"lowerLetter\"/></w:lvl></w:abstractNum>\
        <w:abstractNum w:abstractNumId=\"8\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"bullet\"/></w:lvl></w:abstractNum>\
        <w:num w:numId=\"1\"><w:abstractNumId w:val=\"7\"/></w:num><w:num w:numId=\"2\"><w:abstractNumId w:val=\"8\"/></w:num>";
    let styled = |of: &str, words: &str| format!("<w:p><w:pPr>{of}</w:pPr>{}</w:p>", run(words));
    let style = |id: &str, words: &str| styled(&format!("<w:pStyle w:val=\"{id}\"/>"), words);
    let item = |level: u32, words: &str| {
        styled(&format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"1\"/></w:numPr>"), words)
    };
    let body = [
        style("TOC1", "The dam 1"),
        style("Mine", "The dam"),
        style("Loop", "plain"),
        style("Zitat", "said"),
        item(0, "c"),
        item(1, "c a"),
        item(0, "d"),
        style("Bullet", "x"),
        styled("<w:pStyle w:val=\"Bullet\"/><w:numPr><w:numId w:val=\"0\"/></w:numPr>", "none"),
        item(0, "e"),
        styled("<w:outlineLvl w:val=\"2\"/>", "deep"),
    ];
    let source = read(&body.concat(), &[("styles", styles), ("numbering", numbering)]);
    assert_eq!(source.meta.title.as_deref(), Some("The dam"));
    assert_blocks(
        &source,
        &[
            ("h1", "The dam"),
            ("p", "plain"),
            ("q", "said"),
            ("i0.0 3", "c"),
            ("i1.1 1", "c a"),
            ("i0.0 4", "d"),
            ("i2.0", "x"),
            ("p", "none"),
            ("i3.0 5", "e"),
            ("h3", "deep"),
        ],
    );
    // The table of contents still counts as paragraphs.
    let at = source.blocks[0].span;
    assert_eq!(source.positions(at).0.line, 2);
}

#[test]
fn a_forced_line_break_divides_unless_the_sentence_runs_on() {
    let broken = |a: &str, b: &str| format!("<w:p><w:r><w:t>{a}</w:t><w:br/><w:t>{b}</w:t></w:r></w:p>");
    assert_eq!(text(&broken("Ana Ruiz", "Mayor")), "Ana Ruiz\n\nMayor");
    assert_eq!(text(&broken("She came", "home.")), "She came home.");
    assert_eq!(read(&broken("Ana Ruiz", "Mayor"), &[]).file(), "Ana Ruiz Mayor\n");
}

#[test]
fn tables_are_rows_of_cells_unless_they_serve_layout() {
    let cell = |of: &str, inner: &str| format!("<w:tc><w:tcPr>{of}</w:tcPr>{inner}</w:tc>");
    let row = |of: &str, cells: &[&str]| {
        format!(
            "<w:tr><w:trPr>{of}</w:trPr>{}</w:tr>",
            cells.iter().map(|words| cell("", &p(words))).collect::<String>()
        )
    };
    let table = |of: &str, rows: &[String]| format!("<w:tbl><w:tblPr>{of}</w:tblPr>{}</w:tbl>", rows.concat());
    let look = "<w:tblLook w:val=\"04A0\"/>";
    let source = read(&table(look, &[row("", &["Town", "2020"]), row("", &["Solcombe", "12"])]), &[]);
    assert_blocks(&source, &[("head0", "Town\t2020"), ("row0", "Solcombe\t12")]);
    let BlockKind::Row { cells, .. } = &source.blocks[1].kind else { panic!("a row") };
    assert_eq!(cells.iter().map(|cell| source.words(*cell)).collect::<Vec<_>>(), ["Solcombe", "12"]);
    // A first row of figures is no heading, whatever the style of the table says; one that says so itself is.
    assert_blocks(&read(&table(look, &[row("", &["Solcombe", "12"])]), &[]), &[("row0", "Solcombe\t12")]);
    assert_blocks(&read(&table("", &[row("<w:tblHeader/>", &["A 1", "9"])]), &[]), &[("head0", "A 1\t9")]);
    let wide =
        format!("<w:tr>{}{}</w:tr>", cell("<w:gridSpan w:val=\"3\"/>", &p("a")), cell("", &[p("b"), p("c")].concat()));
    assert_eq!(text(&format!("<w:tbl>{wide}</w:tbl>")), "a\t\t\tb c");
    let inner = table("", &[row("", &["x", "1"])]);
    let outer =
        format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell("", &p("Before.")), cell("", &[inner, p("After.")].concat()));
    assert_blocks(&read(&outer, &[]), &[("p", "Before."), ("row1", "x\t1"), ("p", "After.")]);
}

#[test]
fn marks_of_editors_are_taken_out_and_no_date_is_taken_from_properties() {
    let source = read(&p("The dam opened in 1931 [CQ]."), &[("core", "<created>2001-01-01</created>")]);
    assert_eq!((&*source.text, source.directives.len()), ("The dam opened in 1931.", 1));
    assert!(source.meta.dates.is_empty());
}

/// The message that a file is refused with.
fn refused(bytes: &[u8]) -> (String, String) {
    let problem = read_bytes(bytes, "a.docx").expect_err("refused");
    assert!(problem.fatal && problem.path == "a.docx");
    (problem.code, problem.message)
}

#[test]
fn what_is_no_word_file_is_refused_with_its_kind() {
    let ole = |words: &str| {
        let name: Vec<u8> = words.bytes().flat_map(|byte| [byte, 0]).collect();
        [&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"[..], &name].concat()
    };
    let sheet = "<Relationships><Relationship Type=\"x/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
    for (bytes, words) in [
        (ole("EncryptedPackage"), "protected by a password"),
        (ole("WordDocument"), "Word 97 to 2003"),
        (b"The dam cost 3m.".to_vec(), "no Word file"),
        (Vec::new(), "it is empty"),
        (zip(&[("_rels/.rels", sheet.as_bytes())]), "a spreadsheet"),
        (zip(&[("mimetype", b"application/epub+zip")]), "an OpenDocument file or an e-book"),
        (zip(&[("a.txt", b"x")]), "a zip archive"),
    ] {
        let (code, message) = refused(&bytes);
        assert!(code == codes::BINARY && message.contains(words), "{message}");
    }
    // Under a name that says nothing it is read as what it is, under one of a text it is refused.
    let word = docx(&p("Dam"), &[]);
    assert_eq!(read_bytes(&word, "letter").expect("a Word file").0.format, Format::Docx);
    assert_eq!(read_bytes(&word, "letter.txt").expect_err("refused").code, codes::BINARY);
}

#[test]
fn damaged_files_are_refused() {
    let whole = docx(&p("The dam cost 3m."), &[]);
    // The last two bytes are the length of a comment, which nobody needs.
    for cut in 0..whole.len() - 2 {
        refused(&whole[..cut]);
    }
    let mut flipped = 0;
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x10;
        flipped += usize::from(read_bytes(&bytes, "a.docx").is_err());
    }
    assert!(flipped > whole.len() / 4, "{flipped}");
    for body in ["<w:p>", "<w:p></w:r>", "</w:body>", "<w:p>&bomb;</w:p>", "<w:p a=\"&\x01;\"><"] {
        assert_eq!(refused(&docx(body, &[])).0, codes::DAMAGED, "{body}");
    }
    let part = |contents: &[u8]| zip(&[("word/document.xml", contents)]);
    for (contents, words) in [
        (&b"<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>"[..], "has a document type"),
        (b"<a>\xff</a>", "neither UTF-8 nor UTF-16"),
        (b"\xff\xfe<\0a", "neither UTF-8 nor UTF-16"),
        (b"\xfe\xff\xd8\x00", "neither UTF-8 nor UTF-16"),
        (b"<a><b/></a>", "holds no text of a document"),
        (b"", "holds no text of a document"),
    ] {
        let (code, message) = refused(&part(contents));
        assert!(code == codes::DAMAGED && message.contains(words), "{message}");
    }
    let missing = "<Relationships><Relationship Type=\"x/officeDocument\" Target=\"word/none.xml\"/></Relationships>";
    assert!(refused(&zip(&[("_rels/.rels", missing.as_bytes())])).1.contains("is missing"));
}

#[test]
fn hostile_files_cannot_fill_the_memory() {
    let bomb = docx(&p(&"a".repeat(70 << 20)), &[]);
    assert!(bomb.len() < 1 << 20);
    let (code, message) = refused(&bomb);
    assert!(code == codes::TOO_LARGE && message.contains("zip bomb"), "{message}");
    // One that lies about its size is cut off where the lie ends.
    let mut liar = docx(&p(&"a".repeat(5 << 20)), &[]);
    let size = (5 << 20_u32) as usize;
    let places: Vec<usize> = (0..liar.len() - 4)
        .filter(|&at| (u32::from_le_bytes(liar[at..at + 4].try_into().expect("four")) as usize).abs_diff(size) < 4096)
        .collect();
    places.iter().for_each(|&at| liar[at..at + 4].copy_from_slice(&100_u32.to_le_bytes()));
    assert!(!places.is_empty());
    assert_eq!(refused(&liar).0, codes::DAMAGED);
    let deep = format!("{}{}", "<w:sdt>".repeat(600), "</w:sdt>".repeat(600));
    assert!(refused(&docx(&deep, &[])).1.contains("more than 512 deep"));
    // Many small things of each kind take time in proportion.
    for unit in [
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>a</w:t><w:br/></w:r></w:p>",
        "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r></w:p>",
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"99999999\"/></w:tcPr></w:tc></w:tr></w:tbl>",
    ] {
        read(&unit.repeat(20_000), &[]);
    }
}
