//! What a sentence tells of somebody: the words by which two sentences are known to tell of one deed.

use std::collections::BTreeSet;

use super::around::{Around, bare};
use crate::entity::fold;
use crate::link::Links;
use crate::rule::RuleSet;
use crate::source::Span;

/// Letters of a word that tells of a deed, and by which its forms are told.
const LONG: usize = 4;

/// The first letters of the words around a span in its sentence, but for those that tell nothing and for some names.
pub(super) fn words(
    links: &Links<'_>,
    rules: &RuleSet,
    (document, span): (usize, Span),
    left_out: &str,
) -> BTreeSet<String> {
    let around = Around::of(&links.documents[document].document.source, span);
    let left_out: Vec<String> = left_out.split(' ').map(fold).collect();
    let words = around.before.iter().chain(&around.behind).map(|word| fold(bare(word)));
    let telling = |word: &String| {
        word.chars().count() >= LONG && !rules.extractor.tables.frames.is_stop(word) && !left_out.contains(word)
    };
    words.filter(telling).map(|word| word.chars().take(LONG).collect()).collect()
}
