//! Terms of office: two statements on when one person's term in one office began or ended.
//!
//! Somebody may hold an office twice. So two beginnings conflict only if the words of one side say that the office was held without a break over the beginning that
//! the other side tells: "since 2012", written in 2016, leaves no room for a beginning in 2014.

use chrono::NaiveDate;

use super::around::Around;
use super::{Compared, Difference, Reason, Verdict, gates};
use crate::align::Placed;
use crate::claim::{Bearing, Claim, Value};
use crate::diagnostic::{Gate, PassedBy};
use crate::entity::{OfficeMention, OfficeRelation};
use crate::extent::Days;
use crate::link::{How, Links};
use crate::rule::RuleSet;
use crate::time::{Anchor, Expression, Form};

/// Days between an election or appointment and the day on which the office is taken up.
const TAKING_UP: i64 = 366;

/// Days within which nobody is chosen twice for one office.
const ONE_CHOICE: i64 = 183;

/// Bytes between an office and the time of its term: " from ", ", since ".
const GAP: u32 = 10;

/// What one side tells of a term.
#[derive(Clone, Copy, Debug)]
pub(super) struct Term {
    began: Days,
    /// When it ended; `None` if the words tell no end.
    ended: Option<Days>,
    /// Up to when it was held without a break, as far as is known: the end, or the date of the document.
    held: Option<Days>,
    /// Only the choice is dated, not the first day: "was elected in 2014".
    chosen: bool,
}

/// One person, one office: do the two terms agree?
pub(super) fn terms(
    rules: &RuleSet,
    links: &Links<'_>,
    a: &Placed<'_>,
    b: &Placed<'_>,
    x: &OfficeMention,
    y: &OfficeMention,
    compared: &mut Compared,
) -> Result<Verdict, Verdict> {
    let same = x.role == y.role
        && x.tenure == y.tenure
        && rules.extractor.mentions.entities.relate_offices(x, y) == OfficeRelation::Same;
    if !same {
        return Err(Verdict::Unrelated(Gate::Referent));
    }
    let (Some(first), Some(second)) = (term(links, a.document, a.claim), term(links, b.document, b.claim)) else {
        return Err(Verdict::Undecided(Reason::UnknownTime));
    };
    gates::commitment(links, a, b, compared)?;
    gates::asserted(a, b)?;
    gates::referents(links, a, b, compared)?;
    if x.portfolio != y.portfolio || x.body != y.body || x.place != y.place {
        compared.passed(Gate::Scope, PassedBy::Inference, "one side names the office in short");
    }
    let told = [a, b].iter().all(|p| p.valid.how == How::Told);
    // A part of a term has one of its ends.
    let part =
        first.began.disjoint(&second.began) != first.ended.zip(second.ended).is_some_and(|(x, y)| x.disjoint(&y));
    let whole = first.ended.is_none() || second.ended.is_none() || !part;
    let by = if told && whole && !first.chosen && !second.chosen { PassedBy::Explicit } else { PassedBy::Inference };
    compared.passed(Gate::Time, by, "one term without a break");
    if first.began.disjoint(&second.began) {
        let once = || is_chosen_once(rules, links, [(a, &first), (b, &second)]);
        return match first.excludes(&second) || second.excludes(&first) || once() {
            true => Ok(Verdict::Conflict(Difference::Time)),
            false => Err(Verdict::Undecided(Reason::UnknownTime)),
        };
    }
    match first.ended.zip(second.ended) {
        Some((x, y)) if x.disjoint(&y) => Ok(Verdict::Conflict(Difference::Time)),
        _ => Ok(Verdict::Agree),
    }
}

/// Whether both sides tell of one choice by the same verb, on two days so near that nobody is chosen twice between them: "was elected on 3 May", "was elected on 17 May".
fn is_chosen_once(rules: &RuleSet, links: &Links<'_>, sides: [(&Placed<'_>, &Term); 2]) -> bool {
    let [(a, first), (b, second)] = sides;
    let both = first.began.hull(&second.began);
    let near = both.low().zip(both.high()).is_some_and(|(low, high)| (high - low).num_days() <= ONE_CHOICE);
    let words = |p: &Placed<'_>| -> Vec<String> {
        let Value::Office(office) = &p.claim.value else { return Vec::new() };
        let source = &links.documents[p.document].document.source;
        let inside = source.words(p.claim.span).strip_suffix(source.words(office.span)).unwrap_or_default();
        let small = |word: &&str| word.starts_with(char::is_lowercase);
        inside.split_whitespace().filter(small).map(str::to_owned).collect()
    };
    let lists = &rules.extractor.tables;
    let steps = |p: &Placed<'_>| {
        let around = Around::of(&links.documents[p.document].document.source, p.claim.span);
        around.has(&lists.narrowing.returning)
            || around.has(&lists.narrowing.stages)
            || around.has(&lists.sole.apart)
            || around.behind.iter().any(|word| word == "by")
    };
    let (x, y) = (words(a), words(b));
    first.chosen && second.chosen && near && !x.is_empty() && x == y && !steps(a) && !steps(b)
}

impl Term {
    /// The first and last day on which the office was held for certain.
    pub(super) fn certain(&self) -> Option<(NaiveDate, NaiveDate)> {
        let known = (self.began.high()?, self.held?.low()?);
        (!self.chosen).then_some(known)
    }

    /// Whether the other term began while this one was held without a break, which leaves no room for it.
    fn excludes(&self, other: &Self) -> bool {
        let Some((low, began)) = other.began.low().zip(self.began.high()) else { return false };
        // Whoever takes up an office in January was chosen the year before.
        let slack = if self.chosen || other.chosen { TAKING_UP } else { 0 };
        if self.chosen || (low - began).num_days() <= slack {
            return false;
        }
        let end = self.held.and_then(|held| held.low());
        end.zip(other.began.high()).is_some_and(|(end, high)| high < end)
    }
}

/// What a claim of a document tells of a term.
pub(super) fn term(links: &Links<'_>, document: usize, claim: &Claim) -> Option<Term> {
    let Value::Office(_) = claim.value else { return None };
    let linked = &links.documents[document];
    let index = claim.time? as usize;
    let days = linked.times[index].extent;
    // "From 2011 to 2021 Judge Ruiz was …": a title tells no term.
    let mention = linked.document.claims.mentions.times[index].span;
    let facts = linked.document.source.is_facts();
    let behind = facts || mention.start.checked_sub(claim.span.end).is_some_and(|gap| gap <= GAP);
    if !days.is_bounded() || !behind || claim.title {
        return None;
    }
    match claim.bearing {
        Bearing::Since => {
            let held = Some(linked.date.extent).filter(|date| date.low().is_some());
            Some(Term { began: days, ended: None, held, chosen: false })
        }
        Bearing::HadSince => Some(Term { began: days, ended: None, held: None, chosen: false }),
        Bearing::Begins => Some(Term { began: days, ended: None, held: None, chosen: true }),
        Bearing::Throughout => {
            let expression = &linked.document.claims.mentions.times[index].expression;
            let Form::Range(from, to) = &expression.form else { return None };
            let (began, ended) = (on_calendar(from)?, on_calendar(to)?);
            Some(Term { began, ended: Some(ended), held: Some(ended), chosen: false })
        }
        Bearing::Until | Bearing::Before | Bearing::During => None,
    }
}

/// The days of an expression that names its year.
fn on_calendar(expression: &Expression) -> Option<Days> {
    let named = expression.is_absolute().then(|| expression.resolve(&Anchor::default()).extent);
    named.filter(Days::is_bounded)
}
