//! Questions without fixed slots: the words around a number or a date stand for what it measures or dates.
//!
//! "The damage came to $4.9 million" gives the head `damage`, the words `{}` and a quantity; "asylum applications from Salvadorans" the head
//! `application`, the word `asylum` and the place `el salvador`. Two frames ask the same question if head, restricting words, places and actors fit
//! and enough of the words are shared ([`Frame::likeness`]).

mod anchors;
mod clause;
mod due;
mod length;
mod life;
mod moment;
mod order;
mod parties;
mod population;
mod tables;
mod toll;
mod trend;
mod turnout;
mod walk;

pub use anchors::{Anchors, Bearer};
pub use due::Due;
pub use parties::Parties;
pub use tables::Tables;
use tables::class;
pub use toll::Toll;

use serde::{Deserialize, Serialize};

use std::ops::Range;

use crate::entity::EntityKind;
use crate::mention::Mentions;
use crate::source::Span;
use crate::text::clauses::{Form, TextClauses};
use crate::text::{ByWord, Text, TokenKind};

/// The words of a question.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Frame {
    /// What is measured or what happened: canonical lemma.
    pub head: String,
    /// Other content words, canonical lemmas, sorted.
    pub words: Vec<String>,
    /// What a share is of: "24 % of GDP".
    pub base: Option<String>,
    /// Keys of places, sorted.
    pub places: Vec<String>,
    /// Keys of persons, bodies and agreements, sorted.
    pub actors: Vec<String>,
    /// Keys of persons who do what happens once to something else, sorted: they may contradict each other, but tell nothing of what it happened to.
    /// Of what befalls a person, in what capacity: "resigned as mayor".
    /// Of a rank, the whole that it is taken over where that has no name: "the country's".
    pub agents: Vec<String>,
    /// Of an event, words with a capital that no table knows as a name, sorted: the ferry Gull is not the ferry Tern.
    pub names: Vec<String>,
    /// Restricting words, sorted.
    pub restrictions: Vec<String>,
    /// Of a movement, all that its sentence tells beside what moved: what it is compared with, how it is counted, where. Sorted.
    /// Of a toll, the words by which it is only that of one spot, or of all of some time.
    pub rest: Vec<String>,
    /// Of a movement, what its own clause tells beside what moved, without its pace and the time behind it; of a sentence in court, what for.
    /// Sorted.
    #[serde(default)]
    pub beside: Vec<String>,
    /// What a figure hangs on.
    #[serde(default)]
    pub anchors: Anchors,
    /// Which of its measures a figure tells, where the words say so: "height", "width". Sorted.
    pub aspects: Vec<String>,
    /// Whether the head says little by itself: "people", or a verb of what may happen more than once.
    pub general: bool,
    /// Who did what happened, and to what.
    pub parties: Parties,
    /// Whether it is a count that grows as it is reported: the dead, the missing.
    pub cumulative: bool,
    /// Whether it counts what belongs to a thing once it is made or over: the articles of a treaty, the witnesses of a trial.
    pub fixed: bool,
    /// Whether it counts the dead or the hurt.
    pub toll: bool,
    /// The words as they stand, in the order of the text, for messages.
    pub shown: String,
}

/// How much two frames have in common: words and names, heads and bases among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Likeness {
    /// Shared by both.
    pub shared: usize,
    /// Of the frame that has fewer.
    pub fewer: usize,
    /// Of both together.
    pub all: usize,
}

impl Likeness {
    /// Shared ones in per cent of all (Jaccard).
    pub fn of_all(self) -> usize {
        self.shared * 100 / self.all.max(1)
    }

    /// Shared ones in per cent of the frame that has fewer.
    pub fn of_fewer(self) -> usize {
        self.shared * 100 / self.fewer.max(1)
    }
}

impl Frame {
    /// How much the two have in common, or `None` if something keeps them apart: base, restricting words, places, actors.
    pub fn likeness(&self, other: &Frame) -> Option<Likeness> {
        if self.restrictions == other.restrictions { self.loosely(other) } else { None }
    }

    /// How much the two have in common where words that restrict only one of them ("the final bill", "the cost") may be left out.
    pub fn loosely(&self, other: &Frame) -> Option<Likeness> {
        if self.base != other.base || apart(&self.restrictions, &other.restrictions) {
            return None;
        }
        if apart(&self.places, &other.places)
            || apart(&self.actors, &other.actors)
            || apart(&self.agents, &other.agents)
            || apart(&self.names, &other.names)
            || apart(&self.aspects, &other.aspects)
        {
            return None;
        }
        let (a, b) = (self.everything(), other.everything());
        let shared = a.iter().filter(|word| b.binary_search(word).is_ok()).count();
        Some(Likeness { shared, fewer: a.len().min(b.len()), all: a.len() + b.len() - shared })
    }

    /// A likeness in which "the museum" of one side is the museum that the other names.
    pub fn with_nouns_of_names(&self, other: &Frame, likeness: Likeness) -> Likeness {
        let called = |a: &Frame, b: &Frame| {
            let noun = |key: &String| key.rsplit_once(' ').map(|(_, noun)| noun.to_owned());
            let lone = |key: &&String| b.actors.is_empty() && !b.words.contains(key);
            a.actors.iter().filter(lone).filter_map(noun).any(|noun| b.words.binary_search(&noun).is_ok())
        };
        // A verb alone is told of many a museum.
        let more = usize::from(likeness.shared > 1 && (called(self, other) || called(other, self)));
        Likeness { shared: likeness.shared + more, all: likeness.all - more, ..likeness }
    }

    /// The same with what an amount is of among its words: "40 tonnes of copper wire", "copper wire of 40 kilograms".
    pub fn without_base(&self) -> Self {
        let mut frame = self.clone();
        let base = frame.base.take();
        frame.words.extend(base.iter().flat_map(|base| base.split(' ')).map(str::to_owned));
        frame.words.sort_unstable();
        frame.words.dedup();
        frame
    }

    /// Whether it counts all who live in a place, whatever they are called.
    pub fn is_population(&self) -> bool {
        self.head == population::INHABITANT && self.words.is_empty()
    }

    /// Whether the two name a place, person or body in common.
    pub fn shares_name(&self, other: &Frame) -> bool {
        common(&self.places, &other.places) + common(&self.actors, &other.actors) > 0
    }

    /// How many words and names the two share that tell what is measured, not only which of its measures it is.
    pub fn bearers_shared(&self, other: &Frame) -> usize {
        let (a, b) = (self.everything(), other.everything());
        let aspect = |word: &&&str| self.aspects.iter().any(|own| own == **word);
        a.iter().filter(|word| b.binary_search(word).is_ok()).filter(|word| !aspect(word)).count()
    }

    /// Whether each has one word that the other lacks, and all others in common: the one stands in the place of the other.
    pub fn exchanges_one_word(&self, other: &Frame) -> bool {
        let lacking = |a: &Frame, b: &Frame| {
            let told = |word: &&String| b.words.binary_search(word).is_ok() || b.head == **word;
            a.words.iter().filter(|word| !told(word)).count()
        };
        self.head == other.head && lacking(self, other) == 1 && lacking(other, self) == 1
    }

    /// Whether the heads are one, or each side tells the head of the other, and they say something by themselves.
    pub fn tells_of_head(&self, other: &Frame) -> bool {
        let names = |frame: &Frame, head: &String| frame.words.binary_search(head).is_ok();
        let one = self.head == other.head || names(self, &other.head) && names(other, &self.head);
        one && !(self.general || other.general)
    }

    /// All its words and names, sorted.
    fn everything(&self) -> Vec<&str> {
        let lists = [&self.words, &self.places, &self.actors, &self.restrictions, &self.aspects];
        let mut all: Vec<&str> = Vec::with_capacity(lists.iter().map(|list| list.len()).sum::<usize>() + 2);
        all.extend(lists.into_iter().flatten().chain(&self.base).chain([&self.head]).map(String::as_str));
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// Whether both name something and neither names what the other does.
fn apart(a: &[String], b: &[String]) -> bool {
    !a.is_empty() && !b.is_empty() && common(a, b) == 0
}

fn common(a: &[String], b: &[String]) -> usize {
    a.iter().filter(|x| b.binary_search(x).is_ok()).count()
}

/// How far a frame reaches from its number or date, in tokens.
const REACH: usize = 20;

/// Tokens between a share and one that leaves to it what it is of.
const BASE: usize = 12;

/// Tokens within which a word restricts the head.
const BESIDE: usize = 2;

/// Tokens before a time within which a word says that something holds from then on.
const ONSET: usize = 3;

/// Tokens behind a verb within which a word says that it happened once more.
const ANEW: usize = 5;

/// Tokens behind a verb within which stands in what capacity somebody did it.
const CAPACITY: usize = 6;

/// Most words of a frame in a message.
const SHOWN: usize = 6;

/// Gathers frames from one document.
pub(crate) struct Framer<'a> {
    pub text: &'a Text,
    pub mentions: &'a Mentions,
    pub tables: &'a Tables,
    clauses: &'a TextClauses,
    words: ByWord<u32>,
    /// For each token, the index of what covers it.
    cover: Vec<Cover>,
    /// For each word how often it stands in the text, and how often right after a number.
    after_number: Vec<(u32, u32)>,
}

#[derive(Clone, Copy, PartialEq)]
enum Cover {
    Nothing,
    Time,
    Quantity(u32),
    Entity(u32),
}

/// What a walk over the tokens gathers.
#[derive(Default)]
struct Gathered {
    words: Vec<(usize, String)>,
    /// "The second ceasefire" is not the first.
    ordinals: Vec<String>,
    entities: Vec<u32>,
    /// Whether what it happened to is one of which there may be others, or that comes again.
    indefinite: bool,
    parties: Parties,
    /// Tokens from first to last gathered.
    reach: Option<(usize, usize)>,
}

impl<'a> Framer<'a> {
    pub fn new(text: &'a Text, mentions: &'a Mentions, clauses: &'a TextClauses, tables: &'a Tables) -> Self {
        let mut cover = vec![Cover::Nothing; text.tokens.len()];
        let mut mark = |span: Span, with: Cover| {
            for i in text.tokens_in(span) {
                cover[i] = with;
            }
        };
        for (i, m) in mentions.entities.mentions.iter().enumerate() {
            mark(m.span, Cover::Entity(i as u32));
        }
        for (i, q) in mentions.quantities.iter().enumerate() {
            let end = q.noun.map_or(q.span.end, |noun| noun.start.max(q.digits.end));
            mark(Span { start: q.span.start, end }, Cover::Quantity(i as u32));
        }
        for t in &mentions.times {
            mark(t.span, Cover::Time);
        }
        let mut after_number = vec![(0, 0); text.words.len()];
        for (i, token) in text.tokens.iter().enumerate() {
            let counts = &mut after_number[token.lower.0 as usize];
            counts.0 += 1;
            counts.1 += u32::from(i > 0 && matches!(cover[i - 1], Cover::Quantity(_)));
        }
        Self { text, mentions, tables, clauses, words: tables.classes.of(text), cover, after_number }
    }

    /// Whether a token's word is of one of some classes.
    fn is(&self, i: usize, classes: u32) -> bool {
        self.words.get(self.text.token(i).lower) & classes != 0
    }

    /// Whether a token's lemma is of one of some classes.
    fn lemma_is(&self, i: usize, classes: u32) -> bool {
        self.words.get(self.text.token(i).lemma) & classes != 0
    }

    /// The frame of a quantity, and the span from the first to the last word that bears on it.
    pub fn of_quantity(&self, index: usize) -> Option<(Frame, Span)> {
        let quantity = &self.mentions.quantities[index];
        let (first, last) = self.sentence(quantity.span)?;
        let inside = self.text.tokens_in(quantity.span);
        if inside.is_empty() || self.is_part(quantity, inside.start) {
            return None;
        }
        let mut noun = Gathered::default();
        // Money that the tables do not know is no word of the question, as other units are none.
        if let Some(span) = quantity.noun.filter(|_| !self.is_unit(quantity)) {
            for i in self.text.tokens_in(span) {
                self.take(i, &mut noun);
            }
        }
        let end = |span: Span| self.text.tokens_in(span).end.max(inside.end);
        let after = quantity.of.filter(|_| quantity.unit.is_some()).or(quantity.noun).map_or(inside.end, end);
        let [left, right] = self.beside(&inside, first..last, after);
        let subject = || self.subject(&left).or(right.words.first()).map(|word| word.1.clone());
        let base = quantity.of.or_else(|| self.shared_base(index, first)).and_then(|of| self.base(of));
        let base = base.filter(|base| !(quantity.is_share() && self.tables.default_bases.contains(base)));
        let counted = quantity.measured.as_deref().filter(|_| !self.is_unit(quantity));
        let attributed = || self.attributed(&inside, after, &right);
        let anchors = self.anchors(quantity, after, first..last);
        // "Ruiz holds 24 percent of the firm"
        let borne = || anchors.measures.first().cloned();
        let head =
            counted.map(|m| self.tables.canonical(m).to_owned()).or_else(attributed).or_else(subject).or_else(borne)?;
        let mut frame = self.assemble(head, base, [&left, &noun, &right]);
        frame.fixed = quantity.unit.is_none() && self.tables.fixed.contains(&frame.head);
        if frame.fixed && quantity.noun.is_some() {
            // "The 34 clauses of the charter" are all that it has.
            frame.words.extend(frame.base.take());
            frame.words.sort_unstable();
            frame.words.dedup();
        }
        frame.anchors = anchors;
        let reach = [left.reach, right.reach, Some((inside.start, after.saturating_sub(1).max(inside.start)))];
        Some((frame, self.reach_span(&reach)))
    }

    /// What the words on either side of a number tell.
    fn beside(&self, inside: &Range<usize>, sentence: Range<usize>, after: usize) -> [Gathered; 2] {
        let (mut left, mut right) = (Gathered::default(), Gathered::default());
        // A figure in brackets says the same as the one before them: "600 million dollars (1.5 percent of output)".
        let bracketed = inside.start > sentence.start && self.text.lower(inside.start - 1) == "(";
        let stop = self.walk_left(inside.start - usize::from(bracketed), sentence.start, &mut left);
        left.entities.extend(stop.and_then(|stop| self.apposed(stop, sentence.start)));
        if left.words.is_empty()
            && let Some(stop) = stop
        {
            self.antecedent(stop, sentence.start, &mut left);
        }
        self.walk_right(after, sentence.end, !left.words.is_empty(), &mut right);
        [left, right]
    }

    /// The frame of what happened at a time, if a verb in the past governs it; also the span and the verb. [`Frame::general`] tells verbs of events that may
    /// happen more than once.
    pub fn of_time(&self, index: usize) -> Option<(Frame, Span, Span)> {
        let time = &self.mentions.times[index];
        let (first, last) = self.sentence(time.span)?;
        let inside = self.text.tokens_in(time.span);
        if inside.is_empty() {
            return None;
        }
        // "Mayor since 2012": what has been so since then did not happen then.
        if inside.start > first && matches!(self.text.lower(inside.start - 1), "since" | "until" | "till") {
            return None;
        }
        // "Resigned with effect from 1 June" tells nothing of the day on which it was done.
        let before = first.max(inside.start.saturating_sub(ONSET))..inside.start;
        if before.clone().any(|i| self.is(i, class::ONSET) && self.cover[i] == Cover::Nothing) {
            return None;
        }
        // "Announced on 4 May that Ruiz had resigned": the day belongs to what was said.
        if inside.end < last && self.text.lower(inside.end) == "that" {
            return None;
        }
        if let Some(life) = self.life(&inside, first, last) {
            return Some(life);
        }
        let told = match self.clause_of(inside.start) {
            // A participle stands right behind its noun, which the tree often misses, unless it opens the sentence.
            Some((clauses, at))
                if clauses.list[at].form != Form::Participle || clauses.list[at].head as usize == first =>
            {
                self.dated(clauses, at, &inside)?
            }
            _ => self.near(&inside, first..last)?,
        };
        self.once_told(told, inside, first..last)
    }

    /// The frame of what happened at a time, from its verb, the verb's lemma and the words around it.
    fn once_told(
        &self,
        (verb, verb_lemma, gathered): (usize, String, Gathered),
        inside: Range<usize>,
        Range { start: first, end: last }: Range<usize>,
    ) -> Option<(Frame, Span, Span)> {
        if (verb + 1..last.min(verb + 1 + ANEW)).any(|i| self.is(i, class::ANEW)) {
            return None;
        }
        let (verb_lemma, gathered) = self.with_particle(verb, verb_lemma, gathered);
        let once = self.tables.once(&verb_lemma).map(str::to_owned);
        let general = once.is_none() || gathered.indefinite;
        let head = once.unwrap_or_else(|| self.tables.canonical(&verb_lemma).to_owned());
        if gathered.words.is_empty() && gathered.entities.is_empty() && !head.contains('-') {
            return None;
        }
        let mut frame = self.assemble(head, None, [&gathered, &Gathered::default(), &Gathered::default()]);
        frame.general = general;
        frame.parties = gathered.parties.clone();
        frame.parties.definite &= !self.is_repeated(first..last) && !self.tables.often.contains(&frame.head);
        frame.names = self.names(&gathered, first);
        if self.tables.personal.contains(&frame.head) {
            frame.agents = self.capacity(verb, last);
        } else {
            self.set_persons_apart(&gathered, &mut frame);
        }
        let span = self.reach_span(&[gathered.reach, Some((inside.start, inside.end - 1)), Some((verb, verb))]);
        Some((frame, span, self.text.token(verb).span))
    }

    /// The words with a capital that no table knows as a name, beneath the first of their sentence: "the ferry Gull".
    fn names(&self, gathered: &Gathered, first: usize) -> Vec<String> {
        let name = |i: usize| i > first && self.text.token(i).capital && self.cover[i] == Cover::Nothing;
        let mut names: Vec<String> =
            gathered.words.iter().filter(|(i, _)| name(*i)).map(|(_, word)| word.clone()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// As what somebody did it: "resigned as mayor".
    fn capacity(&self, verb: usize, last: usize) -> Vec<String> {
        let reach = verb + 1..last.min(verb + 1 + CAPACITY);
        let Some(at) = reach.clone().find(|&i| self.text.lower(i) == "as") else { return Vec::new() };
        let mut words = Gathered::default();
        let ends = |i: usize| self.cover[i] == Cover::Time || self.is_boundary(i) || self.text.lower(i) == ",";
        (at + 1..reach.end).take_while(|&i| !ends(i)).for_each(|i| self.take(i, &mut words));
        let mut words: Vec<String> = words.words.into_iter().map(|(_, word)| word).collect();
        words.sort_unstable();
        words
    }

    /// A verb with the particle right behind it, if the two are one verb of what happens once: "stepped down".
    fn with_particle(&self, verb: usize, lemma: String, mut gathered: Gathered) -> (String, Gathered) {
        if !self.lemma_is(verb, class::PHRASAL) || verb + 1 >= self.text.tokens.len() {
            return (lemma, gathered);
        }
        let both = format!("{lemma} {}", self.text.lower(verb + 1));
        if self.tables.once(&both).is_none() {
            return (lemma, gathered);
        }
        gathered.words.retain(|(at, _)| *at != verb + 1);
        (both, gathered)
    }

    /// Takes persons and what they are called out of a frame of what happened to something else.
    fn set_persons_apart(&self, gathered: &Gathered, frame: &mut Frame) {
        for &e in &gathered.entities {
            let mention = &self.mentions.entities.mentions[e as usize];
            let Some(id) = mention.entity.filter(|_| mention.kind == EntityKind::Person) else { continue };
            let key = &self.mentions.entities.get(id).key;
            if let Ok(at) = frame.actors.binary_search(key) {
                frame.agents.push(frame.actors.remove(at));
            }
            // "President Ruiz"
            let before = self.text.tokens_in(mention.span).start.checked_sub(1);
            let title = gathered.words.iter().find(|(i, _)| Some(*i) == before && self.text.token(*i).capital);
            frame.words.retain(|word| title.is_none_or(|(_, title)| title != word));
        }
        frame.agents.sort_unstable();
    }

    /// The verb before or behind a time, and the words around it.
    fn near(&self, inside: &Range<usize>, sentence: Range<usize>) -> Option<(usize, String, Gathered)> {
        let opens = inside.start <= sentence.start + 1;
        let behind = || opens.then(|| self.verb_right(inside.end, sentence.end)).flatten();
        let verb = self.verb_left(inside.start, sentence.start).or_else(behind)?;
        let mut gathered = Gathered::default();
        self.walk_left(verb, sentence.start, &mut gathered);
        self.walk_right(verb + 1, sentence.end, false, &mut gathered);
        gathered.words.retain(|(i, _)| *i != verb);
        gathered.parties = self.parties_near(verb, sentence.clone());
        Some((verb, self.text.lemma(verb).to_owned(), gathered))
    }

    /// Whether the noun after a number is a unit that the tables do not know, such as the money of a country: more than once in the text, and never
    /// but after a number of millions.
    fn is_unit(&self, quantity: &crate::quantity::Quantity) -> bool {
        let Some(noun) = quantity.noun.map(|n| self.text.tokens_in(n)).filter(|n| n.len() == 1) else { return false };
        if self.text.tokens_in(quantity.digits).len() < 2 {
            return false;
        }
        let (all, after) = self.after_number[self.text.token(noun.start).lower.0 as usize];
        all > 1 && all == after
    }

    /// What an amount with a unit stands before: "a 25 % discount", "the $3 million grant"; "a 20 % decline in sales" measures the sales.
    fn attributed(&self, inside: &Range<usize>, after: usize, right: &Gathered) -> Option<String> {
        let before = inside.start.checked_sub(1)?;
        let determined = self.is_determiner(before)
            || before > 0 && self.is_determiner(before - 1) && self.cover[before] == Cover::Nothing;
        let (at, word) = right.words.first()?;
        let joined = (after..*at)
            .all(|i| self.lemma_is(i, class::LINKING) || self.is(i, class::BENEATH) || self.is(i, class::STOP));
        (determined && joined && after < self.text.tokens.len()).then(|| word.clone())
    }

    /// The nearest word to the left that no preposition puts beneath another: "poverty" in "poverty in Arvenne was 27 percent".
    fn subject<'g>(&self, left: &'g Gathered) -> Option<&'g (usize, String)> {
        let beneath = |i: usize| i > 0 && self.is(i - 1, class::BENEATH);
        left.words.iter().find(|w| !beneath(w.0)).or(left.words.first())
    }

    /// Whether a token is a word that bounds the time behind it.
    pub(super) fn bounds(&self, i: usize) -> bool {
        self.is(i, class::BOUNDING)
    }

    /// Whether a number is said to be a part of something or to come on top of it, or names what it stands in: then it is not the measure itself.
    fn is_part(&self, quantity: &crate::quantity::Quantity, start: usize) -> bool {
        let after = self.text.tokens_in(quantity.digits).end;
        // "The 8.6-magnitude quake": the number tells one quake from another; "its 4-metre mast" has but one.
        let hyphened = after < self.text.tokens.len() && self.text.token(after).glued && self.text.lower(after) == "-";
        let names = hyphened && !(start > 0 && self.is_possessive(start - 1));
        names || self.is_partial(quantity, start)
    }

    /// Whether a number is said to be a part of something or to come on top of it: "nine other men".
    pub(super) fn is_partial(&self, quantity: &crate::quantity::Quantity, start: usize) -> bool {
        let partial = |i: usize| self.is(i, class::PARTIAL);
        let noun = quantity.noun.map_or(0..0, |n| self.text.tokens_in(n));
        let after = self.text.tokens_in(quantity.digits).end;
        (start > 0 && partial(start - 1))
            || noun.into_iter().any(partial)
            || (after < self.text.tokens.len() && partial(after))
    }

    fn sentence(&self, span: Span) -> Option<(usize, usize)> {
        let sentence = &self.text.sentences[self.text.sentence_at(span.start)?];
        Some((sentence.tokens.start as usize, sentence.tokens.end as usize))
    }

    /// The nearest verb of a single event to the left, with no other time and no clause between.
    fn verb_left(&self, from: usize, first: usize) -> Option<usize> {
        for i in (first.max(from.saturating_sub(REACH))..from).rev() {
            let stops = self.is_boundary(i) || self.cover[i] == Cover::Time;
            if stops {
                return None;
            }
            if self.cover[i] == Cover::Nothing && self.is_event(i) {
                return Some(i);
            }
        }
        None
    }

    fn verb_right(&self, from: usize, last: usize) -> Option<usize> {
        let mut i = from;
        while i < last.min(from + REACH) {
            if self.cover[i] == Cover::Time || (i > from && self.is_boundary(i)) {
                return None;
            }
            if self.cover[i] == Cover::Nothing && self.is_event(i) {
                return Some(i);
            }
            i += 1;
        }
        None
    }

    /// Whether the token is a past form or participle of a verb that tells an event.
    fn is_event(&self, i: usize) -> bool {
        let (token, lower) = (self.text.token(i), self.text.lower(i));
        let past = token.lower != token.lemma && !lower.ends_with("ing") && !lower.ends_with('s');
        let empty = || self.is(i, class::STOP) || self.lemma_is(i, class::STOP | class::LINKING);
        past && (self.lemma_is(i, class::ONCE) || !(empty() || token.capital))
    }

    /// What a share is of that leaves it to the share before it: "70 % of services in Arvenne, and 60 % in Norland".
    fn shared_base(&self, index: usize, first: usize) -> Option<Span> {
        let quantities = &self.mentions.quantities;
        let (own, before) = (&quantities[index], &quantities[index.checked_sub(1)?]);
        let share = |q: &crate::quantity::Quantity| q.unit.as_deref() == Some("percent");
        let (from, to) = (self.text.tokens_in(before.span).end, self.text.tokens_in(own.span));
        let near = to.start <= from + BASE && self.text.tokens_in(before.span).start >= first;
        let joined = matches!(self.text.lower(to.start.checked_sub(1)?), "and" | "," | "or");
        let placed =
            matches!(self.text.tokens.get(to.end).map(|_| self.text.lower(to.end)), Some("in" | "among" | "at"));
        (share(own) && share(before) && near && joined && placed).then_some(before.of)?
    }

    fn base(&self, of: Span) -> Option<String> {
        let words: Vec<&str> = self
            .text
            .tokens_in(of)
            .filter(|&i| self.text.token(i).kind == TokenKind::Word && !self.is(i, class::STOP))
            .map(|i| self.text.lemma(i))
            .collect();
        (!words.is_empty()).then(|| self.tables.canonical(&words.join(" ")).to_owned())
    }

    fn is_boundary(&self, i: usize) -> bool {
        self.is(i, class::BREAK)
    }

    /// Whether a token belongs to a quantity that is no rank.
    fn is_figure(&self, i: usize) -> bool {
        matches!(self.cover[i], Cover::Quantity(q) if !self.mentions.quantities[q as usize].ordinal)
    }

    fn assemble(&self, head: String, base: Option<String>, parts: [&Gathered; 3]) -> Frame {
        let head = self.tables.aspect(&head).map(str::to_owned).unwrap_or(head);
        let mut frame = Frame { general: self.tables.general.contains(&head), base, ..Frame::default() };
        let own = |word: &str| word == head || self.tables.aspect(word) == Some(head.as_str());
        let head_at = parts.iter().flat_map(|p| &p.words).find(|(_, w)| own(w)).map(|(i, _)| *i);
        for part in parts {
            for (i, word) in &part.words {
                // "Net income" restricts income; a "household survey" does not restrict the poverty it found.
                let beside = head_at.is_none_or(|h| h.abs_diff(*i) <= BESIDE);
                if own(word) {
                } else if beside && self.tables.restricting.contains(word) {
                    frame.restrictions.push(word.clone());
                } else {
                    frame.words.push(word.clone());
                }
            }
            frame.restrictions.extend(part.ordinals.iter().cloned());
            for &e in &part.entities {
                let mention = &self.mentions.entities.mentions[e as usize];
                let Some(id) = mention.entity else { continue };
                let key = self.mentions.entities.get(id).key.clone();
                match mention.kind {
                    EntityKind::Place => frame.places.push(key),
                    _ => frame.actors.push(key),
                }
            }
        }
        let mut shown: Vec<(usize, &str)> =
            parts.iter().flat_map(|p| &p.words).map(|(i, _)| (*i, self.text.raw(*i))).collect();
        let named = parts.iter().flat_map(|p| &p.entities).map(|&e| self.mentions.entities.mentions[e as usize].span);
        shown.extend(named.map(|span| (self.text.tokens_in(span).start, self.text.of(span))));
        shown.sort_unstable();
        shown.dedup();
        frame.shown = shown.iter().take(SHOWN).map(|(_, word)| *word).collect::<Vec<_>>().join(" ");
        frame.aspects = self.tables.aspects_of(frame.words.iter().chain([&head]));
        if self.tables.is_aspect(&head) {
            frame.aspects.push(head.clone());
            frame.aspects.sort_unstable();
            frame.aspects.dedup();
        }
        frame.words.retain(|word| self.tables.aspect(word).is_none());
        frame.cumulative = frame.words.iter().chain([&head]).any(|w| self.tables.cumulative.contains(w));
        frame.head = head;
        for list in [&mut frame.words, &mut frame.places, &mut frame.actors, &mut frame.restrictions] {
            list.sort_unstable();
            list.dedup();
        }
        frame
    }

    fn reach_span(&self, parts: &[Option<(usize, usize)>]) -> Span {
        let first = parts.iter().flatten().map(|p| p.0).min().unwrap_or(0);
        let last = parts.iter().flatten().map(|p| p.1).max().unwrap_or(first);
        self.text.span(first..last + 1)
    }
}

fn extend(reach: &mut Option<(usize, usize)>, i: usize) {
    *reach = Some(reach.map_or((i, i), |(a, b)| (a.min(i), b.max(i))));
}
