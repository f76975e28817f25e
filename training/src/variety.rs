//! Makes the training sentences more varied than official prose is: plain quotation marks, headlines in capitals, careless small letters, missing apostrophes,
//! unknown words.

use claimlint::text::syntax::features::{Form, Tok};

use crate::data::{Corpus, Sentence};
use crate::weights::Random;

/// How much is altered.
#[derive(Clone, Copy)]
pub struct Manner {
    /// One sentence of this many gets another use of capitals.
    cases: usize,
    /// Whether that may take capitals from names.
    small: bool,
    /// One word of so many becomes one that training did not see: of rare words, of usual ones, of the most frequent. Rare words become unknown more often, because
    /// they are like those that readers will meet.
    unknown: [usize; 3],
}

/// The tagger meets the most, because it has to do with words and their capitals; the others see mostly tags.
pub const TAGGER: Manner = Manner { cases: 8, small: true, unknown: [4, 8, 30] };
/// See [`TAGGER`].
pub const TREES: Manner = Manner { cases: 14, small: true, unknown: [20, 30, 40] };
/// See [`TAGGER`].
pub const NAMES: Manner = Manner { cases: 14, small: false, unknown: [30, 30, 30] };

/// A word seen less often than the first counts as rare, one seen less often than the second as usual.
const RARE: [u32; 2] = [300, 3000];
/// One word of this many loses its apostrophe.
const BARE: usize = 25;

/// What the alterations need to know of words, by their numbers.
pub struct Letters {
    /// Whether a word begins with a letter.
    letter: Vec<bool>,
    /// Whether a word is a curly quotation mark.
    curly: Vec<bool>,
    /// What a short form ("n't") is without its apostrophe.
    bare: Vec<Option<Form>>,
    /// The class a word would have if training had not seen it.
    unseen: Vec<u8>,
    /// 0 for a rare word, 1 for a usual one, 2 for one of the most frequent.
    rank: Vec<u8>,
    plain: Form,
}

impl Letters {
    /// Looks at all words once.
    pub fn new(corpus: &Corpus, unseen: Vec<u8>, form: impl Fn(&str) -> Form) -> Self {
        let mut counts = vec![0u32; corpus.words.len()];
        corpus.part(false).iter().flat_map(|sentence| &sentence.words).for_each(|&word| counts[word as usize] += 1);
        let apostrophe = ['\'', '’'];
        let bare = |word: &String| {
            let short =
                word.len() < 6 && (word.starts_with(apostrophe) || word.starts_with('n') && word.ends_with('t'));
            let rest = word.replace(apostrophe, "");
            (short && !rest.is_empty() && rest.len() < word.len()).then(|| form(&rest))
        };
        Self {
            letter: corpus.words.iter().map(|word| word.starts_with(char::is_alphabetic)).collect(),
            curly: corpus.words.iter().map(|word| matches!(word.as_str(), "“" | "”")).collect(),
            bare: corpus.words.iter().map(bare).collect(),
            unseen,
            rank: counts.iter().map(|count| RARE.iter().filter(|&most| count >= most).count() as u8).collect(),
            plain: form("\""),
        }
    }
}

/// Alters a sentence, or leaves it as it is.
pub fn alter(toks: &mut [Tok], sentence: &Sentence, letters: &Letters, manner: Manner, random: &mut Random) {
    let plain = random.below(2) == 0;
    let case = if random.below(manner.cases) == 0 { random.below(3) } else { 9 };
    for (tok, &number) in toks.iter_mut().zip(&sentence.words) {
        let number = number as usize;
        if plain && letters.curly[number] {
            tok.form = letters.plain;
        }
        if let Some(bare) = letters.bare[number]
            && random.below(BARE) == 0
        {
            tok.form = bare;
        }
        if !letters.letter[number] {
            continue;
        }
        let glued = tok.case & 4;
        match case {
            0 => tok.case = glued | 2,
            1 if manner.small => tok.case = glued,
            2 if manner.small && tok.case & 3 == 0 => tok.case = glued | 1,
            _ => {}
        }
        if random.below(manner.unknown[usize::from(letters.rank[number])]) == 0 {
            (tok.form.class, tok.form.certain) = (letters.unseen[number], 0);
            tok.form.word = random.below(1 << 30) as u32;
        }
    }
}
