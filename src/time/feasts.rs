//! Feasts: fixed ones, those that follow Easter or a weekday, and those of no fixed day, with the year or without.

use super::expression::{Expression, Form, Grain, Unit};
use super::relative::Placing;
use super::scan::{Found, Scan};
use super::tables::{Meaning, Part, Phrase};

impl Scan<'_> {
    /// Christmas Day, Good Friday, with the year or without.
    pub(super) fn feast(&self, i: usize) -> Option<Found> {
        let (end, phrase) = self.phrase_of(i)?;
        let expression = match phrase.meaning {
            Meaning::Fixed(month, day) => Expression::parts(None, Some(month), Some(day), None),
            Meaning::Around(month, day, soft) => Expression::new(Form::Around { month, day, soft }, Grain::Day),
            Meaning::NthWeekday(month, weekday, nth, after) => {
                let form = Form::NthWeekday { nth, weekday, after };
                Expression { month: Some(month), ..Expression::new(form, Grain::Day) }
            }
            Meaning::Easter(days) => Expression::new(Form::Easter(days), Grain::Day),
            Meaning::Undecided => match self.national(i, end) {
                Some([month, day]) => Expression::parts(None, Some(month), Some(day), None),
                None => Expression::new(Form::Feast, Grain::Day),
            },
            Meaning::Reference(_) => return None,
        };
        let found = self.with_year(Found { end, expression });
        // "for thanksgiving" may be a prayer, "thanksgiving 2019" is none.
        let turned = self.after(i, Part::Next) || self.after(i, Part::Before) || self.after(i, Part::After);
        let sure = !phrase.capital || self.capital(i) || found.expression.year.is_some() || self.loose && turned;
        sure.then_some(found)
    }

    /// "Norwegian Constitution Day", "Ghana's Independence Day", "Republic Day in Italy": month and day by the nation that stands beside the feast.
    fn national(&self, i: usize, end: usize) -> Option<[u8; 2]> {
        let name = (i..end).map(|at| self.text.lower(at)).collect::<Vec<_>>().join(" ");
        let days = self.tables.national.get(&name)?;
        let day = |at: usize| self.token(at).and_then(|_| days.get(self.text.lower(at)).copied());
        let owner = if matches!(self.raw_before(i), "'s" | "’s") { i.checked_sub(2) } else { i.checked_sub(1) };
        let before = owner.filter(|&at| at >= self.floor).and_then(day);
        let led = self.is(end, Part::Of) || self.raw(end) == "in";
        before.or_else(|| day(end + 1).filter(|_| led))
    }

    fn phrase_of(&self, i: usize) -> Option<(usize, &Phrase)> {
        let entry = self.entry(i);
        if entry.phrases.is_empty() || !self.may_go_on(i, entry) {
            return None;
        }
        entry.phrases.iter().find_map(|phrase| {
            let end = i + 1 + phrase.rest.len();
            let fits =
                end <= self.limit && (i + 1..end).zip(&phrase.rest).all(|(at, word)| self.text.lower(at) == &**word);
            fits.then_some((end, phrase))
        })
    }

    /// A phrase of the tables that begins here: its end and meaning.
    pub(super) fn phrase_at(&self, i: usize) -> Option<(usize, Meaning)> {
        self.phrase_of(i).map(|(end, phrase)| (end, phrase.meaning))
    }

    /// "last Christmas", "next Easter", "Easter week".
    pub(super) fn turned_feast(&self, i: usize) -> Option<Found> {
        let placing = self.placing(i);
        let feast = self.feast(placing.map_or(i, |p| p.end))?;
        if placing.is_none() && self.entry(feast.end).unit == Some(Unit::Week) && !self.entry(feast.end).plural {
            let within = Some(Box::new(feast.expression));
            return Found::new(feast.end + 1, Expression { within, ..Expression::new(Form::WeekOf, Grain::Week) });
        }
        let Placing { turn, base, .. } = placing?;
        if feast.expression.year.is_some() {
            return None;
        }
        let within = Some(Box::new(feast.expression));
        Found::new(feast.end, Expression { within, ..Expression::new(Form::Turn { turn, base }, Grain::Day) })
    }
}
