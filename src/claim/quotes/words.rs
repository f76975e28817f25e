//! The words of quotations as they are compared: numerals as figures, short forms in full, one spelling of what is spelt in two ways; and what a change of
//! some of them weighs.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::claim::reprint::hash;
use crate::diagnostic::Problem;
use crate::lexicon::Lexicon;
use crate::source::Span;
use crate::text::{Text, TokenKind};

/// The table as it is written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Raw {
    fillers: Vec<String>,
    light: Vec<String>,
    denying: Vec<String>,
    modal: Vec<String>,
    quantifying: Vec<String>,
    numbers: FxHashMap<String, String>,
    contracted: FxHashMap<String, String>,
}

/// What a word is to the sense of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Sense {
    /// It carries none of its own.
    Light,
    /// Any word with content.
    Content,
    /// A name.
    Name,
    /// How many or how much of all.
    Quantifier,
    /// What may, must or will be.
    Modal,
    /// A denial.
    Denial,
    /// A number.
    Number,
}

/// A word of a quotation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Word {
    /// Equal for words that are the same, however they are spelt.
    pub key: u64,
    /// Equal for forms of one word.
    pub stem: u64,
    /// What it is to the sense.
    pub sense: Sense,
    /// Its place.
    pub span: Span,
}

/// What a change of words weighs: the gravest of the words that only one side has; [`Sense::Light`] where the same words stand in other forms.
pub fn weight(here: &[Word], there: &[Word]) -> Sense {
    let alone = |words: &[Word], others: &[Word]| {
        let new = words.iter().filter(|word| !others.iter().any(|other| other.stem == word.stem));
        new.map(|word| word.sense).max().unwrap_or(Sense::Light)
    };
    alone(here, there).max(alone(there, here))
}

/// The word lists of this module, from `claim/quoted`.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    senses: FxHashMap<String, Sense>,
    fillers: Vec<String>,
    /// Other spellings: numerals in words, short forms.
    full: FxHashMap<String, String>,
}

impl Tables {
    /// Reads the table `claim/quoted`.
    pub fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        let raw: Raw = lexicon.table("claim/quoted", problems);
        let lists = [
            (raw.light, Sense::Light),
            (raw.denying, Sense::Denial),
            (raw.modal, Sense::Modal),
            (raw.quantifying, Sense::Quantifier),
        ];
        let senses = lists.into_iter().flat_map(|(list, sense)| list.into_iter().map(move |word| (word, sense)));
        let full = raw.numbers.into_iter().chain(raw.contracted);
        Self { senses: senses.collect(), fillers: raw.fillers, full: full.collect() }
    }

    pub(super) fn of<'a>(&'a self, text: &'a Text) -> Reader<'a> {
        Reader { tables: self, text }
    }
}

/// Reads the words of quotations off one text.
pub(super) struct Reader<'a> {
    tables: &'a Tables,
    text: &'a Text,
}

impl Reader<'_> {
    /// The words of the pieces of a quotation, and before which of them there is a gap.
    pub fn of_pieces(&self, pieces: &[Span], most: usize) -> (Vec<Word>, Vec<u32>) {
        let (mut words, mut gaps) = (Vec::new(), Vec::new());
        for &piece in pieces {
            self.gather(piece, most, &mut words, &mut gaps);
        }
        gaps.dedup();
        (words, gaps)
    }

    fn gather(&self, piece: Span, most: usize, words: &mut Vec<Word>, gaps: &mut Vec<u32>) {
        let mut brackets = 0_u32;
        let tokens = self.text.tokens_in(piece);
        let first = tokens.start;
        for i in tokens {
            if words.len() >= most {
                return;
            }
            match self.text.raw(i) {
                "[" | "(" => brackets += 1,
                "]" | ")" => brackets = brackets.saturating_sub(1),
                "…" | "..." | "...." => {}
                "." if self.is_dot(i + 1) => {}
                _ if brackets > 0 => continue,
                _ => {
                    words.extend(self.word(i, first));
                    continue;
                }
            }
            gaps.push(words.len() as u32);
        }
    }

    /// Whether a stop is one of three: ". . .".
    fn is_dot(&self, i: usize) -> bool {
        self.text.tokens.get(i).is_some() && self.text.raw(i) == "."
    }

    fn word(&self, i: usize, first: usize) -> Option<Word> {
        let token = self.text.token(i);
        if !matches!(token.kind, TokenKind::Word | TokenKind::Number) {
            return None;
        }
        let lower = self.text.lower(i);
        if self.tables.fillers.iter().any(|filler| filler == lower) {
            return None;
        }
        let full = self.tables.full.get(lower).map_or(lower, String::as_str);
        let spelt = spelt(full);
        let stem = if full == lower { self.text.lemma(i) } else { full };
        Some(Word {
            key: hash(spelt.bytes()),
            stem: hash(stem.bytes()),
            sense: self.sense(i, first, full),
            span: token.span,
        })
    }

    fn sense(&self, i: usize, first: usize, full: &str) -> Sense {
        let opens = i == first || matches!(self.text.raw(i - 1), "." | "!" | "?" | ":" | "\"" | "“" | "‘" | "'");
        match () {
            _ if full.starts_with(|c: char| c.is_ascii_digit()) => Sense::Number,
            _ if self.tables.senses.contains_key(full) => self.tables.senses[full],
            _ if self.text.token(i).capital && !opens => Sense::Name,
            _ => Sense::Content,
        }
    }
}

/// One spelling for words that are spelt in two ways: "-ise" and "-ize", "-our" and "-or", "-tre" and "-ter"; grouped digits as one number.
fn spelt(word: &str) -> String {
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return word.replace(',', "");
    }
    let ends = [
        ("ise", "ize"),
        ("ised", "ized"),
        ("ises", "izes"),
        ("ising", "izing"),
        ("isation", "ization"),
        ("isations", "izations"),
        ("our", "or"),
        ("ours", "ors"),
        ("oured", "ored"),
        ("tre", "ter"),
        ("tres", "ters"),
    ];
    let found = ends.iter().find(|(end, _)| word.len() > end.len() + 2 && word.ends_with(end));
    found.map_or_else(|| word.to_owned(), |(end, other)| format!("{}{other}", &word[..word.len() - end.len()]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;
    use crate::text::TextTables;

    /// What the change from one line to another weighs.
    fn weigh(here: &str, there: &str) -> Sense {
        let mut problems = Vec::new();
        let lexicon = Lexicon::embedded();
        let tables = Tables::new(&lexicon, &mut problems);
        assert!(problems.is_empty(), "{problems:?}");
        let text_tables = TextTables::new(&lexicon, &mut problems);
        let [a, b] = [here, there].map(|raw| {
            let text = Text::read(&Source::plain("t", raw), &text_tables);
            tables.of(&text).of_pieces(&[Span::new(0, raw.len())], 20).0
        });
        weight(&a, &b)
    }

    #[test]
    fn a_change_weighs_as_much_as_its_gravest_word() {
        for (here, there, want) in [
            ("we built the pier", "we had built a pier", Sense::Light),
            ("we build piers", "we built a pier", Sense::Light),
            ("we built the pier", "we built the wall", Sense::Content),
            ("we thanked only Carle", "we thanked only Ruiz", Sense::Name),
            ("some boats sank", "all boats sank", Sense::Quantifier),
            ("the pier may go", "the pier must go", Sense::Modal),
            ("we do sell", "we do not sell", Sense::Denial),
            ("we don't sell", "we do not sell", Sense::Light),
            ("it took nine boats", "it took seven boats", Sense::Number),
            ("it took nine boats", "it took 9 boats", Sense::Light),
        ] {
            assert_eq!(weigh(here, there), want, "{here} / {there}");
        }
    }

    #[test]
    fn marks_of_an_editor_are_gaps_and_fillers_are_nothing() {
        let raw = "Well, um, [the mayor] won't … organise 1,200 votes";
        let mut problems = Vec::new();
        let lexicon = Lexicon::embedded();
        let text = Text::read(&Source::plain("t", raw), &TextTables::new(&lexicon, &mut problems));
        let (words, gaps) = Tables::new(&lexicon, &mut problems).of(&text).of_pieces(&[Span::new(0, raw.len())], 20);
        let keys: Vec<u64> =
            ["well", "will", "not", "organize", "1200", "votes"].map(|word| hash(word.bytes())).to_vec();
        assert_eq!(words.iter().map(|word| word.key).collect::<Vec<_>>(), keys);
        assert_eq!(gaps, [1, 3]);
    }
}
