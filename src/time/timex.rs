//! The mentions of a text as TIMEX3 lists them.
//!
//! Checking wants one mention where one stretch is meant; TIMEX3 annotates the two ends of "1914-18" or "5-12 May" as two dates, has no ages, and
//! leaves out adverbs that order events without dating them. Two whole dates that a word or a dash joins are shown as the one stretch they are. This is
//! what is shown to users, and compared with annotated text.

use super::calendar::day_text;
use super::expression::{Expression, Form, Grain, Length};
use super::tables::Part;
use super::walk::{anchors, clockwise};
use super::{Anchor, Moment, Resolved, TimeMention, TimeReader, TimexType, scan};
use crate::extent::Days;
use crate::source::Span;
use crate::text::Text;

/// A temporal expression as TIMEX3 lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timex {
    /// Where it stands.
    pub span: Span,
    /// Its type.
    pub timex: TimexType,
    /// Its value and the days it covers.
    pub resolved: Resolved,
}

impl TimeReader {
    /// The mentions of a text as TIMEX3 lists them, placed on the calendar.
    ///
    /// Ranges that a preposition frames ("from May to July", "between 1985 and 1987") and those of two whole dates ("2 June to 9 June") stay whole; ages
    /// and loose adverbs ("soon") are not listed.
    pub fn timexes(&self, text: &Text, mentions: &[TimeMention], document: Days) -> Vec<Timex> {
        self.timexes_at(text, mentions, document, None)
    }

    /// As [`TimeReader::timexes`], with the time of day at which the text was written, from which "in five minutes" is counted.
    pub fn timexes_at(
        &self,
        text: &Text,
        mentions: &[TimeMention],
        document: Days,
        moment: Option<Moment>,
    ) -> Vec<Timex> {
        let anchors = anchors(mentions, &self.settings(text, mentions), document);
        let scan = scan::Scan::whole(&self.tables, text);
        let mut rows = Vec::with_capacity(mentions.len());
        for (mention, anchor) in mentions.iter().zip(&anchors) {
            let expression = &mention.expression;
            let tokens = text.tokens_in(mention.span);
            // "a six-year-old child"; "he is six years old" tells a length.
            let age = matches!(expression.form, Form::Length(Length { age: true, .. }))
                && tokens.clone().any(|i| scan.is_dash(i) || scan.is(i, Part::Aged));
            let vague = matches!(expression.form, Form::Reference(_) | Form::Set { .. });
            if age || (vague && scan.is(tokens.start, Part::Loose)) {
                continue;
            }
            let framed = scan.after(tokens.start, Part::From) || scan.after(tokens.start, Part::Between);
            match ends(expression, anchor)
                .filter(|_| !framed && expression.grain > Grain::Minute)
                .zip(joint(&scan, tokens.clone()))
                .filter(|(_, at)| !whole(&scan, &tokens, *at))
            {
                Some(((from, to), at)) => {
                    rows.push(Timex { span: text.span(tokens.start..at), ..from });
                    rows.push(Timex { span: text.span(at + 1..tokens.end), ..to });
                }
                None => {
                    let counted = moment.and_then(|moment| moment.place(expression, anchor));
                    let resolved = counted.unwrap_or_else(|| on_day(expression, anchor));
                    rows.push(row(mention.span, expression, resolved));
                }
            }
        }
        rows
    }
}

/// An expression placed; a time of day on the day told before it.
fn on_day(expression: &Expression, anchor: &Anchor) -> Resolved {
    let resolved = expression.resolve(anchor);
    let day = anchor.nearest.filter(|days| clockwise(expression) && days.low().is_some() && days.low() == days.high());
    match day.and_then(|days| Some((days, days.low()?))) {
        Some((extent, day)) => Resolved { value: format!("{}{}", day_text(day), resolved.value), extent, ..resolved },
        None => resolved,
    }
}

fn row(span: Span, expression: &Expression, resolved: Resolved) -> Timex {
    Timex { span, timex: expression.timex, resolved }
}

/// The two ends of a range, placed.
fn ends(expression: &Expression, anchor: &Anchor) -> Option<(Timex, Timex)> {
    let Form::Range(from, to) = &expression.form else { return None };
    let (start, end) = super::resolve::range_ends(from, to, anchor);
    let nowhere = Span::new(0, 0);
    Some((row(nowhere, from, start), row(nowhere, to, end)))
}

/// Whether the two ends are told as one stretch: a word joins them ("5 to 8 of July"), or a dash two dates each of which tells its own month
/// ("March–May 1994", "3 March 2016 - 19/03/2016"). What leans on the other end ("1914-18", "5-12 May") is two dates; so is what stands in brackets
/// and only says when the thing before it was, unless both ends are whole dates or a word says that all between is meant ("9 through 17 April").
fn whole(scan: &scan::Scan, tokens: &std::ops::Range<usize>, at: usize) -> bool {
    let halves = || [tokens.start..at, at + 1..tokens.end];
    let year = |i| scan.digits(i).is_some_and(|digits| digits.len() == 4);
    let month = |i| scan.entry(i).month > 0 || scan.raw(i) == "/" || scan.is_dash(i);
    let told = || halves().into_iter().all(|mut half| half.any(year)) && tokens.len() > 3;
    // "next week between Wednesday and Friday": one week holds both.
    let framed = (tokens.start + 1..at).any(|i| scan.is(i, Part::Between) || scan.is(i, Part::From));
    let worded = scan.is(at, Part::To);
    let bracketed = matches!(scan.raw_before(tokens.start), "(" | "[");
    let through = worded && !scan.raw(at).eq_ignore_ascii_case("to");
    let dated = || halves().into_iter().all(|mut half| half.any(month));
    framed || through || if bracketed { worded && told() } else { worded || dated() }
}

/// The token that joins the ends of a range: a word if there is one, else the dash in the middle, since dates may hold dashes themselves.
fn joint(scan: &scan::Scan, tokens: std::ops::Range<usize>) -> Option<usize> {
    let inner = tokens.start + 1..tokens.end.saturating_sub(1);
    let word = inner.clone().find(|&i| scan.is(i, Part::To) || scan.is(i, Part::And));
    word.or_else(|| {
        let middle = |mark: fn(&scan::Scan, usize) -> bool| {
            let marks: Vec<usize> = inner.clone().filter(|&i| mark(scan, i)).take(9).collect();
            marks.get(marks.len() / 2).copied()
        };
        middle(|scan, i| scan.is_dash(i)).or_else(|| middle(|scan, i| scan.raw(i) == "/"))
    })
}
