//! Facts in CSV: a line of headings, then a row for each line.
//!
//! A quotation mark that is never closed would make one cell of all that follows, up to the next mark. So a cell that goes over the end of its line is only believed where
//! its closing mark ends it, where it may hold words of any length, and where what it holds does not look like rows; else its row is left out and the next line is read.

use csv_core::{ReadFieldResult, ReaderBuilder};

use super::{Reader, Written, codes, nearest};
use crate::diagnostic::Problem;
use crate::source::{Field, RecordKind, Span};

/// A field as the reader cuts it out.
struct Cut {
    /// Without quotation marks and what parts it from the next.
    span: Span,
    words: String,
    /// Whether it goes over the end of a line or of the file, and then whether a quotation mark right at its end closes it.
    over_lines: Option<Closed>,
}

/// Whether a quotation mark closes a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Closed {
    Yes,
    /// Other words stand behind it, or there is none.
    No,
}

/// A row as the reader cuts it out.
enum Row {
    Whole(Vec<Cut>),
    /// A quotation mark is not closed: where it stands.
    Torn(Span),
}

impl Reader<'_> {
    pub(super) fn csv(&mut self) {
        let delimiter = self.columns.delimiter.unwrap_or_else(|| delimiter(self.file));
        let mut rows = Rows::new(self.file, delimiter);
        let Some(headings) = self.next_row(&mut rows, &[]) else { return };
        let fields = self.fields(&headings);
        let Some(kind) = self.kind(&headings, &fields) else { return };
        self.passed_over(kind, &headings, &fields);
        while let Some(row) = self.next_row(&mut rows, &fields) {
            if row.iter().all(|cut| cut.words.trim().is_empty()) {
                continue;
            }
            let around = row[0].span.join(row[row.len() - 1].span);
            if row.len() != headings.len() {
                let message = format!("{} columns, but {} headings", row.len(), headings.len());
                let help = "a cell with the delimiter in it needs quotation marks";
                self.fault(around, codes::UNREADABLE, message, help);
                continue;
            }
            self.table_row(kind, around, row, &fields);
        }
    }

    /// The next row that is whole; torn ones are told.
    fn next_row(&mut self, rows: &mut Rows<'_>, fields: &[Option<Field>]) -> Option<Vec<Cut>> {
        loop {
            match rows.next(fields)? {
                Row::Whole(row) => return Some(row),
                Row::Torn(span) => {
                    let message = "a quotation mark is not closed in this row";
                    self.fault(span, codes::UNREADABLE, message, "close it, or double it within a cell");
                }
            }
        }
    }

    fn table_row(&mut self, kind: RecordKind, around: Span, row: Vec<Cut>, fields: &[Option<Field>]) {
        let cells = row.into_iter().zip(fields);
        let mut written: Vec<Written> = cells
            .filter_map(|(cut, field)| Some(Written { field: (*field)?, span: cut.span, words: cut.words }))
            .filter(|written| kind.fields().contains(&written.field))
            .collect();
        for (&field, words) in &self.columns.constants {
            if kind.fields().contains(&field) && !written.iter().any(|w| w.field == field && !w.words.is_empty()) {
                written.push(Written { field, span: around, words: words.clone() });
            }
        }
        self.row(kind, around, written);
    }

    /// What each column holds; nothing for one that is of no concern.
    fn fields(&mut self, headings: &[Cut]) -> Vec<Option<Field>> {
        let plain = |words: &str| words.trim().trim_start_matches('\u{feff}').to_lowercase();
        let names: Vec<String> = headings.iter().map(|cut| plain(&cut.words)).collect();
        for (column, name) in names.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
            if names[..column].contains(name) {
                let message = format!("two columns have the heading `{name}`");
                self.fault(
                    headings[column].span,
                    codes::UNKNOWN,
                    message,
                    "the first of them counts; rename the other",
                );
            }
        }
        let mut fields: Vec<Option<Field>> = vec![None; names.len()];
        for (&field, heading) in &self.columns.headings {
            match names.iter().position(|name| *name == plain(heading)) {
                Some(column) => fields[column] = Some(field),
                None => {
                    let known: Vec<&str> = headings.iter().map(|cut| cut.words.trim()).collect();
                    let span = headings[0].span.join(headings[headings.len() - 1].span);
                    let message = format!("no column has the heading `{heading}`, which is to hold `{}`", field.name());
                    self.fault(span, codes::UNKNOWN, message, nearest(heading, &known, "the headings"));
                }
            }
        }
        for (column, name) in names.iter().enumerate() {
            let own = Field::named(&name.replace([' ', '_'], "-"));
            if let Some(field) = own.filter(|field| !self.columns.headings.contains_key(field))
                && fields[column].is_none()
                && !fields.contains(&Some(field))
            {
                fields[column] = Some(field);
            }
        }
        fields
    }

    /// Tells which columns nobody reads. Where the configuration says what the columns hold, the others are left out on purpose.
    fn passed_over(&mut self, kind: RecordKind, headings: &[Cut], fields: &[Option<Field>]) {
        let read = |field: &Option<Field>| field.is_some_and(|field| kind.fields().contains(&field));
        let over = headings.iter().zip(fields).filter(|(cut, field)| !read(field) && !cut.words.trim().is_empty());
        let over: Vec<&Cut> = over.map(|(cut, _)| cut).collect();
        let Some(first) = over.first().filter(|_| self.columns.headings.is_empty()) else { return };
        let names: Vec<String> = over.iter().map(|cut| format!("`{}`", cut.words.trim())).collect();
        let known: Vec<&str> = kind.fields().iter().map(|field| field.name()).collect();
        let message = match names.as_slice() {
            [name] => format!("the column {name} is passed over"),
            names => format!("the columns {} are passed over", names.join(", ")),
        };
        let help = nearest(&first.words.trim().to_lowercase(), &known, "the columns of such rows");
        let problem = Problem::at(self.path, self.file, first.span, codes::OVER, message);
        self.problems.push(problem.help(help).remark());
    }

    /// What the rows record, by the configuration or by the columns.
    fn kind(&mut self, headings: &[Cut], fields: &[Option<Field>]) -> Option<RecordKind> {
        let has = |field: &Field| fields.contains(&Some(*field)) || self.columns.constants.contains_key(field);
        let told = self.columns.kind;
        let kinds = RecordKind::ALL.into_iter().filter(|kind| told.is_none_or(|told| told == *kind));
        let fits = |kind: &RecordKind| {
            kind.required().iter().all(has) && (*kind != RecordKind::Life || has(&Field::Born) || has(&Field::Died))
        };
        if let Some(kind) = kinds.clone().find(fits) {
            return Some(kind);
        }
        let span = headings[0].span.join(headings[headings.len() - 1].span);
        let (message, help) = match told {
            Some(kind) => {
                let missing = kind.required().iter().find(|field| !has(field)).map_or("born", |field| field.name());
                (format!("no column for `{missing}`"), "name its heading under `columns` in [[facts.csv]]")
            }
            None => (
                "the headings do not tell what the rows record".to_owned(),
                "give `kind` and `columns` in [[facts.csv]], or use headings such as person, office, from, to",
            ),
        };
        self.fault(span, codes::MISSING, message, help);
        None
    }
}

/// What parts the columns: whichever of the usual marks the first line has most of.
fn delimiter(file: &str) -> u8 {
    let line = file.lines().next().unwrap_or("");
    let count = |mark: u8| line.bytes().filter(|&b| b == mark).count();
    // The first of equals is the comma.
    [b'\t', b';', b','].into_iter().max_by_key(|&mark| count(mark)).unwrap_or(b',')
}

/// Cuts a file into rows.
struct Rows<'a> {
    file: &'a str,
    reader: csv_core::Reader,
    delimiter: u8,
    at: usize,
    room: Vec<u8>,
}

impl<'a> Rows<'a> {
    fn new(file: &'a str, delimiter: u8) -> Self {
        let reader = ReaderBuilder::new().delimiter(delimiter).build();
        Self { file, reader, delimiter, at: 0, room: vec![0; 256] }
    }

    /// The next row, of which the columns hold these fields.
    fn next(&mut self, fields: &[Option<Field>]) -> Option<Row> {
        let mut row = Vec::new();
        loop {
            let start = self.at;
            let mut written = 0;
            let end = loop {
                let input = &self.file.as_bytes()[self.at..];
                let (result, read, wrote) = self.reader.read_field(input, &mut self.room[written..]);
                self.at += read;
                written += wrote;
                match result {
                    ReadFieldResult::Field { record_end } => break record_end,
                    ReadFieldResult::OutputFull => self.room.resize(self.room.len() * 2, 0),
                    // An empty input afterwards says that there is no more.
                    ReadFieldResult::InputEmpty => {}
                    ReadFieldResult::End => return None,
                }
            };
            let words = String::from_utf8_lossy(&self.room[..written]).into_owned();
            let cut = self.cell(start, words);
            let field = fields.get(row.len()).copied().flatten();
            if self.is_torn(&cut, field, fields.len()) {
                return Some(Row::Torn(self.go_on_behind(cut.span)));
            }
            row.push(cut);
            if end {
                return Some(Row::Whole(row));
            }
        }
    }

    /// A cell that stands between an offset and where the reader is.
    fn cell(&self, start: usize, words: String) -> Cut {
        let written = self.file.get(start..self.at).unwrap_or("");
        let head = written.len() - written.trim_start_matches(['\r', '\n']).len();
        let inner = written[head..].trim_end_matches(['\r', '\n']);
        let inner = inner.strip_suffix(char::from(self.delimiter)).unwrap_or(inner);
        let quoted = inner.starts_with('"');
        let end = closing(inner).filter(|_| quoted);
        // One that nothing closes goes on to the end of the file, though no line may stand there any more.
        let broken = quoted && end.is_none_or(|end| inner[..end].contains(['\r', '\n']));
        let closed = match end {
            Some(end) if inner[end + 1..].trim().is_empty() => Closed::Yes,
            _ => Closed::No,
        };
        let shift = head + inner.len() - inner.trim_start().len();
        let inner = inner.trim();
        let marks = usize::from(inner.len() > 1 && inner.starts_with('"') && inner.ends_with('"'));
        let span = Span::new(start + shift + marks, start + shift + inner.len() - marks);
        Cut { span, words, over_lines: broken.then_some(closed) }
    }

    /// Whether a cell holds what was never meant to be in it.
    fn is_torn(&self, cut: &Cut, field: Option<Field>, columns: usize) -> bool {
        match cut.over_lines {
            None => false,
            Some(Closed::No) => true,
            // A name or a date has one line.
            Some(Closed::Yes) if field.is_some_and(|field| field != Field::Source) => true,
            Some(Closed::Yes) => {
                let mark = char::from(self.delimiter);
                let mut further = cut.words.split(['\r', '\n']).skip(1);
                columns > 1 && further.any(|line| line.matches(mark).count() + 1 == columns)
            }
        }
    }

    /// Goes on with the line behind the one on which a torn cell begins; where its mark stands.
    fn go_on_behind(&mut self, cell: Span) -> Span {
        let from = cell.start as usize;
        let mark = self.file[..from].rfind('"').filter(|&at| at + 1 == from).unwrap_or(from);
        self.at = self.file[mark..].find(['\r', '\n']).map_or(self.file.len(), |end| mark + end + 1);
        self.reader = ReaderBuilder::new().delimiter(self.delimiter).build();
        Span::new(mark, mark + 1)
    }
}

/// Where the quotation mark stands that closes the one at the beginning.
fn closing(cell: &str) -> Option<usize> {
    let bytes = cell.as_bytes();
    let mut at = 1;
    while at < bytes.len() {
        match (bytes[at], bytes.get(at + 1)) {
            (b'"', Some(b'"')) => at += 2,
            (b'"', _) => return Some(at),
            _ => at += 1,
        }
    }
    None
}
