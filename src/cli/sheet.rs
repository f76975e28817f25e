//! `claimlint sheet`: every claim of a draft and what became of it.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;

use super::args::{Global, SheetArgs, SheetFormat};
use super::checked::Checked;
use super::output::{Status, Style, written};
use super::review;
use crate::claim::{Claim, Value};
use crate::conflict::value_words;
use crate::diagnostic::{Label, Report, VerdictName};
use crate::entity::EntityKind;
use crate::link::{Linked, Links, Role};
use crate::render::{self, Card, Draft, Mark, Row, Sheet, termcolor};
use crate::source::{Source, Span};

/// The most places that a claim is told to be compared with.
const PLACES: usize = 8;

/// Runs the command.
pub(super) fn run(args: &SheetArgs, global: &Global, style: Style) -> Status {
    let mut checked = Checked::new(&args.input, true, global, style, None);
    let said = review::notes(&args.review, global, &mut checked);
    checked.print_problems(style);
    let sheet = draw_up(&checked, &said);
    let mut out = termcolor::Ansi::new(style.stdout());
    let outcome = match args.output_format {
        SheetFormat::Full => render::sheet(&mut out, &sheet, style.width),
        SheetFormat::Markdown => render::sheet_markdown(&mut out, &sheet),
        SheetFormat::Html => render::sheet_html(&mut out, &sheet),
        SheetFormat::Csv => render::sheet_csv(&mut out, &sheet),
    };
    let status = written(outcome.and_then(|()| out.flush()), Status::Clean.or_fault(checked.fault()));
    // Beside the sheet, which may be a table or a page.
    if let Some(hint) = checked.alone().filter(|_| !style.quiet) {
        eprintln!("{hint}");
    }
    status
}

fn draw_up(checked: &Checked, said: &[Option<String>]) -> Sheet {
    let links = checked.session.links();
    let desk = Desk { links: &links, report: &checked.report, said, checked };
    let compared = desk.compared();
    let judged = || links.documents.iter().enumerate().filter(|(_, linked)| linked.document.role == Role::Judged);
    let drafts = judged().map(|(_, linked)| desk.draft(linked, &compared)).collect();
    Sheet { drafts, people: desk.people(), figures: desk.figures(&compared) }
}

/// A place, by its document and span.
type Place<'a> = (&'a str, Span);

/// What a claim was compared with, and what that came to.
type Compared<'a> = BTreeMap<Place<'a>, Vec<(VerdictName, &'a Label, Option<&'a str>)>>;

struct Desk<'a> {
    links: &'a Links<'a>,
    report: &'a Report,
    /// What was decided about each finding.
    said: &'a [Option<String>],
    checked: &'a Checked,
}

impl<'a> Desk<'a> {
    fn compared(&self) -> Compared<'a> {
        let mut compared = Compared::new();
        for comparison in &self.report.comparisons {
            let [a, b] = &comparison.labels[..] else { continue };
            for (own, other) in [(a, b), (b, a)] {
                let entry = compared.entry((own.path.as_str(), own.span)).or_default();
                entry.push((comparison.verdict, other, comparison.reason.as_deref()));
            }
        }
        compared
    }

    fn draft(&self, linked: &Linked<'a>, compared: &Compared<'a>) -> Draft {
        let source = &linked.document.source;
        let mut rows: Vec<Row> = Vec::new();
        for claim in &linked.document.claims.claims {
            let mut row = row(source, claim.span, question(claim), value_words(linked, claim));
            self.judge(&mut row, compared.get(&(source.path.as_str(), claim.span)).map_or(&[], Vec::as_slice));
            rows.push(row);
        }
        for (n, finding) in self.report.diagnostics.iter().enumerate() {
            let said = self.said.get(n).cloned().flatten();
            for label in finding.labels.iter().filter(|label| label.path == source.path) {
                let covered = rows.iter_mut().find(|row| row.span.overlaps(label.span));
                let why = format!("{} {}: {}", finding.code, finding.rule, finding.message);
                let why = [Some(why), said.clone()].into_iter().flatten();
                match covered {
                    Some(row) => {
                        // What it was the same as elsewhere is not what it differs from.
                        if row.mark != Mark::Differs {
                            row.with.clear();
                            row.why.clear();
                        }
                        row.mark = Mark::Differs;
                        row.why.extend(why);
                    }
                    // Calendars and sums need no second claim.
                    None => {
                        let mut row =
                            row(source, label.span, finding.rule.clone(), label.value.clone().unwrap_or_default());
                        (row.mark, row.why) = (Mark::Differs, why.collect());
                        rows.push(row);
                    }
                }
            }
        }
        for row in &mut rows {
            row.why.sort_unstable();
            row.why.dedup();
        }
        rows.sort_by(|a, b| (a.span, &a.question).cmp(&(b.span, &b.question)));
        rows.dedup_by(|a, b| a.span == b.span && a.mark == b.mark && a.with == b.with && a.why == b.why);
        Draft { path: source.path.clone(), text: source.text.to_string(), rows }
    }

    /// What became of a claim: that it differs counts before that it is the same somewhere, and that before what is open.
    fn judge(&self, row: &mut Row, compared: &[(VerdictName, &Label, Option<&str>)]) {
        let has = |verdict: VerdictName| compared.iter().any(|(own, ..)| *own == verdict);
        let (mark, verdict) = if has(VerdictName::Conflict) {
            (Mark::Differs, VerdictName::Conflict)
        } else if has(VerdictName::Agree) {
            (Mark::Same, VerdictName::Agree)
        } else if has(VerdictName::Undecided) {
            (Mark::Undecided, VerdictName::Undecided)
        } else {
            return;
        };
        row.mark = mark;
        let counting = || compared.iter().filter(|(own, ..)| *own == verdict);
        let places: BTreeSet<String> = counting().map(|(_, label, _)| self.told(label)).collect();
        row.with = places.iter().take(PLACES).cloned().collect();
        if places.len() > PLACES {
            row.with.push(format!("{} more", places.len() - PLACES));
        }
        let reasons: BTreeSet<&str> = counting().filter_map(|(.., reason)| reason.map(because)).collect();
        row.why.extend(reasons.into_iter().map(|reason| format!("because {reason}")));
    }

    /// A place and its answer.
    fn told(&self, label: &Label) -> String {
        let place = self.place(&label.path, label.span);
        match &label.value {
            Some(value) => format!("{place}: {value}"),
            None => place,
        }
    }

    fn place(&self, path: &str, span: Span) -> String {
        match self.checked.session.document(path) {
            Some(document) => {
                let at = document.source.positions(span).0;
                format!("{path}:{}:{}", at.line, at.column)
            }
            None => path.to_owned(),
        }
    }

    /// A card for each person that a draft names: forms of the name, and what is told in any document.
    fn people(&self) -> Vec<Card> {
        let mut cards: BTreeMap<String, Card> = BTreeMap::new();
        for linked in &self.links.documents {
            let judged = linked.document.role == Role::Judged;
            for entity in
                linked.document.claims.mentions.entities.entities.iter().filter(|e| e.kind == EntityKind::Person)
            {
                let key = self.links.key(&entity.key).0.to_owned();
                if !judged && !cards.contains_key(&key) {
                    continue;
                }
                let card =
                    cards.entry(key).or_insert_with(|| Card { name: entity.name.clone(), facts: BTreeMap::new() });
                if entity.name.len() > card.name.len() {
                    card.name.clone_from(&entity.name);
                }
                for form in std::iter::once(&entity.name).chain(&entity.forms) {
                    fact(card, "named", form, &linked.document.source.path);
                }
            }
        }
        for linked in &self.links.documents {
            for claim in &linked.document.claims.claims {
                let place = self.place(&linked.document.source.path, claim.span);
                for referent in claim.slots.values() {
                    if let Some(card) = cards.get_mut(self.links.key(&referent.key).0) {
                        fact(card, &claim.predicate, &value_words(linked, claim), &place);
                    }
                }
            }
        }
        let mut cards: Vec<Card> = cards.into_values().collect();
        cards.sort_by(|a, b| a.name.cmp(&b.name));
        cards
    }

    /// A card for each figure of a draft, with every value that another claim gives for it.
    fn figures(&self, compared: &Compared<'a>) -> Vec<Card> {
        let mut cards = Vec::new();
        let mut told: BTreeSet<Place<'_>> = BTreeSet::new();
        for linked in self.links.documents.iter().filter(|linked| linked.document.role == Role::Judged) {
            let path = linked.document.source.path.as_str();
            for claim in linked.document.claims.claims.iter().filter(|claim| matches!(claim.value, Value::Quantity(_)))
            {
                if !told.insert((path, claim.span)) {
                    continue;
                }
                let mut card = Card { name: question(claim), facts: BTreeMap::new() };
                fact(&mut card, "value", &value_words(linked, claim), &self.place(path, claim.span));
                for (verdict, other, _) in compared.get(&(path, claim.span)).map_or(&[][..], Vec::as_slice) {
                    if matches!(verdict, VerdictName::Agree | VerdictName::Conflict) {
                        told.insert((other.path.as_str(), other.span));
                        let value = other.value.as_deref().unwrap_or("");
                        fact(&mut card, "value", value, &self.place(&other.path, other.span));
                    }
                }
                cards.push(card);
            }
        }
        cards
    }
}

fn fact(card: &mut Card, kind: &str, answer: &str, place: &str) {
    let places = card.facts.entry(kind.to_owned()).or_default().entry(answer.to_owned()).or_default();
    if !places.iter().any(|known| known == place) {
        places.push(place.to_owned());
    }
}

fn row(source: &Source, span: Span, question: String, value: String) -> Row {
    let at = source.positions(span).0;
    let words = source.words(span).split_whitespace().collect::<Vec<_>>().join(" ");
    Row {
        span,
        line: at.line,
        column: at.column,
        words,
        question,
        value,
        mark: Mark::Nothing,
        with: Vec::new(),
        why: Vec::new(),
    }
}

/// What a claim answers, in words.
fn question(claim: &Claim) -> String {
    if let Some(frame) = &claim.frame {
        return frame.shown.clone();
    }
    let slots: Vec<&str> = claim.slots.values().map(|referent| referent.name.as_str()).collect();
    format!("{} {}", claim.predicate, slots.join(", ")).trim_end().to_owned()
}

/// Why a comparison could not be decided.
fn because(reason: &str) -> &'static str {
    match reason {
        "UnknownReferent" => "it is not told who or what is meant",
        "AmbiguousReferent" => "several could be meant",
        "UnknownMeasure" => "it is not told what is measured",
        "UnknownTime" => "it is not told when it holds",
        "UnknownDocumentDate" => "the document is undated: use --date",
        "UnknownScope" => "the whole or a part is not told",
        "Hedged" => "it is said with reservations",
        "Translated" => "it rests on a translation",
        _ => "it cannot be told",
    }
}
