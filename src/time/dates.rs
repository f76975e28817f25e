//! Calendar dates: full and partial, in every usual order, with the part of a year, month or day that is meant.

use super::clock::{Hours, on_day};
use super::expression::{Clock, Expression, Form, Grain, Portion};
use super::scan::{Found, Scan};
use super::tables::Part;
use crate::text::TokenKind;

impl Scan<'_> {
    /// A date with what stands around it: a time of day, "early", "the end of".
    pub(super) fn dated(&self, i: usize) -> Option<Found> {
        if let Some(hours) = self.hours(i, true) {
            let at = self.skip(self.comma(self.skip(hours.end, Part::Zone)), Part::On);
            let of = if self.is(at, Part::Of) { at + 1 } else { at };
            let point = self.modified(of)?;
            return (point.expression.grain <= Grain::Day).then(|| on_day(point, hours.from, hours.to));
        }
        if let Some(found) = self.hour_then_tonight(i) {
            return Some(found);
        }
        // "the morning of 3 May", "the early morning hours of 3 May"
        let part = self.skip(self.skip(self.skip(i, Part::The), Part::Early), Part::Late);
        if let Some(clock) = self.day_part(part)
            && let of = self.skip(part + 1, Part::Hours)
            && self.is(of, Part::Of)
            && self.is(i, Part::The)
        {
            let point = self.point(of + 1, true).filter(|p| p.expression.grain == Grain::Day)?;
            return Some(on_day(point, clock, None));
        }
        let found = self.day_then_date(self.week_then_weekday(self.modified(i)?));
        Some(self.time_after(self.weekday_in_brackets(found)))
    }

    /// "tomorrow, 3 May 2024", "yesterday, 03/05/24": the date that tells which day it is, if it is whole.
    fn day_then_date(&self, day: Found) -> Found {
        let word = day.end > self.floor && self.entry(day.end - 1).day.is_some() && self.raw(day.end) == ",";
        let date = || {
            let date = self.point(day.end + 1, false)?;
            let slashed = matches!(date.expression.form, Form::Slashed { .. }) && date.expression.year.is_some();
            (slashed || date.expression.full_date().is_some()).then_some(date)
        };
        if word { date().unwrap_or(day) } else { day }
    }

    /// "3 May 2024 (Friday)": the weekday that a date is told with.
    fn weekday_in_brackets(&self, mut found: Found) -> Found {
        let date = &found.expression;
        let bare = date.day.is_some() && date.month.is_some() && date.weekday.is_none() && date.portion.is_none();
        if bare
            && self.raw(found.end) == "("
            && let Some((end, weekday)) = self.weekday(self.skip(found.end + 1, Part::A))
            && self.raw(end) == ")"
        {
            found.expression.weekday = Some(weekday);
            found.end = end + 1;
        }
        found
    }

    /// "Friday morning", "3 May at 5 p.m."
    fn time_after(&self, found: Found) -> Found {
        if found.expression.grain != Grain::Day {
            return found;
        }
        if found.expression.clock.is_some() {
            return self.hours_after(found);
        }
        if let Some(found) = self.with_part(found.clone()) {
            return self.hours_after(found);
        }
        let early = self.skip(self.skip(found.end, Part::Early), Part::Late);
        let part = self.skip(early + 1, Part::The);
        if self.raw(early) == "in"
            && let Some(clock) = self.day_part(part)
        {
            return on_day(Found { end: part + 1, ..found }, clock, None);
        }
        self.hours_after(found)
    }

    /// "Friday morning", "yesterday late afternoon": the day with its part.
    pub(super) fn with_part(&self, day: Found) -> Option<Found> {
        let early = self.skip(self.skip(day.end, Part::Early), Part::Late);
        let part = self.day_part(early).filter(|_| day.expression.grain == Grain::Day)?;
        Some(on_day(Found { end: early + 1, ..day }, part, None))
    }

    /// "Friday, 5 p.m.", "Sunday morning at eight o'clock", "Monday from 9 to 11 a.m.".
    fn hours_after(&self, found: Found) -> Found {
        let comma = self.dash_before_hours(found.end).unwrap_or_else(|| self.comma(found.end));
        let spoken = self.loose && self.is(comma, Part::For) && self.raw(comma + 1).contains(':');
        let led = spoken || self.is(comma, Part::At) || self.is(comma, Part::From) || self.is(comma, Part::Between);
        let at = if led { comma + 1 } else { self.bounded_hours(comma, found.end) };
        let led = at > comma;
        if let Some(hour) = self.hour_of_night(comma, &found) {
            return hour;
        }
        if let Some(hours) = self.hours(at, led).or_else(|| self.hours_beside(at, found.end)) {
            let end = self.skip(hours.end, Part::Zone);
            return on_day(Found { end, ..found }, hours.from, hours.to);
        }
        if let Some(hours) = self.bare_stretch(at).filter(|_| led) {
            return on_day(Found { end: hours.end, ..found }, hours.from, hours.to);
        }
        if let Some((end, clock)) = self.hour_with_letter(at).filter(|_| self.is(comma, Part::At)) {
            return on_day(Found { end, ..found }, clock, None);
        }
        // "tomorrow at 7"
        let alone =
            !self.is_word(at + 1) && self.digit_free(at + 1) && !matches!(self.raw(at + 1), "%" | "$" | "-" | "/");
        match self.integer(at, 2).filter(|hour| self.is(comma, Part::At) && alone && *hour < 24) {
            Some(hour) => on_day(Found { end: at + 1, ..found }, Clock::Hour(hour as u8), None),
            None => found,
        }
    }

    /// "3/14-9:15 a.m.": where the time of day begins after the dash that joins it to a date.
    fn dash_before_hours(&self, i: usize) -> Option<usize> {
        let joined = self.is_dash(i) && self.glued(i) && self.glued(i + 1) && self.raw(i + 1).contains(':');
        joined.then_some(i + 1)
    }

    /// "8a", "10p" after "today at": half of the day by its first letter. "At 8a Mill Lane" is a house.
    fn hour_with_letter(&self, i: usize) -> Option<(usize, Clock)> {
        let hour = self.integer(i, 2).filter(|hour| self.loose && (1..=12).contains(hour))? as u8;
        let shift = match self.raw(i + 1) {
            "a" | "A" => 0,
            "p" | "P" => 12,
            _ => return None,
        };
        let alone = self.glued(i + 1) && !self.glued(i + 2) || self.closes(i + 2);
        let named = self.is_word(i + 2) && self.capital(i + 2);
        (alone && !named).then_some((i + 2, Clock::Hour(hour % 12 + shift)))
    }

    /// Where the time of day begins after "before", "after" or "later than" that follows a date: "Thursday before 5 p.m.".
    fn bounded_hours(&self, i: usize, date_end: usize) -> usize {
        let than = (self.is(i, Part::Later) || self.is(i, Part::Earlier)) && self.is(i + 1, Part::Than);
        let bound = self.is(i, Part::Before) || self.is(i, Part::After) || self.is(i, Part::By);
        let at = if than { i + 2 } else { i + 1 };
        let told = || self.hours(at, true).is_some_and(|hours| hours.to.is_none());
        if self.loose && i == date_end && (than || bound) && told() { at } else { i }
    }

    /// "tonight at 7", "tonight around 3": the hour of an evening or of the night after.
    fn hour_of_night(&self, i: usize, found: &Found) -> Option<Found> {
        let night = self.loose && found.expression.clock == Some(Clock::Night) && self.is(found.end - 1, Part::Tonight);
        let led = self.is(i, Part::At) || self.is(i, Part::About);
        let hour = self.integer(i + 1, 2).filter(|hour| night && led && (1..=12).contains(hour))? as u8;
        let next = i + 2;
        if self.is_word(next) && self.entry(next).parts == 0
            || !self.digit_free(next)
            || matches!(self.raw(next), "%" | ":")
        {
            return None;
        }
        Some(on_day(Found { end: next, ..found.clone() }, Clock::Hour(night_hour(hour)), None))
    }

    /// "at 8 tonight", "at 10, tonight".
    fn hour_then_tonight(&self, i: usize) -> Option<Found> {
        let hour = self.integer(i, 2).filter(|hour| self.after(i, Part::At) && (1..=12).contains(hour))?;
        let tonight = self.comma(i + 1);
        let found = self.related(tonight).filter(|_| self.loose && self.is(tonight, Part::Tonight))?;
        Some(on_day(found, Clock::Hour(night_hour(hour as u8)), None))
    }

    /// "23.04.2022 14:55", "May 5, 2019 10:20": figures with a colon right after a date that ends in figures.
    fn hours_beside(&self, i: usize, date_end: usize) -> Option<Hours> {
        let beside = i == date_end && !self.digit_free(date_end - 1) && self.raw(i).contains(':') && !self.glued(i);
        beside.then(|| self.bare_hours(i)).flatten()
    }

    pub(super) fn day_part(&self, i: usize) -> Option<Clock> {
        match self.entry(i).day_part {
            1 => Some(Clock::Morning),
            2 => Some(Clock::Afternoon),
            3 => Some(Clock::Evening),
            4 => Some(Clock::Night),
            5 => Some(Clock::Daytime),
            _ => None,
        }
    }

    /// A date, or the early, middle or late part of one.
    pub(super) fn modified(&self, i: usize) -> Option<Found> {
        self.remembered(i, || self.modified_point(i))
    }

    fn modified_point(&self, i: usize) -> Option<Found> {
        let j = self.skip(i, Part::The);
        if let Some(found) = self.turn_of(i) {
            return Some(found);
        }
        if let Some((at, portion)) = self.portion(j) {
            let inner = self.point(at, true).or_else(|| {
                let bare = !matches!(portion, Portion::Early | Portion::Earlier);
                bare.then(|| self.bare_unit(at).or_else(|| self.short_unit(at))).flatten()
            });
            if let Some(mut found) = inner
                && found.expression.portion.is_none()
            {
                found.expression.portion = Some(portion);
                return Some(found);
            }
        }
        self.point(i, false)
    }

    /// "early", "mid-", "the end of", "later in": the portion and where what it divides begins.
    fn portion(&self, i: usize) -> Option<(usize, Portion)> {
        let of = |portion| self.is(i + 1, Part::Of).then_some((i + 2, portion));
        let direct = |portion| {
            let at = if self.is_dash(i + 1) { i + 2 } else { i + 1 };
            Some((if self.raw(at) == "in" { at + 1 } else { at }, portion))
        };
        let parts = self.entry(i).parts;
        let has = |part: Part| parts & part.bit() != 0;
        if has(Part::Early) {
            direct(Portion::Early)
        } else if has(Part::Late) {
            direct(Portion::Late)
        } else if has(Part::Mid) {
            direct(Portion::Mid)
        } else if has(Part::Start) {
            of(Portion::Start)
        } else if has(Part::Middle) {
            of(Portion::Mid)
        } else if has(Part::End) {
            of(Portion::End)
        } else if has(Part::Earlier) {
            direct(Portion::Earlier)
        } else if has(Part::Later) {
            direct(Portion::Later)
        } else if has(Part::Rest) {
            of(Portion::Later)
        } else if has(Part::Turn) {
            of(Portion::Turn)
        } else {
            None
        }
    }

    /// One date without a modifier. `strong`: the words before it already speak of time.
    pub(super) fn point(&self, i: usize, strong: bool) -> Option<Found> {
        self.nested(|| self.flat_point(i, strong))
    }

    fn flat_point(&self, i: usize, strong: bool) -> Option<Found> {
        let token = self.token(i)?;
        if token.kind == TokenKind::Number {
            return self
                .numeric(i)
                .or_else(|| self.day_first(i))
                .or_else(|| self.foreign(i))
                .or_else(|| self.listed_day(i))
                .or_else(|| self.day_alone(i))
                .or_else(|| self.nth(i).or_else(|| self.nth_weekday(i)).filter(|_| self.loose))
                .or_else(|| self.number_unit(i))
                .or_else(|| self.bare_year(i, strong));
        }
        if token.kind != TokenKind::Word {
            return self.short_decade(i);
        }
        if let Some((month, day)) = self.glued_month(i) {
            let date = Expression::parts(None, Some(month), Some(day), None);
            return Some(self.with_year(Found { end: i + 1, expression: date }));
        }
        let readers =
            [Self::weekday_first, Self::month_first, Self::day_first, Self::feast, Self::related, Self::named_unit];
        let mut best: Option<Found> = None;
        for reader in readers {
            if let Some(found) = reader(self, i)
                && best.as_ref().is_none_or(|b| found.end > b.end)
            {
                best = Some(found);
            }
        }
        best.or_else(|| self.foreign(i))
            .or_else(|| self.listed_day(i).filter(|_| self.is(i, Part::The)))
            .or_else(|| self.bare_month(i, strong))
            .or_else(|| self.day_alone(i))
            .or_else(|| self.worded_year(i, strong))
    }

    /// "August 28, 2019", "Aug. 28", "March 2021", "March of 2021", "August of last year".
    pub(super) fn month_first(&self, i: usize) -> Option<Found> {
        let (end, month) = self.month(i)?;
        if self.bar(end)
            && let Some(found) = self.barred(end + 1, month)
        {
            return Some(found);
        }
        let at = self.skip(end, Part::The);
        if let Some(day) = self
            .day(at)
            .or_else(|| self.spoken_day(at))
            .filter(|d| self.is_day(d.end, at > end || d.ordinal) && (!self.digit_free(at) || self.ends_date(d.end)))
        {
            let date = Expression::parts(None, Some(month), Some(day.day), None);
            return Some(self.with_year(Found { end: day.end, expression: date }));
        }
        let dated = self.with_year(Found { end, expression: Expression::parts(None, Some(month), None, None) });
        (dated.end > end).then_some(dated)
    }

    /// "Sep-23-2020", "Dec/2018", "Nov/2" after the month and its bar.
    fn barred(&self, i: usize, month: u8) -> Option<Found> {
        let day = |at: usize| self.integer(at, 2).filter(|d| (1..=31).contains(d)).map(|d| d as u8);
        if let Some(year) = self.year(i) {
            return Found::new(i + 1, Expression::parts(Some(year), Some(month), None, None));
        }
        let day = day(i)?;
        let year = self.year(i + 2).filter(|_| self.bar(i + 1));
        let slash = self.raw(i - 1) == "/";
        // "Monday-Jul-2"
        let weekday = i >= self.floor + 4 && self.bar(i - 3) && self.entry(i - 4).weekday > 0;
        let end = if year.is_some() { i + 3 } else { i + 1 };
        (year.is_some() || slash || weekday)
            .then(|| Found { end, expression: Expression::parts(year, Some(month), Some(day), None) })
    }

    /// Whether a day in words may end before a token: "March second-placed", "the April third quarter" and "May the third man" name something else.
    fn ends_date(&self, i: usize) -> bool {
        let joined = self.is_dash(i) && self.glued(i) && self.is_word(i + 1);
        let known = self.entry(i).parts != 0 || self.entry(i).cardinal > 0 || self.entry(i).day_part > 0;
        let noun = self.is_word(i) && !known && !self.ends_clause(i);
        !joined && !noun
    }

    /// Whether a number after a month is its day: no amount, clock time or range follows that would claim it.
    fn is_day(&self, end: usize, sure: bool) -> bool {
        if sure {
            return true;
        }
        let unit = self.entry(end).unit.is_some() || self.is(end, Part::Am) || self.is(end, Part::Pm);
        let amount = matches!(self.raw(end), "%" | "°") || self.is(end, Part::Magnitude);
        // "May 14: Rain fell" tells a day.
        let clock = self.raw(end) == ":" && self.glued(end) && !self.digit_free(end + 1);
        !unit && !amount && !clock
    }

    /// "28 August 2019", "the 28th of August", "3rd of May 2020", "26 Jan".
    pub(super) fn day_first(&self, i: usize) -> Option<Found> {
        let start = self.skip(i, Part::The);
        // "for $12 December futures"
        if matches!(self.raw_before(start), "$" | "£" | "€") {
            return None;
        }
        let day = self.day(start).or_else(|| self.spoken_day(start))?;
        let of = self.is(day.end, Part::Of) && (day.ordinal || self.entry(day.end + 1).month > 0);
        // "16. November 2016", as German and Danish texts write
        let stop = self.raw(day.end) == "." && self.glued(day.end) && !day.ordinal;
        let at = match () {
            () if of => self.skip(day.end + 1, Part::The),
            () if stop => day.end + 1,
            () => self.skip_dash(day.end),
        };
        let Some((end, month)) = self.month(at) else { return self.day_of_month(day) };
        // "the second March offensive", "24 March-like": only "of" or a figure makes a day of a word.
        let found =
            self.with_year(Found { end, expression: Expression::parts(None, Some(month), Some(day.day), None) });
        if stop && found.expression.year.is_none() {
            return None;
        }
        let worded = self.digit_free(start);
        if worded && (!of && day.ordinal || !day.ordinal && found.expression.year.is_none()) {
            return None;
        }
        // "26-Jan-2019", "26/Jan/2019"
        if found.end == end
            && self.bar(end)
            && self.bar(day.end)
            && let Some(year) = self.year(end + 1).or_else(|| self.short_year(end + 1))
        {
            let date = Expression { year: Some(year), ..found.expression };
            return Found::new(end + 2, date);
        }
        Some(found)
    }

    fn skip_dash(&self, i: usize) -> usize {
        if self.bar(i) { i + 1 } else { i }
    }

    /// A hyphen or stroke within a date written without spaces.
    pub(super) fn bar(&self, i: usize) -> bool {
        matches!(self.raw(i), "-" | "/") && self.glued(i) && self.glued(i + 1)
    }

    pub(super) fn digit_free(&self, i: usize) -> bool {
        self.token(i).is_none_or(|t| t.kind != TokenKind::Number)
    }

    /// "in april", "in may" written small.
    fn small_month(&self, i: usize) -> Option<(usize, u8)> {
        let month = self.entry(i).month;
        let article = self.loose && self.after(i, Part::The) && self.raw_before(i - 1) == "in";
        let led = (self.raw_before(i) == "in" || article) && !self.is_word(i + 1);
        (month > 0 && led).then_some((i + 1, month))
    }

    /// "in March", "since April": a month's name alone needs a sign that it is one.
    fn bare_month(&self, i: usize, strong: bool) -> Option<Found> {
        let (end, month) = self.month(i).or_else(|| self.small_month(i))?;
        let bound = [Part::In, Part::After, Part::Before, Part::Until].iter().any(|&part| self.after(i, part));
        if self.entry(i).abbreviated && end == i + 1 && !strong && !bound {
            return None;
        }
        let found = Found { end, expression: Expression::parts(None, Some(month), None, None) };
        let led = strong
            || [Part::In, Part::Of, Part::From, Part::To, Part::Between, Part::Before, Part::After, Part::Every]
                .iter()
                .any(|&part| self.after(i, part));
        if led {
            // "of June Carter", "by April Jones"
            let named = self.entry(i).doubtful && self.is_word(end) && self.capital(end) && !strong;
            let sure = self.raw_before(i).eq_ignore_ascii_case("in");
            return (!named || sure).then_some(found);
        }
        if self.entry(i).doubtful {
            // "the March accession", "a June agreement"
            let article = self.after(i, Part::The) || self.after(i, Part::A);
            let noun = self.is_word(end) && !self.capital(end) && self.entry(end).parts == 0;
            return (article && noun).then_some(found);
        }
        let small = !self.capital(i);
        let beside_name =
            small || self.is_word(end) && self.capital(end) && self.raw_before(i).starts_with(char::is_uppercase);
        (!beside_name).then_some(found)
    }
}

/// The hour of 24 that is meant by one of twelve of an evening or of the night after.
fn night_hour(hour: u8) -> u8 {
    if (5..12).contains(&hour) { hour + 12 } else { hour % 12 }
}
