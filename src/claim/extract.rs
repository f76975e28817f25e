//! The walk from a source to its claims.

use std::collections::BTreeMap;

use super::context::{ContextReader, Polarity};
use super::frames::Framer;
use super::revived::Granted;
use super::{
    Bearing, Claim, Context, DateHints, DocumentClaims, Extractor, Limits, Modality, Referent, Value, acronyms, acts,
    anniversaries, attendees, elapsed, keywords, lapses, limits, milestones, moments, orders, parse, passages, people,
    quotes, ratios, reckoned, records, reprint, structure, tables,
};
use crate::entity::{EntityKind, EntityMention, Reference, Tenure, is_pronoun};
use crate::mention::Mentions;
use crate::predicate::{Filler, Match, Phase, Predicate, SlotType, Wording};
use crate::source::{Source, Span};
use crate::text::clauses::TextClauses;
use crate::text::{Text, TokenKind};
use crate::time::{Direction, Form, Setting, TimexType};

/// Name of the predicate of quantities without a predicate of their own.
pub const STATISTIC: &str = "statistic";
/// Name of the predicate of offices held, which signature lines assert without a word.
pub const HOLDS: &str = "holds-office";
/// Name of the predicate of when somebody was born.
pub const BORN: &str = "birth-date";
/// Name of the predicate of when somebody died.
pub const DIED: &str = "death-date";
/// Name of the predicate of whether an agreement is in force.
pub const AGREEMENT_STATUS: &str = "agreement-status";
/// Name of the predicate of who belongs to which body.
pub const MEMBERSHIP: &str = "membership";
/// The slot of agreements.
pub const AGREEMENT: &str = "agreement";
/// Name of the predicate of dates without a predicate of their own.
pub const HAPPENED: &str = "happened-on";
/// Name of the predicate of when a body was founded.
pub const FOUNDED: &str = "founded-on";
/// Name of the predicate of what is due by when.
pub const DEADLINE: &str = "deadline";
/// Name of the predicate of lengths of time.
pub const LENGTH: &str = "length";
/// Name of the predicate of frequencies.
pub const FREQUENCY: &str = "frequency";
/// Name of the predicate of which way a measure went.
pub const TREND: &str = "trend";
/// Name of the predicate of wholes that a part and its share tell.
pub const IMPLIED: &str = "implied-base";
/// Name of the predicate of ranks.
pub const RANK: &str = "rank";

/// Tokens before "since" among which "had" tells that it was so up to a time in the past.
const HAD: usize = 12;

/// The claims of documents, in their order.
pub(super) fn run(sources: &[&Source], rules: &Extractor) -> Vec<DocumentClaims> {
    let prose: Vec<&Source> = sources.iter().copied().filter(|source| !source.is_facts()).collect();
    let mut read = parse::read(&prose, rules).into_iter();
    let of = |source: &&Source| match source.is_facts() {
        true => Some(records::read(source, rules)),
        false => read.next().map(|document| claims(document, rules)),
    };
    sources.iter().filter_map(of).collect()
}

fn claims(document: parse::Read, rules: &Extractor) -> DocumentClaims {
    let parse::Read { text, mentions, clauses, all, .. } = document;
    let settings = rules.mentions.times.settings(&text, &mentions.times);
    let contexts = ContextReader::new(&text, &mentions, &clauses, &rules.tables.context);
    let reader = Reader { text: &text, mentions: &mentions, rules, contexts: &contexts, clauses: &clauses };
    let mut claims = reader.worded();
    let framer = Framer::new(&text, &mentions, &clauses, &rules.tables.frames);
    claims.extend(reader.framed(&framer));
    claims.extend(reader.ages());
    claims.extend(reader.ranks());
    claims.extend(reader.sites());
    claims.extend(reader.decisions(&framer));
    claims.sort_by(|a, b| (a.span, &a.predicate, &a.found_by).cmp(&(b.span, &b.predicate, &b.found_by)));
    claims.dedup();
    let words = text.tokens.iter().filter(|t| matches!(t.kind, TokenKind::Word | TokenKind::Number)).count() as u32;
    let quotes = quotes::find(&text, &mentions, &contexts, &rules.tables.quoted);
    let mut listings = structure::find(&text, &mentions, &rules.tables.structure);
    listings.extend(attendees::find(&text, &mentions, &rules.tables.attendees));
    listings.extend(people::find(&text, &mentions, &rules.tables.people));
    let exclusives = reader.exclusives(&framer, &contexts);
    listings.extend(reckoned::named(&text, &mentions, &rules.tables.reckoned));
    let elapsed = elapsed::find(&text, &mentions, &clauses, &rules.tables.elapsed);
    let anniversaries = anniversaries::find(&text, &mentions, &clauses, rules);
    let lapses = lapses::find(&text, &mentions, &clauses, &contexts, rules);
    let orders = orders::find(&text, &mentions, &clauses, &contexts, rules);
    let close = all.as_ref().unwrap_or(&clauses);
    let closely = all.as_ref().map(|all| ContextReader::new(&text, &mentions, all, &rules.tables.context));
    let milestones = milestones::find(&text, &mentions, close, closely.as_ref().unwrap_or(&contexts), rules);
    let editions = reader.editions();
    let whereabouts = reader.whereabouts();
    let magnitudes = reader.magnitudes();
    let spoken_of = elapsed::spoken_of(&text, &mentions, &rules.tables.elapsed);
    let ratios =
        ratios::find(&text, &mentions, &rules.tables.ratios, |text, span| rules.tables.reckoned.taken_back(text, span));
    let reckoned = reckoned::find(&text, &mentions, &rules.tables.reckoned);
    let sums = tables::find(&text, &mentions, &rules.tables.tables);
    let sheets = reader.sheets();
    let passages = if rules.passages { passages::find(&framer, &contexts, &rules.tables) } else { Vec::new() };
    let acts = all.as_ref().map_or_else(Vec::new, |clauses| acts::find(&text, &mentions, clauses, rules));
    let limits = all.as_ref().map_or_else(Limits::default, |clauses| limits::find(&text, clauses));
    let dating = reader.date_hints(&settings);
    let moments::Found { moments, turns } = moments::find(&text, &mentions, close, rules);
    let shingles = reprint::shingles(&text);
    let keywords = keywords::find(&text, &rules.mentions.entities);
    DocumentClaims {
        words,
        settings,
        claims,
        dating,
        keywords,
        shingles,
        quotes,
        listings,
        acronyms: acronyms::find(&text),
        exclusives,
        elapsed,
        anniversaries,
        lapses,
        orders,
        milestones,
        moments,
        turns,
        editions,
        whereabouts,
        magnitudes,
        spoken_of,
        passages,
        acts,
        limits,
        ratios,
        reckoned,
        sums,
        sheets,
        mentions,
    }
}

pub(super) struct Reader<'a> {
    pub text: &'a Text,
    pub mentions: &'a Mentions,
    pub rules: &'a Extractor,
    pub contexts: &'a ContextReader<'a>,
    pub clauses: &'a TextClauses,
}

impl Reader<'_> {
    /// Claims that a wording of the lexicon makes.
    fn worded(&self) -> Vec<Claim> {
        let matches = self.rules.predicates.find(self.text, self.mentions, self.clauses, self.rules.closely);
        let (mut lists, mut beside, mut indefinite) = (Vec::new(), Vec::new(), Vec::new());
        for found in &matches {
            let predicate = &self.rules.predicates.predicates[found.predicate];
            let wording = &predicate.wordings[found.wording];
            if self.reaches_over_title(found) || !self.asks_about(found, predicate) {
                continue;
            }
            if let Some(claim) = self.claim(found, predicate, wording) {
                beside.extend(self.companions(&claim, predicate));
                self.put(claim, found, predicate, &mut lists);
            } else if let Some(claim) = self.indefinite(found, predicate, wording) {
                indefinite.push(claim);
            }
        }
        let mut claims = self.whole(lists);
        claims.extend(beside);
        let borne = known(&claims, indefinite);
        claims.extend(borne);
        claims.extend(self.nationalities());
        claims.extend(self.rolls());
        claims.extend(self.bracketed());
        claims.extend(self.signatures(&claims));
        claims
    }

    /// A claim on "an agreement", or on "the agreement" of which nobody knows which it is: all but that.
    fn indefinite(&self, found: &Match, predicate: &Predicate, wording: &Wording) -> Option<Claim> {
        let unknown = |filler: &Filler| match filler {
            Filler::Entity(index) => {
                let mention = &self.mentions.entities.mentions[*index];
                mention.kind == EntityKind::Agreement && mention.entity.is_none()
            }
            _ => false,
        };
        let (left_out, rest): (Vec<_>, Vec<_>) = found.slots.iter().cloned().partition(|slot| unknown(&slot.2));
        if left_out.len() != 1 || wording.value.is_none() || wording.presupposed {
            return None;
        }
        self.claim(&Match { slots: rest, ..found.clone() }, predicate, wording)
    }

    fn claim(&self, found: &Match, predicate: &Predicate, wording: &Wording) -> Option<Claim> {
        // "As mayor, he": nothing is called something else by a pronoun.
        if is_apposition(wording) && found.slots.iter().any(|(_, _, filler)| self.is_pronoun(*filler)) {
            return None;
        }
        if predicate.name == MEMBERSHIP && self.goes_on(found.span) {
            return None;
        }
        let mut slots = BTreeMap::new();
        let mut value = wording.value.clone().map(Value::Listed);
        let mut only = Vec::new();
        let mut further = Vec::new();
        let mut at = None;
        for (name, span, filler) in &found.slots {
            if *name == predicate.answers {
                value = Some(self.answer(predicate, *span, *filler)?);
                continue;
            }
            if let Filler::Time(index) = filler {
                at = Some(*index as u32);
                continue;
            }
            let referent = self.slot(predicate, name, *span, *filler)?;
            if predicate.name == MEMBERSHIP && self.is_agreement(*filler) {
                // Who is a party to an agreement is a matter of its status.
                return None;
            }
            if !predicate.slots.contains_key(name) {
                // "Is a *film* directed by": what the thing is answers nothing.
                let of = |slot: &str| predicate.slots.get(slot).or_else(|| predicate.named.get(slot)).copied();
                if of(name) != Some(SlotType::Phrase) || of(&predicate.answers) == Some(SlotType::Phrase) {
                    further.push(referent);
                }
                continue;
            }
            if self.is_only(*span) {
                only.push(referent.clone());
                only.extend(self.listed_with(*span));
            }
            slots.insert(name.clone(), referent);
        }
        if let Some(Value::Referents { all, closed }) = &mut value {
            *closed |= !further.is_empty();
            all.extend(further);
        }
        let mut context = self.contexts.read(found.span, self.verb_of(found), &found.words);
        if self.is_for_a_time(found, predicate) {
            return None;
        }
        if self.is_unreal(found) {
            context.modality = context.modality.max(Modality::Possible);
        }
        let (value, begins, presupposed) = match self.granted(found, predicate, wording, &context) {
            Granted::Still => (value, wording.phase, wording.presupposed),
            Granted::Became(other) => (Some(Value::Listed(other)), Phase::Begins, false),
            Granted::Unknown => return None,
        };
        let value = phase(begins, value.unwrap_or(Value::Truth), &mut context);
        let capacity = matches!(value, Value::Office(_)) && self.is_capacity(found, predicate);
        if capacity && context.tense != super::Tense::Future {
            context.tense = super::Tense::Past;
        }
        let (time, time_near) = at.map_or_else(|| self.time_of(found.span, found.head), |t| (Some(t), true));
        let lasting = &self.rules.tables.lasting;
        let never = context.polarity == Polarity::Negative && lasting.always(self.text, found.span);
        let from = |t: u32| self.mentions.times[t as usize].span.end.max(found.span.end);
        let lasting = time.is_some_and(|t| lasting.since(self.text, from(t)));
        let found_by = wording.source.clone();
        Some(Claim {
            predicate: predicate.name.clone(),
            span: found.span,
            slots,
            value,
            frame: None,
            only,
            time,
            time_near,
            bearing: self.bearing(time, begins),
            never,
            lasting,
            context,
            apposed: is_apposition(wording) && !capacity,
            title: self.is_title(found),
            presupposed,
            found_by,
        })
    }

    /// The verb of a wording whose first word is none: "wanted" and "asked to" above it bear on the dismissal of "the board dismissed", not on the board.
    pub(super) fn verb_of(&self, found: &Match) -> Span {
        let clauses = self.text.sentence_at(found.span.start).and_then(|number| self.clauses.of(number));
        let Some(clauses) = clauses else { return found.head };
        let heads = |token: u32| clauses.list.iter().any(|clause| clause.head == token);
        let first = self.text.tokens_in(found.head).start as u32;
        let verb = found.words.iter().copied().find(|&token| heads(token)).filter(|_| !heads(first));
        verb.map_or(found.head, |token| self.text.token(token as usize).span)
    }

    /// Whether an office is that in which somebody did something, rather than one that is held when it is written: "As mayor, Ana Ruiz opened the pier".
    fn is_capacity(&self, found: &Match, predicate: &Predicate) -> bool {
        let Some((_, span, _)) = found.slots.iter().find(|(name, ..)| *name == predicate.answers) else { return false };
        let office = self.text.tokens_in(*span).start;
        let first = self.text.sentence_at(span.start).map_or(0, |n| self.text.sentences[n].tokens.start as usize);
        let word = |at: usize| self.text.token(at).kind == TokenKind::Word;
        office > first && self.text.lower(office - 1) == "as" && (office - 1 == first || !word(office - 2))
    }

    /// Whether the words of a claim are only the first part of a phrase: "left the council chamber", "left the guild a mill".
    fn goes_on(&self, span: Span) -> bool {
        let next = self.text.tokens_in(span).end;
        let Some(token) = self.text.tokens.get(next).filter(|token| token.kind == TokenKind::Word) else {
            return false;
        };
        let here = self.text.sentence_at(span.start) == self.text.sentence_at(token.span.start);
        let timed = self.mentions.times.iter().any(|time| time.span.overlaps(token.span));
        let second = matches!(self.text.lower(next), "a" | "an" | "her" | "his" | "its" | "no" | "some" | "their");
        here && !timed && (second || !self.is_stop(next) && !token.capital && !self.is_adverb(next))
    }

    fn is_adverb(&self, token: usize) -> bool {
        self.text.lower(token).ends_with("ly") || self.rules.tables.frames.is_joining(self.text.lower(token))
    }

    fn is_pronoun(&self, filler: Filler) -> bool {
        let Filler::Entity(index) = filler else { return false };
        let span = self.mentions.entities.mentions[index].span;
        is_pronoun(self.text.lower(self.text.tokens_in(span).start))
    }

    fn is_agreement(&self, filler: Filler) -> bool {
        matches!(filler, Filler::Entity(index) if self.mentions.entities.mentions[index].kind == EntityKind::Agreement)
    }

    /// How a time bears on what is claimed to be at it, by the word before it.
    pub(super) fn bearing(&self, time: Option<u32>, phase: Phase) -> Bearing {
        let Some(time) = time else { return Bearing::During };
        let at = self.text.tokens_in(self.mentions.times[time as usize].span).start;
        let before = at.checked_sub(1).map(|before| self.text.lower(before));
        // "Ana Ruiz (1941–2015)" are the years of a life; "from 2003 to 2007 and again …" is one term of several.
        let several = |i: usize| matches!(self.text.lemma(i), "again" | "term" | "re-elect" | "reelect" | "twice");
        let part = || (at.saturating_sub(HAD)..self.text.tokens.len().min(at + 2 * HAD)).any(several);
        match before {
            Some("(") => Bearing::During,
            Some("since") if (at.saturating_sub(HAD)..at).any(|i| self.text.lower(i) == "had") => Bearing::HadSince,
            Some("since") => Bearing::Since,
            Some("until" | "till") => Bearing::Until,
            _ if phase == Phase::Begins => Bearing::Begins,
            _ if matches!(self.mentions.times[time as usize].expression.form, Form::Range(..)) && !part() => {
                Bearing::Throughout
            }
            _ => Bearing::During,
        }
    }

    /// Whether an office stands right before the name of its holder.
    fn is_title(&self, found: &Match) -> bool {
        let span = |of: fn(&Filler) -> bool| found.slots.iter().find(|(_, _, f)| of(f)).map(|(_, span, _)| *span);
        let office = span(|f| matches!(f, Filler::Office(_)));
        let holder = span(|f| matches!(f, Filler::Entity(_)));
        office.zip(holder).is_some_and(|(o, h)| {
            o.end <= h.start && self.text.of(Span { start: o.end, end: h.start }).trim().is_empty()
        })
    }

    /// Whether what a match is about (its slot `what`, or else `body`) has one of the nouns that its predicate asks about. A pronoun may stand for any of them.
    fn asks_about(&self, found: &Match, predicate: &Predicate) -> bool {
        let about = ["what", "body"].into_iter().find(|name| predicate.slots.get(*name) == Some(&SlotType::Phrase));
        let asked = found.slots.iter().filter(|(name, ..)| about == Some(name.as_str()));
        let noun = |word: &str| predicate.nouns.iter().any(|noun| noun.rsplit('-').next() == Some(word));
        let mut tokens = asked.clone().flat_map(|(_, span, _)| self.text.tokens_in(*span));
        let pronoun = |span: Span| is_pronoun(self.text.lower(self.text.tokens_in(span).start));
        predicate.nouns.is_empty()
            || tokens.any(|i| noun(self.text.lemma(i)) || noun(self.text.lower(i)))
            || asked.clone().all(|(_, span, _)| pronoun(*span))
    }

    /// Whether a wording without a verb reached over another title to its name: in "the secretary, Senator Ana Ruiz" the name has its own.
    fn reaches_over_title(&self, found: &Match) -> bool {
        let offices = &self.mentions.entities.offices;
        found.passed.iter().any(|&i| {
            let token = self.text.token(i as usize).span;
            let next = offices.partition_point(|o| o.span.end < token.end);
            offices.get(next).is_some_and(|o| o.span.contains(token))
                && !found.slots.iter().any(|(_, span, _)| span.contains(token))
        })
    }

    pub(super) fn value(&self, span: Span, filler: Filler) -> Option<Value> {
        Some(match filler {
            Filler::Office(i) => Value::Office(self.mentions.entities.offices[i].clone()),
            Filler::Time(i) => Value::Time(i as u32),
            Filler::Quantity(i) => Value::Quantity(self.mentions.quantities[i].clone()),
            Filler::Entity(_) | Filler::Words | Filler::Name => {
                Value::Referents { all: vec![self.referent(span, filler)?], closed: self.is_only(span) }
            }
        })
    }

    pub(super) fn referent(&self, span: Span, filler: Filler) -> Option<Referent> {
        match filler {
            Filler::Entity(i) => self.entity(&self.mentions.entities.mentions[i]),
            Filler::Name => self.name(span),
            Filler::Office(i) => {
                let office = &self.mentions.entities.offices[i];
                Some(Referent {
                    key: crate::entity::office_key(office),
                    name: self.text.of(span).to_owned(),
                    inferred: false,
                    named: false,
                })
            }
            _ => {
                let words: Vec<&str> = self
                    .text
                    .tokens_in(span)
                    .filter(|&i| {
                        self.text.token(i).kind == TokenKind::Word
                            && (!self.rules.tables.frames.is_stop(self.text.lower(i))
                                || self.rules.mentions.entities.is_agreement_noun(self.text.lower(i)))
                    })
                    .map(|i| self.rules.tables.frames.canonical(self.text.lemma(i)))
                    .collect();
                (!words.is_empty()).then(|| Referent {
                    key: words.join(" "),
                    name: self.text.of(span).to_owned(),
                    inferred: false,
                    named: false,
                })
            }
        }
    }

    pub(super) fn entity(&self, mention: &EntityMention) -> Option<Referent> {
        let entity = self.mentions.entities.get(mention.entity?);
        let inferred = matches!(mention.reference, Reference::Description | Reference::Partial);
        Some(Referent { key: entity.key.clone(), name: entity.name.clone(), inferred, named: entity.proper })
    }

    /// Whether a word says nothing of what is measured or what happened.
    pub(super) fn is_stop(&self, token: usize) -> bool {
        self.rules.tables.frames.is_stop(self.text.lower(token))
    }

    /// The word that stands for a lemma in questions.
    pub(super) fn canonical<'l>(&'l self, lemma: &'l str) -> &'l str {
        self.rules.tables.frames.canonical(lemma)
    }

    /// What a list that begins with a name goes on with.
    fn listed_with(&self, first: Span) -> Vec<Referent> {
        let mentions = &self.mentions.entities.mentions;
        let from = self.text.tokens_in(first).start;
        let last = self.text.sentence_at(first.start).map_or(from, |n| self.text.sentences[n].tokens.end as usize);
        self.listed(from, last).iter().skip(1).filter_map(|&(m, _)| self.entity(&mentions[m])).collect()
    }

    /// Whether "only" stands right before the words, or before their preposition.
    fn is_only(&self, span: Span) -> bool {
        let at = self.text.tokens_in(span).start;
        let only = |i: usize| matches!(self.text.lower(i), "only" | "solely" | "exclusively");
        (at >= 1 && only(at - 1))
            || (at >= 2
                && only(at - 2)
                && matches!(self.text.lower(at - 1), "in" | "by" | "to" | "with" | "for" | "the"))
    }

    fn date_hints(&self, settings: &[Setting]) -> DateHints {
        let mut hints = DateHints::default();
        for (i, time) in self.mentions.times.iter().enumerate() {
            let expression = &time.expression;
            if expression.timex != TimexType::Date {
                continue;
            }
            let index = i as u32;
            if expression.is_absolute() {
                match settings[i].direction {
                    _ if self.is_limit(time.span) => {}
                    Direction::Future => hints.coming.push(index),
                    _ => hints.past.push(index),
                }
                if hints.signed.is_none() && expression.full_date().is_some() && self.opens_signature(time.span) {
                    hints.signed = Some(index);
                }
            } else if expression.weekday.is_some() && expression.month.is_some() && expression.day.is_some() {
                hints.fitted.push(index);
            }
        }
        hints
    }

    /// Whether a date is one that something runs to: it may lie ahead, whatever the verb.
    fn is_limit(&self, span: Span) -> bool {
        let at = self.text.tokens_in(span).start;
        at > 0 && matches!(self.text.lower(at - 1), "until" | "till" | "by" | "before" | "through" | "to" | "–" | "-")
    }

    /// Whether a date stands in a line that begins "Signed at", "Done at".
    pub(super) fn opens_signature(&self, span: Span) -> bool {
        self.text.sentence_at(span.start).is_some_and(|s| {
            let tokens = &self.text.sentences[s].tokens;
            let at = tokens.start as usize;
            tokens.len() > 2
                && matches!(self.text.lower(at), "signed" | "done" | "executed")
                && matches!(self.text.lower(at + 1), "at" | "in" | "on")
        })
    }
}

/// What is told of an agreement that is not named concerns the one of which the document tells the same elsewhere, if that is only one.
fn known(claims: &[Claim], indefinite: Vec<Claim>) -> Vec<Claim> {
    let mut found = Vec::new();
    for mut claim in indefinite {
        let same = |c: &&Claim| c.predicate == claim.predicate && c.value == claim.value;
        let mut named = claims.iter().filter(same).filter_map(|c| c.slots.get(AGREEMENT));
        let Some(first) = named.next().filter(|first| named.all(|other| other.key == first.key)) else { continue };
        claim.slots.insert(AGREEMENT.to_owned(), Referent { inferred: true, ..first.clone() });
        found.push(claim);
    }
    found
}

/// Whether a wording has no words of its own but "of", only slots and marks.
fn is_apposition(wording: &Wording) -> bool {
    let mut inside = false;
    !wording.source.replace(" of ", " ").chars().any(|c| {
        inside = (inside || c == '<') && c != '>';
        !inside && c.is_alphabetic()
    })
}

/// What a wording's phase makes of its value.
fn phase(phase: Phase, value: Value, context: &mut Context) -> Value {
    match phase {
        Phase::Asserts | Phase::Begins => value,
        Phase::Denies => {
            context.polarity = match context.polarity {
                Polarity::Positive => Polarity::Negative,
                Polarity::Negative => Polarity::Positive,
            };
            value
        }
        Phase::Ends => match value {
            Value::Office(office) => Value::Office(crate::entity::OfficeMention { tenure: Tenure::Former, ..office }),
            other => {
                context.polarity = Polarity::Negative;
                other
            }
        },
    }
}
