//! Part-of-speech tags, from left to right, each with a view of the tags before it.

use super::features::{Features, MARKED, Scorer, Tok, both};
use super::kinds::Tag;

/// Number of classes.
pub const CLASSES: usize = Tag::ALL.len();

/// Most features of a decision.
pub const FEATURES: usize = 36;

/// What stands before the first and behind the last word.
static OUTSIDE: Tok = Tok {
    form: super::features::Form {
        word: 1,
        suffixes: [1; 4],
        prefixes: [1; 2],
        shape: 0,
        class: 0,
        certain: 0,
        common: false,
        name: 0,
    },
    case: 7,
};

/// The word at an index; a mark for one outside of the sentence.
#[inline]
pub(super) fn tok(toks: &[Tok], at: usize) -> &Tok {
    toks.get(at).unwrap_or(&OUTSIDE)
}

/// The features of one decision. `tags` holds the tags of the words before `at`.
pub fn features(toks: &[Tok], tags: &[u8], at: usize) -> Features<FEATURES> {
    let here = tok(toks, at);
    let [last, last2] = [1, 2].map(|back| tok(toks, at.wrapping_sub(back)));
    let [next, next2] = [1, 2].map(|ahead| tok(toks, at + ahead));
    let tag = |back: usize| tags.get(at.wrapping_sub(back)).map_or(63, |&t| u32::from(t));
    let (t1, t2) = (tag(1), tag(2));
    let tags2 = t1 | t2 << 6;
    let (word, case) = (here.form.word, u32::from(here.case) | u32::from(at == 0) << 3);
    let class = |tok: &Tok| u32::from(tok.form.class);
    let small = |tok: &Tok| u32::from(tok.case) | u32::from(tok.form.shape) << 3;
    let [s1, s2, s3, s4] = here.form.suffixes;

    let mut out = Features::new();
    out.add(case, 0);
    out.add(word, 0);
    out.add(word, case + 1);
    out.add(s1, small(here));
    out.add(s2, case);
    out.add(s3, case);
    out.add(s4, case);
    out.add(here.form.prefixes[0], small(here));
    out.add(here.form.prefixes[1], class(here));
    out.add(class(here), case);
    out.add(last.form.word, class(here));
    out.add(next.form.word, class(here));
    out.add(last2.form.word, 0);
    out.add(next2.form.word, 0);
    out.add(t1, class(here) | case << 8);
    out.add(tags2, class(here));
    out.add(t1, word);
    out.add(tags2, word);
    out.add(t1, class(here) | class(next) << 8);
    out.add(last.form.word, word);
    out.add(word, next.form.word);
    out.add(class(here) | class(next) << 8 | class(next2) << 16, 0);
    out.add(word, class(next) | class(next2) << 8);
    out.add(next.form.suffixes[2], small(next));
    out.add(last.form.suffixes[2], small(last));
    out.add(small(last) | small(here) << 12, small(next));
    out.add(t2, word);
    out.add(t1, s3);
    out.add(tags2, s2);
    out.add(both(last.form.word, next.form.word), 0);
    out.add(s3, both(last.form.suffixes[2], next.form.suffixes[2]));
    out.add(tags2, both(class(here), class(next)));
    out.add(t1, both(s3, class(next)));
    out
}

/// The tag that a word always has, if training saw no doubt or its characters leave none.
#[inline]
pub fn certain(tok: &Tok) -> Option<u8> {
    let tag = tok.form.certain.checked_sub(1)?;
    // Capitals make other words into names, but addresses with more than letters and dots into nothing else.
    (tok.case & 3 == 0 || tag == Tag::Add as u8 && tok.form.shape & MARKED != 0).then_some(tag)
}

/// Takes the tags of names from a word in small letters that the lexicon does not know as a name. They then score [`i32::MIN`].
#[inline]
pub fn forbid(tok: &Tok, scores: &mut [i32; CLASSES]) {
    if tok.form.common && tok.case & 3 == 0 {
        scores[Tag::Nnp as usize] = i32::MIN;
        scores[Tag::Nnps as usize] = i32::MIN;
    }
}

/// The class with the highest score; the first of equals.
#[inline]
pub(super) fn best<const C: usize>(scores: &[i32; C]) -> usize {
    let mut best = 0;
    for class in 1..C {
        if scores[class] > scores[best] {
            best = class;
        }
    }
    best
}

/// By how much the score of a class lies above all others, as far as 16 bits tell.
#[inline]
pub(super) fn margin<const C: usize>(scores: &[i32; C], best: usize) -> u16 {
    let other = (0..C).filter(|&class| class != best).map(|class| scores[class]).max().unwrap_or(i32::MIN);
    scores[best].saturating_sub(other).clamp(0, i32::from(u16::MAX)) as u16
}

/// Tags a sentence. `margins` gets, for each word, by how much the score of its tag lies above all others; the most that it can hold where there was no choice.
pub fn tag(toks: &[Tok], scorer: &impl Scorer<CLASSES>, tags: &mut Vec<u8>, margins: &mut Vec<u16>) {
    tags.clear();
    margins.clear();
    for (at, here) in toks.iter().enumerate() {
        let mut sure = u16::MAX;
        let tag = certain(here).unwrap_or_else(|| {
            let mut scores = [0; CLASSES];
            scorer.score(features(toks, tags, at).get(), &mut scores);
            forbid(here, &mut scores);
            let class = best(&scores);
            sure = margin(&scores, class);
            class as u8
        });
        tags.push(tag);
        margins.push(sure);
    }
}

/// Another way to tag some words: the first has its second best tag, those behind it what follows from that.
#[derive(Clone, Copy, Debug)]
pub struct Other {
    /// The first word.
    pub at: u32,
    /// By how much the score of its tag lies below the best.
    pub cost: u16,
    tags: [u8; LONGEST],
    len: usize,
}

/// A tag below this margin is narrow.
const NARROW: u16 = 50;

/// A tag of at least this margin does not change with the tags before it.
const STEADY: u16 = 100;

/// Most words that another tag is let change.
const LONGEST: usize = 6;

impl Other {
    /// Some words from one on, with other tags that cost so much; no more than [`LONGEST`].
    #[cfg(test)]
    pub(super) fn new(at: u32, cost: u16, tags: &[u8]) -> Self {
        let mut other = Self { at, cost, tags: [0; LONGEST], len: tags.len() };
        other.tags[..tags.len()].copy_from_slice(tags);
        other
    }

    /// The tags of the words from the first on that change.
    pub fn tags(&self) -> &[u8] {
        &self.tags[..self.len]
    }
}

/// Finds the other tags of all narrowly tagged words. `tags` is what [`tag`] found, and is left so.
pub fn others(toks: &[Tok], scorer: &impl Scorer<CLASSES>, tags: &mut [u8], margins: &[u16], out: &mut Vec<Other>) {
    for at in (0..tags.len()).filter(|&at| margins[at] < NARROW) {
        let mut other = Other { at: at as u32, cost: margins[at], tags: [0; LONGEST], len: 0 };
        let end = (at + LONGEST).min(tags.len());
        let mut former = [0; LONGEST];
        former[..end - at].copy_from_slice(&tags[at..end]);
        // A decision looks at the two tags before it, so nothing changes behind two that have not changed.
        let mut same = 0;
        for place in at..end {
            if place == at || margins[place] < STEADY {
                let mut scores = [0; CLASSES];
                scorer.score(features(toks, &tags[..place], place).get(), &mut scores);
                forbid(&toks[place], &mut scores);
                if place == at {
                    scores[usize::from(tags[at])] = i32::MIN;
                }
                tags[place] = best(&scores) as u8;
            }
            same = if tags[place] == former[place - at] { same + 1 } else { 0 };
            other.tags[place - at] = tags[place];
            other.len = place + 1 - at - same;
            if same == 2 {
                break;
            }
        }
        tags[at..end].copy_from_slice(&former[..end - at]);
        out.push(other);
    }
}
