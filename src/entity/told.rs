//! Bodies that no noun of their names tells but what stands beside them: "members of the Lanza del Este", "the Lanza del Este gang".
//!
//! Such a name then stands for the body wherever the text has it.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::coreference::merged;
use super::doc::{Doc, Style};
use super::fold::fold;
use super::tables::{cue, flag};
use super::{Entities, Entity, EntityId, EntityKind, EntityMention, Reference};

/// Words of the longest name.
const LONGEST: usize = 6;

/// Adds the bodies that the words beside them tell.
pub(super) fn add(doc: &Doc, entities: &mut Entities) {
    let runs = runs(doc, entities);
    let mut names: FxHashMap<String, Option<EntityId>> = FxHashMap::default();
    for run in runs.iter().filter(|run| is_body(doc, run)) {
        names.entry(key(doc, run)).or_default();
    }
    if names.is_empty() {
        return;
    }
    let mut new = Vec::new();
    for run in &runs {
        let key = key(doc, run);
        let Some(id) = names.get_mut(&key) else { continue };
        let span = doc.text.span(run.clone());
        let id = *id.get_or_insert_with(|| {
            entities.entities.push(Entity {
                kind: EntityKind::Organisation,
                name: doc.text.of(span).to_owned(),
                key,
                forms: Vec::new(),
                person: None,
                proper: true,
            });
            EntityId(entities.entities.len() as u32 - 1)
        });
        new.push(EntityMention { span, kind: EntityKind::Organisation, entity: Some(id), reference: Reference::Name });
    }
    entities.mentions = merged(std::mem::take(&mut entities.mentions), new);
}

/// Runs of two or more unknown words with capitals, joined by particles at least once, that nothing else is known of: "Lanza del Este".
fn runs(doc: &Doc, entities: &Entities) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut next = 0;
    for sentence in &doc.text.sentences {
        let tokens = sentence.tokens.start as usize..sentence.tokens.end as usize;
        let mut i = tokens.start;
        while i + 2 < tokens.end {
            if !unknown(doc, i) || !doc.has(i + 1, flag::PARTICLE) || doc.capital(i + 1) {
                i += 1;
                continue;
            }
            let mut end = i + 1;
            while end < tokens.end
                && end < i + LONGEST
                && (unknown(doc, end) || doc.has(end, flag::PARTICLE) && !doc.capital(end))
            {
                end += 1;
            }
            while end > i && !doc.capital(end - 1) {
                end -= 1;
            }
            let span = doc.text.span(i..end.max(i + 1));
            while entities.mentions.get(next).is_some_and(|m| m.span.end <= span.start) {
                next += 1;
            }
            let free = entities.mentions.get(next).is_none_or(|m| !m.span.overlaps(span));
            if end > i + 2 && free && doc.style(&tokens) == Style::Prose {
                runs.push(i..end);
            }
            i = end.max(i + 1);
        }
    }
    runs
}

fn unknown(doc: &Doc, i: usize) -> bool {
    let known = flag::GIVEN | flag::ROLE | flag::TITLE | flag::CALENDAR | flag::FUNCTION | flag::DEMONYM | flag::BODY;
    doc.capital(i) && !doc.has(i, known)
}

/// Whether what stands beside a name tells that it is a body's.
fn is_body(doc: &Doc, run: &Range<usize>) -> bool {
    let of = run.start.checked_sub(1 + usize::from(run.start > 1 && doc.is(run.start - 1, "the")));
    let had = of.filter(|&of| of > 0 && doc.is(of, "of")).is_some_and(|of| doc.cue(of - 1) & cue::HAD_BY_BODY != 0);
    had || doc.word(run.end) && doc.cue(run.end) & cue::BAND != 0
}

fn key(doc: &Doc, run: &Range<usize>) -> String {
    fold(doc.text.of(doc.text.span(run.clone())))
}
