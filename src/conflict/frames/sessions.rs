//! What a market tells anew every day: how an index closed, what a share lost, what was traded. Two such figures are of one day only if their documents are.

use super::super::around::Around;
use crate::align::Placed;
use crate::link::Links;
use crate::rule::RuleSet;

/// Whether two figures are told of a day's trade, and not known to be of one day.
pub(super) fn are_two(rules: &RuleSet, links: &Links<'_>, a: &Placed<'_>, b: &Placed<'_>) -> bool {
    if links.topics.grouping().side_by_side || a.document == b.document {
        return false;
    }
    let day = |p: &Placed<'_>| match p.valid.own {
        true => p.valid.days,
        false => links.documents[p.document].date.extent,
    };
    let (x, y) = (day(a), day(b));
    let one = x.low().is_some() && x.low() == x.high() && x == y;
    !one && [a, b].iter().all(|placed| tells_trade(rules, links, placed))
}

/// Whether the sentence of a claim tells of a market, and how something closed, moved or was traded there.
fn tells_trade(rules: &RuleSet, links: &Links<'_>, placed: &Placed<'_>) -> bool {
    let words = &rules.extractor.tables.narrowing;
    let around = Around::of(&links.documents[placed.document].document.source, placed.claim.span);
    around.has(&words.markets) && around.has(&words.trading)
}
