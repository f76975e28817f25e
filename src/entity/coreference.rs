//! What pronouns and definite nouns ("the minister", "the country", "the institute") take up.
//!
//! Works sentence by sentence, in the order of the text. A [`Scene`](scene::Scene) holds what a sentence speaks of: mentions with an entity, and nouns and names
//! without one, which are rivals. A pronoun or noun that is an argument of a clause takes up an entity only if nothing else in reach can be meant, or if one
//! stands out as the subject; else it stays undecided. Nothing is taken across quotation marks, and nothing looks further back than a few
//! sentences, so that the work grows with the length of the document.

mod cast;
mod noun;
mod promise;
mod pronoun;
mod scene;
mod tables;
#[cfg(test)]
mod tests;

use super::conversation::turns;
use super::doc::Doc;
use super::{Entities, EntityId, EntityKind, EntityMention, OfficeMention, Reference};
use crate::source::Span;
use crate::text::ByWord;
use crate::text::clauses::{Clause, Clauses, TextClauses};

use cast::Cast;
pub(crate) use promise::promised;
use scene::{Figure, Scene, Seat, Sort};
pub(crate) use tables::Tables;
use tables::class;

/// How many sentences, that of the word included, a pronoun reaches over.
const WINDOW: usize = 3;

/// Longer sentences, in tokens, are tables or worse: nothing in them is taken up, and nothing before them afterwards. It also bounds the work on a sentence.
const LONGEST: usize = 256;

/// The sex that a pronoun, a given name or a title tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gender {
    She,
    He,
}

/// A document with all that is known of it before anything is taken up.
pub(crate) struct Ground<'a> {
    doc: &'a Doc<'a>,
    entities: &'a Entities,
    clauses: &'a TextClauses,
    /// Where times stand, in order.
    times: &'a [Span],
    tables: &'a Tables,
    words: ByWord<u32>,
    /// By entity.
    genders: Vec<Option<Gender>>,
    /// What persons say in turns of an interview, in order.
    said: Vec<(Span, EntityId)>,
}

/// Whether a word, in lower case, is a personal pronoun in the singular, which may take something up.
pub(crate) fn is_pronoun(word: &str) -> bool {
    matches!(word, "he" | "him" | "she" | "her" | "it" | "i" | "me")
}

/// A word that may take something up, with its place in the sentence.
struct Word<'a> {
    at: usize,
    seat: Seat,
    clauses: &'a Clauses,
}

impl Word<'_> {
    fn clause(&self) -> &Clause {
        &self.clauses.list[self.seat.clause]
    }
}

/// What words take up: new mentions, in the order of the text. They may lie on undecided mentions, which they settle.
pub(crate) fn resolve(
    doc: &Doc,
    entities: &Entities,
    clauses: &TextClauses,
    times: &[Span],
    tables: &Tables,
) -> Vec<EntityMention> {
    let words = tables.words.of(doc.text);
    let genders = genders(doc, entities, tables);
    let said = turns(doc.text, entities).into_iter();
    let said = said.filter_map(|turn| Some((turn.speaker?, turn.pieces)));
    let said = said.flat_map(|(id, pieces)| pieces.into_iter().map(move |piece| (piece, id))).collect();
    let ground = Ground { doc, entities, clauses, times, tables, words, genders, said };
    let mut cast = Cast::new(&ground);
    let mut scenes: Vec<Scene> = Vec::new();
    let mut found = Vec::new();
    for number in 0..doc.text.sentences.len() {
        // What a sentence speaks of is asked only where clauses stand within reach behind it.
        let needed = (number..number + WINDOW).any(|number| clauses.of(number).is_some());
        let clauses = clauses.of(number);
        let seats = clauses.map(scene::seats).unwrap_or_default();
        if scenes.len() == WINDOW {
            scenes.remove(0);
        }
        if doc.text.sentences[number].tokens.len() > LONGEST {
            scenes.clear();
            continue;
        }
        scenes.push(if needed { ground.scene(number, &seats) } else { Scene::default() });
        let Some(clauses) = clauses else { continue };
        for &(head, seat) in &seats {
            let word = Word { at: head as usize, seat, clauses };
            cast.advance(&ground, word.at, number);
            if let Some(mention) = ground.speaks(word.at) {
                found.push(mention);
                continue;
            }
            if let Some(mention) = ground.refuted(&word, &scenes) {
                scenes.iter_mut().for_each(|scene| scene.forget(word.at));
                found.push(mention);
                continue;
            }
            let Some((tokens, figure)) = ground.taken_up(&word, &scenes, &cast, &seats) else { continue };
            if let Some(scene) = scenes.last_mut() {
                scene.put(figure);
            }
            let (Sort::Known(kind), Some(id)) = (figure.sort, figure.entity) else { continue };
            cast.taken(id, number);
            let span = doc.text.span(tokens);
            found.push(EntityMention { span, kind, entity: figure.entity, reference: Reference::Description });
        }
    }
    found
}

impl Ground<'_> {
    /// What a word takes up and the tokens by which it does so; a figure without entity if it takes up something unknown.
    fn taken_up(
        &self,
        word: &Word,
        scenes: &[Scene],
        cast: &Cast,
        seats: &[(u32, Seat)],
    ) -> Option<(std::ops::Range<usize>, Figure)> {
        let at = word.at;
        if self.mention_at(at).is_some_and(|m| m.entity.is_some()) {
            return None;
        }
        let (tokens, kind, entity, gender) = match self.doc.lower(at) {
            "he" | "him" => (at..at + 1, EntityKind::Person, self.person(word, scenes, Gender::He), Some(Gender::He)),
            "she" | "her" => {
                (at..at + 1, EntityKind::Person, self.person(word, scenes, Gender::She), Some(Gender::She))
            }
            "it" => {
                let (kind, entity) = self.thing(word, scenes)?;
                (at..at + 1, kind, Some(entity), None)
            }
            _ => {
                let (tokens, kind, entity) = self.definite(word, scenes, cast)?;
                (tokens, kind, Some(entity), None)
            }
        };
        let known = entity.and_then(|id| self.genders[id.0 as usize]);
        let figure = self.figure(tokens.start, tokens.end, Sort::Known(kind), seats);
        Some((tokens, Figure { entity, gender: gender.or(known), ..figure }))
    }

    /// Who says a word in a turn of an interview.
    fn sayer(&self, at: usize) -> Option<EntityId> {
        let span = self.doc.text.token(at).span;
        let next = self.said.partition_point(|(said, _)| said.end <= span.start);
        self.said.get(next).filter(|(said, _)| said.contains(span)).map(|(_, id)| *id)
    }

    fn is_said(&self, at: usize) -> bool {
        self.sayer(at).is_some()
    }

    /// "I" in a turn of an interview: who speaks. Nobody else takes that up.
    fn speaks(&self, at: usize) -> Option<EntityMention> {
        let span = self.doc.text.token(at).span;
        let speaks = matches!(self.doc.lower(at), "i" | "me") && self.quote(at).is_none();
        let entity = self.sayer(at).filter(|_| speaks)?;
        Some(EntityMention { span, kind: EntityKind::Person, entity: Some(entity), reference: Reference::Description })
    }

    /// An "it" that was taken for an agreement without regard to clauses and that may be something else: undecided.
    fn refuted(&self, word: &Word, scenes: &[Scene]) -> Option<EntityMention> {
        let it = self.doc.is(word.at, "it");
        let mention = self.mention_at(word.at).filter(|m| it && m.entity.is_some())?;
        self.is_doubtful(word, scenes).then(|| EntityMention { entity: None, ..mention.clone() })
    }

    fn bits(&self, at: usize) -> u32 {
        self.doc.text.tokens.get(at).map_or(0, |t| self.words.get(t.lower))
    }

    fn lemma_bits(&self, at: usize) -> u32 {
        self.doc.text.tokens.get(at).map_or(0, |t| self.words.get(t.lemma))
    }

    fn mention_at(&self, at: usize) -> Option<&EntityMention> {
        let span = self.doc.text.tokens.get(at)?.span;
        let mentions = &self.entities.mentions;
        mentions.get(mentions.partition_point(|m| m.span.end <= span.start)).filter(|m| m.span.overlaps(span))
    }

    fn office_at(&self, at: usize) -> Option<&OfficeMention> {
        let span = self.doc.text.tokens.get(at)?.span;
        let offices = &self.entities.offices;
        offices.get(offices.partition_point(|o| o.span.end <= span.start)).filter(|o| o.span.overlaps(span))
    }

    fn timed(&self, at: usize) -> bool {
        let span = self.doc.text.tokens[at].span;
        let next = self.times.partition_point(|t| t.end <= span.start);
        self.times.get(next).is_some_and(|t| t.overlaps(span))
    }

    fn quote(&self, at: usize) -> Option<u32> {
        self.doc.text.quotation_of(self.doc.text.tokens[at].span).map(|q| q.span.start)
    }
}

/// The sex of each person that a title or a given name tells; where they differ, none.
fn genders(doc: &Doc, entities: &Entities, tables: &Tables) -> Vec<Option<Gender>> {
    let mut votes = vec![0u8; entities.entities.len()];
    let mut vote = |id: EntityId, bits: u32| {
        votes[id.0 as usize] |= u8::from(bits & (class::FEMININE | class::SHE) != 0);
        votes[id.0 as usize] |= u8::from(bits & (class::MASCULINE | class::HE) != 0) << 1;
    };
    for (number, entity) in entities.entities.iter().enumerate() {
        let given = entity.person.as_ref().and_then(|p| p.given.iter().find(|g| !g.ends_with('.')));
        if let Some(given) = given {
            let bits = tables.of(&given.to_lowercase());
            vote(EntityId(number as u32), bits & (class::FEMININE | class::MASCULINE));
        }
    }
    for mention in entities.mentions.iter().filter(|m| m.kind == EntityKind::Person) {
        let at = doc.text.tokens_in(mention.span).start;
        if let (Some(id), Some(before)) = (mention.entity, at.checked_sub(1)) {
            vote(id, tables.of(doc.lower(before)) & (class::SHE | class::HE));
        }
    }
    let gender = |vote: &u8| match vote {
        1 => Some(Gender::She),
        2 => Some(Gender::He),
        _ => None,
    };
    votes.iter().map(gender).collect()
}

/// Mentions with others put among them, all in the order of the text. Where a new one lies on an undecided mention, it takes its place; so does an undecided one on its like.
pub(crate) fn merged(mentions: Vec<EntityMention>, new: Vec<EntityMention>) -> Vec<EntityMention> {
    let mut all = Vec::with_capacity(mentions.len() + new.len());
    let mut old = mentions.into_iter().peekable();
    for new in new {
        while let Some(mention) = old.next_if(|m| m.span.end <= new.span.start) {
            all.push(mention);
        }
        let mut free = true;
        while let Some(mention) = old.next_if(|m| m.span.overlaps(new.span)) {
            if mention.entity.is_some() && (new.entity.is_some() || mention.span != new.span) {
                free = false;
                all.push(mention);
            }
        }
        if free {
            all.push(new);
        }
    }
    all.extend(old);
    all
}
