//! The walk through a text that gives each expression its anchor: the document's date, the date named last, and where the verb beside it looks.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::expression::{Base, Expression, Form, Grain, Unit};
use super::nights::{Night, hour, tomorrow};
use super::speech::{self, Said};
use super::story::Thread;
use super::tables::{Look, Part, Tables};
use super::{Anchor, TimeMention, calendar};
use crate::extent::{Days, Extent};
use crate::source::Span;
use crate::text::{ByWord, Text, TokenKind};

/// Whether the clause around an expression looks back or ahead; picks the year of "in March" and the week of "on Monday".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Past tense.
    Past,
    /// Future or intention.
    Future,
    /// Not known.
    #[default]
    Unknown,
}

/// What the text around a mention tells for placing it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setting {
    /// Where its clause looks; unknown for a date that needs no anchor.
    pub direction: Direction,
    /// It stands in a quotation.
    pub quoted: bool,
    /// A bracket stands right before it.
    pub bracketed: bool,
    /// It opens its sentence: the narrative stands there ("In 1942"), rather than telling it in passing ("planned for 1976", "the 1614 rules").
    pub leads: bool,
    /// "This" opens it.
    pub this: bool,
    /// On which day it was said.
    #[serde(default)]
    pub said: Said,
    /// Where its paragraph begins.
    #[serde(default)]
    pub since: u32,
}

/// How many tokens before and after an expression are searched for a verb.
const REACH: usize = 30;

/// A text with what the tables know of its words.
pub(super) struct Gaze<'a> {
    tables: &'a Tables,
    pub(super) text: &'a Text,
    entries: ByWord<u16>,
}

impl Gaze<'_> {
    pub(super) fn is(&self, i: usize, part: Part) -> bool {
        let entry = &self.tables.entries[usize::from(self.entries.get(self.text.token(i).lower))];
        entry.parts & part.bit() != 0
    }

    fn determines(&self, i: usize) -> bool {
        self.is(i, Part::A) || self.is(i, Part::The) || self.is(i, Part::This)
    }

    /// Where a word looks, if it is a verb that tells.
    pub(super) fn look(&self, i: usize) -> Look {
        let text = self.text;
        let entry = &self.tables.entries[usize::from(self.entries.get(text.token(i).lower))];
        let word = text.raw(i);
        match entry.look {
            Look::Past | Look::Future => return entry.look,
            Look::Intending if i + 1 < text.tokens.len() && matches!(text.raw(i + 1), "to" | "for") => {
                return Look::Future;
            }
            // "scheduled a meeting", not "the planned meeting"
            Look::Intending
                if i > 0 && i + 1 < text.tokens.len() && self.is(i + 1, Part::A) && !self.determines(i - 1) =>
            {
                return Look::Future;
            }
            Look::Intending | Look::None => {}
        }
        let token = text.token(i);
        let regular = token.kind == TokenKind::Word && word.len() > 4 && word.ends_with("ed") && !token.capital;
        // "will be signed" looks ahead by its first word.
        let passive = i > 0 && text.raw(i - 1) == "be";
        if regular && !passive { Look::Past } else { Look::None }
    }

    fn setting(&self, mention: &TimeMention) -> Setting {
        let (span, text) = (mention.span, self.text);
        let before = (span.start as usize).checked_sub(1).and_then(|at| text.raw.as_bytes().get(at));
        let absolute = mention.expression.is_absolute();
        Setting {
            direction: if absolute { Direction::Unknown } else { self.beside(span) },
            quoted: text.quotation_of(span).is_some(),
            bracketed: matches!(before, Some(b'(' | b'[')),
            leads: self.leads(span),
            this: self.is(text.tokens_in(span).start, Part::This),
            said: Said::Now,
            since: self.since(span),
        }
    }

    /// Where the paragraph of a mention begins.
    fn since(&self, span: Span) -> u32 {
        let Some(sentence) = self.text.sentence_at(span.start) else { return span.start };
        let block = self.text.blocks[self.text.sentences[sentence].block as usize].span;
        block.start
    }

    /// Whether a mention is among the first words of its sentence.
    pub(super) fn leads(&self, span: Span) -> bool {
        let first = self.text.tokens_in(span).start;
        let sentence = self.text.sentence_at(span.start).map(|s| self.text.sentences[s].tokens.start as usize);
        sentence.is_some_and(|start| first <= start + 2)
    }

    /// The verb before an expression decides, else the one after it.
    fn beside(&self, span: Span) -> Direction {
        let text = self.text;
        let tokens = text.tokens_in(span);
        let Some(sentence) = text.sentence_at(span.start).map(|s| text.sentences[s].tokens.clone()) else {
            return Direction::Unknown;
        };
        let (first, last) = (sentence.start as usize, sentence.end as usize);
        let before = (first.max(tokens.start.saturating_sub(REACH))..tokens.start).rev();
        let after = tokens.end..last.min(tokens.end + REACH);
        for i in before.chain(after) {
            match self.look(i) {
                Look::Past => return Direction::Past,
                Look::Future => return Direction::Future,
                _ => {}
            }
        }
        Direction::Unknown
    }
}

/// The dates named so far: for each grain the last one and where it begins.
#[derive(Default)]
struct Named {
    last: [Option<(u32, Days)>; 11],
}

impl Named {
    fn note(&mut self, place: u32, grain: Grain, days: Days) {
        if days.is_bounded() {
            self.last[grain as usize] = Some((place, days));
        }
    }

    /// The last date no coarser than a grain.
    fn within(&self, grain: Grain) -> Option<Days> {
        self.last[..=grain as usize].iter().flatten().max_by_key(|(place, _)| *place).map(|(_, days)| *days)
    }

    /// What an expression may be counted from: for "that month" the last date no coarser than a month, else the last of any grain.
    fn for_expression(&self, expression: &Expression, place: u32) -> Option<Days> {
        if clockwise(expression) {
            let day = self.last[..=Grain::Day as usize].iter().flatten().max_by_key(|(at, _)| *at);
            return day.filter(|(at, _)| place.saturating_sub(*at) <= HOURS).map(|(_, days)| *days);
        }
        let grain = match &expression.form {
            // "A year ago" is counted from the document's date; the quarter compared is one just told.
            Form::Step(step) if step.base == Base::Document && step.unit == Unit::Year && !step.aligned => {
                let last = self.last.iter().flatten().max_by_key(|(at, _)| *at).map(|(at, _)| *at)?;
                let quarter = self.last[Grain::Quarter as usize].filter(|(at, _)| *at == last);
                return quarter.filter(|(at, _)| place.saturating_sub(*at) <= COMPARED).map(|(_, days)| days);
            }
            Form::Step(step) if step.unit == Unit::Quarter && step.base == Base::Context => {
                return self.last[Grain::Quarter as usize].map(|(_, days)| days);
            }
            Form::Step(step) if step.base != Base::Document && step.count == 0 => expression.grain,
            _ => Grain::None,
        };
        self.within(grain).or_else(|| self.within(Grain::None))
    }

    /// Whether the last date told before a place lies elsewhere than some days, so that the text has moved on from what lent them their year.
    fn contradicts(&self, place: u32, days: Days) -> bool {
        let last = self.last.iter().flatten().filter(|(at, _)| *at < place).max_by_key(|(at, _)| *at);
        let Some((_, last)) = last.filter(|_| days.is_bounded()) else { return false };
        let close =
            |a: Option<NaiveDate>, b: Option<NaiveDate>| a.zip(b).is_some_and(|(a, b)| (a - b).num_days() <= 366);
        !(close(days.low(), last.high()) && close(last.low(), days.high()))
    }

    /// The last date told from some place on if it still lends its year: a bare year ("by 2050") does so only nearby.
    fn close(&self, place: u32, since: u32) -> Option<Days> {
        let dates = self.last.iter().enumerate().filter_map(|(grain, date)| date.map(|(at, days)| (at, grain, days)));
        let near = dates.filter(|(at, grain, _)| {
            let reach = LENDS[usize::from(*grain <= Grain::Month as usize)];
            *at >= since && place.saturating_sub(*at) <= reach
        });
        near.max_by_key(|(at, ..)| *at).map(|(.., days)| days)
    }
}

/// What a date told in passing weighs beside one of the narrative's own line.
const ASIDE: f64 = 0.5;

/// How many bytes back a quarter still tells what "a year ago" is compared with.
const COMPARED: u32 = 250;

/// How many bytes back a day still lends itself to a time of day.
const HOURS: u32 = 600;

/// Whether an expression is a time of day on a day told elsewhere.
pub(super) fn clockwise(expression: &Expression) -> bool {
    match &expression.form {
        Form::Clock => true,
        Form::Range(from, _) => clockwise(from),
        _ => false,
    }
}

/// How many bytes back a year, and a day or month, still lends its year to a date without one.
const LENDS: [u32; 2] = [400, 2000];

/// The setting of each mention of a text.
pub(super) fn settings(tables: &Tables, text: &Text, mentions: &[TimeMention]) -> Vec<Setting> {
    let gaze = Gaze { tables, text, entries: tables.indices(text) };
    let mut settings: Vec<Setting> = mentions.iter().map(|mention| gaze.setting(mention)).collect();
    speech::settle(&gaze, &tables.speech, mentions, &mut settings);
    settings
}

/// The anchor of each mention, given their settings and the document's date.
pub(super) fn anchors(mentions: &[TimeMention], settings: &[Setting], document: Days) -> Vec<Anchor> {
    let story = tells_a_story(mentions, document);
    let mut named = Named::default();
    let mut thread = Thread::default();
    let mut night = Night::default();
    let mut anchors = Vec::with_capacity(mentions.len());
    for (mention, &setting) in mentions.iter().zip(settings) {
        let expression = &mention.expression;
        let place = mention.span.start;
        let Setting { direction, quoted, bracketed, leads, this, said, since } = setting;
        let lacks_year = yearless(expression);
        let mut nearest = named.for_expression(expression, place);
        if let Some(clock) = hour(expression) {
            let dated = !clockwise(expression);
            let (next, past) = night.pass(clock, dated);
            night = next;
            if past {
                nearest = nearest.and_then(|day| tomorrow(day).filter(|_| night == Night::Day));
                if let Some(day) = nearest {
                    named.note(place, Grain::Day, day);
                }
            }
        } else if expression.grain == Grain::Day && datable(expression) {
            night = Night::Day;
        }
        if lacks_year {
            // Of a document without a date, only a date of the same paragraph lends its year.
            let reach = if document.is_bounded() { 0 } else { since };
            nearest = if story { thread.year_of(expression, place).or(nearest) } else { named.close(place, reach) };
        }
        // In a narrative, what is quoted was said on another day than the document's, and months belong to the years told.
        let spoken = occasion(said, mentions, settings, &anchors, document);
        let told = story && (spoken.is_none() && quoted && deictic(expression) || lacks_year && nearest.is_some());
        let written = if told { Extent::all() } else { spoken.unwrap_or(document) };
        let mut anchor = Anchor { document: written, nearest, direction };
        if story && matches!(expression.form, Form::Parts) && expression.day.is_some() && expression.month.is_none() {
            anchor = Anchor { document: named.within(Grain::Month).unwrap_or_else(Extent::all), ..Anchor::default() };
        }
        // "This day" of a narrative is the one told; "today" is not.
        if story && deictic(expression) && !quoted && this {
            anchor.document = named.within(expression.grain).unwrap_or_else(Extent::all);
        }
        if lacks_year
            && !story
            && named.contradicts(place, expression.resolve(&Anchor { document: Extent::all(), ..anchor }).extent)
        {
            anchor.nearest = None;
        }
        let aside = story && deictic(expression);
        if !aside {
            let days = expression.resolve(&anchor).extent;
            // "From 4 pence a year earlier": what is compared with is not what is told.
            let back = matches!(&expression.form, Form::Step(step) if step.count < 0 && !step.aligned);
            if datable(expression) && !back {
                named.note(place, expression.grain, days);
            }
            let aside = quoted || bracketed || expression.grain == Grain::Year && !leads;
            note(&mut thread, mention, days, if aside { ASIDE } else { 1.0 });
        }
        anchors.push(anchor);
    }
    anchors
}

/// The day on which something was said, if not the document's own. A mention before it has its anchor already.
fn occasion(
    said: Said,
    mentions: &[TimeMention],
    settings: &[Setting],
    anchors: &[Anchor],
    document: Days,
) -> Option<Days> {
    let day = |index: u32| {
        let index = index as usize;
        let (mention, setting) = (mentions.get(index)?, settings.get(index)?);
        let plain = Anchor { document, nearest: None, direction: setting.direction };
        Some(mention.expression.resolve(anchors.get(index).unwrap_or(&plain)).extent)
    };
    match said {
        Said::Now => None,
        Said::On(index) => day(index),
        Said::Reported(index) => day(index).map(|day| day.hull(&document)),
        Said::Elsewhen => Some(Extent::all()),
    }
}

/// Whether an expression is counted from the day on which it was said.
fn deictic(expression: &Expression) -> bool {
    let base = match &expression.form {
        Form::Step(step) => step.base,
        Form::Turn { base, .. } => *base,
        _ => return false,
    };
    base == Base::Document || expression.within.as_ref().is_some_and(|within| deictic(within))
}

/// Adds a date to the thread of a narrative: of a range its end, where the narrative goes on.
fn note(thread: &mut Thread, mention: &TimeMention, days: Days, weight: f64) {
    let expression = &mention.expression;
    match &expression.form {
        Form::Range(_, to) if to.grain <= Grain::Month => {
            if let Some(high) = days.high() {
                thread.note(mention.span.start, to.grain, Extent::only(high), weight);
            }
        }
        Form::Range(_, to) => thread.note(mention.span.start, to.grain, days, weight * 0.5),
        _ if datable(expression) => thread.note(mention.span.start, expression.grain, days, weight),
        _ => {}
    }
}

/// Whether a mention may be what later ones are counted from: a date of some grain up to the year, no stretch between two.
fn datable(expression: &Expression) -> bool {
    let placed = !matches!(
        expression.form,
        Form::Range(..) | Form::Length(_) | Form::Set { .. } | Form::Reference(_) | Form::Clock
    );
    placed && expression.grain <= Grain::Year
}

/// Whether a date's year must come from elsewhere.
fn yearless(expression: &Expression) -> bool {
    match &expression.form {
        Form::Range(from, to) => yearless(from) || yearless(to),
        Form::Nth { .. } | Form::WeekOf => expression.within.as_ref().is_some_and(|w| yearless(w)),
        Form::Step(_) | Form::Turn { .. } | Form::Length(_) | Form::Set { .. } | Form::Reference(_) | Form::Clock => {
            false
        }
        Form::Parts if expression.month.is_none() => false,
        _ => !expression.is_absolute() && expression.within.is_none(),
    }
}

/// Whether a text tells of times far from its own date: then a date without a year belongs to the year named last.
fn tells_a_story(mentions: &[TimeMention], document: Days) -> bool {
    let (Some(low), Some(high)) = (document.low(), document.high()) else { return false };
    let (Some(low), Some(high)) = (calendar::plus_months(low, -24), calendar::plus_months(high, 24)) else {
        return false;
    };
    let near = Extent::between(low, high);
    let (mut all, mut far) = (0, 0);
    for mention in mentions.iter().filter(|m| datable(&m.expression) && m.expression.is_absolute()) {
        all += 1;
        far += usize::from(mention.expression.resolve(&Anchor::default()).extent.disjoint(&near));
    }
    (all >= 5 && far * 10 >= all * 8) || (all >= 12 && far * 2 >= all)
}
