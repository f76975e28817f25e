//! Placing an expression on the calendar.
//!
//! An anchor is an interval: every anchored form is worked out for its first and last day, and the result covers both. A
//! value never says more than the words and the anchor do.

use chrono::{Datelike, Days as Ahead, NaiveDate};

use super::calendar::{self, Stretch};
use super::expression::{Base, Bound, Clock, Expression, Form, Grain, Hemisphere, Length, Reference, Step, Unit};
use super::nearest::{beside_nearest, likely_year, near};
use super::portions::{nth, portioned, week_of};
use super::turns::{on_weekday, turned};
use super::{Anchor, Direction, Resolved};
use crate::extent::{Days, Extent};

/// A value and the days it covers.
pub(super) type Spot = (String, Stretch);

impl Expression {
    /// Places the expression on the calendar.
    pub fn resolve(&self, anchor: &Anchor) -> Resolved {
        let (value, extent) = place(self, anchor);
        let extent = either(self, extent);
        let value = match self.clock {
            Some(clock) => with_clock(&value, clock),
            None => value,
        };
        Resolved { value, extent: portioned(self, extent, anchor), explicit: self.is_absolute() }
    }
}

/// The days of a season that may be of either half of the Earth.
fn either(e: &Expression, extent: Days) -> Days {
    let season = match (&e.form, e.within.as_deref().map(|within| &within.form)) {
        (Form::Season(season, Hemisphere::Either), _) => *season,
        (Form::Turn { .. }, Some(Form::Season(season, Hemisphere::Either))) => *season,
        _ => return extent,
    };
    let wide = extent.low().zip(extent.high()).and_then(|ends| calendar::either_half(ends, season));
    wide.map_or(extent, |(low, high)| Extent::between(low, high))
}

fn with_clock(value: &str, clock: Clock) -> String {
    let whole = value.split('-').filter(|part| !part.is_empty()).count() == 3 && value != "XXXX-XX-XX";
    let day = if whole { value } else { "" };
    format!("{day}{}", clock.value())
}

fn place(e: &Expression, anchor: &Anchor) -> (String, Days) {
    let nowhere = |value: String| (value, Extent::all());
    match &e.form {
        Form::Length(length) => (length.value(), reach(*length, anchor.document)),
        Form::Set { value, .. } => nowhere(value.clone()),
        Form::Clock => nowhere("XXXX-XX-XX".to_owned()),
        Form::Reference(reference) => referred(*reference, anchor),
        Form::Range(from, to) => range(from, to, anchor),
        Form::Decade(digits) => fixed(format!("{digits:03}"), calendar::years(digits * 10, digits * 10 + 9)),
        Form::Century(digits) if *digits < 0 => {
            fixed(format!("BC{:02}", -1 - digits), calendar::years(digits * 100 + 1, digits * 100 + 100))
        }
        Form::Century(digits) => fixed(format!("{digits:02}"), calendar::years(digits * 100, digits * 100 + 99)),
        Form::Step(step) => stepped(e, *step, anchor),
        Form::Turn { turn, base } => over(base_of(e, *base, anchor), &unplaced(e), |d| turned(e, *turn, *base, d)),
        Form::Nth { index, unit } => nth(e, *index, *unit, anchor),
        Form::WeekOf => week_of(e, anchor),
        Form::Feast if e.year.is_none() && e.within.is_none() => nowhere("XXXX-XX-XX".to_owned()),
        _ => in_some_year(e, anchor),
    }
}

/// The days that a length covers which reaches back or ahead from the document's date.
fn reach(length: Length, document: Days) -> Days {
    let now = length.toward == Length::FROM_NOW;
    let toward = if now { 1 } else { length.toward };
    let count = i64::from(length.hundredths.unwrap_or(0) / 100) * i64::from(toward);
    let (Some(low), Some(high)) = (document.low(), document.high()) else { return Extent::all() };
    if count == 0
        || length.hundredths.is_some_and(|h| h % 100 != 0)
        || length.minor.is_some()
        || length.unit.grain() == Grain::Minute
    {
        return Extent::all();
    }
    if length.unit == Unit::Quarter {
        let end = |date, count| calendar::around(calendar::plus(date, count, Unit::Quarter)?, Unit::Quarter);
        let ends = if count < 0 { end(low, count).zip(end(high, -1)) } else { end(low, 1).zip(end(high, count)) };
        return ends.map_or_else(Extent::all, |(first, last)| Extent::between(first.0, last.1));
    }
    let far = |date| calendar::plus(date, count, length.unit);
    let ends = match () {
        () if count < 0 => far(low).map(|first| (first, high)),
        () if now => Some(low).zip(far(high)),
        () => calendar::plus_days(low, 1).zip(far(high)),
    };
    ends.map_or_else(Extent::all, |(first, last)| Extent::between(first, last))
}

pub(super) fn fixed(value: String, stretch: Option<Stretch>) -> (String, Days) {
    (value, stretch.map_or_else(Extent::all, |(low, high)| Extent::between(low, high)))
}

fn referred(reference: Reference, anchor: &Anchor) -> (String, Days) {
    let document = anchor.document;
    match reference {
        Reference::Past => ("PAST_REF".to_owned(), document.high().map_or_else(Extent::all, Extent::up_to)),
        Reference::Present => ("PRESENT_REF".to_owned(), document),
        Reference::Future => ("FUTURE_REF".to_owned(), document.low().map_or_else(Extent::all, Extent::from)),
        Reference::Then => match anchor.nearest {
            Some(days) => (value_of(&days), days),
            None => ("XXXX".to_owned(), Extent::all()),
        },
    }
}

/// The shortest value that says exactly these days.
fn value_of(days: &Days) -> String {
    let (Some(low), Some(high)) = (days.low(), days.high()) else { return "XXXX".to_owned() };
    if low == high {
        return calendar::day_text(low);
    }
    for (unit, rest) in [(Unit::Month, 3), (Unit::Year, 6)] {
        if calendar::around(low, unit) == Some((low, high)) {
            let mut value = calendar::day_text(low);
            value.truncate(value.len() - rest);
            return value;
        }
    }
    format!("{}/{}", calendar::day_text(low), calendar::day_text(high))
}

fn range(from: &Expression, to: &Expression, anchor: &Anchor) -> (String, Days) {
    let (start, end) = range_ends(from, to, anchor);
    let low = start.extent.low().map_or_else(Extent::all, Extent::from);
    let high = end.extent.high().map_or_else(Extent::all, Extent::up_to);
    (format!("{}/{}", start.value, end.value), low.intersect(&high).unwrap_or_else(|| start.extent.hull(&end.extent)))
}

/// The two ends of a range.
pub(super) fn range_ends(from: &Expression, to: &Expression, anchor: &Anchor) -> (Resolved, Resolved) {
    let mut end = to.resolve(anchor);
    let mut start = from.resolve(anchor);
    let backward = start.extent.low().zip(end.extent.high()).is_some_and(|(a, b)| a > b);
    // "from 2 March 2019 until 4 April", "between now and 4 April": the April after that.
    let ahead = from.is_absolute() || !matches!(from.form, Form::Parts | Form::Slashed { .. });
    let lent = matches!(to.form, Form::Parts) && to.month.is_some() && to.year.is_none() && to.within.is_none();
    if backward && ahead && lent {
        end = to.resolve(&Anchor { document: start.extent, nearest: None, direction: Direction::Future });
        return (start, end);
    }
    if !from.is_absolute()
        && (backward || from.weekday.is_some() && from.within.is_none() && matches!(from.form, Form::Parts))
    {
        // "from Friday to Monday": the Friday before that Monday.
        let back = Anchor { document: end.extent, nearest: None, direction: Direction::Past };
        start = from.resolve(&back);
        if let Some(turned) = over_new_year(from, &start, to, &end, anchor) {
            return turned;
        }
    }
    (start, end)
}

/// "From May to March": of two years, the later of which holds the document's date unless the clause looks back.
fn over_new_year(
    from: &Expression,
    start: &Resolved,
    to: &Expression,
    end: &Resolved,
    anchor: &Anchor,
) -> Option<(Resolved, Resolved)> {
    let yearless =
        |e: &Expression| matches!(e.form, Form::Parts) && e.month.is_some() && e.year.is_none() && e.within.is_none();
    let (low, high) = (start.extent.low()?, end.extent.high()?);
    if low <= high || !yearless(from) || !yearless(to) {
        return None;
    }
    let past = anchor.direction == Direction::Past || anchor.document.high().is_none_or(|day| day <= high);
    let year = if past { high.year() - 1 } else { low.year() };
    let of = |e: &Expression, year| Expression { year: Some(year), ..e.clone() }.resolve(anchor);
    let placed = |resolved: Resolved| Resolved { explicit: false, ..resolved };
    Some((placed(of(from, year)), placed(of(to, year + 1))))
}

/// Works a form out for the first and the last day of its base.
pub(super) fn over(base: Days, unplaced: &str, f: impl Fn(NaiveDate) -> Option<Spot>) -> (String, Days) {
    if let Some(day) = base.low().filter(|_| base.low() == base.high()) {
        // One day, as the dates of most documents are.
        return match f(day) {
            Some((value, (low, high))) => (value, Extent::between(low, high)),
            None => (unplaced.to_owned(), Extent::all()),
        };
    }
    let low = base.low().and_then(&f);
    let high = base.high().and_then(&f);
    match (low, high) {
        (Some((a, (low, high))), Some((b, (low2, high2)))) => {
            (common(&a, &b, unplaced), Extent::between(low.min(low2), high.max(high2)))
        }
        (Some((_, (low, _))), None) if base.high().is_none() => (unplaced.to_owned(), Extent::from(low)),
        (None, Some((_, (_, high)))) if base.low().is_none() => (unplaced.to_owned(), Extent::up_to(high)),
        _ => (unplaced.to_owned(), Extent::all()),
    }
}

/// What two values share: `2025-02-01` and `2025-02-03` say `2025-02`.
fn common(a: &str, b: &str, unplaced: &str) -> String {
    if a == b {
        return a.to_owned();
    }
    let shared = a.split('-').zip(b.split('-')).take_while(|(x, y)| x == y).map(|(x, _)| x);
    let shared: Vec<&str> = shared.collect();
    let week = |value: &str| value.split('-').nth(1).is_some_and(|part| part.starts_with('W'));
    if let ([year], true) = (&*shared, week(a) && week(b)) {
        return format!("{year}-WXX");
    }
    if shared.is_empty() { unplaced.to_owned() } else { shared.join("-") }
}

/// The value of an expression that cannot be placed.
pub(super) fn unplaced(e: &Expression) -> String {
    match (&e.form, e.month, e.day, e.weekday) {
        (Form::Quarter(quarter), ..) => format!("XXXX-Q{quarter}"),
        (Form::Half(half), ..) => format!("XXXX-H{half}"),
        (Form::Season(season, _), ..) => format!("XXXX-{}", season_name(*season)),
        (_, Some(month), Some(day), _) => format!("XXXX-{month:02}-{day:02}"),
        (_, Some(month), None, _) => format!("XXXX-{month:02}"),
        (_, None, Some(day), _) => format!("XXXX-XX-{day:02}"),
        (_, None, None, Some(weekday)) => format!("XXXX-WXX-{weekday}"),
        (Form::Step(Step { unit: Unit::Weekend, .. }), ..) => "XXXX-WXX-WE".to_owned(),
        _ => match e.grain {
            Grain::Minute | Grain::Day => "XXXX-XX-XX".to_owned(),
            Grain::Week => "XXXX-WXX".to_owned(),
            Grain::Month => "XXXX-XX".to_owned(),
            Grain::Quarter => "XXXX-QX".to_owned(),
            _ => "XXXX".to_owned(),
        },
    }
}

fn season_name(season: u8) -> &'static str {
    match season {
        1 => "SP",
        2 => "SU",
        3 => "FA",
        _ => "WI",
    }
}

/// What a step is counted from, as days.
fn base_of(e: &Expression, base: Base, anchor: &Anchor) -> Days {
    match base {
        Base::Document => anchor.document,
        Base::Context => anchor.nearest.unwrap_or(anchor.document),
        Base::Named => anchor.nearest.unwrap_or_else(Extent::all),
        Base::Within => e.within.as_ref().map_or_else(Extent::all, |w| {
            let resolved = w.resolve(anchor);
            // "Two weeks before Christmas" is counted from its day, though Christmas lasts longer.
            let feast = matches!(w.form, Form::Around { .. }).then(|| resolved.value.parse().ok()).flatten();
            feast.map_or(resolved.extent, Extent::only)
        }),
    }
}

fn in_some_year(e: &Expression, anchor: &Anchor) -> (String, Days) {
    if let Some(year) = e.year {
        return match in_year(e, year) {
            Some((value, stretch)) => fixed(value, Some(stretch)),
            None => (beyond(e, year), Extent::all()),
        };
    }
    if let Some(within) = &e.within {
        let held = within.resolve(anchor).extent;
        if let (Form::Parts, None, Some(weekday)) = (&e.form, e.month, e.weekday) {
            return weekday_within(weekday, within, anchor, &unplaced(e));
        }
        return over(held, &unplaced(e), |d| in_year(e, d.year()));
    }
    if e.month.is_none() && matches!(e.form, Form::Parts) {
        return over(anchor.document, &unplaced(e), |d| near(e, d, anchor.direction));
    }
    let known = anchor.document.low().is_some() || anchor.document.high().is_some();
    // No year has a 30 February, so none can be told.
    if known && matches!(e.form, Form::Parts) && e.impossible_day() {
        let (_, month) = over(anchor.document, "", |d| in_year(e, likely_year(e, d, anchor.direction)?));
        return (unplaced(e), month);
    }
    // Of a document of which it is only known that it is no older than the last date it tells, the date told before says more.
    if let Some(days) = anchor.nearest.filter(|_| !anchor.document.is_bounded()) {
        return beside_nearest(e, days);
    }
    if known {
        return over(anchor.document, &unplaced(e), |d| in_year(e, likely_year(e, d, anchor.direction)?));
    }
    (unplaced(e), Extent::all())
}

/// The weekday of a week that is named, or beside a day that is counted to.
fn weekday_within(weekday: u8, within: &Expression, anchor: &Anchor, unplaced: &str) -> (String, Days) {
    let resolved = within.resolve(anchor);
    let held = resolved.extent;
    match within.form {
        // Of "the second week of March" the calendar's own week gives the value; how weeks are counted stays open.
        Form::Nth { unit: Unit::Week, .. } => {
            let (value, extent) = over(held, unplaced, |d| on_weekday(weekday, d));
            let extent = extent.intersect(&held).unwrap_or(extent);
            let day = calendar::week_named(&resolved.value).and_then(|monday| on_weekday(weekday, monday));
            match day.filter(|(_, (day, _))| extent.covers(&Extent::only(*day))) {
                Some((value, _)) => (value, extent),
                None => (value, extent),
            }
        }
        // "In four days, on Monday": whichever of these two days was miscounted, the nearest Monday is meant.
        Form::Step(Step { unit: Unit::Day, .. }) => over(held, unplaced, |d| {
            let from = calendar::plus_days(d, -3)?;
            let away = (i64::from(weekday) - i64::from(from.weekday().number_from_monday())).rem_euclid(7);
            let day = calendar::plus_days(from, away)?;
            Some((calendar::day_text(day), (day, day)))
        }),
        // "Three months from today on Monday": the one after that day or the one before.
        Form::Step(Step { unit: Unit::Month | Unit::Year, .. }) => over(held, unplaced, |d| {
            let (_, (day, _)) = on_weekday(weekday, d)?;
            let week = if day < d { 7 } else { 0 };
            let (after, before) = (calendar::plus_days(day, week)?, calendar::plus_days(day, week - 7)?);
            Some((calendar::day_text(after), (if after == d { after } else { before }, after)))
        }),
        _ => over(held, unplaced, |d| on_weekday(weekday, d)),
    }
}

/// The value of a date whose year lies outside the calendar that extents are told in: after 9999.
fn beyond(e: &Expression, year: i32) -> String {
    let year = calendar::year_text(year);
    match unplaced(e).strip_prefix("XXXX") {
        Some(rest) => format!("{year}{rest}"),
        None => year,
    }
}

/// The expression in a given year.
pub(super) fn in_year(e: &Expression, year: i32) -> Option<Spot> {
    let spot = |value: String, stretch: Option<Stretch>| Some((value, stretch?));
    let name = calendar::year_text(year);
    match e.form {
        Form::Fiscal => {
            let low = calendar::day(year - 1, 7, 1).or_else(|| calendar::day(year, 1, 1))?;
            let high = calendar::day(year + 1, 3, 31).or_else(|| calendar::day(year, 12, 31))?;
            spot(name, Some((low, high)))
        }
        Form::Slashed { first, second } => {
            let (a, b) = (calendar::day(year, first, second)?, calendar::day(year, second, first)?);
            // "Friday 7/6": of the two days the one that is a Friday.
            let fits = |day: NaiveDate| e.weekday == Some(day.weekday().number_from_monday() as u8);
            if let (true, false) | (false, true) = (fits(a), fits(b)) {
                let day = if fits(a) { a } else { b };
                return spot(calendar::day_text(day), Some((day, day)));
            }
            spot(format!("{name}-XX-XX"), Some((a.min(b), a.max(b))))
        }
        Form::Quarter(quarter) => {
            let inside = calendar::day(year, quarter.clamp(1, 4) * 3, 1)?;
            spot(format!("{name}-Q{quarter}"), calendar::around(inside, Unit::Quarter))
        }
        Form::Half(half) => {
            let inside = calendar::day(year, half.clamp(1, 2) * 6, 1)?;
            spot(format!("{name}-H{half}"), calendar::around(inside, Unit::Half))
        }
        Form::Season(season, half) => {
            spot(format!("{name}-{}", season_name(season)), calendar::season(year, season, half))
        }
        Form::Around { month, day, soft } => {
            let feast = if month == 0 { calendar::easter(year)? } else { calendar::day(year, month, day)? };
            let soft = i64::from(soft);
            let days = calendar::plus_days(feast, -soft).zip(calendar::plus_days(feast, soft));
            spot(calendar::day_text(feast), days)
        }
        Form::Easter(days) => {
            let day = calendar::plus_days(calendar::easter(year)?, days.into())?;
            spot(calendar::day_text(day), Some((day, day)))
        }
        Form::NthWeekday { nth, weekday, after } => {
            let day = calendar::nth_weekday(year, e.month?, weekday, nth)?;
            let day = calendar::plus_days(day, after.into())?;
            spot(calendar::day_text(day), Some((day, day)))
        }
        Form::Feast => spot(name, calendar::years(year, year)),
        _ => parts_in_year(e, year),
    }
}

fn parts_in_year(e: &Expression, year: i32) -> Option<Spot> {
    let name = calendar::year_text(year);
    let Some(month) = e.month else {
        return Some((name, calendar::years(year, year).filter(|_| calendar::in_range(year, 1))?));
    };
    let Some(day) = e.day else {
        return Some((calendar::with_two(name, month.into()), calendar::month(year, month)?));
    };
    let value = calendar::with_two(calendar::with_two(name, month.into()), day.into());
    match calendar::day(year, month, day) {
        Some(date) => Some((value, (date, date))),
        // A day that does not exist says no more than its month; 29 February is sought in leap years first.
        None => Some((value, calendar::month(year, month)?)),
    }
}

fn stepped(e: &Expression, mut step: Step, anchor: &Anchor) -> (String, Days) {
    // Where no quarter is named, "the quarter" is the one reported on: the last.
    if step.unit == Unit::Quarter && step.base == Base::Context && step.count == 0 && anchor.nearest.is_none() {
        step.count -= 1;
    }
    let base = base_of(e, step.base, anchor);
    if step.aligned {
        let unit = if e.grain == Grain::Day { Unit::Day } else { step.unit };
        let (value, extent) = over(base, &unplaced(e), |d| {
            let moved = calendar::plus(d, step.count.into(), step.unit)?;
            Some((unit_value(moved, unit), calendar::around(moved, unit)?))
        });
        // "The day after last Monday" has the value of a day, as "last Tuesday" has, though either of two may be meant.
        let told = || e.within.as_ref()?.resolve(anchor).value.parse().ok();
        let day = if step.base == Base::Within { told() } else { None };
        let day = day.and_then(|day| calendar::plus(day, step.count.into(), step.unit));
        return (day.map_or(value, |day| unit_value(day, unit)), extent);
    }
    let (value, extent) = over(base, &unplaced(e), |d| {
        let moved = calendar::plus(d, step.count.into(), step.unit)?;
        let unit = if step.unit.grain() == Grain::Minute { Unit::Day } else { step.unit };
        Some((unit_value(moved, unit), softened(moved, step)?))
    });
    let value = year_back(step, anchor).unwrap_or(value);
    let away = step.count >= 0;
    let open = match (step.bound, away) {
        (Bound::Above, true) => extent.low().map(Extent::from),
        (Bound::Above, false) => extent.high().map(Extent::up_to),
        (Bound::Nearly | Bound::Below, _) => Some(extent.hull(&base)),
        _ => None,
    };
    (value, open.unwrap_or(extent))
}

/// "From 3 million a year earlier", where a quarter was told: the same quarter of that year, which the text compares with. Its days stay those of the words.
fn year_back(step: Step, anchor: &Anchor) -> Option<String> {
    let (low, high) = anchor.nearest?.low().zip(anchor.nearest?.high())?;
    let quarter = calendar::around(low, Unit::Quarter)? == (low, high);
    let back = step.unit == Unit::Year && step.count == -1 && step.bound == Bound::Exact && step.base != Base::Within;
    (quarter && back).then(|| Some(unit_value(calendar::plus(low, -1, Unit::Year)?, Unit::Quarter)))?
}

/// A distance in words is right to half a unit, and a round one to a tenth of itself.
fn softened(centre: NaiveDate, step: Step) -> Option<Stretch> {
    let days = match step.unit {
        Unit::Second | Unit::Minute | Unit::Hour => 1,
        Unit::Day => i64::from(step.count.unsigned_abs() > 3),
        Unit::Week | Unit::Fortnight | Unit::Weekend => 4,
        Unit::Month => 16,
        Unit::Quarter => 46,
        Unit::Half => 92,
        Unit::Year => 183,
        Unit::Decade => 1827,
        Unit::Century => 18_263,
    };
    let count = i64::from(step.count.unsigned_abs());
    let round = count >= 10 && count % 10 == 0;
    let spread = if round { days.max(days * count / 5) } else { days };
    let spread = if step.bound == Bound::About { spread * 2 } else { spread };
    let (low, high) = match step.unit {
        Unit::Month | Unit::Year => calendar::around(centre, step.unit)?,
        _ => (centre, centre),
    };
    let below = centre.checked_sub_days(Ahead::new(spread.unsigned_abs()))?;
    let above = centre.checked_add_days(Ahead::new(spread.unsigned_abs()))?;
    Some((low.min(below), high.max(above)))
}

pub(super) fn unit_value(day: NaiveDate, unit: Unit) -> String {
    let (year, name) = (day.year(), calendar::year_text(day.year()));
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => calendar::day_text(day),
        Unit::Week | Unit::Fortnight => format!("{:04}-W{:02}", day.iso_week().year(), day.iso_week().week()),
        Unit::Weekend => format!("{:04}-W{:02}-WE", day.iso_week().year(), day.iso_week().week()),
        Unit::Month => format!("{name}-{:02}", day.month()),
        Unit::Quarter => format!("{name}-Q{}", day.month0() / 3 + 1),
        Unit::Half => format!("{name}-H{}", day.month0() / 6 + 1),
        Unit::Year => name,
        Unit::Decade => format!("{:03}", year / 10),
        Unit::Century => format!("{:02}", year / 100),
    }
}
