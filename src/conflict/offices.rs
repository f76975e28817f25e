//! Offices: two at once that exclude each other; called former here, in office there; in full here, as acting holder or deputy there.

use super::around::{Around, is_name};
use super::{Compared, Difference, Reason, Verdict, cases, deeds, gates, portfolios, status, succession};
use crate::align::Placed;
use crate::claim::{Bearing, Tense, Value};
use crate::diagnostic::{Gate, PassedBy};
use crate::entity::{OfficeMention, OfficeRelation, Tenure};
use crate::link::Links;
use crate::rule::RuleSet;

/// Days between two documents within which nobody is taken to change rank unseen.
const SAME_DAYS: i64 = 4;
/// Two times of office must be known to the week to be known to overlap.
const WEEK: i64 = 7;
/// Days of a month: what two texts tell of one month is told of one time, if by inference.
const MONTH: i64 = 31;
/// Days after the beginning of a term from which on it is certain that nobody acts any more: "director since 2012" may count from the first day as acting director.
const SETTLED: i64 = 183;
/// Words that two sentences on one deed share.
const DEED: usize = 2;
/// Days between two documents of which each tells a deed as of its own day.
const NEXT_DAY: i64 = 1;
/// Days within which a deputy who held the office in full before would have been told to have gone down a rank.
const SOON: i64 = 366;

/// One person, two offices at overlapping times.
pub(super) fn two_offices(
    rules: &RuleSet,
    links: &Links<'_>,
    a: &Placed<'_>,
    b: &Placed<'_>,
    x: &OfficeMention,
    y: &OfficeMention,
    compared: &mut Compared,
) -> Result<Verdict, Verdict> {
    match rules.extractor.mentions.entities.relate_offices(x, y) {
        OfficeRelation::Same => return Ok(Verdict::Agree),
        OfficeRelation::Unknown => return Err(Verdict::Undecided(Reason::UnknownReferent)),
        OfficeRelation::Different => {}
    }
    if [a, b].iter().any(|p| p.claim.slots.values().any(|r| r.inferred || links.key(&r.key).1)) {
        return Err(Verdict::Undecided(Reason::AmbiguousReferent));
    }
    if [a, b].iter().any(|p| !p.claim.apposed && !p.valid.own && p.claim.context.tense == Tense::Past) {
        return Err(Verdict::Undecided(Reason::UnknownTime));
    }
    let coarse = |p: &Placed<'_>| match (p.valid.days.low(), p.valid.days.high()) {
        (Some(low), Some(high)) => (high - low).num_days() > WEEK,
        _ => true,
    };
    if a.valid.own && b.valid.own && (coarse(a) || coarse(b)) {
        // "Until 2014" and "from 2014": the year may hold both.
        if !one_month(a, b) || !links.topics.same(a.document, b.document) {
            return Err(Verdict::Undecided(Reason::UnknownTime));
        }
        compared.passed(Gate::Time, PassedBy::Inference, "both told of one month");
    }
    // A deputy may act for the one above, and who acts keeps the office held in full.
    let stands_in = |o: &OfficeMention| (o.tenure == Tenure::Acting, o.role.contains(' '));
    if stands_in(x) != stands_in(y) && x.tenure != Tenure::Then && y.tenure != Tenure::Then {
        return Err(Verdict::Undecided(Reason::UnknownReferent));
    }
    let held = |tenure: Tenure| matches!(tenure, Tenure::Full | Tenure::Acting | Tenure::Then);
    if !held(x.tenure) || !held(y.tenure) {
        return Err(Verdict::Unrelated(Gate::Time));
    }
    gates::commitment(links, a, b, compared)?;
    gates::asserted(a, b)?;
    gates::referents(links, a, b, compared)?;
    let persists = status::persists(rules.extractor.predicates.get(&a.claim.predicate));
    let verdict = cases::clash(links, a, b, persists, Difference::Holder, compared)?;
    let person = a.claim.slots.get("person").filter(|_| matches!(verdict, Verdict::Conflict(_)));
    match person {
        Some(person)
            if succession::is_told(rules, links, &person.key, a, b)
                || portfolios::are_told(rules, links, [(a, x), (b, y)]) =>
        {
            Err(Verdict::Undecided(Reason::UnknownTime))
        }
        _ => Ok(verdict),
    }
}

/// Whether what stands beside a name is told of the same month on both sides.
fn one_month(a: &Placed<'_>, b: &Placed<'_>) -> bool {
    let ends = |p: &Placed<'_>| p.valid.days.low().zip(p.valid.days.high());
    let short = ends(a).is_some_and(|(low, high)| (high - low).num_days() <= MONTH);
    let during = [a, b].iter().all(|p| p.claim.apposed && p.claim.bearing == Bearing::During);
    during && short && ends(a) == ends(b)
}

/// A person who holds an office in full throughout a term, and is its acting holder or the deputy within it.
pub(super) fn standing(
    rules: &RuleSet,
    links: &Links<'_>,
    a: &Placed<'_>,
    b: &Placed<'_>,
    (x, y): (&OfficeMention, &OfficeMention),
    compared: &mut Compared,
) -> Result<Verdict, Verdict> {
    let ranked = |o: &OfficeMention, of: &OfficeMention| {
        o.tenure == Tenure::Full && o.role.strip_suffix(of.role.as_str()).is_some_and(|rank| rank.ends_with(' '))
    };
    let lesser = |o: &OfficeMention, of: &OfficeMention| {
        of.tenure == Tenure::Full && (o.tenure == Tenure::Acting && o.role == of.role || ranked(o, of))
    };
    if (x.tenure == Tenure::Future) != (y.tenure == Tenure::Future) {
        return to_come(rules, links, a, b, (x, y), compared);
    }
    let (full, less, held, under) = if lesser(y, x) {
        (a, b, x, y)
    } else if lesser(x, y) {
        (b, a, y, x)
    } else {
        return Err(Verdict::Unrelated(Gate::Measure));
    };
    let plain = OfficeMention { tenure: Tenure::Full, role: held.role.clone(), ..under.clone() };
    if rules.extractor.mentions.entities.relate_offices(held, &plain) != OfficeRelation::Same {
        return Err(Verdict::Undecided(Reason::UnknownReferent));
    }
    if one_body_cut(links, [(full, held), (less, under)]) {
        return Err(Verdict::Undecided(Reason::UnknownReferent));
    }
    let bare = |o: &OfficeMention| o.body.is_none() && o.place.is_none() && o.portfolio.is_empty();
    let short = bare(held) != bare(under) || bare(held) || held.body != plain.body || held.place != plain.place;
    if short && !links.topics.same(a.document, b.document) {
        return Err(Verdict::Undecided(Reason::UnknownReferent));
    }
    gates::commitment(links, a, b, compared)?;
    gates::asserted(a, b)?;
    gates::referents(links, a, b, compared)?;
    if within_term(links, full, less) {
        compared.passed(Gate::Time, PassedBy::Explicit, "within a term that has a beginning");
    } else if under.tenure == Tenure::Full
        && is_soon_after(links, full, less)
        && is_one_body(links, [(full, held), (less, under)])
        && !is_told_to_change(rules, links, [full, less])
    {
        compared.passed(Gate::Time, PassedBy::Inference, "in full first, and the deputy soon after");
    } else if under.tenure == Tenure::Full
        && in_the_same_days(links, full, less)
        && is_one_body(links, [(full, held), (less, under)])
        && !is_told_to_change(rules, links, [full, less])
    {
        compared.passed(Gate::Time, PassedBy::Inference, "in documents of the same days");
    } else {
        return Err(Verdict::Undecided(Reason::UnknownTime));
    }
    if short {
        compared.passed(Gate::Scope, PassedBy::Inference, "one side names the office in short");
    }
    Ok(Verdict::Conflict(Difference::Status))
}

/// A person who is yet to take up an office, and holds it in full on the same day.
fn to_come(
    rules: &RuleSet,
    links: &Links<'_>,
    a: &Placed<'_>,
    b: &Placed<'_>,
    (x, y): (&OfficeMention, &OfficeMention),
    compared: &mut Compared,
) -> Result<Verdict, Verdict> {
    let (full, less, held, under) = if y.tenure == Tenure::Future { (a, b, x, y) } else { (b, a, y, x) };
    let plain = OfficeMention { tenure: Tenure::Full, ..under.clone() };
    let same = held.tenure == Tenure::Full
        && held.role == plain.role
        && held.portfolio == plain.portfolio
        && rules.extractor.mentions.entities.relate_offices(held, &plain) == OfficeRelation::Same;
    if !same {
        return Err(Verdict::Unrelated(Gate::Measure));
    }
    gates::commitment(links, a, b, compared)?;
    gates::asserted(a, b)?;
    gates::referents(links, a, b, compared)?;
    // Whoever is in office may be chosen to form the next cabinet, but is not called the one elected; "the future mayor" is told of at any time before.
    let words = links.documents[less.document].document.source.words(under.span).to_lowercase();
    let chosen = ["designate", "elect", "incoming"].iter().any(|word| words.contains(word));
    let person = full.claim.slots.get("person").map_or("", |person| person.key.as_str());
    let changes = || succession::told_in(rules, links, person, full.document, full.valid.days.low());
    if words.ends_with("elect") && within_term(links, full, less) {
        compared.passed(Gate::Time, PassedBy::Inference, "within a term that has a beginning");
    } else if chosen && is_one_deed(rules, links, full, less) && !changes() {
        compared.passed(Gate::Time, PassedBy::Inference, "both tell of one deed of one day");
    } else {
        return Err(Verdict::Undecided(Reason::UnknownTime));
    }
    Ok(Verdict::Conflict(Difference::Status))
}

/// Whether the two name different bodies, or one name goes on behind what was read of it, or "at the time" stands there.
fn one_body_cut(links: &Links<'_>, sides: [(&Placed<'_>, &OfficeMention); 2]) -> bool {
    let whole = |o: &OfficeMention| -> Vec<String> { o.body.iter().chain(&o.place).cloned().collect() };
    let [x, y] = [whole(sides[0].1), whole(sides[1].1)];
    let behind = |(p, o): &(&Placed<'_>, &OfficeMention)| {
        let around = Around::of(&links.documents[p.document].document.source, o.span);
        let cut = !p.claim.title && around.behind.first().is_some_and(|word| is_name(word));
        cut || around.behind.starts_with(&["at", "the", "time"].map(str::to_owned))
    };
    !x.is_empty() && !y.is_empty() && x != y || sides.iter().any(behind)
}

/// Whether a document tells of somebody as holding an office in full, and another not much later of the same as the deputy: hardly anybody goes down a rank.
fn is_soon_after(links: &Links<'_>, full: &Placed<'_>, less: &Placed<'_>) -> bool {
    let plain = |p: &Placed<'_>| !p.claim.title && (p.valid.own || p.claim.context.tense != Tense::Past);
    let date = |p: &Placed<'_>| if p.valid.own { p.valid.days } else { links.documents[p.document].date.extent };
    let (first, second) = (date(full), date(less));
    let gap = first.high().zip(second.low()).map(|(first, second)| (second - first).num_days());
    let known = first.low().is_some() && second.high().is_some();
    plain(full) && plain(less) && known && gap.is_some_and(|days| (0..=SOON).contains(&days))
}

/// Whether documents of the same days that were put together tell of somebody as the holder of an office and as the deputy, each as of its own day, and neither as both.
fn in_the_same_days(links: &Links<'_>, full: &Placed<'_>, less: &Placed<'_>) -> bool {
    let present =
        |p: &Placed<'_>| p.claim.title || !p.valid.own && (p.claim.apposed || p.claim.context.tense != Tense::Past);
    let offices = |p: &Placed<'_>| {
        let told = links.documents[p.document].document.claims.claims.iter();
        let own = told.filter(|c| c.slots.get("person").map(|r| &r.key) == p.claim.slots.get("person").map(|r| &r.key));
        own.filter(|c| matches!(&c.value, Value::Office(_)) && c.value != p.claim.value).count()
    };
    let near = links.topics.grouping().together && links.within(full.document, less.document, SAME_DAYS);
    near && present(full) && present(less) && offices(full) == 0 && offices(less) == 0
}

/// Whether the sentence of a claim tells of a change or of another time, or its office belongs to a part of the body: "became the deputy director", "once the deputy
/// director", "chair of the audit committee".
fn is_told_to_change(rules: &RuleSet, links: &Links<'_>, sides: [&Placed<'_>; 2]) -> bool {
    sides.iter().any(|p| {
        let around = Around::of(&links.documents[p.document].document.source, p.claim.span);
        around.has(&rules.extractor.tables.narrowing.changing) || around.behind.first().is_some_and(|word| word == "of")
    })
}

/// Whether two wordings of an office name its body alike, or one of them leaves it out as known: "the director, Ana Ruiz".
fn is_one_body(links: &Links<'_>, sides: [(&Placed<'_>, &OfficeMention); 2]) -> bool {
    let [(_, held), (_, under)] = sides;
    let bare = |o: &OfficeMention| o.body.is_none() && o.place.is_none() && o.portfolio.is_empty();
    let known = |(p, o): &(&Placed<'_>, &OfficeMention)| {
        let around = Around::of(&links.documents[p.document].document.source, p.claim.span);
        !bare(o) || around.before.last().is_some_and(|word| word.eq_ignore_ascii_case("the"))
    };
    let one = held.place == under.place && held.portfolio == under.portfolio;
    held.body.is_some() && held.body == under.body || !(bare(held) && bare(under)) && one && sides.iter().all(known)
}

/// Whether one claim holds within the term that the other tells of, well after its beginning and no later than is known.
fn within_term(links: &Links<'_>, full: &Placed<'_>, less: &Placed<'_>) -> bool {
    let since = matches!(full.claim.bearing, Bearing::Since);
    let term = full.valid.own && !full.claim.title && (since || full.claim.bearing == Bearing::Throughout);
    let began = full.valid.days.low();
    let ended = if since { links.documents[full.document].date.extent.low() } else { full.valid.days.high() };
    let days = if less.valid.own { less.valid.days } else { links.documents[less.document].date.extent };
    let (Some(began), Some(ended), Some(low), Some(high)) = (began, ended, days.low(), days.high()) else {
        return false;
    };
    let told = less.valid.own || less.claim.apposed || less.claim.context.tense != Tense::Past;
    term && told && (low - began).num_days() > SETTLED && high <= ended
}

/// Whether a title before a name tells an office that is held: both sides tell of one deed of one day, neither document of a change, and the title ends with the office.
fn is_title_of_the_day(rules: &RuleSet, links: &Links<'_>, former: &Placed<'_>, held: &Placed<'_>) -> bool {
    let Value::Office(office) = &held.claim.value else { return false };
    let kept = rules.extractor.mentions.entities.is_for_life(&office.role);
    let person = held.claim.slots.get("person").map_or("", |person| person.key.as_str());
    let changes = || succession::told_in(rules, links, person, held.document, held.valid.days.low());
    !kept && is_one_deed(rules, links, former, held) && !changes()
}

/// Whether two claims on one person stand beside one deed of one day: most words of the sentence that has fewer.
fn is_one_deed(rules: &RuleSet, links: &Links<'_>, a: &Placed<'_>, b: &Placed<'_>) -> bool {
    let day = |p: &Placed<'_>| if p.valid.own { p.valid.days } else { links.documents[p.document].date.extent };
    let (x, y) = (day(a), day(b));
    let told = a.valid.own && b.valid.own;
    let both = x.hull(&y).low().zip(x.hull(&y).high()).map(|(low, high)| (high - low).num_days());
    let one_day = both.is_some_and(|days| days <= if told { 0 } else { NEXT_DAY });
    let name = a.claim.slots.get("person").map_or("", |person| person.name.as_str());
    let [p, q] = [a, b].map(|placed| deeds::words(links, rules, (placed.document, placed.claim.span), name));
    let shared = p.intersection(&q).count();
    one_day && a.document != b.document && shared > 0 && (shared >= DEED || 2 * shared > p.len().min(q.len()))
}

/// A person called former holder of an office that others say he or she holds.
pub(super) fn former(
    rules: &RuleSet,
    links: &Links<'_>,
    a: &Placed<'_>,
    b: &Placed<'_>,
    compared: &mut Compared,
) -> Result<Verdict, Verdict> {
    let standing = |p: &Placed<'_>| match &p.claim.value {
        Value::Office(o) => Some(o.tenure),
        _ => None,
    };
    let (Some(x), Some(y)) = (standing(a), standing(b)) else { return Err(Verdict::Unrelated(Gate::Referent)) };
    let (former, held) = match (x, y) {
        (Tenure::Former, Tenure::Full) => (a, b),
        (Tenure::Full, Tenure::Former) => (b, a),
        _ => return Err(Verdict::Unrelated(Gate::Time)),
    };
    // "Is chair of the board and a former chair": one sentence tells of two offices, however alike their names.
    if a.document == b.document && a.claim.span.overlaps(b.claim.span) {
        return Err(Verdict::Unrelated(Gate::Referent));
    }
    if held.claim.title && !is_title_of_the_day(rules, links, former, held) {
        return Err(Verdict::Undecided(Reason::UnknownTime));
    }
    // "The minister when the theatre burned".
    let behind = Around::of(&links.documents[held.document].document.source, held.claim.span).behind;
    if behind.first().is_some_and(|word| matches!(word.as_str(), "until" | "when" | "while")) {
        return Err(Verdict::Undecided(Reason::UnknownTime));
    }
    let (Value::Office(past), Value::Office(now)) = (&former.claim.value, &held.claim.value) else {
        return Err(Verdict::Unrelated(Gate::Referent));
    };
    if past.role != now.role || rules.extractor.mentions.entities.relate_offices(past, now) != OfficeRelation::Same {
        return Err(Verdict::Unrelated(Gate::Referent));
    }
    gates::commitment(links, a, b, compared)?;
    gates::asserted(a, b)?;
    gates::referents(links, a, b, compared)?;
    if past.portfolio != now.portfolio || past.body != now.body || past.place != now.place {
        compared.passed(Gate::Scope, PassedBy::Inference, "one side names the office in short");
    }
    if held.claim.title {
        compared.passed(Gate::Time, PassedBy::Inference, "both tell of one deed of one day");
        return Ok(Verdict::Conflict(Difference::Time));
    }
    let persists = status::persists(rules.extractor.predicates.get(&a.claim.predicate));
    cases::clash(links, former, held, persists, Difference::Time, compared)
}
