//! Names, from left to right: each word is outside, the first, a middle or the last word of a name, or a name by itself.

use super::features::{Features, Scorer, Tok, both};
use super::kinds::NameKind;
use super::tagger::tok;

/// Number of classes: outside, and four places within each kind of name.
pub const CLASSES: usize = 1 + 4 * NameKind::ALL.len();

/// Most features of a decision.
pub const FEATURES: usize = 48;

/// No name.
pub const OUTSIDE: u8 = 0;

/// Where a word stands in a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The first of several words.
    First,
    /// Neither the first nor the last.
    Middle,
    /// The last of several words.
    Last,
    /// The only word.
    Only,
}

/// The class of a place in a name.
pub fn class(kind: NameKind, place: Place) -> u8 {
    1 + 4 * kind as u8 + place as u8
}

/// The kind and place of a class; `None` outside of names.
pub fn parts(class: u8) -> Option<(NameKind, Place)> {
    let at = usize::from(class.checked_sub(1)?);
    let place = [Place::First, Place::Middle, Place::Last, Place::Only][at % 4];
    Some((*NameKind::ALL.get(at / 4)?, place))
}

/// Whether a class may follow another, and may stand last.
#[cfg(test)]
fn fits(before: u8, class: u8, last: bool) -> bool {
    let open = match parts(before) {
        Some((kind, Place::First | Place::Middle)) => Some(kind),
        _ => None,
    };
    match parts(class) {
        Some((kind, Place::Middle)) => open == Some(kind) && !last,
        Some((kind, Place::Last)) => open == Some(kind),
        Some((_, Place::First)) => open.is_none() && !last,
        Some((_, Place::Only)) | None => open.is_none(),
    }
}

/// The features of one decision. `classes` holds the classes of the words before `at`.
pub fn features(toks: &[Tok], tags: &[u8], classes: &[u8], at: usize) -> Features<FEATURES> {
    // Each word around is fetched once.
    let around: [&Tok; 7] = std::array::from_fn(|n| tok(toks, (at + n).wrapping_sub(3)));
    let near = |by: isize| around[(by + 3) as usize];
    let tags: [u32; 5] = std::array::from_fn(|n| tags.get((at + n).wrapping_sub(2)).map_or(63, |&tag| u32::from(tag)));
    let tag = |by: isize| tags[(by + 2) as usize];
    let class = |back: usize| classes.get(at.wrapping_sub(back)).map_or(63, |&c| u32::from(c));
    let word = |by: isize| near(by).form.word;
    let look = |by: isize| u32::from(near(by).case) | u32::from(near(by).form.shape) << 3;
    let case = |by: isize| u32::from(near(by).case & 3);
    let c1 = class(1);
    let here = near(0);
    let [_, s2, s3, s4] = here.form.suffixes;
    let cases = case(-2) | case(-1) << 2 | case(0) << 4 | case(1) << 6 | case(2) << 8 | u32::from(at == 0) << 10;

    let mut out = Features::new();
    out.add(c1, tag(0));
    out.add(c1, look(0) | u32::from(at == 0) << 14);
    out.add(c1, word(0));
    out.add(word(0), look(0));
    out.add(word(-1), c1);
    out.add(word(1), c1);
    out.add(word(-2), case(0));
    out.add(word(2), case(0));
    out.add(both(word(-1), word(0)), 0);
    out.add(both(word(0), word(1)), 0);
    out.add(both(word(-1), word(1)), case(0));
    out.add(both(word(1), word(2)), c1);
    out.add(both(word(-2), word(-1)), c1);
    out.add(both(word(0), word(1)), word(2));
    out.add(both(word(-1), word(0)), word(1));
    out.add(s2, look(0));
    out.add(s3, look(0));
    out.add(s4, case(0));
    out.add(here.form.prefixes[0], look(0));
    out.add(here.form.prefixes[1], case(0));
    out.add(look(0) | look(1) << 16, c1);
    out.add(look(0) | look(-1) << 16, c1);
    out.add(cases, c1);
    out.add(c1 | class(2) << 6, look(0));
    out.add(c1 | tag(0) << 6 | tag(1) << 12, 0);
    out.add(c1 | tag(-1) << 6 | tag(0) << 12, 0);
    out.add(tag(-1) | tag(0) << 6 | tag(1) << 12 | tag(2) << 18, c1);
    out.add(tag(-2) | tag(-1) << 6 | tag(0) << 12, c1);
    out.add(near(1).form.suffixes[2], look(0));
    out.add(near(-1).form.suffixes[2], look(0));
    out.add(word(1), word(0) ^ look(0));
    out.add(word(3), case(0) | case(1) << 2 | case(2) << 4);
    out.add(word(-3), c1);
    let class_of = |by: isize| u32::from(near(by).form.class);
    out.add(c1, class_of(0) | class_of(1) << 8 | class_of(-1) << 16);
    out.add(look(0), class_of(0) | class_of(1) << 8);
    let usual = |by: isize| u32::from(near(by).form.name);
    out.add(c1, usual(0) | usual(1) << 8 | usual(-1) << 16);
    out.add(look(0), usual(0) | usual(1) << 8 | usual(2) << 16);
    out.add(c1, usual(-2) | usual(-1) << 8 | usual(0) << 16);
    out.add(word(0), usual(1) | usual(-1) << 8);
    out.add(cases, usual(0) | usual(1) << 8);
    let (before, behind) = ends(toks, at);
    out.add(before, c1);
    out.add(behind, c1);
    out.add(both(before, behind), cases);
    out.add(behind, word(0));
    out
}

/// The first words without a capital before and behind a run of capitalised ones, looking four words far.
fn ends(toks: &[Tok], at: usize) -> (u32, u32) {
    let small = |tok: &&Tok| tok.case & 3 == 0;
    let before = toks[..at].iter().rev().take(4).find(small);
    let behind = toks[at..].iter().skip(1).take(4).find(small);
    (before.map_or(1, |tok| tok.form.word), behind.map_or(1, |tok| tok.form.word))
}

/// Finds the names of a sentence as a class for each word; every name that begins also ends.
pub fn find(toks: &[Tok], tags: &[u8], scorer: &impl Scorer<CLASSES>, classes: &mut Vec<u8>) {
    classes.clear();
    for at in 0..toks.len() {
        let mut scores = [0; CLASSES];
        scorer.score(features(toks, tags, classes, at).get(), &mut scores);
        let class = choose(&scores, classes.last().copied().unwrap_or(OUTSIDE), at + 1 == toks.len());
        classes.push(class);
    }
}

/// The class with the highest score among those that fit; the first of equals.
pub fn choose(scores: &[i32; CLASSES], before: u8, last: bool) -> u8 {
    let score = |class: u8| scores[usize::from(class)];
    if let Some((kind, Place::First | Place::Middle)) = parts(before) {
        let [middle, end] = [class(kind, Place::Middle), class(kind, Place::Last)];
        return if !last && score(middle) >= score(end) { middle } else { end };
    }
    let mut best = OUTSIDE;
    for &kind in NameKind::ALL {
        let [first, only] = [class(kind, Place::First), class(kind, Place::Only)];
        if !last && score(first) > score(best) {
            best = first;
        }
        if score(only) > score(best) {
            best = only;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_lead_back_to_their_parts() {
        for &kind in NameKind::ALL {
            for place in [Place::First, Place::Middle, Place::Last, Place::Only] {
                assert_eq!(parts(class(kind, place)), Some((kind, place)));
            }
        }
        assert_eq!((parts(OUTSIDE), parts(CLASSES as u8)), (None, None));
    }

    #[test]
    fn the_class_chosen_fits_and_none_that_fits_scores_higher() {
        for seed in 0..200i32 {
            let scores = std::array::from_fn(|class| (seed * 31 + class as i32 * 7919) % 13);
            for before in 0..CLASSES as u8 {
                for last in [false, true] {
                    let fitting = (0..CLASSES as u8).filter(|&class| fits(before, class, last));
                    let want = fitting.rev().max_by_key(|&class| scores[usize::from(class)]);
                    assert_eq!(Some(choose(&scores, before, last)), want, "{seed} {before} {last}");
                }
            }
        }
    }

    #[test]
    fn a_name_that_begins_also_ends() {
        use NameKind::{Law, Person};
        let [first, middle, last, only] = [Place::First, Place::Middle, Place::Last, Place::Only];
        let person = |place| class(Person, place);
        for (before, next, at_end, want) in [
            (OUTSIDE, person(first), false, true),
            (OUTSIDE, person(first), true, false),
            (OUTSIDE, person(only), true, true),
            (OUTSIDE, person(last), false, false),
            (person(first), person(middle), false, true),
            (person(first), person(middle), true, false),
            (person(first), person(last), true, true),
            (person(first), OUTSIDE, false, false),
            (person(first), class(Law, last), false, false),
            (person(last), person(last), false, false),
            (person(last), OUTSIDE, true, true),
        ] {
            assert_eq!(fits(before, next, at_end), want, "{before} {next} {at_end}");
        }
    }
}
