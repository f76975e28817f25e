//! Which words may take something up, told before anything is analysed: what they may come to fill decides what is worth an analysis.

use super::tables::class;
use super::{Tables, WINDOW};
use crate::entity::conversation::turns;
use crate::entity::doc::Doc;
use crate::entity::tables::flag;
use crate::entity::{Entities, EntityKind, EntityMention, Reference};
use crate::source::Span;

/// When a kind was last named.
#[derive(Default)]
struct Seen {
    person: Option<usize>,
    body: Option<usize>,
    place: Option<usize>,
    agreement: Option<usize>,
}

impl Seen {
    fn of(&mut self, kind: EntityKind) -> Option<&mut Option<usize>> {
        match kind {
            EntityKind::Person => Some(&mut self.person),
            EntityKind::Organisation => Some(&mut self.body),
            EntityKind::Place => Some(&mut self.place),
            EntityKind::Agreement => Some(&mut self.agreement),
            EntityKind::Event => None,
        }
    }
}

/// Undecided mentions for pronouns and definite nouns, in the order of the text; two for "it", which may be an agreement or else a body or place.
pub(crate) fn promised(doc: &Doc, entities: &Entities, tables: &Tables) -> Vec<EntityMention> {
    let words = tables.words.of(doc.text);
    let symbol = |word: &str| doc.text.words.find(word);
    let (persons, it, the) = (["he", "him", "she", "her"].map(symbol), symbol("it"), symbol("the"));
    let this = symbol("this").filter(|_| !turns(doc.text, entities).is_empty());
    let speaking = ["i", "me"].map(symbol);
    let mut pronouns = vec![false; doc.text.words.len()];
    persons.iter().chain(&speaking).chain([&it]).flatten().for_each(|word| pronouns[word.0 as usize] = true);
    let said: Vec<Span> = turns(doc.text, entities).into_iter().flat_map(|turn| turn.pieces).collect();
    let mut out = Vec::new();
    let mut seen = Seen::default();
    let mut next = 0;
    for (number, sentence) in doc.text.sentences.iter().enumerate() {
        let end = (sentence.tokens.end as usize).min(doc.text.tokens.len());
        for at in sentence.tokens.start as usize..end {
            let token = &doc.text.tokens[at];
            while let Some(mention) = entities.mentions.get(next).filter(|m| m.span.end <= token.span.start) {
                if let Some(last) = seen.of(mention.kind).filter(|_| mention.entity.is_some()) {
                    *last = Some(number);
                }
                next += 1;
            }
            let bits = words.get(token.lower);
            let definite =
                at > 0 && [the, this].contains(&Some(doc.text.token(at - 1).lower)) || bits & class::COUNTRY != 0;
            let pronoun = pronouns[token.lower.0 as usize];
            if !(definite || pronoun) || entities.mentions.get(next).is_some_and(|m| m.span.overlaps(token.span)) {
                continue;
            }
            let live = |last: Option<usize>| last.is_some_and(|last| last + WINDOW > number);
            let mut kinds = [None, None];
            match Some(token.lower) {
                word if persons.contains(&word) => kinds[0] = live(seen.person).then_some(EntityKind::Person),
                word if speaking.contains(&word) => {
                    let next = said.partition_point(|said| said.end <= token.span.start);
                    let turn = said.get(next).is_some_and(|said| said.contains(token.span));
                    kinds[0] = turn.then_some(EntityKind::Person);
                }
                word if word == it => {
                    kinds[0] = live(seen.agreement).then_some(EntityKind::Agreement);
                    let body = live(seen.body).then_some(EntityKind::Organisation);
                    kinds[1] = body.or(live(seen.place).then_some(EntityKind::Place));
                }
                _ if at == 0 => {}
                _ if doc.has(at, flag::ROLE) => kinds[0] = seen.person.map(|_| EntityKind::Person),
                _ if bits & (class::COUNTRY | class::CITY) != 0 => kinds[0] = seen.place.map(|_| EntityKind::Place),
                _ if doc.has(at, flag::BODY) || bits & (class::BODY | class::COMPANY_NOUN) != 0 => {
                    kinds[0] = seen.body.map(|_| EntityKind::Organisation);
                }
                _ => {}
            }
            out.extend(kinds.into_iter().flatten().map(|kind| EntityMention {
                span: token.span,
                kind,
                entity: None,
                reference: Reference::Description,
            }));
        }
    }
    out
}
