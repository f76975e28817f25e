//! Frequencies: "every Wednesday", "annually", "four times a year", "on Mondays", "every other day".

use super::expression::{Clock, Expression, Form, Grain, Length, Unit};
use super::scan::{Found, Scan};
use super::tables::Part;

impl Scan<'_> {
    /// A frequency, with the time of day that goes with it.
    pub(super) fn set(&self, i: usize) -> Option<Found> {
        let (end, value) = self.hour_of_every(i).or_else(|| self.frequency(i))?;
        let times = self.times(i);
        let (end, value) = self.set_at(end, value);
        Found::new(end, Expression::new(Form::Set { value, times }, Grain::None))
    }

    fn frequency(&self, i: usize) -> Option<(usize, String)> {
        if let Some(value) = self.entry(i).set.as_ref().filter(|_| !self.is(i, Part::Workday)) {
            return Some((i + 1, value.to_string()));
        }
        if self.is(i, Part::Every) {
            return self.nth_of_every(i + 1, true).or_else(|| self.every(i + 1));
        }
        if let Some(found) = self.nth_of_every(self.skip(i, Part::The), false) {
            return Some(found);
        }
        if let Some(found) = self.prefixed(i).or_else(|| self.day_of_every(i)).or_else(|| self.weekday_parts(i)) {
            return Some(found);
        }
        let end = if self.is(i, Part::Once) || self.is(i, Part::Twice) {
            i + 1
        } else {
            let (end, _) = self.number(i)?;
            if !self.is(end, Part::Times) {
                return None;
            }
            end + 1
        };
        if !self.is(end, Part::A) && !self.is(end, Part::Every) && self.raw(end) != "per" {
            return None;
        }
        let unit = self.entry(end + 1).unit.filter(|_| !self.entry(end + 1).plural)?;
        Some((end + 2, one(unit)))
    }

    /// "3 p.m. each day", "8:30 every Monday".
    fn hour_of_every(&self, i: usize) -> Option<(usize, String)> {
        let hours = self.hours(i, true).filter(|hours| hours.to.is_none())?;
        let every = self.skip(hours.end, Part::Zone);
        let (end, value) = self.every(every + 1).filter(|_| self.is(every, Part::Every))?;
        let day = match value.as_str() {
            "P1D" => String::new(),
            _ if value.starts_with("XXXX-WXX-") => value,
            _ => return None,
        };
        Some((end, format!("{day}{}", hours.from.value())))
    }

    /// How many times within a period: "twice a year"; once where the words tell no number.
    fn times(&self, i: usize) -> u32 {
        match self.number(i).filter(|(end, _)| self.is(*end, Part::Times)) {
            Some((_, number)) => number,
            None => 1 + u32::from(self.is(i, Part::Twice)),
        }
    }

    fn number(&self, i: usize) -> Option<(usize, u32)> {
        self.integer(i, 3).map(|number| (i + 1, number)).or_else(|| self.cardinal(i))
    }

    /// "every last Friday of the month", "the first Monday of each month", "the last day of every quarter": once in each.
    fn nth_of_every(&self, i: usize, every: bool) -> Option<(usize, String)> {
        let (end, _) = self.index(i)?;
        let of = match self.weekday(end) {
            Some((end, _)) => end,
            None => self.entry(end).unit.map(|_| end + 1)?,
        };
        let known = self.is(of + 1, Part::Every) || every && self.is(of + 1, Part::The);
        let unit = self.entry(of + 2).unit.filter(|_| !self.entry(of + 2).plural)?;
        (self.is(of, Part::Of) && known && unit.grain() > Grain::Day).then(|| (of + 3, one(unit)))
    }

    /// What stands after "every", "each".
    fn every(&self, i: usize) -> Option<(usize, String)> {
        // "every other Tuesday", "every second Friday"
        let second = self.is(i, Part::Other) || self.entry(i).ordinal == 2;
        if let Some((end, weekday)) = self.weekday(i + 1).filter(|_| second) {
            return Some((end, format!("XXXX-WXX-{weekday}")));
        }
        if let Some((end, weekday)) = self.weekday(i) {
            let part = self.day_part(end).map(Clock::value);
            let value = format!("XXXX-WXX-{weekday}{}", part.as_deref().unwrap_or_default());
            return Some((end + usize::from(part.is_some()), value));
        }
        // "every summer", "every Christmas": a feast of a fixed day
        let season = self.entry(i).season;
        if season > 0 && !self.capital(i) {
            return Some((i + 1, super::resolve::unplaced(&Expression::new(season_form(season), Grain::Season))));
        }
        if let Some(feast) = self.feast(i).filter(|feast| feast.expression.year.is_none()) {
            let day = match feast.expression.form {
                Form::Around { month, day, .. } if month > 0 => Some((month, day)),
                _ => feast.expression.month.zip(feast.expression.day),
            };
            let value = day.map_or("P1Y".to_owned(), |(month, day)| format!("XXXX-{month:02}-{day:02}"));
            return Some((feast.end, value));
        }
        if let Some((end, month)) = self.month(i) {
            return Some((end, format!("XXXX-{month:02}")));
        }
        if let Some(part) = self.day_part(i) {
            return Some((i + 1, part.value()));
        }
        let other = self.is(i, Part::Other);
        let at = if other { i + 1 } else { i };
        let entry = self.entry(at);
        if let Some(unit) = entry.unit.filter(|u| !entry.plural && *u != Unit::Second) {
            if unit == Unit::Weekend {
                return Some((at + 1, "P1WE".to_owned()));
            }
            return Some((at + 1, Length::exact(Some(if other { 200 } else { 100 }), unit).value()));
        }
        // "every few days", "every half hour"
        let vague = self.is(i, Part::Few) || self.is(i, Part::Half);
        if let Some(measured) = self.measured(i).filter(|m| vague && m.length.minor.is_none()) {
            return Some((measured.end, measured.length.value()));
        }
        if let Some(value) = self.entry(at).set.as_ref().filter(|_| self.is(at, Part::Workday)) {
            return Some((at + 1, value.to_string()));
        }
        // "every Mondays"
        if let Some(value) = self.entry(at).set.as_ref().filter(|value| value.starts_with("XXXX-WXX-")) {
            return Some((at + 1, value.to_string()));
        }
        // "every three weeks", "every second year"
        let (end, number) = self.number(i).or_else(|| self.any_ordinal(i).map(|(end, n)| (end, n.into())))?;
        let unit = self.entry(end).unit?;
        (number < 1000).then(|| (end + 1, Length::exact(Some(number * 100), unit).value()))
    }

    /// "bi-monthly", "semi-annually".
    fn prefixed(&self, i: usize) -> Option<(usize, String)> {
        let dashed = self.is_dash(i + 1) && self.glued(i + 2);
        let at = if dashed { i + 2 } else { i + 1 };
        let half = self.is(i, Part::Semi) || dashed && self.is(i, Part::Half);
        let times = Some(self.entry(i).cardinal).filter(|times| dashed && (2..=12).contains(times));
        let value = self.entry(at).set.as_deref().filter(|_| half || times.is_some() || self.is(i, Part::Bi))?;
        let head = value.strip_prefix("P1")?;
        let tail = if half { "0.5".to_owned() } else { times.unwrap_or(2).to_string() };
        Some((at + 1, format!("P{tail}{head}")))
    }

    /// "the 19th of every month".
    fn day_of_every(&self, i: usize) -> Option<(usize, String)> {
        let day = self.day(self.skip(i, Part::The)).filter(|d| d.ordinal)?;
        let month = self.is(day.end, Part::Of)
            && self.is(day.end + 1, Part::Every)
            && self.entry(day.end + 2).unit == Some(Unit::Month);
        month.then(|| (day.end + 3, format!("XXXX-XX-{:02}", day.day)))
    }

    /// "Friday mornings".
    fn weekday_parts(&self, i: usize) -> Option<(usize, String)> {
        let (end, weekday) = self.weekday(i)?;
        let value = self.entry(end).set.as_deref().filter(|value| value.starts_with('T'))?;
        Some((end + 1, format!("XXXX-WXX-{weekday}{value}")))
    }

    /// "every day at 7:13 p.m.", "Tuesdays at 9 a.m.".
    fn set_at(&self, end: usize, value: String) -> (usize, String) {
        let at = self.skip(end, Part::At);
        let day = matches!(value.as_str(), "P1D" | "TMO" | "TAF" | "TEV" | "TNI");
        if !day && !value.starts_with("XXXX-WXX-") || value.len() > 10 {
            return (end, value);
        }
        match self.clock(at, at > end) {
            Some((end, clock @ (Clock::At(..) | Clock::Exact(..) | Clock::Hour(_)))) => {
                let day = if day { String::new() } else { value };
                (end, format!("{day}{}", clock.value()))
            }
            _ => (end, value),
        }
    }
}

fn season_form(season: u8) -> Form {
    Form::Season(season, super::Hemisphere::North)
}

fn one(unit: Unit) -> String {
    Length::exact(Some(100), unit).value()
}
