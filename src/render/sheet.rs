//! The checker's sheet: every claim of a draft with what became of it, a card for each person, and one for each figure. On a terminal, as Markdown, as one HTML
//! page, as CSV.

use std::collections::BTreeMap;
use std::io::{self, Write};

use unicode_width::UnicodeWidthStr as _;

use super::termcolor::{Color, ColorSpec, WriteColor};
use super::view::{cell, escaped, page_head};
use super::{count_of, visible};
use crate::source::Span;

/// What became of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// It differs from another one.
    Differs,
    /// It could not be decided.
    Undecided,
    /// Another one says the same.
    Same,
    /// There was nothing to compare it with.
    Nothing,
}

impl Mark {
    /// All marks.
    pub const ALL: [Self; 4] = [Self::Differs, Self::Undecided, Self::Same, Self::Nothing];

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Mark::Differs => "differs",
            Mark::Undecided => "undecided",
            Mark::Same => "same elsewhere",
            Mark::Nothing => "nothing to compare",
        }
    }

    fn class(self) -> &'static str {
        match self {
            Mark::Differs => "error",
            Mark::Undecided => "warning",
            Mark::Same => "same",
            Mark::Nothing => "none",
        }
    }
}

/// A claim of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Where in the text.
    pub span: Span,
    /// Its line in the file.
    pub line: u32,
    /// Its column.
    pub column: u32,
    /// Its words.
    pub words: String,
    /// What it answers.
    pub question: String,
    /// Its answer.
    pub value: String,
    /// What became of it.
    pub mark: Mark,
    /// The places it was compared with, with their answers.
    pub with: Vec<String>,
    /// Why, where it is undecided, or in which way it differs.
    pub why: Vec<String>,
}

/// A draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Its path.
    pub path: String,
    /// Its prose.
    pub text: String,
    /// Its claims, by start.
    pub rows: Vec<Row>,
}

/// A person or a figure and all that is told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Who or what.
    pub name: String,
    /// What is told, by kind: an answer and the places where it stands.
    pub facts: BTreeMap<String, BTreeMap<String, Vec<String>>>,
}

/// The sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The drafts, by path.
    pub drafts: Vec<Draft>,
    /// The persons of the drafts.
    pub people: Vec<Card>,
    /// The figures of the drafts.
    pub figures: Vec<Card>,
}

impl Sheet {
    fn cards(&self) -> [(&'static str, &[Card]); 2] {
        [("People", &self.people), ("Figures", &self.figures)]
    }
}

fn summary(draft: &Draft) -> String {
    let count = |mark: Mark| draft.rows.iter().filter(|row| row.mark == mark).count();
    let words = |mark: Mark, n: usize| if mark == Mark::Differs && n != 1 { "differ" } else { mark.words() };
    let marks = Mark::ALL.map(|mark| (mark, count(mark)));
    let marks: Vec<String> = marks.map(|(mark, n)| format!("{n} {}", words(mark, n))).into();
    format!("{}: {}", count_of(draft.rows.len(), "claim"), marks.join(", "))
}

/// Writes a line that stands out.
fn heading(out: &mut dyn WriteColor, indent: &str, words: &str) -> io::Result<()> {
    write!(out, "{indent}")?;
    out.set_color(ColorSpec::new().set_bold(true))?;
    write!(out, "{words}")?;
    out.reset()?;
    writeln!(out)
}

/// Columns before the words of a claim.
const INDENT: usize = 33;

/// Writes words that begin at column [`INDENT`], broken between words where the terminal ends.
fn flow(out: &mut dyn WriteColor, words: &str, width: usize) -> io::Result<()> {
    let mut at = INDENT;
    for (n, word) in words.split(' ').enumerate() {
        let length = word.width();
        if n > 0 && at + 1 + length > width.max(INDENT + 20) {
            write!(out, "\n{:INDENT$}", "")?;
            at = INDENT;
        } else if n > 0 {
            write!(out, " ")?;
            at += 1;
        }
        write!(out, "{word}")?;
        at += length;
    }
    writeln!(out)
}

/// Writes the sheet to a terminal of so many columns.
pub fn sheet(out: &mut dyn WriteColor, sheet: &Sheet, width: usize) -> io::Result<()> {
    for draft in &sheet.drafts {
        heading(out, "", &visible(&draft.path))?;
        for row in &draft.rows {
            write!(out, "  {:>9}  ", format!("{}:{}", row.line, row.column))?;
            let color = match row.mark {
                Mark::Differs => Color::Red,
                Mark::Undecided => Color::Yellow,
                Mark::Same => Color::Green,
                Mark::Nothing => Color::Blue,
            };
            out.set_color(ColorSpec::new().set_fg(Some(color)).set_bold(row.mark == Mark::Differs))?;
            write!(out, "{:<18}", row.mark.words())?;
            out.reset()?;
            write!(out, "  ")?;
            flow(out, &visible(&row.words), width)?;
            let to = match row.mark {
                Mark::Differs => "from ",
                Mark::Same => "as in ",
                Mark::Undecided => "beside ",
                Mark::Nothing => "",
            };
            let with = row.with.iter().map(|line| format!("{to}{line}"));
            for line in with.chain(row.why.iter().cloned()) {
                write!(out, "{:INDENT$}", "")?;
                flow(out, &visible(&line), width)?;
            }
        }
        writeln!(out, "{}\n", summary(draft))?;
    }
    for (head, cards) in sheet.cards().into_iter().filter(|(_, cards)| !cards.is_empty()) {
        heading(out, "", head)?;
        for card in cards {
            heading(out, "  ", &visible(&card.name))?;
            for (kind, answers) in &card.facts {
                for (answer, places) in answers {
                    writeln!(out, "    {}: {} ({})", visible(kind), visible(answer), visible(&places.join(", ")))?;
                }
            }
        }
        writeln!(out)?;
    }
    Ok(())
}

/// Writes the sheet as Markdown, with a box to tick for each claim.
pub fn sheet_markdown(out: &mut dyn Write, sheet: &Sheet) -> io::Result<()> {
    for draft in &sheet.drafts {
        writeln!(out, "# {}\n\n{}\n", cell(&draft.path), summary(draft))?;
        for row in &draft.rows {
            let tick = if row.mark == Mark::Same { 'x' } else { ' ' };
            let (words, mark) = (cell(&row.words), row.mark.words());
            writeln!(out, "- [{tick}] {}:{} **{mark}**: “{words}”", row.line, row.column)?;
            for line in row.with.iter().chain(&row.why) {
                writeln!(out, "  - {}", cell(line))?;
            }
        }
        writeln!(out)?;
    }
    for (head, cards) in sheet.cards().into_iter().filter(|(_, cards)| !cards.is_empty()) {
        writeln!(out, "# {head}\n")?;
        for card in cards {
            writeln!(out, "## {}\n", cell(&card.name))?;
            for (kind, answers) in &card.facts {
                for (answer, places) in answers {
                    writeln!(out, "- {}: {} ({})", cell(kind), cell(answer), cell(&places.join(", ")))?;
                }
            }
            writeln!(out)?;
        }
    }
    Ok(())
}

/// Writes the sheet as one HTML page: the draft as it reads with every claim marked, a table of the claims, the cards.
pub fn sheet_html(out: &mut dyn Write, sheet: &Sheet) -> io::Result<()> {
    page_head(out, "checker's sheet")?;
    writeln!(out, "<main>")?;
    for (d, draft) in sheet.drafts.iter().enumerate() {
        writeln!(out, "<section><h1>{}</h1><p>{}</p>", escaped(&draft.path), escaped(&summary(draft)))?;
        writeln!(out, "<article class=\"none\">{}</article>", marked(draft, d))?;
        writeln!(out, "<table><thead><tr><th>place<th>mark<th>claim<th>compared with</thead><tbody>")?;
        for (i, row) in draft.rows.iter().enumerate() {
            let (class, mark, words) = (row.mark.class(), row.mark.words(), escaped(&row.words));
            let lines: Vec<String> = row.with.iter().chain(&row.why).map(|line| escaped(line)).collect();
            let (line, column) = (row.line, row.column);
            write!(out, "<tr class=\"{class}\" id=\"c{d}-{i}\"><td><a href=\"#t{d}-{i}\">{line}:{column}</a></td>")?;
            writeln!(out, "<td class=\"level\">{mark}</td><td>{words}</td><td>{}</td></tr>", lines.join("<br>"))?;
        }
        writeln!(out, "</tbody></table></section>")?;
    }
    for (head, cards) in sheet.cards().into_iter().filter(|(_, cards)| !cards.is_empty()) {
        writeln!(out, "<section><h1>{head}</h1>")?;
        for card in cards {
            writeln!(out, "<article class=\"none\"><h2>{}</h2><dl>", escaped(&card.name))?;
            for (kind, answers) in &card.facts {
                for (answer, places) in answers {
                    let places = escaped(&places.join(", "));
                    writeln!(out, "<dt>{}</dt><dd>{} ({places})</dd>", escaped(kind), escaped(answer))?;
                }
            }
            writeln!(out, "</dl></article>")?;
        }
        writeln!(out, "</section>")?;
    }
    writeln!(out, "</main>\n</body>\n</html>")
}

/// The prose with its claims marked; a claim that begins inside another one is marked in the table only.
fn marked(draft: &Draft, number: usize) -> String {
    let mut html = String::from("<p>");
    let prose = |words: &str| escaped_lines(words);
    let mut at = 0;
    for (i, row) in draft.rows.iter().enumerate() {
        let (start, end) = (row.span.start as usize, row.span.end as usize);
        let (Some(before), Some(words)) = (draft.text.get(at..start), draft.text.get(start..end)) else { continue };
        let (class, mark) = (row.mark.class(), row.mark.words());
        html.push_str(&prose(before));
        html.push_str(&format!(
            "<a class=\"claim {class}\" id=\"t{number}-{i}\" href=\"#c{number}-{i}\" title=\"{mark}\">"
        ));
        html.push_str(&escaped(&words.split_whitespace().collect::<Vec<_>>().join(" ")));
        html.push_str("</a>");
        at = end;
    }
    html.push_str(&prose(draft.text.get(at..).unwrap_or("")));
    html.push_str("</p>");
    html
}

fn escaped_lines(text: &str) -> String {
    let paragraphs = text.split("\n\n").map(|part| part.split('\n').map(escaped).collect::<Vec<_>>().join("<br>"));
    paragraphs.collect::<Vec<_>>().join("</p>\n<p>")
}

/// Writes the claims of the sheet as CSV.
pub fn sheet_csv(out: &mut dyn Write, sheet: &Sheet) -> io::Result<()> {
    csv_row(out, ["path", "line", "column", "text", "question", "value", "mark", "compared_with", "why"])?;
    for draft in &sheet.drafts {
        for row in &draft.rows {
            let (line, column) = (row.line.to_string(), row.column.to_string());
            let (with, why) = (row.with.join("; "), row.why.join("; "));
            csv_row(
                out,
                [&draft.path, &line, &column, &row.words, &row.question, &row.value, row.mark.words(), &with, &why],
            )?;
        }
    }
    Ok(())
}

/// Writes a row of CSV. What a spreadsheet would take for a formula gets an apostrophe before it.
pub fn csv_row<'c>(out: &mut dyn Write, cells: impl IntoIterator<Item = &'c str>) -> io::Result<()> {
    let cells: Vec<String> = cells.into_iter().map(csv_cell).collect();
    write!(out, "{}\r\n", cells.join(","))
}

fn csv_cell(text: &str) -> String {
    let flat: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    let guarded = if flat.starts_with(['=', '+', '-', '@', '\t']) { format!("'{flat}") } else { flat };
    if guarded.contains([',', '"', '\n', ';']) { format!("\"{}\"", guarded.replace('"', "\"\"")) } else { guarded }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_of_a_table_are_quoted_and_run_nothing() {
        for (text, expected) in [
            ("plain", "plain"),
            ("a, \"b\"\nc", "\"a, \"\"b\"\"\nc\""),
            ("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\""),
            ("-5 \u{7}", "'-5 "),
        ] {
            assert_eq!(csv_cell(text), expected, "{text:?}");
        }
    }
}
