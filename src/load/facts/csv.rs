//! Facts in CSV: a line of headings, then a row for each line.

use csv_core::{ReadFieldResult, ReaderBuilder};

use super::{Reader, Written, codes, nearest};
use crate::source::{Field, RecordKind, Span};

/// A field as the reader cuts it out.
struct Cut {
    /// Without quotation marks and what parts it from the next.
    span: Span,
    words: String,
}

impl Reader<'_> {
    pub(super) fn csv(&mut self) {
        let delimiter = self.columns.delimiter.unwrap_or_else(|| delimiter(self.file));
        let mut rows = Rows::new(self.file, delimiter);
        let Some(headings) = rows.next() else { return };
        let fields = self.fields(&headings);
        let Some(kind) = self.kind(&headings, &fields) else { return };
        let (mut unclosed, mut uneven) = (None, Vec::new());
        while let Some(row) = rows.next() {
            if row.iter().all(|cut| cut.words.trim().is_empty()) {
                continue;
            }
            let around = row[0].span.join(row[row.len() - 1].span);
            if row.len() != headings.len() {
                uneven.push((around, row.len()));
                continue;
            }
            unclosed = rows.unclosed.then_some(around);
            self.table_row(kind, around, row, &fields);
        }
        for (span, count) in uneven {
            let message = format!("{count} columns, but {} headings", headings.len());
            self.fault(span, codes::UNREADABLE, message, "a cell with the delimiter in it needs quotation marks");
        }
        if let Some(span) = unclosed {
            let span = Span { end: span.end.min(span.start + 1), ..span };
            self.fault(
                span,
                codes::UNREADABLE,
                "a quotation mark is not closed in this row",
                "double it within a cell",
            );
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
    /// Whether the file ended within quotation marks.
    unclosed: bool,
    room: Vec<u8>,
}

impl<'a> Rows<'a> {
    fn new(file: &'a str, delimiter: u8) -> Self {
        let reader = ReaderBuilder::new().delimiter(delimiter).build();
        Self { file, reader, delimiter, at: 0, unclosed: false, room: vec![0; 256] }
    }

    fn next(&mut self) -> Option<Vec<Cut>> {
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
            let span = self.cell(start);
            let words = String::from_utf8_lossy(&self.room[..written]).into_owned();
            row.push(Cut { span, words });
            if end {
                return Some(row);
            }
        }
    }

    /// Where a cell stands between two offsets.
    fn cell(&mut self, start: usize) -> Span {
        let written = self.file.get(start..self.at).unwrap_or("");
        let head = written.len() - written.trim_start_matches(['\r', '\n']).len();
        let inner = written[head..].trim_end_matches(['\r', '\n']);
        let inner = inner.strip_suffix(char::from(self.delimiter)).unwrap_or(inner);
        let shift = head + inner.len() - inner.trim_start().len();
        let inner = inner.trim();
        let (quoted, closed) = (inner.starts_with('"'), inner.len() > 1 && inner.ends_with('"'));
        self.unclosed = quoted && !closed;
        let marks = usize::from(quoted && closed);
        Span::new(start + shift + marks, start + shift + inner.len() - marks)
    }
}
