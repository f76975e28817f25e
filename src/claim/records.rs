//! The claims of a facts file: made from its rows, not from prose, each at the place of its value.
//!
//! A row of an office claims `holds-office`, one of a member `membership`, one of a life `birth-date` and `death-date`, so that every rule reads them as it reads a text's. A figure gets
//! the frame that a sentence of its words has: "The unemployment rate in Arvenne was 7.4 %."

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::extract::{BORN, DIED, HOLDS, MEMBERSHIP, STATISTIC};
use super::{Bearing, Claim, Context, DocumentClaims, Extractor, Referent, Value, extract};
use crate::entity::{
    Entity, EntityId, EntityKind, EntityMention, Listed, OfficeMention, PersonName, Reference, Tenure,
};
use crate::source::{Block, BlockKind, Cell, Field, Format, OffsetMap, Record, RecordKind, Source, Span};
use crate::text::TextReader;
use crate::time::{Expression, Form, Setting, TimeMention};

/// What made the claims, for `claims`.
const FOUND_BY: &str = "facts";
/// The state of a member.
const MEMBER: &str = "member";

/// The claims of a facts file.
pub(super) fn read(source: &Source, rules: &Extractor) -> DocumentClaims {
    let mut book = Book { source, names: names(source, rules), rules, out: DocumentClaims::default() };
    for row in &source.records.rows {
        book.row(row);
    }
    book.figures();
    let mut out = book.out;
    out.settings = vec![Setting::default(); out.mentions.times.len()];
    out.words = source.text.split_whitespace().count() as u32;
    out.claims.sort_by(|a, b| (a.span, &a.predicate).cmp(&(b.span, &b.predicate)));
    out
}

/// Names by the words of their cells and whether they are a person's.
type Names = FxHashMap<(String, bool), Listed>;

/// Whether a field holds a name, and whether it is a person's.
fn name_field(field: Field) -> Option<bool> {
    match field {
        Field::Person => Some(true),
        Field::Office | Field::Of | Field::Member | Field::Body => Some(false),
        _ => None,
    }
}

/// The names of all cells, read as one text with a block for each that differs.
fn names(source: &Source, rules: &Extractor) -> Names {
    let (mut text, mut blocks, mut keys) = (String::new(), Vec::new(), Vec::new());
    let mut names = Names::default();
    let cells = source.records.rows.iter().flat_map(|row| &row.cells);
    for (field, cell) in cells {
        let Some(person) = name_field(*field) else { continue };
        let key = (cell.words.clone(), person);
        if names.contains_key(&key) {
            continue;
        }
        names.insert(key.clone(), Listed { kind: None, key: String::new(), person: None, office: None });
        let span = put(&mut text, &mut blocks, &cell.words);
        keys.push((key, span));
    }
    let text = read_text(text, blocks, rules);
    let cells: Vec<(Span, bool)> = keys.iter().map(|((_, person), span)| (*span, *person)).collect();
    let listed = rules.mentions.entities.listed(&text, &cells);
    names.extend(keys.into_iter().map(|(key, _)| key).zip(listed));
    names
}

fn put(text: &mut String, blocks: &mut Vec<Block>, words: &str) -> Span {
    let start = text.len();
    text.push_str(words);
    let span = Span::new(start, text.len());
    text.push('\n');
    blocks.push(Block { span, kind: BlockKind::Paragraph });
    span
}

fn lines(text: String, blocks: Vec<Block>) -> Source {
    let text: std::sync::Arc<str> = text.into();
    let identity = OffsetMap::identity;
    let mut source = Source::derived("", Format::Text, text.clone(), identity(), text, identity());
    source.blocks = blocks;
    source
}

fn read_text(text: String, blocks: Vec<Block>, rules: &Extractor) -> crate::text::Text {
    TextReader::new(&rules.text).read(&lines(text, blocks))
}

/// The claims as they are made.
struct Book<'a> {
    source: &'a Source,
    names: Names,
    rules: &'a Extractor,
    out: DocumentClaims,
}

impl Book<'_> {
    fn row(&mut self, row: &Record) {
        match row.kind {
            RecordKind::Office => self.office(row),
            RecordKind::Member => self.member(row),
            RecordKind::Life => self.life(row),
            // A figure is read with all others.
            RecordKind::Figure => {}
        }
    }

    fn listed(&self, cell: &Cell, person: bool) -> &Listed {
        &self.names[&(cell.words.clone(), person)]
    }

    /// The referent of a cell, which becomes an entity of the document.
    fn referent(&mut self, row: &Record, field: Field) -> Option<Referent> {
        let cell = row.cells.get(&field)?;
        let listed = self.listed(cell, field == Field::Person).clone();
        if let Some(kind) = listed.kind {
            self.mention(cell, kind, &listed.key, listed.person);
        }
        Some(Referent { key: listed.key, name: cell.words.clone(), inferred: false, named: true })
    }

    fn mention(&mut self, cell: &Cell, kind: EntityKind, key: &str, person: Option<PersonName>) {
        let entities = &mut self.out.mentions.entities;
        let id = EntityId(entities.entities.len() as u32);
        entities.entities.push(Entity {
            kind,
            name: cell.words.clone(),
            key: key.to_owned(),
            forms: Vec::new(),
            person,
            proper: true,
        });
        entities.mentions.push(EntityMention { span: cell.span, kind, entity: Some(id), reference: Reference::Name });
    }

    fn claim(&mut self, predicate: &str, span: Span, slots: BTreeMap<String, Referent>, value: Value) -> Claim {
        Claim {
            predicate: predicate.to_owned(),
            span,
            slots,
            value,
            frame: None,
            only: Vec::new(),
            time: None,
            time_near: true,
            bearing: Bearing::During,
            never: false,
            lasting: false,
            context: Context::default(),
            apposed: false,
            title: false,
            presupposed: false,
            found_by: FOUND_BY.to_owned(),
        }
    }

    fn time(&mut self, span: Span, expression: Expression) -> u32 {
        self.out.mentions.times.push(TimeMention { span, expression });
        self.out.mentions.times.len() as u32 - 1
    }

    /// Puts the term of a row into its claim.
    fn within(&mut self, row: &Record, claim: &mut Claim) {
        let date = |field: Field| row.cells.get(&field).and_then(|cell| Some((cell.span, on_day(&cell.words)?)));
        let (span, expression, bearing) = match (date(Field::From), date(Field::To)) {
            (Some((span, from)), Some((_, to))) => {
                let grain = from.grain;
                let range = Form::Range(Box::new(from), Box::new(to));
                (span, Expression::new(range, grain), Bearing::Throughout)
            }
            (Some((span, from)), None) => (span, from, Bearing::Since),
            (None, Some((span, to))) => (span, to, Bearing::Until),
            (None, None) => return,
        };
        claim.time = Some(self.time(span, expression));
        claim.bearing = bearing;
    }

    fn office(&mut self, row: &Record) {
        let Some(office) = self.office_of(row) else { return };
        let Some(person) = self.referent(row, Field::Person) else { return };
        self.out.mentions.entities.offices.push(office.clone());
        let slots = BTreeMap::from([("person".to_owned(), person)]);
        let mut claim = self.claim(HOLDS, office.span, slots, Value::Office(office));
        self.within(row, &mut claim);
        self.out.claims.push(claim);
    }

    /// The office of a row, with the country, place or body that it is of. Nothing if no text could name it so.
    fn office_of(&self, row: &Record) -> Option<OfficeMention> {
        let cell = row.cells.get(&Field::Office)?;
        let mut office = self.listed(cell, false).office.clone()?;
        office.span = cell.span;
        if matches!(office.tenure, Tenure::Former | Tenure::Future | Tenure::Then) {
            office.tenure = Tenure::Full;
        }
        if let Some(of) = row.cells.get(&Field::Of) {
            let listed = self.listed(of, false);
            let place = match listed.kind {
                Some(EntityKind::Place) => true,
                Some(EntityKind::Organisation) => false,
                _ => self.rules.mentions.entities.is_over_place(&office.role),
            };
            let whose = if place { &mut office.place } else { &mut office.body };
            *whose = Some(listed.key.clone());
        }
        Some(office)
    }

    fn member(&mut self, row: &Record) {
        let (Some(member), Some(body)) = (self.referent(row, Field::Member), self.referent(row, Field::Body)) else {
            return;
        };
        let slots = BTreeMap::from([("member".to_owned(), member), ("body".to_owned(), body)]);
        let mut claim = self.claim(MEMBERSHIP, row.span_of(Field::Member), slots, Value::Listed(MEMBER.to_owned()));
        self.within(row, &mut claim);
        self.out.claims.push(claim);
    }

    fn life(&mut self, row: &Record) {
        let Some(person) = self.referent(row, Field::Person) else { return };
        for (field, predicate) in [(Field::Born, BORN), (Field::Died, DIED)] {
            let Some((span, day)) = row.cells.get(&field).and_then(|cell| Some((cell.span, on_day(&cell.words)?)))
            else {
                continue;
            };
            let time = self.time(span, day);
            let slots = BTreeMap::from([("person".to_owned(), person.clone())]);
            let claim = self.claim(predicate, span, slots, Value::Time(time));
            self.out.claims.push(claim);
        }
    }

    /// The figures, by the frames of sentences made of their words.
    fn figures(&mut self) {
        let rows: Vec<&Record> = self.source.records.rows.iter().filter(|row| row.kind == RecordKind::Figure).collect();
        if rows.is_empty() {
            return;
        }
        let (mut text, mut blocks, mut places) = (String::new(), Vec::new(), Vec::new());
        for &row in &rows {
            let measure = row.get(Field::Measure).unwrap_or("");
            let bare =
                measure.get(..4).filter(|head| head.eq_ignore_ascii_case("the ")).map_or(measure, |_| &measure[4..]);
            // A text may say either of a place that no table knows.
            let wheres = match row.get(Field::Of) {
                Some(of) => vec![format!(" in {of}"), format!(" of {of}")],
                None => vec![String::new()],
            };
            for of in wheres {
                let head = format!("The {bare}{of} was ");
                let span = put(&mut text, &mut blocks, &format!("{head}{}.", row.get(Field::Value).unwrap_or("")));
                places.push((row, span, Span::new(span.start as usize + head.len(), span.end as usize)));
            }
        }
        let read = extract::run(&[&lines(text, blocks)], self.rules).pop().unwrap_or_default();
        for (row, sentence, place) in places {
            let first = read.claims.partition_point(|claim| claim.span.start < sentence.start);
            let near = read.claims[first..].iter().take_while(|claim| claim.span.start < sentence.end);
            let told = |claim: &&Claim| matches!(&claim.value, Value::Quantity(q) if place.overlaps(q.span));
            if let Some(found) = near.filter(|claim| claim.predicate == STATISTIC).find(told) {
                self.figure(row, found.clone());
            }
        }
    }

    fn figure(&mut self, row: &Record, found: Claim) {
        let Value::Quantity(mut quantity) = found.value else { return };
        let span = row.span_of(Field::Value);
        (quantity.span, quantity.digits) = (span, span);
        let Some(day) = row.cells.get(&Field::AsOf).and_then(|cell| Some((cell.span, on_day(&cell.words)?))) else {
            return;
        };
        self.out.mentions.quantities.push(quantity.clone());
        let mut claim = self.claim(STATISTIC, span, BTreeMap::new(), Value::Quantity(quantity));
        claim.frame = found.frame;
        claim.time = Some(self.time(day.0, day.1));
        self.out.claims.push(claim);
    }
}

/// The day, month or year of `2019-08-28`, `2019-08` or `2019`.
fn on_day(words: &str) -> Option<Expression> {
    let mut parts = words.split('-').map(|part| part.parse::<u16>().ok());
    let year = i32::from(parts.next().flatten()?);
    let mut part = || parts.next().flatten().and_then(|part| u8::try_from(part).ok());
    let (month, day) = (part(), part());
    Some(Expression::parts(Some(year), month, day, None))
}
