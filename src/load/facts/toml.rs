//! Facts in TOML: `[[office]]`, `[[member]]`, `[[figure]]` and `[[life]]`, each entry a row.

use ::toml::Spanned;
use ::toml::de::{DeString, DeTable, DeValue};

use super::{Reader, Written, codes, nearest};
use crate::source::{Field, RecordKind, Span};

/// Keys beside the lists.
const HEAD: [&str; 2] = ["as-of", "complete"];

impl Reader<'_> {
    pub(super) fn toml(&mut self) {
        let file = self.file;
        let (table, errors) = DeTable::parse_recoverable(file);
        for error in errors {
            let span = error.span().map_or(Span::default(), |span| Span::new(span.start, span.end));
            let message = error.message().lines().next().unwrap_or("not valid TOML").to_owned();
            self.fault(span, codes::UNREADABLE, message, "what can be read of the file counts");
        }
        for (key, value) in table.get_ref() {
            match (key.get_ref().as_ref(), value.get_ref()) {
                ("complete", DeValue::Boolean(complete)) => self.records.complete = *complete,
                ("as-of", _) => self.as_of = self.words(value).and_then(|words| self.date(inner(file, value), &words)),
                (name, DeValue::Array(rows)) if RecordKind::named(name).is_some() => {
                    let kind = RecordKind::named(name).expect("just asked");
                    rows.iter().for_each(|row| self.entry(kind, row));
                }
                (name, _) => self.unknown_list(name, key),
            }
        }
    }

    fn unknown_list(&mut self, name: &str, key: &Spanned<DeString<'_>>) {
        let span = Span::new(key.span().start, key.span().end);
        if let Some(kind) = RecordKind::named(name) {
            return self.fault(
                span,
                codes::UNKNOWN,
                "not a list",
                format!("write `[[{}]]` above each row", kind.name()),
            );
        }
        if name == "complete" {
            return self.fault(span, codes::VALUE, "`complete` is true or false", "write `complete = true`");
        }
        let known: Vec<&str> = RecordKind::ALL.iter().map(|kind| kind.name()).chain(HEAD).collect();
        self.fault(span, codes::UNKNOWN, format!("unknown list `{name}`"), nearest(name, &known, "the lists and keys"));
    }

    fn entry(&mut self, kind: RecordKind, row: &Spanned<DeValue<'_>>) {
        let DeValue::Table(table) = row.get_ref() else {
            let span = Span::new(row.span().start, row.span().end);
            return self.fault(span, codes::UNKNOWN, "a row that is no table", format!("write `[[{}]]`", kind.name()));
        };
        let mut written = Vec::new();
        let mut around = Span::new(row.span().start, row.span().end);
        for (key, value) in table {
            let (start, end) = (key.span().start, value.span().end);
            around = around.join(Span::new(start, end));
            let Some(field) = Field::named(key.get_ref()).filter(|field| kind.fields().contains(field)) else {
                let known: Vec<&str> = kind.fields().iter().map(|field| field.name()).collect();
                let help = nearest(key.get_ref(), &known, "the keys here");
                let message = format!("unknown key `{}`", key.get_ref());
                self.fault(Span::new(start, key.span().end), codes::UNKNOWN, message, help);
                continue;
            };
            let span = inner(self.file, value);
            match self.words(value) {
                Some(words) => written.push(Written { field, span, words }),
                None => {
                    self.fault(span, codes::VALUE, "neither words, a number nor a date", "put it in quotation marks")
                }
            }
        }
        self.row(kind, around, written);
    }

    fn words(&self, value: &Spanned<DeValue<'_>>) -> Option<String> {
        match value.get_ref() {
            DeValue::String(words) => Some(words.to_string()),
            DeValue::Datetime(date) => Some(date.to_string()),
            DeValue::Integer(_) | DeValue::Float(_) => Some(inner(self.file, value).of(self.file).to_owned()),
            _ => None,
        }
    }
}

/// Where a value stands, without its quotation marks.
fn inner(file: &str, value: &Spanned<DeValue<'_>>) -> Span {
    let (start, end) = (value.span().start, value.span().end);
    let written = file.get(start..end).unwrap_or("");
    let marks = ["\"\"\"", "'''", "\"", "'"]
        .into_iter()
        .find(|mark| written.len() >= 2 * mark.len() && written.starts_with(mark) && written.ends_with(mark))
        .map_or(0, str::len);
    Span::new(start + marks, end - marks)
}
