//! Which sentences of a text are analysed, and what comes of it.

use super::{Depth, Extractor, elapsed, lapses, orders};
use crate::entity::{EntityMention, Look, Proposal, is_pronoun};
use crate::mention::Mentions;
use crate::source::Source;
use crate::text::clauses::{ClauseReader, TextClauses};
use crate::text::syntax::{Analysis, Syntax};
use crate::text::{ByWord, Sentence, Text, TextReader};
use crate::time::{Grain, TimeMention, TimexType};

/// Longest document that is read closely, in tokens.
pub(super) const CLOSE: usize = 40_000;

/// A document on its way from text to claims.
pub(super) struct Read {
    pub text: Text,
    pub mentions: Mentions,
    pub clauses: TextClauses,
    /// Those of all sentences, where the document is read closely.
    pub all: Option<TextClauses>,
    look: Look,
}

impl Read {
    /// The text of a document and the mentions that the tables know.
    fn new(source: &Source, reader: &mut TextReader<'_>, rules: &Extractor) -> Self {
        let text = reader.read(source);
        let look = rules.mentions.entities.look(&text);
        let mentions = rules.mentions.find_at(&text, &look);
        Self { text, mentions, clauses: TextClauses::default(), all: None, look }
    }
}

/// Reads documents, and analyses the sentences that hold something checkable: their clauses, and the names that only the tagger knows, which become mentions
/// throughout their text. What comes of a document does not hang on the others; read together they are read faster.
pub(super) fn read(sources: &[&Source], rules: &Extractor) -> Vec<Read> {
    let mut reader = TextReader::new(&rules.text);
    let mut documents: Vec<Read> = sources.iter().map(|source| Read::new(source, &mut reader, rules)).collect();
    let Some(syntax) = rules.syntax.filter(|_| rules.depth != Depth::Surface) else { return documents };
    let numbers: Vec<Vec<usize>> = documents.iter().map(|document| wanted(document, rules)).collect();
    let sentences = |(document, numbers): (&Read, &Vec<usize>)| -> Vec<Sentence> {
        numbers.iter().map(|&number| document.text.sentences[number].clone()).collect()
    };
    let sentences: Vec<Vec<Sentence>> = documents.iter().zip(&numbers).map(sentences).collect();
    let texts = documents.iter().map(|document| &document.text).zip(sentences.iter().map(Vec::as_slice));
    let mut analyses = syntax.analyse_texts(texts).into_iter();
    for ((document, numbers), sentences) in documents.iter_mut().zip(&numbers).zip(&sentences) {
        let own: Vec<Analysis> = analyses.by_ref().take(sentences.len()).collect();
        if !own.is_empty() {
            take_in(document, numbers, sentences, &own, rules);
        }
    }
    for document in documents.iter_mut().filter(|document| rules.closely && document.text.tokens.len() <= CLOSE) {
        document.all = Some(all_clauses(document, syntax, rules));
    }
    documents
}

/// The clauses of all sentences of a document. They are kept apart, so that what else is read of it does not hang on how closely it is read.
fn all_clauses(document: &Read, syntax: &Syntax<'_>, rules: &Extractor) -> TextClauses {
    let Read { text, clauses, .. } = document;
    let mut all = clauses.clone();
    let numbers = (0..text.sentences.len()).filter(|&number| clauses.of(number).is_none());
    let numbers: Vec<usize> = numbers.collect();
    let sentences: Vec<Sentence> = numbers.iter().map(|&number| text.sentences[number].clone()).collect();
    let analyses = syntax.analyse_texts(std::iter::once((text, sentences.as_slice())));
    let reader = ClauseReader::new(text, &rules.text);
    for ((number, sentence), analysis) in numbers.into_iter().zip(&sentences).zip(&analyses) {
        all.insert(number, reader.read(sentence, analysis));
    }
    all
}

/// The names and clauses of analysed sentences.
fn take_in(document: &mut Read, numbers: &[usize], sentences: &[Sentence], analyses: &[Analysis], rules: &Extractor) {
    let Read { text, mentions, clauses, look, .. } = document;
    let names = sentences.iter().zip(analyses).flat_map(|(sentence, analysis)| Proposal::of(sentence, analysis));
    let proposals: Vec<Proposal> = names.collect();
    mentions.entities = rules.mentions.entities.overlay(text, look, std::mem::take(&mut mentions.entities), &proposals);
    let reader = ClauseReader::new(text, &rules.text);
    for ((&number, sentence), analysis) in numbers.iter().zip(sentences).zip(analyses) {
        clauses.insert(number, reader.read(sentence, analysis));
    }
    let times: Vec<_> = mentions.times.iter().map(|time| time.span).collect();
    rules.mentions.entities.take_up(text, look, &mut mentions.entities, clauses, &times);
}

/// The sentences of a document that are analysed.
fn wanted(document: &Read, rules: &Extractor) -> Vec<usize> {
    let all = 0..document.text.sentences.len();
    if rules.depth == Depth::Everything {
        return all.collect();
    }
    let wanted = checkable(document, rules);
    all.filter(|&number| wanted[number]).collect()
}

/// For each sentence, whether it holds a verb of a wording with mentions for its slots, or with words that may take up what fills them, or a date beside a verb
/// of what happens once.
fn checkable(document: &Read, rules: &Extractor) -> Vec<bool> {
    let Read { text, mentions, look, .. } = document;
    let further = rules.mentions.entities.promised(text, look, &mentions.entities);
    let mut wanted = rules.predicates.promising(text, mentions, &further, rules.closely);
    elapsed::wanted(text, mentions, &rules.tables.elapsed, &mut wanted);
    lapses::wanted(text, mentions, rules, &mut wanted);
    orders::wanted(text, rules, &mut wanted);
    let mut once = None;
    let mut tried = None;
    for time in mentions.times.iter().filter(|time| is_date(time)) {
        let Some(sentence) = text.sentence_at(time.span.start).filter(|&sentence| !wanted[sentence]) else { continue };
        if tried.replace(sentence) == Some(sentence) {
            continue;
        }
        let once = once.get_or_insert_with(|| Happenings::new(text, rules));
        let tokens = &text.sentences[sentence].tokens;
        let mut tokens = tokens.start as usize..tokens.end as usize;
        wanted[sentence] = tokens.clone().any(|token| once.tells(text, token))
            || once.has_occasion(text, tokens.clone()) && tokens.any(|token| once.is_light(text, token));
    }
    before_pronouns(text, &further, &mut wanted);
    wanted
}

/// Adds the sentences before those that a pronoun makes worth an analysis, in one paragraph: what it takes up is their subject.
fn before_pronouns(text: &Text, further: &[EntityMention], wanted: &mut [bool]) {
    let sentence = |mention: &EntityMention| text.sentence_at(mention.span.start).filter(|&number| wanted[number]);
    let pronoun = |mention: &&EntityMention| is_pronoun(text.lower(text.tokens_in(mention.span).start));
    let numbers: Vec<usize> = further.iter().filter(pronoun).filter_map(sentence).collect();
    for number in numbers.into_iter().filter(|&number| number > 0) {
        wanted[number - 1] |= text.sentences[number - 1].block == text.sentences[number].block;
    }
}

/// Which words of a text tell what happens once: verbs, and nouns of their events.
struct Happenings<'a> {
    verbs: ByWord<u32>,
    rules: &'a Extractor,
}

impl<'a> Happenings<'a> {
    fn new(text: &Text, rules: &'a Extractor) -> Self {
        Self { verbs: rules.tables.frames.classes_of(text), rules }
    }

    /// Whether a noun of what happens once stands among some tokens.
    fn has_occasion(&self, text: &Text, mut tokens: std::ops::Range<usize>) -> bool {
        tokens.any(|token| self.rules.tables.frames.is_occasion(self.verbs.get(text.token(token).lower)))
    }

    /// Whether a verb says only that something happened.
    fn is_light(&self, text: &Text, token: usize) -> bool {
        self.rules.tables.frames.is_light(self.verbs.get(text.token(token).lemma))
    }

    fn tells(&self, text: &Text, token: usize) -> bool {
        let lemma = text.token(token).lemma;
        self.rules.tables.frames.is_once(self.verbs.get(lemma))
            || self
                .rules
                .text
                .clauses
                .verb_of(text.words.get(lemma))
                .is_some_and(|verb| self.rules.tables.frames.once(verb).is_some())
    }
}

/// Whether a time may be the day on which something happened.
pub(super) fn is_date(time: &TimeMention) -> bool {
    time.expression.timex == TimexType::Date && time.expression.grain != Grain::None
}
