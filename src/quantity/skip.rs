//! Numbers that are no amounts: names, references, list markers, clock times, telephone numbers, the pronoun "one".

use super::context::Context;
use super::decimal::Decimal;
use super::number::Figure;
use super::tables::Flag;
use super::units;
use crate::source::BlockKind;

/// What stands beside the number; a name or reference has none of it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Beside {
    pub unit: bool,
    pub noun: bool,
    pub money: bool,
}

/// The end of a number that is part of something else whatever follows it: a chain of digits, a word with digits, a time of day.
pub(super) fn glued(cx: &Context, figure: &Figure) -> Option<usize> {
    let (start, end) = (figure.tokens.start, figure.tokens.end);
    let chain = chain_end(cx, start);
    let fits = chain <= end || (chain == start + 3 && cx.dash(start + 1));
    if !fits {
        return Some(chain);
    }
    // "2.123 pm" is no time of day.
    let clock = cx.flag(end, Flag::Clock) && matches!(figure.value.decimals(), 0 | 2);
    let pence = units::is_pence(cx, figure, end);
    if clock || (cx.is_word(end) && cx.glued(end) && odd_suffix(cx, end) && !pence) {
        return Some(end + 1);
    }
    (figure.digits && cx.glued(start) && odd_prefix(cx, start)).then_some(end)
}

/// The end of "020-7946-0018", "2021-05-03", "9/11": digits joined by marks without spaces.
fn chain_end(cx: &Context, start: usize) -> usize {
    let mut end = start + 1;
    let mark = |at: usize| cx.dash(at) || cx.any(at, &["/", ".", ":"]);
    while mark(end) && cx.glued(end) && cx.glued(end + 1) && cx.is_number(end + 1) {
        end += 2;
    }
    end
}

fn odd_suffix(cx: &Context, at: usize) -> bool {
    let word = cx.word(at);
    !cx.may_measure(at) && word.letter.is_none() && word.code.is_none() && word.number.is_none()
}

fn odd_prefix(cx: &Context, start: usize) -> bool {
    let mark = cx.back(start, 1);
    if cx.any(mark, &["/", ".", "_", "@", "#", "*", ":", "\\", "&", "=", "^"]) {
        return true;
    }
    let before = cx.back(start, 2);
    if cx.is(mark, "'") && !cx.glued(mark) && cx.raw(start).len() == 2 {
        return true; // the class of ’72
    }
    (cx.dash(mark) || cx.any(mark, &["+", "'"]))
        && cx.glued(mark)
        && (cx.is_word(before) || cx.is_number(before))
        && !cx.is(mark, "—")
        && !cx.is(before, "by")
}

/// Whether a number is a name, a reference, a marker or a year.
pub(super) fn is_reference(cx: &Context, figure: &Figure, beside: Beside) -> bool {
    if beside.unit || beside.money || figure.power.is_some() || figure.fraction {
        return false;
    }
    let before = cx.back(figure.tokens.start, 1);
    fixed(cx, figure)
        || bracketed(cx, figure)
        || addressed(cx, figure, before, beside)
        || marker(cx, figure)
        || (!figure.digits && compounded(cx, figure, before))
        || (cx.is(figure.tokens.start, "one")
            && figure.tokens.len() == 1
            && !figure.value.less(Decimal::ZERO)
            && !one_counts(cx, figure, beside))
        || (figure.small(10_000) && designated(cx, figure, before, beside))
        || (year(figure, cx) && !beside.noun && cx.flag(before, Flag::Stop))
}

fn fixed(cx: &Context, figure: &Figure) -> bool {
    figure.tokens.len() == 1 && cx.flag(figure.tokens.start, Flag::Fixed)
}

/// "123 Tarn Street", "Solcombe, AV 23456": a house or a district of the post.
fn addressed(cx: &Context, figure: &Figure, before: usize, beside: Beside) -> bool {
    if !figure.bare(cx) || beside.noun || !figure.small(100_000) {
        return false;
    }
    let end = figure.tokens.end;
    let street = (end..end + 4).take_while(|&i| cx.capital(i)).skip(1).any(|i| cx.flag(i, Flag::Street));
    let region = cx.raw(before).len() == 2 && cx.raw(before).bytes().all(|b| b.is_ascii_uppercase());
    street || region && cx.raw(figure.tokens.start).len() == 5 && cx.is(cx.back(before, 1), ",")
}

/// "[12]", "(3)", and the "2)" of a list within a sentence.
fn bracketed(cx: &Context, figure: &Figure) -> bool {
    let (open, close) = (cx.back(figure.tokens.start, 1), figure.tokens.end);
    if !figure.bare(cx) || !cx.any(close, &["]", ")"]) {
        return false;
    }
    let opened = (1..12).any(|i| cx.any(cx.back(figure.tokens.start, i), &["(", "["]));
    (cx.is(open, "[") && cx.is(close, "]")) || (figure.small(100) && (!opened || cx.is(open, "(")))
}

/// "3." or "2)" at the head of a block, and the number of a section in a heading.
fn marker(cx: &Context, figure: &Figure) -> bool {
    let (start, end) = (figure.tokens.start, figure.tokens.end);
    let first = cx.back(start, 1);
    let bullet = !cx.has(first) || cx.any(first, &["-", "•", "*", "(", "–"]) && !cx.has(cx.back(start, 2));
    if !figure.digits || !bullet || !figure.small(1000) {
        return false;
    }
    let block = cx
        .text
        .sentence_at(cx.text.tokens[start].span.start)
        .map(|s| &cx.text.blocks[cx.text.sentences[s].block as usize]);
    let Some(block) = block.filter(|b| cx.text.tokens[cx.start].span.start <= b.span.start + 4) else { return false };
    let more = cx.text.tokens.get(end + 1).is_some_and(|t| t.span.end <= block.span.end);
    let marked = more && cx.text.tokens[end].glued && [".", ")"].contains(&cx.text.lower(end));
    marked || (matches!(block.kind, BlockKind::Heading(_)) && cx.capital(end))
}

/// "net zero", "zero-emission", "catch-twenty".
fn compounded(cx: &Context, figure: &Figure, before: usize) -> bool {
    let zero = figure.value.is_zero() && (cx.is(before, "net") || cx.hyphen(figure.tokens.end));
    zero || (cx.has(before) && cx.hyphen(before) && cx.is_word(cx.back(before, 1)))
}

/// Whether "one" counts something: not "no one", "one of the", "the one who".
fn one_counts(cx: &Context, figure: &Figure, beside: Beside) -> bool {
    let (before, next) = (cx.back(figure.tokens.start, 1), figure.tokens.end);
    if cx.is(next, "of") || cx.flag(before, Flag::OneAfter) || (cx.hyphen(before) && cx.has(before)) {
        return false;
    }
    let plural = cx.lower(next).ends_with('s') && !cx.lower(next).ends_with("ss") && !cx.hyphen(next);
    beside.noun && !plural
}

/// "Article 5", "Boeing 737", "page 12".
fn designated(cx: &Context, figure: &Figure, before: usize, beside: Beside) -> bool {
    let second = cx.any(before, &["and", "or", "to", ",", "–", "-"]) && cx.is_number(cx.back(before, 1));
    let named = |at: usize| {
        let whole = cx.flag(at, Flag::Designator) && (cx.capital(at) || !beside.noun);
        let title = figure.bare(cx) || (!figure.digits && cx.capital(figure.tokens.start));
        let name = cx.capital(at) && !cx.flag(at, Flag::Stop) && !cx.flag(at, Flag::Determiner) && at > cx.start;
        whole || (name && !beside.noun && title && cx.is_word(at) && !heading(cx, at))
    };
    cx.has(before) && (named(before) || (second && !beside.noun && cx.flag(cx.back(before, 2), Flag::Designator)))
}

/// Whether a capital says nothing since the words around it have one too.
fn heading(cx: &Context, at: usize) -> bool {
    let words = (cx.start..cx.end.min(cx.start + 12)).filter(|&i| cx.is_word(i) && cx.raw(i).len() > 3 && i != at);
    let (capital, all) = words.fold((0, 0), |(c, n), i| (c + usize::from(cx.capital(i)), n + 1));
    all > 2 && capital == all
}

fn year(figure: &Figure, cx: &Context) -> bool {
    figure.bare(cx) && figure.small(2101) && !figure.small(1500)
}
