//! Which sentences of a text are analysed, and what comes of it.

use super::{Depth, Extractor};
use crate::entity::Proposal;
use crate::mention::Mentions;
use crate::text::Text;
use crate::text::clauses::{ClauseReader, TextClauses};
use crate::time::{Grain, TimeMention, TimexType};

/// Analyses the sentences that hold something checkable: their clauses, and the names that only the tagger knows, which become mentions throughout the text.
pub(super) fn analyse(text: &Text, mentions: &mut Mentions, rules: &Extractor) -> TextClauses {
    let mut found = TextClauses::default();
    let Some(syntax) = rules.syntax else { return found };
    let wanted = match rules.depth {
        Depth::Surface => return found,
        Depth::Checkable => checkable(text, mentions, rules),
        Depth::Everything => vec![true; text.sentences.len()],
    };
    let numbers: Vec<usize> = (0..text.sentences.len()).filter(|&i| wanted[i]).collect();
    if numbers.is_empty() {
        return found;
    }
    let sentences: Vec<_> = numbers.iter().map(|&i| text.sentences[i].clone()).collect();
    let analyses = syntax.reader(text).analyse_all(&sentences);
    let names = sentences.iter().zip(&analyses).flat_map(|(sentence, analysis)| Proposal::of(sentence, analysis));
    let proposals: Vec<Proposal> = names.collect();
    mentions.entities = rules.mentions.entities.overlay(text, std::mem::take(&mut mentions.entities), &proposals);
    let reader = ClauseReader::new(text, &rules.text);
    for ((number, sentence), analysis) in numbers.into_iter().zip(&sentences).zip(&analyses) {
        found.insert(number, reader.read(sentence, analysis));
    }
    let times: Vec<_> = mentions.times.iter().map(|time| time.span).collect();
    rules.mentions.entities.take_up(text, &mut mentions.entities, &found, &times);
    found
}

/// For each sentence, whether it holds a date, or a verb of a wording with mentions for its slots, or with words that may take up what fills them.
fn checkable(text: &Text, mentions: &mut Mentions, rules: &Extractor) -> Vec<bool> {
    let mut wanted = rules.predicates.promising(text, mentions);
    for promised in rules.mentions.entities.promised(text, &mentions.entities) {
        if promised.is_empty() {
            continue;
        }
        let found = std::mem::replace(&mut mentions.entities.mentions, promised);
        for (wanted, further) in wanted.iter_mut().zip(rules.predicates.promising(text, mentions)) {
            *wanted |= further;
        }
        mentions.entities.mentions = found;
    }
    for time in mentions.times.iter().filter(|time| is_date(time)) {
        if let Some(wanted) = text.sentence_at(time.span.start).and_then(|sentence| wanted.get_mut(sentence)) {
            *wanted = true;
        }
    }
    wanted
}

/// Whether a time may be the day on which something happened.
pub(super) fn is_date(time: &TimeMention) -> bool {
    time.expression.timex == TimexType::Date && time.expression.grain != Grain::None
}
