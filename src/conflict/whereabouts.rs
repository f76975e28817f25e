//! Where one thing lies, told in two ways that exclude each other: on two sides of one place, at two distances from it, in two parts of one country, inland and off the
//! shore.
//!
//! What has a name must be a place, since ships and storms move; an event is known by its kind, its day and hour, and one distance told with two directions. Of anything
//! else one distance says nothing. A document that tells both, or the like of the other side, tells of several.

use std::collections::{BTreeMap, BTreeSet};

use super::around::Around;
use super::findings::Draft;
use super::groups::joined;
use super::occasions;
use super::sides;
use crate::claim::{DIRECTIONS, Lies, Located, Part, Whereabouts};
use crate::diagnostic::{Gate, Passed, PassedBy};
use crate::entity::{EntityKind, fold};
use crate::link::{Links, Role};
use crate::quantity::Quantity;
use crate::rule::Rule;
use crate::time::Clock;

/// What two distances from one place to another may differ by, as the larger over the smaller: some count along the road.
const ROAD: f64 = 1.15;
/// Directions this many steps of an eighth apart exclude each other.
const APART: u8 = 2;

/// Where something lies, and the document that tells it.
#[derive(Clone, Copy)]
struct Side<'l> {
    document: usize,
    told: &'l Whereabouts,
}

/// The findings of a rule on whereabouts.
pub(super) fn find<'a>(links: &Links<'a>, rule: &'a Rule) -> Vec<Draft<'a>> {
    let told = |document: usize| links.documents[document].document.claims.whereabouts.as_slice();
    let mut hits = Vec::new();
    for (i, j) in links.topics.pairs(links.documents.len()) {
        let judged = [i, j].iter().any(|&d| links.documents[d].document.role == Role::Judged);
        if !judged || !links.comparable(i, j) {
            continue;
        }
        for x in told(i) {
            for y in told(j) {
                let (a, b) = (Side { document: i, told: x }, Side { document: j, told: y });
                if differ(links, a, b)
                    && !told(i).iter().any(|own| is_like(own, y))
                    && !told(j).iter().any(|own| is_like(own, x))
                {
                    hits.push([a, b]);
                }
            }
        }
    }
    let groups = joined(hits, |hit| hit.map(|side| (side.document, side.told.span)));
    groups.into_iter().map(|group| draft(links, rule, &group)).collect()
}

/// Whether two statements on where something lies cannot both stand.
fn differ(links: &Links<'_>, a: Side<'_>, b: Side<'_>) -> bool {
    let (x, y) = (a.told, b.told);
    if !(sides::is_fact(&x.context) && sides::is_fact(&y.context)) || x.of != y.of {
        return false;
    }
    if x.of == Located::Untold {
        return are_opposite(links, [a, b]);
    }
    let event = matches!(x.of, Located::Event(_));
    let news = || [a, b].iter().all(|side| sides::is_news(links, side.document, side.told.time));
    let told = || occasions::of_one_event(links, [a, b].map(|side| (side.document, &side.told.occasion)));
    if event && !(news() && sides::of_one_time(links, a.document, b.document) && told()) {
        return false;
    }
    match (&x.lies, &y.lies) {
        (
            Lies::From { place: p, distance: far, direction: way },
            Lies::From { place: q, distance: near, direction: other },
        ) => p == q && other_spot(x, y, [far, near], way.zip(*other)),
        (Lies::In { whole: v, part: p }, Lies::In { whole: w, part: q }) => {
            exclude(*p, *q) && of_one_whole(links, [a, b], [v.as_ref(), w.as_ref()])
        }
        (Lies::Inland(p), Lies::Inland(q)) => p != q,
        _ => false,
    }
}

/// Directions this many steps of an eighth apart lie on two sides of a place.
const OPPOSITE: u8 = 3;
/// What a distance of one digit may be told of by chance.
const TEN: f64 = 10.0;

/// Whether something that goes by no name lies as far from a place on two sides of it at one hour, in documents that the user put together: "at 11 a.m. the yacht was 35 miles north of Kelm",
/// "the yacht, 35 miles south of Kelm, called for help at 11 a.m." Ships and storms move, so that without the hour nothing tells; a distance of one digit is no support, nor is one
/// that is counted along a road.
fn are_opposite(links: &Links<'_>, [a, b]: [Side<'_>; 2]) -> bool {
    let (x, y) = (a.told, b.told);
    let (
        Lies::From { place: p, distance: far, direction: Some(way) },
        Lies::From { place: q, distance: near, direction: Some(other) },
    ) = (&x.lies, &y.lies)
    else {
        return false;
    };
    let digits = |q: &Quantity| q.value().is_some_and(|value| value >= TEN && significant(value) > 1);
    let one_length = far.unit == near.unit && far.value() == near.value() && digits(far);
    // An hour without a day is one of the document's own.
    let bare = |side: &Side<'_>| {
        let told = &links.documents[side.document].document.claims.mentions.times;
        side.told.time.is_some_and(|time| {
            let told = &told[time as usize].expression;
            told.clock.is_some() && told.year.is_none() && told.month.is_none()
        })
    };
    let news = || [a, b].iter().all(|side| bare(side) || sides::is_news(links, side.document, side.told.time));
    p == q
        && turn(*way, *other) >= OPPOSITE
        && one_length
        && links.topics.grouping().together
        && !(x.road || y.road)
        && sides::of_one_time(links, a.document, b.document)
        && news()
        && tell_one_hour(links, [a, b])
}

/// Digits of a number up to its last that is no zero.
fn significant(value: f64) -> usize {
    let digits: String = value.to_string().chars().filter(char::is_ascii_digit).collect();
    digits.trim_matches('0').len()
}

/// Whether the sentences of two spots tell one hour, and neither another.
fn tell_one_hour(links: &Links<'_>, sides: [Side<'_>; 2]) -> bool {
    let [x, y] = sides.map(|side| -> BTreeSet<(u8, u8)> {
        let linked = &links.documents[side.document].document;
        let sentence = Around::span(&linked.source, side.told.span);
        let times = linked.claims.mentions.times.iter().filter(|time| sentence.overlaps(time.span));
        times.filter_map(|time| time.expression.clock.and_then(hour)).collect()
    });
    x.len() == 1 && x == y
}

/// An hour and its minutes.
fn hour(clock: Clock) -> Option<(u8, u8)> {
    match clock {
        Clock::At(hour, minute) | Clock::Exact(hour, minute, _) => Some((hour, minute)),
        Clock::Hour(hour) => Some((hour, 0)),
        _ => None,
    }
}

/// Whether two things are told apart by their names, or by what they are.
fn are_two(a: &Located, b: &Located) -> bool {
    a != b && *a != Located::Untold && *b != Located::Untold
}

/// Whether one spot cannot lie so far from a place, this way, and so far the other way.
fn other_spot(x: &Whereabouts, y: &Whereabouts, [far, near]: [&Quantity; 2], ways: Option<(u8, u8)>) -> bool {
    let turned = ways.is_some_and(|(a, b)| turn(a, b) >= APART);
    if matches!(x.of, Located::Event(_)) {
        return turned && far.agree(near);
    }
    let placed = x.settled || y.settled;
    placed && (turned || !(x.road || y.road || far.agree(near) || along_the_road(far, near)))
}

/// Whether two documents tell of parts of one whole: both name it, or one does and the other speaks of it elsewhere, or both speak of one place beside.
fn of_one_whole(links: &Links<'_>, [a, b]: [Side<'_>; 2], wholes: [Option<&String>; 2]) -> bool {
    let places = |side: Side<'_>| -> BTreeSet<String> {
        let entities = &links.documents[side.document].document.claims.mentions.entities.entities;
        entities.iter().filter(|entity| entity.kind == EntityKind::Place).map(|entity| entity.key.clone()).collect()
    };
    let speaks = |side: Side<'_>, whole: &String| {
        let text = || fold(&links.documents[side.document].document.source.text);
        let word = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        let whole_words = |text: &str| {
            let ends =
                |at: usize| word(text[..at].chars().next_back()) && word(text[at + whole.len()..].chars().next());
            text.match_indices(whole.as_str()).any(|(at, _)| ends(at))
        };
        places(side).contains(whole) || whole_words(&text())
    };
    match wholes {
        [Some(v), Some(w)] => v == w,
        [Some(v), None] => speaks(b, v),
        [None, Some(w)] => speaks(a, w),
        [None, None] => {
            let own = |key: &&String| !matches!(&a.told.of, Located::Named(name) if name == *key);
            places(a).intersection(&places(b)).any(|key| own(&key))
        }
    }
}

/// Whether the larger of two distances may be the smaller one along the road.
fn along_the_road(a: &Quantity, b: &Quantity) -> bool {
    let ends = |q: &Quantity| {
        let factor = q.scale.as_ref().map_or(1.0, |scale| scale.factor);
        q.extent.low().zip(q.extent.high()).map(|(low, high)| (low * factor, high * factor))
    };
    let Some(((a, b), (c, d))) = ends(a).zip(ends(b)) else { return true };
    let (least, most) = if b < c { (b, c) } else { (d, a) };
    most <= least * ROAD
}

/// Whether two parts of one country lie apart; the middle is as wide as anybody thinks, but reaches into no corner.
fn exclude(a: Part, b: Part) -> bool {
    let corner = |way: u8| way % 2 == 1;
    match (a, b) {
        (Part::Towards(a), Part::Towards(b)) => turn(a, b) >= APART,
        (Part::Middle, Part::Towards(way)) | (Part::Towards(way), Part::Middle) => corner(way),
        (Part::Middle, Part::Middle) => false,
    }
}

/// Steps of an eighth between two directions.
fn turn(a: u8, b: u8) -> u8 {
    let steps = a.abs_diff(b) % DIRECTIONS;
    steps.min(DIRECTIONS - steps)
}

/// Whether a statement of the one document is the like of one of the other: then it tells of several spots, or told it better.
fn is_like(own: &Whereabouts, other: &Whereabouts) -> bool {
    if are_two(&own.of, &other.of) {
        return false;
    }
    match (&own.lies, &other.lies) {
        (
            Lies::From { place: p, distance: far, direction: way },
            Lies::From { place: q, distance: near, direction: side },
        ) => {
            let one_way = way.zip(*side).is_none_or(|(a, b)| turn(a, b) < APART);
            p == q && one_way && (far.agree(near) || along_the_road(far, near))
        }
        (Lies::In { part: p, .. }, Lies::In { part: q, .. }) => own.of == other.of && !exclude(*p, *q),
        (Lies::Inland(p), Lies::Inland(q)) => p == q,
        _ => false,
    }
}

fn draft<'a>(links: &Links<'a>, rule: &'a Rule, group: &[[Side<'_>; 2]]) -> Draft<'a> {
    let all = group.iter().flatten().map(|side| (side.document, side.told.span, &side.told.context));
    let places = sides::places(links, all);
    let [a, b] = group[0];
    let severity = sides::severity(rule, [&a.told.context, &b.told.context]);
    let named = matches!(a.told.of, Located::Named(_)) && a.told.of == b.told.of;
    let (by, detail) = match named {
        true => (PassedBy::Explicit, "one name"),
        false => (PassedBy::Inference, "one affair, and nothing else there"),
    };
    let gates = vec![Passed { gate: Gate::Referent, passed_by: by, detail: detail.to_owned() }];
    let of = [&a.told.of, &b.told.of].into_iter().find_map(|of| match of {
        Located::Named(name) | Located::Event(name) => Some(name.clone()),
        Located::Untold => None,
    });
    let slots = BTreeMap::from([("thing".to_owned(), of.unwrap_or_else(|| "one spot".to_owned()))]);
    Draft::of_rule(rule, severity, slots, places, gates)
}
