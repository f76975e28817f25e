//! How many people a text says were asked, and those of them that it goes on to name: "three specialists consulted by the paper", "both Ruiz and Vell".

use rustc_hash::FxHashSet;
use serde::Deserialize;

use super::structure::Listing;
use crate::diagnostic::Problem;
use crate::entity::{EntityId, EntityKind, Reference};
use crate::lexicon::Lexicon;
use crate::mention::Mentions;
use crate::quantity::Bounds;
use crate::source::Span;
use crate::text::Text;

/// Tokens behind the noun among which the verb of asking stands.
const NEAR: usize = 4;
/// Fewest people announced: of two, "both" are all.
const LEAST: u32 = 3;
/// Most people announced that a text is expected to name.
const MOST: u32 = 6;

/// The word lists of this module, from `claim/people`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Tables {
    /// Participles of those who are asked.
    asked: FxHashSet<String>,
}

impl Tables {
    /// Reads the table `claim/people`.
    pub fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        lexicon.table("claim/people", problems)
    }
}

/// The announcements of a document that its names do not bear out.
pub(super) fn find(text: &Text, mentions: &Mentions, tables: &Tables) -> Vec<Listing> {
    let mut found = Vec::new();
    for quantity in mentions.quantities.iter().filter(|q| q.bound == Bounds::Exact && q.unit.is_none() && !q.ordinal) {
        let Some(noun) = quantity.noun.filter(|noun| text.of(*noun).ends_with('s')) else { continue };
        let number = quantity.number.as_ref().and_then(|n| n.parse::<u32>().ok());
        let Some(announced) = number.filter(|n| (LEAST..=MOST).contains(n)) else { continue };
        let behind = text.tokens_in(quantity.span.join(noun)).end;
        let asked = (behind..text.tokens.len().min(behind + NEAR)).any(|i| tables.asked.contains(text.lower(i)));
        if !asked {
            continue;
        }
        let span = quantity.span.join(noun);
        let Some((both, ids)) = both(text, mentions, span) else { continue };
        let named = named_between(text, mentions, span, both);
        if named.len() == ids.len() && ids.iter().all(|id| named.contains(id)) {
            let noun = text.of(noun).to_owned();
            found.push(Listing::People { announced, noun, span, both });
        }
    }
    found
}

/// The persons whom the words between an announcement and "both" introduce.
fn named_between(text: &Text, mentions: &Mentions, announced: Span, both: Span) -> Vec<EntityId> {
    let entities = &mentions.entities;
    let first = entities.mentions.partition_point(|m| m.span.start < announced.end);
    let known: FxHashSet<EntityId> = entities.mentions[..first].iter().filter_map(|m| m.entity).collect();
    let mut found: Vec<EntityId> = Vec::new();
    for mention in entities.mentions[first..].iter().take_while(|m| m.span.start < both.start) {
        let full = mention.kind == EntityKind::Person && mention.reference == Reference::Name;
        let Some(id) = mention.entity.filter(|id| full && !known.contains(id) && !found.contains(id)) else { continue };
        let held =
            entities.offices.iter().any(|o| o.span.end + 2 >= mention.span.start && o.span.end <= mention.span.start);
        // "Rodríguez, a specialist at the institute": introduced by what he is, right behind the name.
        let behind = text.tokens_in(mention.span).end;
        let before = text.tokens_in(mention.span).start.checked_sub(1);
        let apposed = text.tokens.get(behind).is_some_and(|_| text.lower(behind) == ",")
            || before.is_some_and(|i| text.token(i).kind == crate::text::TokenKind::Word && !text.token(i).capital);
        if apposed && !held {
            found.push(id);
        }
        if found.len() > MOST as usize {
            break;
        }
    }
    found
}

/// The next "both Ruiz and Vell" of two persons, and who they are.
fn both(text: &Text, mentions: &Mentions, announced: Span) -> Option<(Span, [EntityId; 2])> {
    let from = text.tokens_in(announced).end;
    let entities = &mentions.entities;
    (from..text.tokens.len()).filter(|&i| text.lower(i) == "both").find_map(|at| {
        let next = entities.mentions.partition_point(|m| m.span.start < text.token(at).span.end);
        let [a, b] = entities.mentions.get(next..next + 2)? else { return None };
        let joined = text.tokens_in(a.span).end + 1 == text.tokens_in(b.span).start;
        let ids = [a.entity?, b.entity?];
        let right = text.tokens_in(a.span).start == at + 1 && joined && ids[0] != ids[1];
        right.then(|| (text.token(at).span.join(b.span), ids))
    })
}
