//! On which day something was said: the relative times of a quotation hang on the day of its words, not on the document's.
//!
//! "We signed it yesterday," she said on Tuesday: it was signed on Monday, whenever that is printed. Of reported speech ("said on Tuesday that they would
//! meet next week") either day may be meant, so both are admitted. What "he had once said" was said on a day that nothing tells.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::TimeMention;
use super::expression::{Form, Grain, Reference};
use super::tables::{Look, Part};
use super::walk::{Gaze, Setting};
use crate::diagnostic::Problem;
use crate::lexicon::Lexicon;
use crate::text::{ByWord, Quotation, Text, TokenKind, Vocabulary, WordMap};

/// On which day the words around a mention were said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Said {
    /// The document's own day, as far as the text tells.
    #[default]
    Now,
    /// The day told by another mention, by its index.
    On(u32),
    /// The day told by another mention or the document's: reported speech.
    Reported(u32),
    /// A day that nothing tells.
    Elsewhen,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
struct Table {
    says: Vec<String>,
    tells: Vec<String>,
    elsewhen_before: Vec<String>,
    elsewhen_after: Vec<String>,
}

/// What words do around what is said, as bits of [`role`].
#[derive(Clone, Debug, Default)]
pub(super) struct SpeechWords(WordMap<u8>);

/// Bits for what a word does around what is said.
mod role {
    /// A verb after which its time stands at once or after a preposition.
    pub const SAYS: u8 = 1;
    /// A verb whose hearers stand before its time.
    pub const TELLS: u8 = 2;
    /// Before the verb: it was said on another day.
    pub const BEFORE: u8 = 4;
    /// After the verb: it was said on another day.
    pub const AFTER: u8 = 8;
}

impl SpeechWords {
    /// Compiles the table `time/speech`.
    pub(super) fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        let table: Table = lexicon.table("time/speech", problems);
        let mut words = Self::default();
        let lists = [
            (role::SAYS, &table.says),
            (role::TELLS, &table.tells),
            (role::BEFORE, &table.elsewhen_before),
            (role::AFTER, &table.elsewhen_after),
        ];
        for (bit, list) in lists {
            for word in list {
                *words.0.entry(word) |= bit;
            }
        }
        words
    }

    pub(super) fn share(&mut self, vocabulary: &mut Vocabulary) {
        self.0.share(vocabulary);
    }
}

/// A text with what its words do around what is said.
struct Talk<'a> {
    gaze: &'a Gaze<'a>,
    text: &'a Text,
    mentions: &'a [TimeMention],
    roles: ByWord<u8>,
}

/// Tokens between a verb of saying and its quotation, or the words that tell when it was said.
const REACH: usize = 12;

/// Notes for each mention in a quotation or in reported speech on which day it was said.
pub(super) fn settle(gaze: &Gaze<'_>, words: &SpeechWords, mentions: &[TimeMention], settings: &mut [Setting]) {
    if mentions.is_empty() {
        return;
    }
    let talk = Talk { gaze, text: gaze.text, mentions, roles: words.0.of(gaze.text) };
    talk.quoted(settings);
    for index in 0..mentions.len() {
        if let Some(reported) = talk.reported(index).filter(|_| !settings[index].quoted) {
            for setting in settings[reported].iter_mut().filter(|setting| !setting.quoted) {
                setting.said = Said::Reported(index as u32);
            }
        }
    }
}

impl Talk<'_> {
    fn quoted(&self, settings: &mut [Setting]) {
        let mut passed = 0;
        let mut last: Option<(usize, Said)> = None;
        for quotation in &self.text.quotations {
            let (start, end) = (quotation.span.start, quotation.span.end);
            let sentence = |at: u32| self.text.sentence_at(at);
            let (Some(first), Some(final_one)) = (sentence(start), sentence(end.saturating_sub(1))) else { continue };
            // What is quoted within a quotation was said by whoever says that.
            if start < passed {
                continue;
            }
            passed = end;
            // "…," she said on Tuesday. "Work starts tomorrow."
            let goes_on = || last.filter(|(sentence, _)| sentence + 1 == first && self.one_block(*sentence, first));
            let said = self.said(quotation, first, final_one).or_else(|| goes_on().map(|(_, said)| said));
            let open = said.is_none_or(|said| said == Said::Now) && self.is_of_another_time(quotation, first);
            let said = if open { Some(Said::Elsewhen) } else { said };
            let inside = self.within(start, end);
            settings[inside].iter_mut().for_each(|setting| setting.said = said.unwrap_or_default());
            last = said.map(|said| (final_one, said));
        }
    }

    /// Whether a quotation that opens its sentence, without a verb of saying or with no more than "he said", follows on a sentence that tells of a year: "In 2019
    /// Ruiz sounded worried. “…”"
    fn is_of_another_time(&self, quotation: &Quotation, sentence: usize) -> bool {
        let Some(before) = sentence.checked_sub(1).filter(|&before| self.one_block(before, sentence)) else {
            return false;
        };
        let tokens = |sentence: usize| {
            let tokens = &self.text.sentences[sentence].tokens;
            tokens.start as usize..tokens.end as usize
        };
        let opens = self.text.sentences[sentence].span.start == quotation.span.start;
        let pronoun = |i: usize| matches!(self.text.lower(i), "he" | "she" | "they");
        let said = |i: usize| match self.is_saying(i) {
            true => i == 0 || !pronoun(i - 1),
            false => matches!(self.text.lemma(i), "say" | "tell"),
        };
        let span = self.text.sentences[before].span;
        let year = |mention: &TimeMention| mention.expression.year.is_some();
        opens && !tokens(sentence).any(said) && self.mentions[self.within(span.start, span.end)].iter().any(year)
    }

    fn one_block(&self, a: usize, b: usize) -> bool {
        let block = |sentence: usize| {
            let at = self.text.tokens.get(self.text.sentences[sentence].tokens.start as usize)?.span.start;
            Some(self.text.blocks.partition_point(|block| block.span.end <= at))
        };
        block(a) == block(b)
    }

    /// The mentions that begin between two places of the text.
    fn within(&self, start: u32, end: u32) -> Range<usize> {
        let at = |place: u32| self.mentions.partition_point(|m| m.span.start < place);
        at(start)..at(end)
    }

    fn has(&self, i: usize, role: u8) -> bool {
        self.text.tokens.get(i).is_some_and(|token| self.roles.get(token.lower) & role != 0)
    }

    fn is_saying(&self, i: usize) -> bool {
        self.has(i, role::SAYS | role::TELLS)
    }

    fn is_mark(&self, i: usize) -> bool {
        matches!(self.text.raw(i), "\"" | "“" | "”" | "„" | "«" | "»" | "''" | "``")
    }

    /// Whether a token begins another clause.
    fn is_clause(&self, i: usize) -> bool {
        self.gaze.is(i, Part::That) || matches!(self.gaze.look(i), Look::Past | Look::Future)
    }

    fn tokens_of(&self, sentence: usize) -> Range<usize> {
        let tokens = &self.text.sentences[sentence].tokens;
        tokens.start as usize..tokens.end as usize
    }

    /// When a quotation in some sentences was said: by the verb of saying after it, else the one before it. `None` if nobody is told to have said it.
    fn said(&self, quotation: &Quotation, first: usize, last: usize) -> Option<Said> {
        let tokens = self.text.tokens_in(quotation.span);
        let (low, high) = (self.tokens_of(first).start, self.tokens_of(last).end);
        let after = (tokens.end..high.min(tokens.end + REACH)).take_while(|&i| !self.is_mark(i));
        if let Some(verb) = after.clone().find(|&i| self.is_saying(i)) {
            return Some(self.occasion(verb, tokens.end..high));
        }
        let before = (low.max(tokens.start.saturating_sub(2 * REACH))..tokens.start).rev();
        let verb = before.take_while(|&i| !self.is_mark(i)).find(|&i| self.is_saying(i))?;
        Some(self.occasion(verb, low..tokens.start))
    }

    /// When a verb of saying says that it was said.
    fn occasion(&self, verb: usize, bounds: Range<usize>) -> Said {
        if let Some(index) = self.after_verb(verb, &bounds).or_else(|| self.opening(verb, &bounds)) {
            return match self.mentions[index].expression.form {
                Form::Reference(_) => Said::Elsewhen,
                _ => Said::On(index as u32),
            };
        }
        let elsewhen = verb > bounds.start && self.has(verb - 1, role::BEFORE)
            || verb + 1 < bounds.end && self.has(verb + 1, role::AFTER);
        if elsewhen { Said::Elsewhen } else { Said::Now }
    }

    /// "said on Tuesday", "said in a statement late on Friday", "told reporters in Solcombe on 3 May": the mention after the verb that tells when.
    fn after_verb(&self, verb: usize, bounds: &Range<usize>) -> Option<usize> {
        let place = self.text.tokens.get(verb)?.span.end;
        let index = self.mentions.partition_point(|m| m.span.start < place);
        let mention = self.mentions.get(index).filter(|m| dates(m))?;
        let start = self.text.tokens_in(mention.span).start;
        let between = verb + 1..start;
        // "said the vote on Tuesday" tells when the vote was.
        let prepositions = [Part::On, Part::At, Part::In, Part::To, Part::From, Part::Late, Part::Early];
        let led = || prepositions.iter().any(|&part| self.gaze.is(verb + 1, part));
        let placed = between.is_empty() || self.has(verb, role::TELLS) || led();
        let plain = |i: usize| self.text.tokens[i].kind != TokenKind::Punctuation && !self.is_clause(i);
        (start < bounds.end && between.len() <= REACH && placed && between.clone().all(plain)).then_some(index)
    }

    /// "On Tuesday the envoy said", "Speaking on Friday, she told reporters": the mention that opens the sentence.
    fn opening(&self, verb: usize, bounds: &Range<usize>) -> Option<usize> {
        let place = self.text.tokens.get(bounds.start)?.span.start;
        let index = self.mentions.partition_point(|m| m.span.start < place);
        let mention = self.mentions.get(index).filter(|m| dates(m) && self.gaze.leads(m.span))?;
        let between = self.text.tokens_in(mention.span).end..verb;
        let plain = !between.clone().any(|i| self.is_clause(i));
        (between.start <= verb && between.len() <= REACH && plain).then_some(index)
    }

    /// The mentions of the reported speech that was said at a mention: "said on Tuesday that they would meet next week".
    fn reported(&self, index: usize) -> Option<Range<usize>> {
        let mention = self.mentions.get(index).filter(|m| dates(m))?;
        let start = self.text.tokens_in(mention.span).start;
        let bounds = self.tokens_of(self.text.sentence_at(mention.span.start)?);
        let before = (bounds.start.max(start.saturating_sub(REACH))..start).rev();
        let verb = before.take_while(|&i| !self.is_mark(i)).find(|&i| self.is_saying(i))?;
        let told = self.after_verb(verb, &bounds) == Some(index);
        let end = self.text.tokens.get(bounds.end.checked_sub(1)?)?.span.end;
        let range = index + 1..self.within(0, end).end;
        (told && range.start < range.end).then_some(range)
    }
}

/// Whether a mention may tell the day of an occasion.
fn dates(mention: &TimeMention) -> bool {
    let expression = &mention.expression;
    match &expression.form {
        Form::Reference(reference) => *reference == Reference::Then,
        Form::Length(_) | Form::Set { .. } | Form::Clock | Form::Range(..) => false,
        _ => expression.grain <= Grain::Year,
    }
}
