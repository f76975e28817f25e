//! The commitment behind a clause: polarity, modality, tense and attribution, read off the words around its head.
//!
//! Surface only: what precedes the head within its clause decides. A parser will sharpen the clause's bounds; the tables stay.

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use crate::diagnostic::Problem;
use crate::entity::{Entities, EntityKind};
use crate::lexicon::Lexicon;
use crate::source::Span;
use crate::text::Text;

/// Asserted or denied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Polarity {
    /// Asserted.
    #[default]
    Positive,
    /// Denied.
    Negative,
}

/// What kind of commitment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Modality {
    /// A fact.
    #[default]
    Actual,
    /// A plan, an expectation, a promise.
    Intended,
    /// A duty.
    Obliged,
    /// A possibility, a condition, a question.
    Possible,
}

/// Where the clause stands against the document's date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tense {
    /// Before.
    Past,
    /// At.
    Present,
    /// After.
    Future,
    /// Not told.
    #[default]
    Unknown,
}

/// Whose statement it is, if not the document's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaker {
    /// As named, or "quoted" where nobody is.
    pub name: String,
    /// Key of the speaker across documents, where it is a known person or body.
    pub key: Option<String>,
    /// Whether the words stand in quotation marks.
    pub quoted: bool,
}

/// The commitment behind a claim.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Context {
    /// Asserted or denied.
    pub polarity: Polarity,
    /// Fact, plan, duty, possibility.
    pub modality: Modality,
    /// Past, present, future.
    pub tense: Tense,
    /// Whose statement.
    pub speaker: Option<Speaker>,
    /// Whether the document distances itself from it.
    pub distanced: bool,
}

/// The word lists of this module, from `claim/context`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Tables {
    negators: FxHashSet<String>,
    denying: FxHashSet<String>,
    intending: FxHashSet<String>,
    intending_phrases: FxHashSet<String>,
    obliging: FxHashSet<String>,
    possible: FxHashSet<String>,
    conditional: FxHashSet<String>,
    pub(crate) saying: FxHashSet<String>,
    hearsay: FxHashSet<String>,
    distancing: FxHashSet<String>,
    past: FxHashSet<String>,
    present: FxHashSet<String>,
    future: FxHashSet<String>,
}

impl Tables {
    /// Reads the table `claim/context`.
    pub fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        lexicon.table("claim/context", problems)
    }
}

/// How far back from a head a clause is searched, in tokens.
const REACH: usize = 24;
/// How far around a head the rest of its sentence is searched, in tokens: what is longer is a table or a list without stops.
const SENTENCE: usize = 160;
/// How far from a verb of saying its subject may stand, in bytes.
const SUBJECT: u32 = 90;

/// Reads the commitment behind the words at `span`, whose verb or other head is `head`.
pub(crate) fn read(text: &Text, entities: &Entities, tables: &Tables, span: Span, head: Span) -> Context {
    let Some(sentence) = text.sentence_at(span.start) else { return Context::default() };
    let sentence = &text.sentences[sentence];
    let (first, last) = (sentence.tokens.start as usize, sentence.tokens.end as usize);
    let head_range = text.tokens_in(head);
    let head_at = head_range.start.clamp(first, last.saturating_sub(1));
    let (first, last) = (first.max(head_at.saturating_sub(SENTENCE)), last.min(head_at + SENTENCE));
    let clause = clause_start(text, first, head_at);
    let mut context = Context::default();
    commitment(text, tables, clause, head_range.end.clamp(head_at, last), &mut context);
    let hypothetical = (first..last).any(|i| matches!(text.lower(i), "if" | "unless"));
    let ends_as_question = last > first && matches!(text.lower(last - 1), "?");
    if ends_as_question
        || hypothetical
        || (first..head_at.min(first + 40))
            .any(|i| tables.conditional.contains(text.lower(i)) && opens_condition(text, first, i))
    {
        context.modality = context.modality.max(Modality::Possible);
    }
    context.tense = tense(text, tables, clause, head_range.end.clamp(head_at, last), last);
    context.speaker = speaker(text, entities, tables, span, first, last);
    context.distanced = (first..head_at).any(|i| tables.distancing.contains(text.lemma(i)))
        || (first..last).any(|i| tables.hearsay.contains(text.lower(i)));
    context
}

/// "if", "unless" anywhere before; "had", "should", "were" only as the first word of a clause.
fn opens_condition(text: &Text, first: usize, i: usize) -> bool {
    match text.lower(i) {
        "had" | "should" | "were" => i == first || matches!(text.lower(i - 1), "," | ";" | "\"" | "“"),
        _ => true,
    }
}

/// The first token of the clause that holds `at`: after the last semicolon, dash, or conjunction that opens a new clause.
fn clause_start(text: &Text, first: usize, at: usize) -> usize {
    let mut i = at;
    while i > first && at - i < REACH {
        let before = text.lower(i - 1);
        let breaks = matches!(
            before,
            ";" | ":"
                | "—"
                | "–"
                | "but"
                | "while"
                | "whereas"
                | "although"
                | "though"
                | "because"
                | "\""
                | "“"
                | "”"
                | "("
        );
        if breaks
            || (before == ","
                && matches!(
                    text.lower(i),
                    "and" | "but" | "which" | "who" | "when" | "where" | "after" | "before" | "as"
                ))
        {
            break;
        }
        i -= 1;
    }
    i
}

fn commitment(text: &Text, tables: &Tables, start: usize, end: usize, context: &mut Context) {
    for i in start..end {
        let (lower, lemma) = (text.lower(i), text.lemma(i));
        if i > 0 && is_determiner(text.lower(i - 1)) {
            continue; // A noun: "the plan", "its promise".
        }
        if tables.negators.contains(lemma) || tables.negators.contains(lower) {
            let only = i + 1 < text.tokens.len() && matches!(text.lower(i + 1), "only" | "just" | "longer");
            if !only {
                context.polarity = Polarity::Negative;
            }
        }
        let modality = if tables.denying.contains(lemma) && i + 1 < end {
            context.polarity = Polarity::Negative;
            continue;
        } else if tables.possible.contains(lower) || tables.possible.contains(lemma) {
            Modality::Possible
        } else if tables.obliging.contains(lemma) {
            Modality::Obliged
        } else if tables.intending.contains(lemma) || (i + 1 < end && is_phrase(text, tables, i)) {
            Modality::Intended
        } else {
            continue;
        };
        context.modality = context.modality.max(modality);
    }
}

fn is_determiner(word: &str) -> bool {
    matches!(
        word,
        "a" | "an"
            | "the"
            | "this"
            | "that"
            | "these"
            | "those"
            | "its"
            | "his"
            | "her"
            | "their"
            | "our"
            | "my"
            | "your"
            | "'s"
    )
}

fn is_phrase(text: &Text, tables: &Tables, i: usize) -> bool {
    let (a, b) = (text.lower(i), text.lower(i + 1));
    (b == "to" || b == "track") && tables.intending_phrases.contains(&format!("{a} {b}"))
}

fn tense(text: &Text, tables: &Tables, start: usize, end: usize, last: usize) -> Tense {
    let mut found = Tense::Unknown;
    for i in start..end.max(start) {
        let lower = text.lower(i);
        if tables.future.contains(lower) {
            return Tense::Future;
        }
        if tables.past.contains(lower) {
            found = Tense::Past;
        } else if tables.present.contains(lower) {
            found = if found == Tense::Past { Tense::Past } else { Tense::Present };
        }
    }
    if found == Tense::Unknown && end > start {
        let at = end - 1;
        let (lower, lemma) = (text.lower(at), text.lemma(at));
        if lower != lemma && lower.ends_with("ed") {
            return Tense::Past;
        }
        if lower != lemma && lower.ends_with('s') && at < last {
            return Tense::Present;
        }
    }
    found
}

/// Whether a token is a verb by which somebody is reported. "State", "report" and "claims" are nouns more often than not: an uninflected form or one in -s
/// needs a subject right before it.
fn is_saying(text: &Text, entities: &Entities, tables: &Tables, i: usize) -> bool {
    if !tables.saying.contains(text.lemma(i)) {
        return false;
    }
    let (token, lower) = (text.token(i), text.lower(i));
    let past = lower != text.lemma(i) && !lower.ends_with('s') && !lower.ends_with("ing");
    if past {
        return !token.capital;
    }
    let Some(before) = i.checked_sub(1).map(|b| text.token(b)) else { return false };
    let pronoun = matches!(text.lower(i - 1), "he" | "she" | "it" | "they" | "we" | "i" | "who" | "which" | "\"" | "”");
    let named = entities.mentions.partition_point(|m| m.span.end < before.span.end);
    pronoun || (!token.capital && entities.mentions.get(named).is_some_and(|m| m.span.end == before.span.end))
}

/// The speaker of a span: of the quotation it stands in, or of an indirect report in its sentence.
fn speaker(
    text: &Text,
    entities: &Entities,
    tables: &Tables,
    span: Span,
    first: usize,
    last: usize,
) -> Option<Speaker> {
    if let Some(quote) = text.quotation_of(span) {
        if quote.inner.len() < 4 {
            return None;
        }
        return Some(of_quotation(text, entities, tables, quote.span).unwrap_or(Speaker {
            name: "quoted".to_owned(),
            key: None,
            quoted: true,
        }));
    }
    reported(text, entities, tables, span, first, last)
}

/// Who is said to have spoken the words at `quote`: the person or body beside a verb of saying, before or after it.
pub(crate) fn of_quotation(text: &Text, entities: &Entities, tables: &Tables, quote: Span) -> Option<Speaker> {
    let tokens = text.tokens_in(quote);
    let sentence = text.sentence_at(quote.start).map(|s| &text.sentences[s])?;
    let block = text.blocks[sentence.block as usize].span;
    let after = tokens.end..(tokens.end + 14).min(text.tokens.len());
    let before = tokens.start.saturating_sub(14)..tokens.start;
    let named = |range: std::ops::Range<usize>, outward: bool| {
        let verb = if outward {
            range.clone().find(|&i| is_saying(text, entities, tables, i))
        } else {
            range.clone().rev().find(|&i| is_saying(text, entities, tables, i))
        }?;
        if !block.contains(text.token(verb).span) {
            return None;
        }
        nearest_actor(text, entities, verb, block, quote)
    };
    let found = named(after, true).or_else(|| named(before, false))?;
    Some(Speaker { quoted: true, ..found })
}

/// The person or body nearest to a verb of saying, outside the quotation.
fn nearest_actor(text: &Text, entities: &Entities, verb: usize, block: Span, quote: Span) -> Option<Speaker> {
    let at = text.token(verb).span;
    let first = entities.mentions.partition_point(|m| m.span.end + SUBJECT <= at.start);
    entities.mentions[first..]
        .iter()
        .take_while(|m| m.span.start < at.end + SUBJECT)
        .filter(|m| {
            matches!(m.kind, EntityKind::Person | EntityKind::Organisation)
                && block.contains(m.span)
                && !quote.overlaps(m.span)
        })
        .map(|m| (distance(m.span, at), m))
        .filter(|&(d, _)| d < SUBJECT)
        .min_by_key(|&(d, m)| (d, m.span))
        .map(|(_, m)| Speaker {
            name: m.entity.map_or_else(|| text.of(m.span).to_owned(), |e| entities.get(e).name.clone()),
            key: m.entity.map(|e| entities.get(e).key.clone()),
            quoted: false,
        })
}

fn distance(a: Span, b: Span) -> u32 {
    if a.start >= b.end { a.start - b.end } else { b.start.saturating_sub(a.end) }
}

/// Indirect speech: "X said (that) …", "…, X said", "according to X, …".
fn reported(
    text: &Text,
    entities: &Entities,
    tables: &Tables,
    span: Span,
    first: usize,
    last: usize,
) -> Option<Speaker> {
    let sentence = text.span(first..last.max(first + 1));
    let verb = (first..last).find(|&i| {
        let token = text.token(i).span;
        let outside = !span.contains(token);
        let according = text.lower(i) == "according" && i + 1 < last && text.lower(i + 1) == "to";
        outside
            && (according || (is_saying(text, entities, tables, i) && reports(text, i, span, first, last)))
            && text.quotation_of(token).is_none()
    })?;
    nearest_actor(text, entities, verb, sentence, Span::default())
}

/// Whether a verb of saying has the clause at `span` as what is said: it comes before it ("X said …"), or closes the sentence after a comma.
fn reports(text: &Text, verb: usize, span: Span, first: usize, last: usize) -> bool {
    let at = text.token(verb).span;
    if at.end <= span.start {
        return true;
    }
    verb > first && (first..verb).rev().take(8).any(|i| text.lower(i) == ",") && last - verb < 16
}
