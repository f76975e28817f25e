//! The half of the Earth whose seasons a text speaks of.
//!
//! "The Australian summer of 2019" lies at the turn of the year. A text that names a country of the south without tying the season to it may mean either half:
//! then the season covers both, since a season placed wrongly would clash with dates that agree.

use super::TimeMention;
use super::expression::{Expression, Form, Hemisphere};
use super::tables::{South, Tables};
use crate::text::{ByWord, Text};

/// Tokens between a season and the name that ties it to the south.
const NEAR: usize = 6;

/// Sets the half of the Earth of all seasons of a text.
pub(super) fn settle(tables: &Tables, text: &Text, mentions: &mut [TimeMention]) {
    if !mentions.iter().any(|m| holds_season(&m.expression)) {
        return;
    }
    let southern = tables.southern(text);
    let south = |i: usize| names_south(text, &southern, i);
    if !(0..text.tokens.len()).any(south) {
        return;
    }
    for mention in mentions.iter_mut().filter(|m| holds_season(&m.expression)) {
        let tokens = text.tokens_in(mention.span);
        let sentence = text.sentence_at(mention.span.start).map(|s| text.sentences[s].tokens.clone());
        let (first, last) = sentence.map_or((tokens.start, tokens.end), |s| (s.start as usize, s.end as usize));
        // "Australia's summer", "the Chilean winter"; "the winter of 2017 in Chile".
        let before = first.max(tokens.start.saturating_sub(2))..tokens.start;
        let after = tokens.end..last.min(tokens.end + NEAR);
        let tied = before.rev().any(south)
            || after.clone().any(|i| south(i) && (tokens.end..i).any(|at| matches!(text.raw(at), "in" | "across")));
        place(&mut mention.expression, if tied { Hemisphere::South } else { Hemisphere::Either });
    }
}

fn names_south(text: &Text, southern: &ByWord<South>, i: usize) -> bool {
    let token = text.token(i);
    match southern.get(token.lower) {
        South::No => false,
        South::Yes => token.capital,
        South::Of => token.capital && i > 0 && text.lower(i - 1) == "south",
    }
}

fn holds_season(expression: &Expression) -> bool {
    match &expression.form {
        Form::Season(..) => true,
        Form::Range(from, to) => holds_season(from) || holds_season(to),
        _ => expression.within.as_ref().is_some_and(|within| holds_season(within)),
    }
}

fn place(expression: &mut Expression, half: Hemisphere) {
    match &mut expression.form {
        Form::Season(_, hemisphere) => *hemisphere = half,
        Form::Range(from, to) => [from, to].into_iter().for_each(|end| place(end, half)),
        _ => {}
    }
    if let Some(within) = &mut expression.within {
        place(within, half);
    }
}
