//! Makes the training sentences more varied than official prose is: plain quotation marks, headlines in capitals, careless small letters, unknown words.

use claimlint::text::syntax::features::{Form, Tok};

use crate::data::{Corpus, Sentence};
use crate::weights::Random;

/// What the alterations need to know of words.
pub struct Letters {
    /// Whether a word, by number, begins with a letter.
    letter: Vec<bool>,
    /// Whether a word is a curly quotation mark.
    curly: Vec<bool>,
    plain: Form,
}

impl Letters {
    /// Looks at all words once.
    pub fn new(corpus: &Corpus, form: impl Fn(&str) -> Form) -> Self {
        Self {
            letter: corpus.words.iter().map(|word| word.starts_with(char::is_alphabetic)).collect(),
            curly: corpus.words.iter().map(|word| matches!(word.as_str(), "“" | "”")).collect(),
            plain: form("\""),
        }
    }
}

/// One sentence of this many gets another use of capitals; none, if `cases` is not set.
const CASES: usize = 14;
/// One word of this many becomes one that the dictionary does not know.
const UNKNOWN: usize = 30;

/// Alters a sentence, or leaves it as it is.
pub fn alter(toks: &mut [Tok], sentence: &Sentence, letters: &Letters, cases: bool, random: &mut Random) {
    let plain = random.below(2) == 0;
    let manner = if random.below(CASES) == 0 { random.below(3) } else { 9 };
    let number = |at: usize| sentence.words[at] as usize;
    for (at, tok) in toks.iter_mut().enumerate() {
        if plain && letters.curly[number(at)] {
            tok.form = letters.plain;
        }
        let letter = letters.letter[number(at)];
        let glued = tok.case & 4;
        match manner {
            0 if letter => tok.case = glued | 2,
            1 if letter && cases => tok.case = glued,
            2 if letter && cases && tok.case & 3 == 0 => tok.case = glued | 1,
            _ => {}
        }
        if letter && random.below(UNKNOWN) == 0 {
            (tok.form.class, tok.form.certain) = (0, 0);
            tok.form.word = random.below(1 << 30) as u32;
        }
    }
}
