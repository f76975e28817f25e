//! Where something without a name of its own was signed or arrived: "signed its charter in Kessel", "the first trawler docked in Port Arven", "Done at Solcombe on 3 May".
//!
//! What was signed is known by its noun; a closing formula speaks of the document itself, whatever it is called. A place may be a building as well: "in the east wing of the museum".

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::extract::Reader;
use super::{Bearing, Claim, Context, Referent, Tense, Value};
use crate::diagnostic::Problem;
use crate::entity::{EntityKind, Reference};
use crate::lexicon::Lexicon;
use crate::source::Span;
use crate::text::{ByWord, TokenKind, Vocabulary, WordMap};

/// The predicate.
pub const SITE: &str = "site";
/// The key of a document itself, as what was signed.
pub const ITSELF: &str = "sign";
/// Tokens between a verb and the noun of what is signed.
const OBJECT: usize = 6;
/// The key of something that was signed and is not told.
pub const UNTOLD: &str = "sign ?";
/// What the key of a building begins with.
pub const VENUE: &str = "venue:";
/// Tokens between a noun or verb and its place.
const NEAR: usize = 4;
/// Tokens of the words for a building.
const BUILDING: usize = 8;
/// Tokens between what arrives and its verb: "the first trawler, with 40 men, docked".
const SUBJECT: usize = 12;
/// Words of a place that no table knows.
const NAME: usize = 3;

mod class {
    pub const INSTRUMENT: u8 = 1;
    pub const CLOSING: u8 = 1 << 1;
    pub const ARRIVING: u8 = 1 << 2;
    pub const ORDINAL: u8 = 1 << 3;
    pub const SIGN: u8 = 1 << 4;
    pub const COURT: u8 = 1 << 5;
    pub const SIGNER: u8 = 1 << 6;
    pub const PAPER: u8 = 1 << 7;
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Raw {
    instruments: Vec<String>,
    closing: Vec<String>,
    arriving: Vec<String>,
    ordinals: Vec<String>,
    courts: Vec<String>,
    signers: Vec<String>,
    papers: Vec<String>,
    buildings: Vec<Vec<String>>,
    plain_buildings: Vec<String>,
    rooms: Vec<String>,
}

/// The word lists of this module, from `claim/sites`.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    classes: WordMap<u8>,
    /// For each noun of a building the first of those that may be the same one.
    buildings: BTreeMap<String, String>,
    /// Nouns of buildings that say little without the word before them: "hall".
    plain: BTreeSet<String>,
    /// What a building has: "the chapel of the castle".
    rooms: BTreeSet<String>,
}

impl Tables {
    /// Reads the table `claim/sites`.
    pub fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        let raw: Raw = lexicon.table("claim/sites", problems);
        let mut classes = WordMap::default();
        for (list, bit) in [
            (&raw.instruments, class::INSTRUMENT),
            (&raw.closing, class::CLOSING),
            (&raw.arriving, class::ARRIVING),
            (&raw.ordinals, class::ORDINAL),
            (&raw.courts, class::COURT),
            (&raw.signers, class::SIGNER),
            (&raw.papers, class::PAPER),
        ] {
            for word in list {
                *classes.entry(word) |= bit;
            }
        }
        *classes.entry(ITSELF) |= class::SIGN;
        let same = |group: Vec<String>| {
            let first = group.first().cloned().unwrap_or_default();
            group.into_iter().map(move |noun| (noun, first.clone()))
        };
        let buildings = raw.buildings.into_iter().flat_map(same).collect();
        let [plain, rooms] = [raw.plain_buildings, raw.rooms].map(|list| list.into_iter().collect());
        Self { classes, buildings, plain, rooms }
    }

    pub(super) fn share(&mut self, vocabulary: &mut Vocabulary) {
        self.classes.share(vocabulary);
    }

    /// Whether a kind of building may lie in another: a chapel, a library.
    pub(crate) fn is_room(&self, kind: &str) -> bool {
        let noun = kind.rsplit(' ').next().unwrap_or_default();
        self.rooms.contains(noun)
            || self.buildings.iter().any(|(other, first)| first == kind && self.rooms.contains(other))
    }
}

/// What happened where.
struct Site {
    /// The event's key, and its words.
    event: (String, Span),
    place: (Referent, Span),
    /// The verb.
    head: usize,
}

impl Reader<'_> {
    /// The places of events without a name.
    pub(super) fn sites(&self) -> Vec<Claim> {
        let words = self.rules.tables.sites.classes.of(self.text);
        let mut found = Vec::new();
        for sentence in &self.text.sentences {
            let (first, last) = (sentence.tokens.start as usize, sentence.tokens.end as usize);
            found.extend(self.closing(&words, first, last));
            for at in first..last {
                let lemma = words.get(self.text.token(at).lemma);
                let site = if lemma & class::SIGN != 0 {
                    self.signing(&words, first, at, last)
                } else if lemma & class::ARRIVING != 0 {
                    self.arrival(&words, first, at, last)
                } else {
                    None
                };
                found.extend(site.map(|site| self.site(site)));
                if words.get(self.text.token(at).lower) & class::COURT != 0 {
                    found.extend(self.court(first, at, last));
                }
            }
        }
        found
    }

    /// "Ana Ruiz was tried before the Regional Court in Solcombe": where the court sits that has to do with the one person of the sentence.
    fn court(&self, first: usize, at: usize, last: usize) -> Option<Claim> {
        let (place, span) = self.place_at(at + 1, last)?;
        let mentions = &self.mentions.entities.mentions;
        let court = mentions
            .iter()
            .find(|m| m.kind == EntityKind::Organisation && m.span.end == self.text.token(at).span.end)?;
        let sentence = self.text.span(first..last);
        let from = mentions.partition_point(|m| m.span.start < sentence.start);
        let mut persons = mentions[from..]
            .iter()
            .take_while(|m| m.span.start < sentence.end)
            .filter(|m| m.kind == EntityKind::Person);
        let person = persons.next()?;
        let (who, what) = (self.entity(person)?, self.entity(court)?);
        if persons.any(|other| other.entity != person.entity) {
            return None;
        }
        let event = Referent {
            key: format!("try {} {}", what.key, who.key),
            name: format!("{} and {}", what.name, who.name),
            inferred: false,
            named: false,
        };
        let words = court.span.join(span);
        let context = self.contexts.read(words, self.text.token(at).span, &[]);
        Some(claim(words, event, place, (None, false), context, "court"))
    }

    fn site(&self, site: Site) -> Claim {
        let (key, words) = site.event;
        let (place, at) = site.place;
        let head = self.text.token(site.head).span;
        let span = words.join(at).join(head);
        let context = self.contexts.read(span, head, &[]);
        let (time, time_near) = self.time_of(span, head);
        let event = Referent { key, name: self.text.of(words).to_owned(), inferred: false, named: false };
        claim(span, event, place, (time, time_near), context, "site")
    }

    /// "Signed at Solcombe on 3 May 2019": of the document itself.
    fn closing(&self, words: &ByWord<u8>, first: usize, last: usize) -> Option<Claim> {
        let text = self.text;
        let opens = last > first + 3 && words.get(text.token(first).lower) & class::CLOSING != 0;
        let (place, span) = self.place_at(first + 1, last).filter(|_| opens)?;
        let end = text.token(last - 1).span.end;
        let next = self.mentions.times.partition_point(|t| t.span.start < span.end);
        let date = self.mentions.times.get(next).filter(|t| t.span.end <= end && t.expression.full_date().is_some())?;
        let whole = text.token(first).span.join(span).join(date.span);
        let event = Referent { key: ITSELF.to_owned(), name: "this document".to_owned(), inferred: true, named: false };
        let context = Context { tense: Tense::Past, ..Context::default() };
        Some(claim(whole, event, place, (Some(next as u32), true), context, "closing"))
    }

    /// "Signed the charter in …", "the letter was signed in …", "met in … and signed the charter".
    fn signing(&self, words: &ByWord<u8>, first: usize, at: usize, last: usize) -> Option<Site> {
        let text = self.text;
        let noun = |i: &usize| words.get(text.token(*i).lower) & class::INSTRUMENT != 0 && self.is_common_noun(*i);
        let stop = |i: &usize| !matches!(text.lower(*i), "." | ";" | ":" | "," | "that" | "which");
        let object = (at + 1..last.min(at + 1 + OBJECT)).take_while(stop).find(|i| noun(i));
        if let Some(object) = object {
            let event = (self.instrument(at + 1, object)?, text.token(object).span);
            let mut near = (object + 1..last.min(object + 1 + NEAR)).take_while(stop);
            let behind = near.find_map(|i| self.spot_at(i, last));
            let place = behind.or_else(|| self.met_at(first, at, last))?;
            return Some(Site { event, place, head: at });
        }
        if let Some(site) = self.untold(words, first, at, last) {
            return Some(site);
        }
        let be = at > first && matches!(text.lower(at - 1), "was" | "were" | "been" | "be" | "is" | "are");
        let subject = (first.max(at.saturating_sub(OBJECT))..at).rev().find(|i| noun(i)).filter(|_| be)?;
        let place = (at + 1..last.min(at + 1 + NEAR)).find_map(|i| self.spot_at(i, last))?;
        let opening = (first.max(subject.saturating_sub(NEAR))..subject).find(|&i| text.lower(i) == "the");
        let named = text.span(opening.unwrap_or(subject)..subject + 1);
        let from = first.max(subject.saturating_sub(NEAR));
        Some(Site { event: (self.instrument(from, subject)?, named), place, head: at })
    }

    /// "They signed in the Pilot House", "a paper on the fishing grounds, signed in the old mill": what was signed is not told, but it was in a building.
    fn untold(&self, words: &ByWord<u8>, first: usize, at: usize, last: usize) -> Option<Site> {
        let text = self.text;
        let before = at.checked_sub(1).filter(|&i| i >= first)?;
        let signer = words.get(text.token(before).lower) & class::SIGNER != 0;
        let noun = |i: usize| words.get(text.token(i).lower) & (class::INSTRUMENT | class::PAPER) != 0;
        let paper = (first..before).any(|i| noun(i) && self.is_common_noun(i));
        let behind = text.lower(before) == "," && paper;
        if text.lower(at) != "signed" || !(signer || behind) {
            return None;
        }
        let stop = |i: &usize| !matches!(text.lower(*i), "." | ";" | ":" | "," | "that" | "which");
        let mut near = (at + 1..last.min(at + 1 + NEAR)).take_while(stop);
        let place = near.find_map(|i| self.building_at(i, last))?;
        Some(Site { event: (UNTOLD.to_owned(), text.token(at).span), place, head: at })
    }

    /// The key of what is signed: its noun, and what stands between its article and the noun ("the trade agreement"). "A letter" is none in particular.
    fn instrument(&self, from: usize, noun: usize) -> Option<String> {
        let text = self.text;
        let article =
            (from..noun).rev().find(|&i| matches!(text.lower(i), "a" | "an" | "its" | "the" | "their" | "this"));
        if article.is_some_and(|i| matches!(text.lower(i), "a" | "an")) {
            return None;
        }
        let times = &self.mentions.times;
        let timed = |i: &usize| {
            let span = text.token(*i).span;
            times.get(times.partition_point(|t| t.span.end <= span.start)).is_some_and(|t| t.span.overlaps(span))
        };
        let mut key = format!("sign {}", text.lemma(noun));
        for i in (article.map_or(noun, |i| i + 1)..noun).filter(|i| !timed(i)) {
            key.push(' ');
            key.push_str(text.lower(i));
        }
        Some(key)
    }

    /// "Met in San Arven and signed".
    fn met_at(&self, first: usize, at: usize, last: usize) -> Option<(Referent, Span)> {
        let and = at.checked_sub(1).filter(|&i| i > first && self.text.lower(i) == "and")?;
        let from = first.max(and.saturating_sub(NAME + 1));
        (from..and).rev().find_map(|i| self.place_at(i, last)).filter(|(_, span)| self.text.tokens_in(*span).end == and)
    }

    /// "The first trawler docked in Port Arven".
    fn arrival(&self, words: &ByWord<u8>, first: usize, at: usize, last: usize) -> Option<Site> {
        let text = self.text;
        let place = self.place_at(at + 1, last)?;
        let ordinal = (first.max(at.saturating_sub(SUBJECT))..at)
            .rev()
            .find(|&i| words.get(text.token(i).lower) & class::ORDINAL != 0)?;
        let noun = ordinal + 1;
        let definite = ordinal > first && text.lower(ordinal - 1) == "the";
        let verbs =
            (ordinal..at).any(|i| matches!(text.lemma(i), "be" | "say" | "tell" | "have") || text.lower(i) == ";");
        if noun >= at || !definite || verbs || !self.is_common_noun(noun) {
            return None;
        }
        let key = format!("{} {} {}", text.lemma(at), text.lower(ordinal), text.lemma(noun));
        Some(Site { event: (key, text.span(ordinal..noun + 1)), place, head: at })
    }

    /// A word in lower case that is part of no name.
    fn is_common_noun(&self, i: usize) -> bool {
        let token = self.text.token(i);
        let mentions = &self.mentions.entities.mentions;
        let next = mentions.partition_point(|m| m.span.end <= token.span.start);
        let named = mentions.get(next).filter(|m| m.span.contains(token.span) && m.reference == Reference::Name);
        let proper = named.and_then(|m| m.entity).is_some_and(|id| self.mentions.entities.get(id).proper);
        token.kind == TokenKind::Word && !token.capital && !proper
    }

    /// The place or the building behind "in" or "at".
    fn spot_at(&self, i: usize, last: usize) -> Option<(Referent, Span)> {
        self.building_at(i, last).or_else(|| self.place_at(i, last))
    }

    /// The building behind "in", "at" or "inside": "the east wing of the museum", "the town hall". Its key is the kind of building and all its words. What stands before "of" must be a room: "in the name of the school" tells no place, nor does "in the museum's debt".
    fn building_at(&self, i: usize, last: usize) -> Option<(Referent, Span)> {
        let text = self.text;
        let tables = &self.rules.tables.sites;
        if i + 2 >= last || !matches!(text.lower(i), "in" | "at" | "inside") {
            return None;
        }
        let article = matches!(text.lower(i + 1), "the" | "a" | "an" | "its" | "their" | "his" | "her" | "our");
        let start = i + 1 + usize::from(article);
        let word = |k: &usize| {
            let joins = matches!(text.lower(*k), "of" | "the" | "'s" | "’s");
            text.token(*k).kind == TokenKind::Word && (joins || !self.is_stop(*k))
        };
        let words: Vec<usize> = (start..last.min(start + BUILDING)).take_while(word).collect();
        let at = words.iter().copied().rev().find(|&k| tables.buildings.contains_key(text.lower(k)))?;
        // "The hotel desk" is no hotel.
        let compound = |k: usize| !text.token(k).capital && !matches!(text.lower(k), "of" | "'s" | "’s");
        let possessive = |k: usize| k < last && matches!(text.lower(k), "'s" | "’s" | "'" | "’");
        let owns = possessive(at + 1) || words.iter().any(|&k| k > at && possessive(k + 1));
        let room = |k: usize| k > start && tables.rooms.contains(text.lower(k - 1));
        let abstracted = (start..at).any(|k| text.lower(k) == "of" && !room(k));
        if owns || abstracted || words.contains(&(at + 1)) && compound(at + 1) {
            return None;
        }
        let noun = text.lower(at);
        let kind = match tables.plain.contains(noun) {
            true if at > start => format!("{} {noun}", text.lower(at - 1)),
            true => return None,
            false => tables.buildings.get(noun).cloned()?,
        };
        // "Hotel Sund"
        let name = words.iter().copied().filter(|&k| k > at).take_while(|&k| text.token(k).capital).last();
        let span = text.span(start..name.unwrap_or(at) + 1);
        let proper: Vec<&str> =
            text.tokens_in(span).filter(|&k| text.token(k).capital && k != at).map(|k| text.lower(k)).collect();
        let key = format!("{VENUE}{kind}|{}", proper.join(" "));
        Some((Referent { key, name: text.of(span).to_owned(), inferred: false, named: false }, span))
    }

    /// The place behind "in" or "at", if one stands there.
    fn place_at(&self, i: usize, last: usize) -> Option<(Referent, Span)> {
        let text = self.text;
        if i + 1 >= last || !matches!(text.lower(i), "in" | "at") {
            return None;
        }
        let start = text.token(i + 1).span.start;
        let mentions = &self.mentions.entities.mentions;
        let next = mentions.partition_point(|m| m.span.end <= start);
        if let Some(mention) = mentions.get(next).filter(|m| m.span.start == start) {
            let place = mention.kind == EntityKind::Place && mention.reference != Reference::Demonym;
            return self.entity(mention).filter(|_| place).map(|referent| (referent, mention.span));
        }
        let times = &self.mentions.times;
        let timed = times.get(times.partition_point(|t| t.span.end <= start)).is_some_and(|t| t.span.start <= start);
        let name = |k: &usize| text.token(*k).capital && text.token(*k).kind == TokenKind::Word;
        let end = (i + 1..last.min(i + 1 + NAME)).take_while(name).last()? + 1;
        let span = text.span(i + 1..end);
        self.name(span).filter(|_| !timed).map(|referent| (referent, span))
    }
}

fn claim(
    span: Span,
    event: Referent,
    place: Referent,
    (time, time_near): (Option<u32>, bool),
    context: Context,
    found_by: &str,
) -> Claim {
    Claim {
        predicate: SITE.to_owned(),
        span,
        slots: BTreeMap::from([("event".to_owned(), event)]),
        value: Value::Referents { all: vec![place], closed: false },
        frame: None,
        only: Vec::new(),
        time,
        time_near,
        bearing: Bearing::During,
        never: false,
        lasting: false,
        context,
        apposed: false,
        title: false,
        presupposed: false,
        found_by: found_by.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::SITE;
    use crate::claim::{DocumentClaims, Value};
    use crate::rule::RuleSet;
    use crate::source::Source;

    fn sites(text: &str) -> String {
        let (rules, _) = RuleSet::embedded();
        let claims = DocumentClaims::extract(&Source::plain("t.txt", text), &rules.extractor).claims;
        let told = claims.iter().filter(|c| c.predicate == SITE).map(|c| {
            let Value::Referents { all, .. } = &c.value else { return String::new() };
            format!("{}: {}", c.slots["event"].key, all[0].name)
        });
        told.collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn what_was_signed_or_arrived_has_a_place() {
        for (text, wanted) in [
            ("The March letter was signed in Oslo.", "sign letter: Oslo"),
            ("The charter was signed in the old theatre.", "sign charter: old theatre"),
            ("They signed in the guest room of the Hotel Sund at Kelm.", "sign ?: guest room of the Hotel Sund"),
            ("The text on mooring fees, signed before noon in the town hall, names no sum.", "sign ?: town hall"),
            ("The charter was signed in the east wing of the museum.", "sign charter: east wing of the museum"),
            ("Five schools signed their charter in Solcombe.", "sign charter: Solcombe"),
            ("They signed the new trade agreement in Solcombe.", "sign agreement new trade: Solcombe"),
            ("The rectors met in Port Arven and signed the charter of a league.", "sign charter: Port Arven"),
            ("Signed at Solcombe on 3 May 2019.", "sign: Solcombe"),
            ("Ana Ruiz was tried before the Regional Court in Solcombe.", "try regional court ana ruiz: Solcombe"),
            ("The first trawler, with 40 men, docked in Port Arven on 3 May.", "dock first trawler: Port Arven"),
        ] {
            assert_eq!(sites(text), wanted, "{text}");
        }
    }

    #[test]
    fn other_places_are_none() {
        for text in [
            "The letter was signed in May.",
            "They signed in the hall.",
            "They signed in at the hotel desk.",
            "They signed in the presence of the museum's director.",
            "They signed in the name of the school.",
            "They signed the charter in the shadow of the cathedral.",
            "They signed the charter in the hotel's name.",
            "They signed the charter in the hall of the cathedral's dean.",
            "A trawler docked in Port Arven.",
            "They signed an agreement in Port Arven.",
            "Ana Ruiz signed in Oslo.",
            "Ana Ruiz and Tomas Vell met before the Regional Court in Solcombe.",
            "She signed the letter that was written in Oslo.",
        ] {
            assert_eq!(sites(text), "", "{text}");
        }
    }
}
