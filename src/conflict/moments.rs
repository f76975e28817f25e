//! What happened to one thing, at two times: on two days, at two hours, for two lengths of time.
//!
//! Two documents that the user put together are on one affair. Where each of them tells when something was done to one thing, and nothing that they tell parts the two, they tell
//! of one event: no further words need be shared. What guards against two events of one kind is that neither document tells another such time, that those who take part are no
//! others, that neither tells of a place, a purpose or an ordinal that the other has not, and that both tell of a fact, or both of a plan.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::around::Around;
use super::findings::{Draft, Place};
use super::frames::{forms_of_one, same_day};
use super::milestones::told_by_claims;
use super::referred;
use super::scope::{self, is_past};
use super::sides;
use crate::claim::{Deed, Modality, Moment, Sufferer, Tense, When};
use crate::diagnostic::{Gate, Passed, PassedBy};
use crate::extent::{Days, Extent};
use crate::link::{Links, Role};
use crate::rule::{Rule, RuleSet};
use crate::time::{Bound, Clock, Expression, Form, Grain, Length, Unit};

/// Events of one kind of which more tell nothing: a chronicle.
const MOST: usize = 48;
/// Days between two documents that tell one piece of news.
const NEWS: i64 = 31;
/// Days between two documents that tell an hour without its day.
const DAYS: i64 = 4;
/// Days between two tellings of what may happen again.
const AGAIN: i64 = 6;
/// Days between a document and the news of what may happen again.
const FRESH: i64 = 14;
/// Days from which a weekday alone may be that of another week.
const WEEK: i64 = 6;
/// Days between two editions of what is held again every so often.
const SEASON: i64 = 60;
/// Minutes around a full hour, and around a quarter, that it stands for.
const HOUR: i32 = 15;
const QUARTER: i32 = 5;
/// Minutes of half a day: "4.20" may be "16.20".
const HALF_DAY: i32 = 720;
const DAY: i32 = 1440;
/// Years that no person reaches.
const OLDEST: f64 = 115.0;
/// Days between two documents within which they tell a weekday of one week.
const ONE_WEEK: i64 = 4;
/// Hours of the night, which may be told of the day before or after.
const NIGHT: std::ops::Range<u8> = 4..21;

/// A moment, its document and its value.
#[derive(Clone, Copy)]
struct Told<'l> {
    document: usize,
    moment: &'l Moment,
    value: Value,
    explicit: bool,
}

#[derive(Clone, Copy)]
enum Value {
    Day(Days),
    /// Minutes of the day, from the first to the last that is meant.
    Clock(i32, i32),
    /// The same of a part of the day.
    Part(i32, i32),
    /// Days that it may have lasted, or years of an age.
    Length(Extent<f64>),
}

impl Value {
    /// Whether it may be the age of a person.
    fn may_be_lived(&self) -> bool {
        matches!(self, Self::Length(years) if years.high().is_some_and(|high| high <= OLDEST))
    }

    fn differs(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Day(x), Self::Day(y)) => x.is_bounded() && y.is_bounded() && x.disjoint(y),
            (Self::Clock(a, b), Self::Clock(c, d)) => {
                let apart = |shift: i32| *b < c + shift || d + shift < *a;
                apart(0) && apart(HALF_DAY) && apart(-HALF_DAY)
            }
            (Self::Clock(a, b) | Self::Part(a, b), Self::Clock(c, d) | Self::Part(c, d)) => {
                let apart = |shift: i32| *b < c + shift || d + shift < *a;
                apart(0) && apart(DAY) && apart(-DAY)
            }
            (Self::Length(x), Self::Length(y)) => x.disjoint(y),
            _ => false,
        }
    }
}

/// Whether what a moment tells of goes by a name.
fn has_name(told: &Told<'_>) -> bool {
    told.moment.deed.affected.as_ref().is_some_and(|it| !it.names.is_empty())
}

/// The findings of a rule on moments.
pub(super) fn find<'a>(links: &Links<'a>, rules: &RuleSet, rule: &'a Rule) -> Vec<Draft<'a>> {
    let grouping = links.topics.grouping();
    if !(grouping.together || grouping.side_by_side) {
        return Vec::new();
    }
    let mut by_event: BTreeMap<(&str, When, &str), Vec<Told<'_>>> = BTreeMap::new();
    for (document, linked) in links.documents.iter().enumerate() {
        for moment in &linked.document.claims.moments {
            let resolved = &linked.times[moment.time as usize];
            let expression = &linked.document.claims.mentions.times[moment.time as usize].expression;
            if let Some(value) = value(moment.when, expression, resolved.extent) {
                let told = Told { document, moment, value, explicit: resolved.explicit };
                let key = (moment.deed.event.as_str(), moment.when, moment.manner.as_str());
                by_event.entry(key).or_default().push(told);
            }
        }
    }
    let mut found = Vec::new();
    for all in by_event.values().filter(|all| all.len() <= MOST) {
        for (n, a) in all.iter().enumerate() {
            for b in all[n + 1..].iter().filter(|b| b.document != a.document) {
                let judged = [a, b].iter().any(|told| links.documents[told.document].document.role == Role::Judged);
                let times = [a, b].map(|told| (told.document, told.moment.time));
                let comparable = judged && links.comparable(a.document, b.document);
                if comparable && conflict(links, rules, all, [a, b]) && !told_by_claims(links, times) {
                    found.push(draft(links, rule, [a, b]));
                }
            }
        }
    }
    found
}

/// What a time says.
fn value(when: When, expression: &Expression, days: Days) -> Option<Value> {
    Some(match when {
        When::Day => Value::Day(days),
        When::Clock => {
            let (hour, minute) = match expression.clock? {
                Clock::At(hour, minute) | Clock::Exact(hour, minute, _) => (hour, Some(minute)),
                Clock::Hour(hour) => (hour, None),
                part => return part_of_day(part),
            };
            let at = i32::from(hour) * 60 + i32::from(minute.unwrap_or(0));
            let soft = match minute {
                None | Some(0) => HOUR,
                Some(minute) if minute % 5 == 0 => QUARTER,
                Some(_) => 0,
            };
            Value::Clock(at - soft, at + soft)
        }
        When::Age => match &expression.form {
            Form::Length(length) => Value::Length(age(length)?),
            _ => return None,
        },
        When::Length => match &expression.form {
            Form::Length(length) => Value::Length(extent(length)?),
            _ => return None,
        },
    })
}

/// The minutes of a part of the day; the night goes on behind midnight.
fn part_of_day(part: Clock) -> Option<Value> {
    let (from, to) = match part {
        Clock::Morning => (0, 12),
        Clock::Afternoon => (12, 19),
        Clock::Evening => (16, 24),
        Clock::Night => (18, 31),
        _ => return None,
    };
    Some(Value::Part(from * 60, to * 60))
}

/// The days that a length admits.
fn extent(length: &Length) -> Option<Extent<f64>> {
    let unit = length.unit.days();
    let minor = length.minor.map_or(0.0, |(count, unit)| f64::from(count) / 100.0 * unit.days());
    let days = f64::from(length.hundredths?) / 100.0 * unit + minor;
    let round = f64::from(length.hundredths?) / 100.0;
    let soft = if round >= 10.0 && round % 10.0 == 0.0 { 0.05 * days } else { 0.0 };
    let half = (unit * 0.49).min(days * 0.12) + soft;
    Some(match length.bound {
        Bound::Exact => Extent::between(days - half, days + half),
        Bound::About => Extent::between(days * 0.85, days * 1.15),
        Bound::Nearly => Extent::between(days * 0.85, days),
        Bound::Below => Extent::between(0.0, days),
        Bound::Above => Extent::from(days),
    })
}

/// The years that an age admits: those of a person may be told before and after a birthday, those of a thing are rounded.
fn age(length: &Length) -> Option<Extent<f64>> {
    let years = f64::from(length.hundredths?) / 100.0 * length.unit.days() / Unit::Year.days();
    let soft = if years > OLDEST && years % 10.0 == 0.0 { years * 0.04 } else { 0.9 };
    Some(match length.bound {
        Bound::Exact => Extent::between(years - soft, years + soft),
        Bound::About => Extent::between(years * 0.85, years * 1.15),
        Bound::Nearly => Extent::between(years * 0.85, years),
        Bound::Below => Extent::between(0.0, years),
        Bound::Above => Extent::from(years),
    })
}

/// Whether two moments are of one event, at times that cannot both be.
fn conflict(links: &Links<'_>, rules: &RuleSet, all: &[Told<'_>], [a, b]: [&Told<'_>; 2]) -> bool {
    differ(a, b)
        && one_commitment(links, a, b)
        && of_one_time(links, rules, [a, b])
        && one_event(links, rules, [a, b].map(done))
        && !has_rival(links, rules, all, [a, b])
        && !limited_otherwise(links, rules, [a, b])
}

/// Whether what is told beside one of two moments limits it to a part, a group or a way: "to visitors", "on foot". What happens once to a thing has no parts, but it may be opened
/// to some and to all.
fn limited_otherwise(links: &Links<'_>, rules: &RuleSet, sides: [&Told<'_>; 2]) -> bool {
    let deeds = sides.map(|told| &told.moment.deed);
    let once = || happens_once(deeds) && !rules.extractor.tables.moments.is_to_some(&deeds[0].event);
    let whole = match sides[0].moment.when {
        When::Age => true,
        // What happens once may still last for weeks on the one stretch and months on the other.
        When::Day => once(),
        When::Clock | When::Length => false,
    };
    !whole
        && !links.topics.grouping().side_by_side
        && scope::sets_apart(rules, links, sides.map(|told| (told.document, told.moment.span)))
}

/// Whether two times, or two lists of ages, cannot be one.
fn differ(a: &Told<'_>, b: &Told<'_>) -> bool {
    let (x, y) = (&a.moment.further, &b.moment.further);
    if x.len() != y.len() {
        return false;
    }
    let further = x.iter().zip(y).any(|(x, y)| x.abs_diff(*y) > 1);
    a.value.differs(&b.value) || further
}

/// Both facts, or both plans. What a noun tells is over if its day is.
fn one_commitment(links: &Links<'_>, a: &Told<'_>, b: &Told<'_>) -> bool {
    let class = |told: &Told<'_>| {
        let context = &told.moment.context;
        if told.moment.noun {
            let date = links.documents[told.document].date.extent;
            let day = links.documents[told.document].times[told.moment.time as usize].extent;
            return match (day.before(&date), date.before(&day)) {
                (Some(true), _) => Some(Modality::Actual),
                (_, Some(true)) => Some(Modality::Intended),
                _ => None,
            };
        }
        Some(match context.modality {
            Modality::Actual if context.tense != Tense::Future => Modality::Actual,
            Modality::Actual => Modality::Intended,
            other => other,
        })
    };
    class(a).is_some() && class(a) == class(b)
}

/// Whether a document of the two tells another such time of the same.
fn has_rival(links: &Links<'_>, rules: &RuleSet, all: &[Told<'_>], [a, b]: [&Told<'_>; 2]) -> bool {
    all.iter().any(|other| {
        let beside = |own: &Told<'_>| {
            other.document == own.document
                && differ(other, own)
                && meeting(links, rules, [other, own].map(|told| (told.document, told.moment.deed.affected.as_ref())))
                    != Meeting::Apart
        };
        beside(a) || beside(b)
    })
}

/// Whether two documents may tell of one time, as far as their dates and those of what they tell say.
fn of_one_time(links: &Links<'_>, rules: &RuleSet, [a, b]: [&Told<'_>; 2]) -> bool {
    let once = happens_once([&a.moment.deed, &b.moment.deed]);
    let dated = |told: &Told<'_>| links.documents[told.document].date.extent.is_bounded();
    let both = dated(a) && dated(b);
    let near = |days: i64| {
        if both { links.within(a.document, b.document, days) } else { links.topics.grouping().side_by_side }
    };
    match a.moment.when {
        When::Day => of_one_day(links, rules, [a, b]) && (once || near(NEWS)),
        When::Clock => {
            let [x, y] = [a, b].map(|told| day_of(links, told));
            match x.zip(y) {
                Some((x, y)) => !x.disjoint(&y),
                None => near(DAYS),
            }
        }
        When::Length => near(NEWS),
        // Ages of two who have a name are compared as those of persons.
        When::Age => {
            let lived = [a, b].iter().all(|told| told.value.may_be_lived());
            let named = [a, b].iter().any(|told| has_name(told));
            near(NEWS)
                && !(lived && [a, b].iter().all(|told| has_name(told)))
                && (!lived || named || are_told_alike(links, rules, [a, b]))
        }
    }
}

/// Whether the sentences of two ages tell of their bearers by one verb in the past: "a diver, aged 40, found the wreck", "the 34-year-old diver who found it".
fn are_told_alike(links: &Links<'_>, rules: &RuleSet, sides: [&Told<'_>; 2]) -> bool {
    let verbs = sides.map(|told| {
        let around = Around::of(&links.documents[told.document].document.source, told.moment.span);
        let lower = around.all().map(|word| word.to_lowercase());
        lower.filter(|word| is_past(rules, word) && word != "aged").collect::<Vec<_>>()
    });
    let canonical = |word: &str| rules.extractor.tables.frames.canonical(word).to_owned();
    verbs[0].iter().any(|x| verbs[1].iter().any(|y| forms_of_one(x, y) || canonical(x) == canonical(y)))
}

/// The day that a moment tells beside its hour, in its own expression or in another of its clause.
fn day_of(links: &Links<'_>, told: &Told<'_>) -> Option<Days> {
    let linked = &links.documents[told.document];
    let times = [told.moment.time].into_iter().chain(told.moment.beside.iter().copied());
    let mut days = times.filter(|&time| {
        let expression = &linked.document.claims.mentions.times[time as usize].expression;
        !matches!(expression.form, Form::Clock | Form::Length(_) | Form::Set { .. })
    });
    days.next().map(|time| linked.times[time as usize].extent).filter(Days::is_bounded)
}

/// Whether two days that differ may be told of one event.
fn of_one_day(links: &Links<'_>, rules: &RuleSet, [a, b]: [&Told<'_>; 2]) -> bool {
    let expression = |told: &Told<'_>| {
        &links.documents[told.document].document.claims.mentions.times[told.moment.time as usize].expression
    };
    let (Value::Day(x), Value::Day(y)) = (a.value, b.value) else { return false };
    let gap = gap(&x, &y);
    let (p, q) = (expression(a), expression(b));
    // Without a date of the document, a weekday may be that of any week.
    let loose = |e: &Expression| e.day.is_none() && e.grain <= Grain::Day;
    let weekdays = p.weekday.zip(q.weekday).filter(|_| loose(p) && loose(q));
    // Two documents of one week, each of which tells a weekday, tell two days, whether they are of this week or the next.
    let one_week = weekdays.is_some_and(|(x, y)| x != y) && links.within(a.document, b.document, ONE_WEEK);
    let another_week = (loose(p) || loose(q)) && gap >= WEEK && !one_week;
    let gap = if one_week { 1 } else { gap };
    let night = |e: &Expression| match e.clock {
        Some(Clock::At(hour, _) | Clock::Exact(hour, ..) | Clock::Hour(hour)) => !NIGHT.contains(&hour),
        Some(Clock::Night) => true,
        _ => false,
    };
    let overnight = gap <= 1 && (night(p) || night(q));
    let whole = p.grain <= Grain::Day && q.grain <= Grain::Day;
    let (x, y) = (&a.moment.deed, &b.moment.deed);
    let recurs =
        |deed: &Deed| deed.affected.as_ref().is_some_and(|it| rules.extractor.tables.frames.is_recurring(&it.noun));
    let news = [a, b].into_iter().all(|told| is_news(links, told));
    let one = happens_once([x, y]) || whole && gap <= AGAIN && news;
    let another_season = (recurs(x) || recurs(y)) && gap > SEASON;
    let same = same_day(links, (a.document, a.moment.time), (b.document, b.moment.time));
    let often = x.often || y.often;
    one && !(another_week || overnight || another_season || often || same)
}

/// Whether a document tells a day of its own weeks.
fn is_news(links: &Links<'_>, told: &Told<'_>) -> bool {
    let Value::Day(day) = told.value else { return false };
    let both = links.documents[told.document].date.extent.hull(&day);
    both.low().zip(both.high()).is_some_and(|(low, high)| (high - low).num_days() <= FRESH)
}

/// Whether a deed is one that happens once to what it happens to, told of something known: "a state of alarm" may be declared again.
fn happens_once(deeds: [&Deed; 2]) -> bool {
    deeds.iter().all(|deed| deed.once) && !deeds.iter().all(|deed| is_indefinite(deed))
}

fn is_indefinite(deed: &Deed) -> bool {
    deed.affected.as_ref().is_some_and(|it| it.indefinite)
}

/// Days between the nearer ends of two stretches.
fn gap(x: &Days, y: &Days) -> i64 {
    let between = |a: Option<NaiveDate>, b: Option<NaiveDate>| a.zip(b).map_or(0, |(a, b)| (b - a).num_days());
    between(x.high(), y.low()).max(between(y.high(), x.low()))
}

/// A deed, and the document that tells it.
pub(super) type Done<'l> = (usize, &'l Deed);

fn done<'l>(told: &Told<'l>) -> Done<'l> {
    (told.document, &told.moment.deed)
}

/// How two tellings of those who take part stand to each other.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Meeting {
    /// They are one: so many words and names tell it.
    Same(usize),
    /// One of them is not told, or by a word for anything.
    Open,
    /// They are two.
    Apart,
}

/// What a shared name counts for.
const NAME: usize = 2;

/// Whether two tellings, each of its document, are of one thing.
fn meeting(links: &Links<'_>, rules: &RuleSet, sides: [(usize, Option<&Sufferer>); 2]) -> Meeting {
    let [(here, Some(a)), (there, Some(b))] = sides else { return Meeting::Open };
    if !a.names.is_empty() && !b.names.is_empty() {
        return if shared(links, &a.names, &b.names) > 0 { Meeting::Same(NAME) } else { Meeting::Apart };
    }
    if a.names.is_empty() && b.names.is_empty() {
        return by_nouns(links, rules, a, b);
    }
    let [(known, named), (document, noun)] = match a.names.is_empty() {
        true => [(there, b), (here, a)],
        false => [(here, a), (there, b)],
    };
    // "The budget airline Tern", "the airline"
    if named.names.contains(&noun.noun) {
        return Meeting::Same(NAME);
    }
    match referred::stands_for(links, rules, (document, noun), (known, named)) {
        Some(true) => return Meeting::Same(NAME),
        Some(false) => return Meeting::Apart,
        None => {}
    }
    if named.words.contains(&noun.noun) || named.noun == noun.noun {
        return Meeting::Same(1);
    }
    if rules.extractor.tables.moments.is_anything(&noun.noun) && !noun.indefinite {
        Meeting::Open
    } else {
        Meeting::Apart
    }
}

fn by_nouns(links: &Links<'_>, rules: &RuleSet, a: &Sufferer, b: &Sufferer) -> Meeting {
    let named_apart = !a.of.is_empty() && !b.of.is_empty() && shared(links, &a.of, &b.of) == 0;
    if a.noun != b.noun {
        let anything =
            |bearer: &Sufferer| rules.extractor.tables.moments.is_anything(&bearer.noun) && !bearer.indefinite;
        let open = (anything(a) || anything(b)) && !named_apart;
        return if open { Meeting::Open } else { Meeting::Apart };
    }
    let common = shared(links, &a.words, &b.words);
    let leftover = |x: &Sufferer, y: &Sufferer| x.words.iter().any(|word| !y.words.contains(word));
    // "The north tower", "the south tower"
    if named_apart || leftover(a, b) && leftover(b, a) {
        return Meeting::Apart;
    }
    Meeting::Same(1 + common)
}

/// How many words or names of two lists are the same.
fn shared(links: &Links<'_>, a: &[String], b: &[String]) -> usize {
    a.iter().filter(|x| b.iter().any(|y| x == &y || links.key(x).0 == links.key(y).0)).count()
}

/// Whether two deeds of one kind are one, by those who take part and by what is told around them.
fn one_event(links: &Links<'_>, rules: &RuleSet, deeds: [Done<'_>; 2]) -> bool {
    let affected = meeting(links, rules, deeds.map(|(at, deed)| (at, deed.affected.as_ref())));
    let agents = meeting(links, rules, deeds.map(|(at, deed)| (at, deed.agent.as_ref())));
    let sure = matches!(affected, Meeting::Same(_)) && !deeds.iter().all(|(_, deed)| is_indefinite(deed));
    let needed = match (sure, agents == Meeting::Apart) {
        (true, false) => 1,
        (false, false) => 2,
        // "The tremor that shook Kelm", "the quake that shook Kelm"
        _ => 3,
    };
    likeness(links, rules, deeds).is_some_and(|common| common >= needed)
}

/// How much two deeds of one kind have in common: those who take part, and what is told around them; `None` if something parts them.
pub(super) fn likeness(links: &Links<'_>, rules: &RuleSet, deeds: [Done<'_>; 2]) -> Option<usize> {
    let affected = meeting(links, rules, deeds.map(|(at, deed)| (at, deed.affected.as_ref())));
    let agents = meeting(links, rules, deeds.map(|(at, deed)| (at, deed.agent.as_ref())));
    let [x, y] = deeds.map(|(_, deed)| deed);
    let named = |deed: &Deed| deed.agent.as_ref().is_some_and(|agent| !agent.names.is_empty());
    let two = affected == Meeting::Apart || agents == Meeting::Apart && named(x) && named(y);
    if x.event != y.event || x.telling != y.telling || two || parted(links, rules, x, y) {
        return None;
    }
    let count = |meeting: Meeting| if let Meeting::Same(count) = meeting { count } else { 0 };
    let around = |deed: &Deed| deed.around.iter().flat_map(|(_, words)| words.iter().cloned()).collect::<Vec<_>>();
    Some(count(affected) + count(agents) + shared(links, &around(x), &around(y)) + alike(links, x, y))
}

/// How many circumstances behind one preposition two deeds have in common: "vote on the stadium", "the vote on the stadium".
fn alike(links: &Links<'_>, x: &Deed, y: &Deed) -> usize {
    let same = |(preposition, words): &&(String, Vec<String>)| {
        y.around.iter().any(|(other, others)| other == preposition && shared(links, words, others) > 0)
    };
    x.around.iter().filter(|(preposition, _)| !preposition.is_empty()).filter(same).count()
}

/// Whether what two deeds tell behind one preposition parts them: "in the old town", "in the harbour".
fn parted(links: &Links<'_>, rules: &RuleSet, x: &Deed, y: &Deed) -> bool {
    let parts = |word: &str| rules.extractor.tables.moments.parts(word);
    x.around.iter().filter(|(preposition, _)| parts(preposition)).any(|(preposition, words)| {
        let mut there = y.around.iter().filter(|(other, _)| other == preposition).peekable();
        there.peek().is_some()
            && there.all(|(_, others)| {
                let common = shared(links, words, others);
                common < words.len() && common < others.len()
            })
    })
}

/// Leaves out those findings that tell of one more place of what another finding tells: one of the two times at the same words, and the other time elsewhere.
pub(super) fn further<'a>(own: Vec<Draft<'a>>, drafts: &[Draft<'a>]) -> Vec<Draft<'a>> {
    let at = |x: &Place, y: &Place| x.document == y.document && x.span.overlaps(y.span);
    let told = |draft: &Draft<'_>| {
        let [a, b] = draft.places.as_slice() else { return false };
        let elsewhere =
            |value: &str, other: &Draft<'_>| other.places.iter().any(|p| p.value.eq_ignore_ascii_case(value));
        drafts.iter().any(|other| {
            let beside = |x: &Place, y: &Place| other.places.iter().any(|p| at(p, x)) && elsewhere(&y.value, other);
            other.places.len() > 1
                && (beside(a, b) && !other.places.iter().any(|p| at(p, b))
                    || beside(b, a) && !other.places.iter().any(|p| at(p, a)))
        })
    };
    own.into_iter().filter(|draft| !told(draft)).collect()
}

/// One step down for an inference or an attributed side; a note if two speakers differ.
fn draft<'a>(links: &Links<'a>, rule: &'a Rule, sides: [&Told<'_>; 2]) -> Draft<'a> {
    let place = |told: &Told<'_>| {
        let linked = &links.documents[told.document];
        let time = linked.document.claims.mentions.times[told.moment.time as usize].span;
        let value = linked.document.source.words(time).to_owned();
        let speaker = told.moment.context.speaker.as_ref().map(|speaker| speaker.name.clone());
        let message = Some(format!("{value} here"));
        Place { document: told.document, span: told.moment.span, value, speaker, valid: None, message }
    };
    let severity = sides::severity(rule, sides.map(|told| &told.moment.context));
    let dates = if sides.iter().all(|told| told.explicit) { PassedBy::Explicit } else { PassedBy::Inference };
    let gates = vec![
        Passed { gate: Gate::Referent, passed_by: PassedBy::Inference, detail: "done to one thing".to_owned() },
        Passed { gate: Gate::Time, passed_by: dates, detail: "the times of both".to_owned() },
    ];
    let deed = &sides[0].moment.deed;
    let thing = deed.affected.as_ref().map(|it| if it.noun.is_empty() { it.names.join(" ") } else { it.noun.clone() });
    let event = thing.map_or_else(|| deed.event.clone(), |thing| format!("{} ({thing})", deed.event));
    let slots = BTreeMap::from([("event".to_owned(), event)]);
    Draft::of_rule(rule, severity, slots, sides.map(place).to_vec(), gates)
}
