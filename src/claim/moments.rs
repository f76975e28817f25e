//! What is told to have been at a time, or for so long, whatever it is: "the siren sounded at 11 p.m.", "the ferry resumes sailings on Saturday", "the operation took 14 hours".
//!
//! Frames of events ask for a verb of what happens once, or for many words in common. A moment keeps apart what a clause tells: what was done, to whom or what, by whom, and
//! under what circumstances. So two short texts on one affair can be held against each other by what was done to what alone, as long as nothing parts the two.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::context::ContextReader;
use super::frames::Framer;
use super::orders::Events;
use super::{Context, Extractor, Modality, Polarity, Tense, orders};
use crate::diagnostic::Problem;
use crate::lexicon::Lexicon;
use crate::mention::Mentions;
use crate::source::Span;
use crate::text::clauses::TextClauses;
use crate::text::{ByWord, Text, Vocabulary, WordMap};
use crate::time::{Base, Expression, Form, Grain, TimexType};

/// Most moments of a document that are kept: what tells more is a chronicle.
const MOST: usize = 256;

/// Who or what takes part in something, as its clause words it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sufferer {
    /// Its noun, a canonical lemma; empty if it goes by a name alone.
    pub noun: String,
    /// Keys of the names that it goes by, those of its appositions among them; of a name that no table knows its words. Sorted.
    pub names: Vec<String>,
    /// The other words of its phrase, and keys of the names among them, sorted.
    pub words: Vec<String>,
    /// Keys of the names among these. Sorted.
    pub of: Vec<String>,
    /// Whether there may be others: "a lorry".
    pub indefinite: bool,
    /// Whether there are several: "the lorries".
    pub several: bool,
}

/// What a clause tells of something beside its time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deed {
    /// What happened or was done: a verb, or two words; of verbs of one meaning the first.
    pub event: String,
    /// Whether it happens once to what it happens to.
    pub once: bool,
    /// Whether it is done over and over to one thing.
    pub often: bool,
    /// What it happened to.
    pub affected: Option<Sufferer>,
    /// Who did it, where that is another.
    pub agent: Option<Sufferer>,
    /// Circumstances by their prepositions: words and keys of names, sorted.
    pub around: Vec<(String, Vec<String>)>,
    /// Words that tell it from others of its kind, sorted.
    pub telling: Vec<String>,
}

/// Which time a moment tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum When {
    /// A day, or a longer stretch of the calendar.
    Day,
    /// An hour of the day.
    Clock,
    /// How long it lasted, or is to last.
    Length,
    /// How old somebody or something is.
    Age,
}

/// Something that is told to have been at a time, or for so long.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// What.
    pub deed: Deed,
    /// Which time.
    pub when: When,
    /// The time, an index into those of the document.
    pub time: u32,
    /// The other times of its clause.
    pub beside: Vec<u32>,
    /// Of a length, how it is told: "for", "to", "in".
    pub manner: String,
    /// Of a list of ages those behind the first, sorted.
    pub further: Vec<u32>,
    /// Whether the noun of an event alone tells it.
    pub noun: bool,
    /// The words of the verb, of what it happened to and of the time.
    pub span: Span,
    /// The commitment behind it.
    pub context: Context,
}

/// Two things that were done, in the order in which they were.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turn {
    /// What came first.
    pub earlier: Deed,
    /// What came later.
    pub later: Deed,
    /// From the one verb to the other.
    pub span: Span,
    /// The commitment behind it.
    pub context: Context,
}

/// The table as it is written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Raw {
    verbs: Vec<Vec<String>>,
    particles: Vec<String>,
    placing: Vec<String>,
    held: Vec<String>,
    unlike: Vec<String>,
    counted: Vec<String>,
    anything: Vec<String>,
    to_some: Vec<String>,
    telling: Vec<String>,
    ordering: Vec<String>,
    moved: Vec<String>,
    clocks: Vec<String>,
    telling_prepositions: Vec<String>,
    accused: Vec<String>,
    harmed: Vec<String>,
}

pub(super) mod class {
    pub const PARTICLE: u32 = 1;
    pub const PLACING: u32 = 1 << 1;
    pub const UNLIKE: u32 = 1 << 2;
    pub const COUNTED: u32 = 1 << 3;
    pub const TELLING: u32 = 1 << 4;
    pub const MOVED: u32 = 1 << 5;
    pub const CLOCK: u32 = 1 << 6;
    pub const WHERE: u32 = 1 << 7;
    pub const ORDERING: u32 = 1 << 8;
    pub const HELD: u32 = 1 << 9;
    pub const ACCUSED: u32 = 1 << 10;
    pub const HARMED: u32 = 1 << 11;
}

/// The word lists of this module, from `claim/moments`.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    classes: WordMap<u32>,
    verbs: FxHashMap<String, String>,
    anything: rustc_hash::FxHashSet<String>,
    to_some: Vec<String>,
}

impl Tables {
    /// Reads the table `claim/moments`.
    pub fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        let raw: Raw = lexicon.table("claim/moments", problems);
        let mut classes = WordMap::default();
        for (list, bit) in [
            (&raw.particles, class::PARTICLE),
            (&raw.placing, class::PLACING),
            (&raw.unlike, class::UNLIKE),
            (&raw.counted, class::COUNTED),
            (&raw.telling, class::TELLING),
            (&raw.ordering, class::ORDERING),
            (&raw.held, class::HELD),
            (&raw.accused, class::ACCUSED),
            (&raw.harmed, class::HARMED),
            (&raw.moved, class::MOVED),
            (&raw.clocks, class::CLOCK),
            (&raw.telling_prepositions, class::WHERE),
        ] {
            classes.add(list.iter().map(String::as_str), bit);
        }
        let mut verbs = FxHashMap::default();
        for group in raw.verbs {
            if let Some(first) = group.first().cloned() {
                for verb in group {
                    verbs.entry(verb).or_insert_with(|| first.clone());
                }
            }
        }
        Self { classes, verbs, anything: raw.anything.into_iter().collect(), to_some: raw.to_some }
    }

    pub(super) fn share(&mut self, vocabulary: &mut Vocabulary) {
        self.classes.share(vocabulary);
    }

    /// The verb that stands for one and those of its meaning.
    pub(super) fn verb<'a>(&'a self, lemma: &'a str) -> &'a str {
        self.verbs.get(lemma).map_or(lemma, String::as_str)
    }

    /// Whether some words are a verb with its particle.
    pub(super) fn is_verb(&self, words: &str) -> bool {
        self.verbs.contains_key(words)
    }

    /// Whether a preposition opens what may tell two events of one kind apart.
    pub(crate) fn parts(&self, preposition: &str) -> bool {
        self.classes.get(preposition).is_some_and(|classes| classes & class::WHERE != 0)
    }

    /// Whether what happens once may happen to some before it happens to all.
    pub(crate) fn is_to_some(&self, event: &str) -> bool {
        self.to_some.iter().any(|own| own == event)
    }

    /// Whether a noun may stand for anything of a kind that a text has named.
    pub(crate) fn is_anything(&self, noun: &str) -> bool {
        self.anything.contains(noun)
    }
}

/// What tells moments in one text.
pub(super) struct Telling<'a> {
    pub events: Events<'a>,
    pub words: ByWord<u32>,
    pub tables: &'a Tables,
}

impl Telling<'_> {
    /// Whether a token's word or lemma is of one of some classes.
    pub fn is(&self, text: &Text, token: usize, classes: u32) -> bool {
        let token = text.token(token);
        (self.words.get(token.lower) | self.words.get(token.lemma)) & classes != 0
    }
}

/// Which time an expression tells, if it can be held against another: a day that hangs on no other, an hour, a length that is known.
pub(super) fn when(expression: &Expression) -> Option<When> {
    match (&expression.form, expression.timex) {
        (Form::Length(length), _) => {
            let known = length.hundredths.is_some() && length.toward == 0;
            known.then_some(if length.age { When::Age } else { When::Length })
        }
        (_, TimexType::Time) => expression.clock.map(|_| When::Clock),
        (_, TimexType::Date) => is_day(expression).then_some(When::Day),
        _ => None,
    }
}

/// Whether an expression tells a day, or a longer stretch of the calendar, whatever was named before.
pub(super) fn is_day(expression: &Expression) -> bool {
    let hangs = |base: Base| matches!(base, Base::Context | Base::Named);
    let placed = match &expression.form {
        Form::Clock | Form::Reference(_) | Form::Length(_) | Form::Set { .. } | Form::Range(..) => false,
        Form::Step(step) => !hangs(step.base),
        Form::Turn { base, .. } => !hangs(*base),
        _ => true,
    };
    placed && expression.grain != Grain::None && expression.portion.is_none()
}

/// What a text tells of when something was, and of what came first.
#[derive(Default)]
pub(super) struct Found {
    pub moments: Vec<Moment>,
    pub turns: Vec<Turn>,
}

/// The moments that a text tells, and the turns.
pub(super) fn find(text: &Text, mentions: &Mentions, clauses: &TextClauses, rules: &Extractor) -> Found {
    let tables = &rules.tables.moments;
    let open = || {
        let framer = Framer::new(text, mentions, clauses, &rules.tables.frames);
        let contexts = ContextReader::new(text, mentions, clauses, &rules.tables.context);
        (framer, contexts, Telling { events: Events::new(text, rules), words: tables.classes.of(text), tables })
    };
    let mut readers = None;
    let mut found = Found::default();
    for (index, mention) in mentions.times.iter().enumerate() {
        let Some(when) = when(&mention.expression).filter(|_| found.moments.len() < MOST) else { continue };
        let (framer, contexts, telling) = readers.get_or_insert_with(open);
        let told = match when {
            When::Age => framer.told_age(index, telling),
            When::Length => framer.told_at(index, when, telling).or_else(|| framer.told_before(index, telling)),
            _ => framer.told_at(index, when, telling).or_else(|| framer.told_noun(index, telling)),
        };
        let Some(told) = told else { continue };
        let mut context = contexts.read(told.span, told.head, &[]);
        if told.placed && context.modality == Modality::Actual {
            context.modality = Modality::Intended;
        }
        if context.polarity == Polarity::Positive && !context.distanced {
            let (deed, manner, beside, span, noun) = (told.deed, told.manner, told.beside, told.span, told.noun);
            let moment = |when| Moment {
                deed: deed.clone(),
                when,
                time: index as u32,
                beside: beside.clone(),
                manner: manner.clone(),
                further: told.further.clone(),
                noun,
                span,
                context: context.clone(),
            };
            found.moments.push(moment(when));
            // "At 4:17 a.m. on Tuesday" tells a day as well.
            if when == When::Clock && is_day(&mention.expression) {
                found.moments.push(moment(When::Day));
            }
        }
    }
    let hinged = rules.tables.orders.classes.of(text);
    for number in 0..text.sentences.len() {
        let tokens = &text.sentences[number].tokens;
        let mut tokens = tokens.start as usize..tokens.end as usize;
        if !tokens.any(|i| hinged.get(text.token(i).lower) & orders::class::HINGE != 0) || found.turns.len() >= MOST {
            continue;
        }
        let (framer, contexts, telling) = readers.get_or_insert_with(open);
        for told in framer.in_turn(number, telling) {
            let context = contexts.read(told.span, told.head, &[]);
            let fact = context.modality == Modality::Actual && context.tense != Tense::Future;
            if fact && context.polarity == Polarity::Positive && !context.distanced {
                found.turns.push(Turn { earlier: told.earlier, later: told.later, span: told.span, context });
            }
        }
    }
    found
}
