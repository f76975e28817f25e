//! Whether what two sentences tell of an event may be one event, measured by one body.

use std::collections::BTreeSet;

use crate::claim::Occasion;
use crate::link::{Linked, Links};

/// Whether nothing that two sentences of two documents tell parts their events: days, hours, what was struck, who measured it on which scale.
pub(super) fn of_one_event(links: &Links<'_>, [a, b]: [(usize, &Occasion); 2]) -> bool {
    let (x, y) = (a.1, b.1);
    let [p, q] = [a, b].map(|(document, _)| &links.documents[document]);
    let elsewhere = x.struck.as_ref().zip(y.struck.as_ref()).is_some_and(|(x, y)| x != y);
    let told = [(&x.hours, &y.hours), (&x.tellers, &y.tellers), (&x.scales, &y.scales)];
    !x.apart && !y.apart && !elsewhere && told.into_iter().all(|(x, y)| may_meet(x, y)) && one_day(p, q, x, y)
}

/// Whether one of two sets is not told, or they have something in common.
fn may_meet(x: &BTreeSet<String>, y: &BTreeSet<String>) -> bool {
    x.is_empty() || y.is_empty() || !x.is_disjoint(y)
}

/// Whether a sentence tells a day.
pub(super) fn tells_day(of: &Linked<'_>, told: &Occasion) -> bool {
    !days(of, told).is_empty()
}

/// The days that a sentence tells, as indices into the times of its document.
fn days(of: &Linked<'_>, told: &Occasion) -> Vec<u32> {
    let dated = |i: &u32| {
        let time = &of.document.claims.mentions.times[*i as usize].expression;
        let extent = of.times[*i as usize].extent;
        let short = extent.low().zip(extent.high()).is_some_and(|(low, high)| (high - low).num_days() <= 1);
        time.weekday.is_some() || time.day.is_some() || short && time.clock.is_none()
    };
    told.times.iter().copied().filter(dated).collect()
}

/// Whether each day that either tells is one that the other tells as well, and so is one of the hours, unless only one tells any.
fn one_day(p: &Linked<'_>, q: &Linked<'_>, x: &Occasion, y: &Occasion) -> bool {
    let clocks = |of: &Linked<'_>, told: &Occasion| -> Vec<_> {
        told.times.iter().filter_map(|&i| of.document.claims.mentions.times[i as usize].expression.clock).collect()
    };
    let (here, there) = (days(p, x), days(q, y));
    let meet = |i: u32, j: u32| {
        let [a, b] = [(p, i), (q, j)].map(|(of, at)| &of.document.claims.mentions.times[at as usize].expression);
        let weekday = a.weekday.zip(b.weekday).is_none_or(|(a, b)| a == b);
        let date = a.day.zip(b.day).is_none_or(|_| (a.month, a.day) == (b.month, b.day));
        weekday && date && !p.times[i as usize].extent.disjoint(&q.times[j as usize].extent)
    };
    let all = here.iter().all(|&i| there.iter().any(|&j| meet(i, j)))
        && there.iter().all(|&j| here.iter().any(|&i| meet(i, j)));
    let (hours, others) = (clocks(p, x), clocks(q, y));
    let one_hour = hours.is_empty() || others.is_empty() || hours.iter().any(|hour| others.contains(hour));
    (here.is_empty() || there.is_empty() || all) && one_hour
}
