//! Claims: what a document commits to, extracted from that document alone.
//!
//! Extraction is a pure function of one document and the rules. Times stay symbolic (indices into the document's own mentions), names stay local keys;
//! placing both on the calendar and across documents is the work of [`crate::link`]. So a [`DocumentClaims`] can be stored and used again beside any other document.

mod acronyms;
mod acts;
mod ages;
mod alike;
mod anniversaries;
mod attendees;
mod bases;
mod companions;
mod context;
mod contraries;
mod dating;
mod deadlines;
mod decisions;
mod editions;
mod elapsed;
mod exclusives;
mod extract;
mod founding;
mod framed;
mod frames;
mod inhabitants;
mod keywords;
mod lapses;
mod lasting;
mod limits;
mod magnitudes;
mod milestones;
mod moments;
mod named;
mod narrowing;
mod nationality;
mod occasions;
mod opposites;
mod orders;
mod parse;
mod passages;
mod people;
mod quotes;
mod ranks;
mod ratios;
mod reckoned;
mod records;
mod reprint;
mod revived;
mod rolls;
mod sheets;
mod signatures;
mod sites;
mod sole;
mod structure;
mod tables;
#[cfg(test)]
mod tests;
mod timing;
mod tolls;
mod trends;
mod unreal;
mod whereabouts;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use acronyms::Acronym;
pub use acts::{Act, Party};
pub use ages::LIFESPAN;
pub use alike::{Alike, Share};
pub use anniversaries::Anniversary;
pub use context::{Context, Modality, Polarity, Speaker, Tense};
pub use contraries::{Contraries, Contrary, Outside};
pub use dating::DateHints;
pub use deadlines::MOVED;
pub use decisions::DECISION_ON;
pub use editions::Edition;
pub use elapsed::{Elapsed, distance};
pub use exclusives::Exclusive;
pub use extract::{
    AGREEMENT, AGREEMENT_STATUS, BORN, DEADLINE, DIED, FOUNDED, FREQUENCY, HAPPENED, HOLDS, IMPLIED, LENGTH,
    MEMBERSHIP, RANK, STATISTIC, TREND,
};
pub use founding::Founding;
pub use frames::{Anchors, Bearer, Frame, Likeness};
pub use keywords::Keyword;
pub use lapses::{Lapse, Told};
pub use lasting::Lasting;
pub use limits::{Limit, Limits};
pub use magnitudes::Magnitude;
pub use milestones::{Milestone, Thing};
pub use moments::{Deed, Moment, Sufferer, Turn, When};
pub use named::SOMEBODY;
pub use narrowing::Narrowing;
pub use occasions::Occasion;
pub use opposites::Opposites;
pub use orders::Order;
pub use passages::{Denial, Denying, Held, Passage, PassageItem, PassageValue, PassageWord};
pub use quotes::Quote;
pub(crate) use quotes::{Sense, Word, weight};
pub use ranks::EVENT;
pub use ratios::Ratio;
pub use reckoned::{Reckoning, Reckons, Term};
pub use reprint::Shingle;
pub(crate) use reprint::hash;
pub use sheets::{Heading, Sheet, SheetCell};
pub use sites::{ITSELF, SITE, UNTOLD, VENUE};
pub use sole::{Callings, Sole};
pub use structure::Listing;
pub use tables::{Figure, Sum};
pub use whereabouts::{DIRECTIONS, Lies, Located, Part, Whereabouts};

use crate::diagnostic::Problem;
use crate::entity::OfficeMention;
use crate::lexicon::Lexicon;
use crate::mention::{MentionReader, Mentions};
use crate::predicate::PredicateSet;
use crate::quantity::Quantity;
use crate::source::{Source, Span};
use crate::text::TextTables;
use crate::text::syntax::Syntax;
use crate::time::Setting;

/// The word lists of this layer, compiled once.
#[derive(Clone, Debug, Default)]
pub struct ClaimTables {
    /// Ages.
    pub ages: ages::Tables,
    /// Anniversaries.
    pub anniversaries: anniversaries::Tables,
    /// Functions at meetings.
    pub attendees: attendees::Tables,
    /// Parties beside another.
    pub companions: companions::Tables,
    /// Commitment.
    pub context: context::Tables,
    /// Decisions.
    pub decisions: decisions::Tables,
    /// What is due by when.
    pub deadlines: deadlines::Tables,
    /// Steps from one date to another.
    pub elapsed: elapsed::Tables,
    /// Founders.
    pub founding: Founding,
    /// Frames.
    pub frames: frames::Tables,
    /// How long something is to run.
    pub lapses: lapses::Tables,
    /// How long something has been so.
    pub lasting: Lasting,
    /// Words that exclude each other.
    pub opposites: Opposites,
    /// What was done and what became of it.
    pub acts: acts::Tables,
    /// Words that say nearly the same.
    pub alike: Alike,
    /// Phrases that exclude each other.
    pub contraries: Contraries,
    /// Which of two events came first.
    pub orders: orders::Tables,
    /// Dates of what happens once in a story.
    pub milestones: milestones::Tables,
    /// What is told to have been at a time.
    pub moments: moments::Tables,
    /// What narrows statements.
    pub narrowing: Narrowing,
    /// Lists of names.
    pub named: named::Tables,
    /// Questions of which a document tells one answer.
    pub sole: Sole,
    /// How many people were asked.
    pub people: people::Tables,
    /// Words of quotations.
    pub quoted: quotes::Tables,
    /// Ranks.
    pub ranks: ranks::Tables,
    /// Shares and changes.
    pub ratios: ratios::Tables,
    /// Sums of one sentence.
    pub reckoned: reckoned::Tables,
    /// Where something was signed or arrived.
    pub sites: sites::Tables,
    /// Announcements.
    pub structure: structure::Tables,
    /// Totals of tables.
    pub tables: tables::Tables,
    /// The dead and the hurt.
    pub tolls: tolls::Tables,
    /// Which way measures go.
    pub trends: trends::Tables,
    /// Events that are held again and again.
    pub editions: editions::Tables,
    /// Where things lie.
    pub whereabouts: whereabouts::Tables,
    /// How strong earthquakes were.
    pub magnitudes: magnitudes::Tables,
    /// What a sentence tells of its event.
    pub occasions: occasions::Tables,
}

/// The file of the models, for messages.
const MODEL: &str = "models/english.model";

/// Everything compiled that extraction needs. Its parts share one vocabulary: a text read by one extractor is for its own recognisers only.
#[derive(Clone, Debug, Default)]
pub struct Extractor {
    /// Tables of the text layer.
    pub text: TextTables,
    /// The recognisers.
    pub mentions: MentionReader,
    /// The predicates.
    pub predicates: PredicateSet,
    /// Word lists of this layer.
    pub tables: ClaimTables,
    /// The models of syntax; without them only the surface of sentences is read.
    pub syntax: Option<&'static Syntax<'static>>,
    /// Which sentences are analysed.
    pub depth: Depth,
    /// Whether sentences are kept as passages, by which texts laid side by side are lined up.
    pub passages: bool,
    /// Whether documents are read closely: all sentences of those that are not too long are analysed, and what their clauses tell is kept as acts.
    pub closely: bool,
}

/// Which sentences are analysed, at a cost of several times all else.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Depth {
    /// None.
    Surface,
    /// Those that hold something checkable.
    #[default]
    Checkable,
    /// All, whatever they hold; for measuring.
    Everything,
}

impl Extractor {
    /// Compiles a lexicon. Faulty tables are problems and taken as empty.
    pub fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        let mut further = Vec::new();
        let (predicates, (text, mentions, tables)) = both(
            || PredicateSet::new(lexicon, problems),
            || {
                let text = TextTables::new(lexicon, &mut further);
                let mentions = MentionReader::new(lexicon, &mut further);
                (text, mentions, ClaimTables::new(lexicon, &mut further))
            },
        );
        problems.extend(further);
        let (syntax, depth, passages, closely) = (None, Depth::default(), false, false);
        let mut all = Self { text, mentions, predicates, tables, syntax, depth, passages, closely };
        match Syntax::embedded() {
            Ok(syntax) => all.syntax = Some(syntax),
            Err(fault) => problems.push(Problem::file(MODEL, "CFG013", fault.to_string())),
        }
        let vocabulary = &mut all.text.vocabulary;
        // Short lists come first: a list is an array up to the number of its last word.
        all.tables.acts.share(vocabulary);
        all.tables.ages.share(vocabulary);
        all.tables.alike.share(vocabulary);
        all.tables.contraries.share(vocabulary);
        all.tables.anniversaries.share(vocabulary);
        all.tables.context.share(vocabulary);
        all.tables.deadlines.share(vocabulary);
        all.tables.decisions.share(vocabulary);
        all.tables.elapsed.share(vocabulary);
        all.tables.lapses.share(vocabulary);
        all.tables.milestones.share(vocabulary);
        all.tables.moments.share(vocabulary);
        all.tables.opposites.share(vocabulary);
        all.tables.orders.share(vocabulary);
        all.tables.ranks.share(vocabulary);
        all.tables.reckoned.share(vocabulary);
        all.tables.tolls.share(vocabulary);
        all.tables.sites.share(vocabulary);
        all.tables.trends.share(vocabulary);
        all.tables.editions.share(vocabulary);
        all.tables.whereabouts.share(vocabulary);
        all.tables.magnitudes.share(vocabulary);
        all.tables.frames.share(vocabulary);
        all.text.clauses.share(vocabulary);
        all.predicates.share(vocabulary);
        all.mentions.share(vocabulary);
        all
    }
}

/// What two functions return, which run beside each other where the feature `parallel` is on.
fn both<A: Send, B: Send>(a: impl FnOnce() -> A + Send, b: impl FnOnce() -> B + Send) -> (A, B) {
    #[cfg(feature = "parallel")]
    return rayon::join(a, b);
    #[cfg(not(feature = "parallel"))]
    (a(), b())
}

impl ClaimTables {
    /// Compiles the tables `claim/*`.
    pub fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        Self {
            acts: acts::Tables::new(lexicon, problems),
            ages: ages::Tables::new(lexicon, problems),
            alike: Alike::new(lexicon, problems),
            contraries: Contraries::new(lexicon, problems),
            anniversaries: anniversaries::Tables::new(lexicon, problems),
            attendees: attendees::Tables::new(lexicon, problems),
            companions: companions::Tables::new(lexicon, problems),
            context: context::Tables::new(lexicon, problems),
            decisions: decisions::Tables::new(lexicon, problems),
            deadlines: deadlines::Tables::new(lexicon, problems),
            elapsed: elapsed::Tables::new(lexicon, problems),
            founding: Founding::new(lexicon, problems),
            frames: frames::Tables::new(lexicon, problems),
            lapses: lapses::Tables::new(lexicon, problems),
            lasting: Lasting::new(lexicon, problems),
            opposites: Opposites::new(lexicon, problems),
            orders: orders::Tables::new(lexicon, problems),
            milestones: milestones::Tables::new(lexicon, problems),
            moments: moments::Tables::new(lexicon, problems),
            named: named::Tables::new(lexicon, problems),
            people: people::Tables::new(lexicon, problems),
            narrowing: Narrowing::new(lexicon, problems),
            quoted: quotes::Tables::new(lexicon, problems),
            ranks: ranks::Tables::new(lexicon, problems),
            ratios: ratios::Tables::new(lexicon, problems),
            reckoned: reckoned::Tables::new(lexicon, problems),
            sites: sites::Tables::new(lexicon, problems),
            sole: Sole::new(lexicon, problems),
            structure: structure::Tables::new(lexicon, problems),
            tables: tables::Tables::new(lexicon, problems),
            tolls: tolls::Tables::new(lexicon, problems),
            trends: trends::Tables::new(lexicon, problems),
            editions: editions::Tables::new(lexicon, problems),
            whereabouts: whereabouts::Tables::new(lexicon, problems),
            magnitudes: magnitudes::Tables::new(lexicon, problems),
            occasions: occasions::Tables::new(lexicon, problems),
        }
    }
}

/// Who or what fills a slot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Referent {
    /// Key for comparison across documents.
    pub key: String,
    /// For messages.
    pub name: String,
    /// Whether the identity was inferred ("the agreement", a surname alone).
    pub inferred: bool,
    /// Whether it has a name of its own, so that it is the same in any document; an "outbreak" is one only among documents on one affair.
    pub named: bool,
}

/// What a claim answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// An office held.
    Office(OfficeMention),
    /// One of a predicate's closed list of values.
    Listed(String),
    /// A date: index into the document's times.
    Time(u32),
    /// An age in whole years, on the day it is told.
    Age(u32),
    /// A quantity.
    Quantity(Quantity),
    /// One or more parties, persons or places; `closed` if the words exclude any other ("only in X", "between X and Y").
    Referents {
        /// Keys and names.
        all: Vec<Referent>,
        /// Whether no others are admitted.
        closed: bool,
    },
    /// It is so; a denial has [`Polarity::Negative`].
    Truth,
}

/// How the time of a claim bears on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Bearing {
    /// It holds at that time, or throughout it.
    #[default]
    During,
    /// "Since 2012": from then on.
    Since,
    /// "Had been mayor since 2012": from then up to a time that the words before tell.
    HadSince,
    /// "Until 2012": up to then.
    Until,
    /// "Before 5 May": up to the day before.
    Before,
    /// "From 2003 to 2011": begins and ends with it.
    Throughout,
    /// It began then: "became mayor in 2012".
    Begins,
}

impl Bearing {
    /// The word before a time that bears so, for messages.
    pub fn word(self) -> &'static str {
        match self {
            Self::During | Self::Throughout => "",
            Self::Since | Self::HadSince => "since ",
            Self::Until => "until ",
            Self::Before => "before ",
            Self::Begins => "in ",
        }
    }
}

/// One claim.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// The predicate's name: one of the lexicon's, or `statistic` and `happened-on` for frames.
    pub predicate: String,
    /// The smallest clause that carries it.
    pub span: Span,
    /// The slots of the question.
    pub slots: BTreeMap<String, Referent>,
    /// The answer.
    pub value: Value,
    /// The words of the question, where it has no fixed slots.
    pub frame: Option<Frame>,
    /// The complete set of those it holds for, where the words exclude any other ("only in Guatemala"); else empty.
    pub only: Vec<Referent>,
    /// Index into the document's times: when it holds; `None` for the document's own date.
    pub time: Option<u32>,
    /// Whether the time stands in the same clause, rather than somewhere in the sentence or before it.
    pub time_near: bool,
    /// How that time bears on it.
    pub bearing: Bearing,
    /// Whether the words deny it for all of the past: "was never in force".
    pub never: bool,
    /// Whether the rest of the sentence says that it has been so ever since its time: "suspended in May 2021 and never resumed".
    pub lasting: bool,
    /// Polarity, modality, tense, attribution.
    pub context: Context,
    /// Whether no verb says it, only words set side by side: "Ana Ruiz, the minister of trade, …".
    pub apposed: bool,
    /// Whether it is no more than a title before a name, which many keep for life.
    pub title: bool,
    /// Whether the value is taken for granted rather than stated.
    pub presupposed: bool,
    /// Which wording or mechanism found it.
    pub found_by: String,
}

/// Everything extracted from one document.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct DocumentClaims {
    /// Number of words.
    pub words: u32,
    /// The typed spans.
    pub mentions: Mentions,
    /// For each time of [`Mentions::times`], what the text around it tells.
    pub settings: Vec<Setting>,
    /// The claims, by start.
    pub claims: Vec<Claim>,
    /// What tells about the document's date.
    pub dating: DateHints,
    /// The words that tell what it is about.
    pub keywords: Vec<Keyword>,
    /// Fingerprints of passages, to find reprints.
    pub shingles: Vec<Shingle>,
    /// Direct quotations with their speakers.
    pub quotes: Vec<Quote>,
    /// Counts announced and the lists that follow; parties and their signatories.
    pub listings: Vec<Listing>,
    /// Acronyms with what they stand for.
    #[serde(default)]
    pub acronyms: Vec<Acronym>,
    /// Names that the words call the only ones.
    #[serde(default)]
    pub exclusives: Vec<Exclusive>,
    /// Steps from one date to another that stands beside them.
    pub elapsed: Vec<Elapsed>,
    /// How many years ago something was.
    pub anniversaries: Vec<Anniversary>,
    /// How long things are to run, and when they end.
    pub lapses: Vec<Lapse>,
    /// Which of two events came first.
    pub orders: Vec<Order>,
    /// On what days things happened that happen once in a story.
    pub milestones: Vec<Milestone>,
    /// What is told to have been at a time, or for so long.
    pub moments: Vec<Moment>,
    /// What was done before or after something else was.
    pub turns: Vec<Turn>,
    /// Which of its kind an event is that is held again and again.
    pub editions: Vec<Edition>,
    /// Where things lie.
    pub whereabouts: Vec<Whereabouts>,
    /// How strong earthquakes were.
    pub magnitudes: Vec<Magnitude>,
    /// Times that are spoken of rather than told, which the calendar does not judge; sorted indices.
    pub spoken_of: Vec<u32>,
    /// The sentences, where the extractor was asked for [passages](Extractor::passages).
    pub passages: Vec<Passage>,
    /// What the clauses tell, where the extractor was asked to read [closely](Extractor::closely).
    pub acts: Vec<Act>,
    /// What limits what is told, where the extractor was asked to read [closely](Extractor::closely).
    pub limits: Limits,
    /// Figures of one sentence that are worked out from one another.
    pub ratios: Vec<Ratio>,
    /// Figures of one sentence or list that are reckoned up.
    pub reckoned: Vec<Reckoning>,
    /// Totals of tables and what they may sum.
    pub sums: Vec<Sum>,
    /// The figures of tables, with what stands over and before them.
    pub sheets: Vec<Sheet>,
}

impl DocumentClaims {
    /// Extracts the claims of a document. Never fails.
    pub fn extract(source: &Source, rules: &Extractor) -> Self {
        extract::run(&[source], rules).pop().unwrap_or_default()
    }

    /// Extracts the claims of several documents, each by itself as [`extract`](Self::extract) does, but faster.
    pub fn extract_all(sources: &[&Source], rules: &Extractor) -> Vec<Self> {
        extract::run(sources, rules)
    }
}
