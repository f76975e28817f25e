//! What the tables know of words, kept while several texts are read: most words of a short text stood in the one before, and the tables are too large for the
//! processor's nearer caches.

use super::{Sym, TextTables, Words};

/// Words met so far.
#[derive(Debug, Default)]
pub(super) struct Recall {
    words: Words,
    facts: Vec<Fact>,
    word: String,
    lemma: String,
}

/// What is known of a word.
#[derive(Clone, Copy, Debug)]
struct Fact {
    /// Its number in the vocabulary of the tables.
    number: u32,
    /// Its lemma, and its lemma as a name, among the words met; [`UNTOLD`] until it is asked for.
    lemmas: [Sym; 2],
}

const UNTOLD: Sym = Sym(u32::MAX);

impl Recall {
    /// The symbol of a word among those met.
    pub fn meet(&mut self, word: &str, hash: u32, tables: &TextTables) -> Sym {
        let sym = self.words.intern_hashed(word, hash);
        if sym.0 as usize == self.facts.len() {
            self.facts.push(Fact { number: tables.vocabulary.number(word), lemmas: [UNTOLD; 2] });
        }
        sym
    }

    /// The number of a word met in the vocabulary of the tables.
    pub fn number(&self, met: Sym) -> u32 {
        self.facts[met.0 as usize].number
    }

    /// The lemma of a word met, as a name or not, with its hash; `None` if it is the word itself.
    pub fn lemma(&mut self, met: Sym, name: bool, tables: &TextTables) -> Option<(&str, u32)> {
        let known = self.facts[met.0 as usize].lemmas[usize::from(name)];
        let lemma = if known == UNTOLD { self.work_out(met, name, tables) } else { known };
        (lemma != met).then(|| (self.words.get(lemma), self.words.hash_of(lemma)))
    }

    fn work_out(&mut self, met: Sym, name: bool, tables: &TextTables) -> Sym {
        let (mut word, mut lemma) = (std::mem::take(&mut self.word), std::mem::take(&mut self.lemma));
        word.clear();
        word.push_str(self.words.get(met));
        let other = tables.lemmas.lemma(&word, name, &mut lemma);
        let found = if other { self.meet(&lemma, super::words::hash(&lemma), tables) } else { met };
        self.facts[met.0 as usize].lemmas[usize::from(name)] = found;
        (self.word, self.lemma) = (word, lemma);
        found
    }
}
