//! Interned words: one arena of letters, one open-addressed index, so that a new word costs no allocation of its own.

use std::hash::Hasher;

use rustc_hash::FxHasher;

/// An interned word of one document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sym(pub u32);

/// Interned words of one document.
#[derive(Clone, Debug, Default)]
pub struct Words {
    letters: String,
    /// Where each word ends in `letters`; it begins where the one before ends.
    ends: Vec<u32>,
    hashes: Vec<u32>,
    /// Hashes in the upper half, symbols plus one in the lower; 0 for a free slot. Its length is a power of two and at most half of it is taken.
    slots: Vec<u64>,
}

impl Words {
    /// Room for the words of a text of some length, so that a text of usual size grows nothing.
    pub(super) fn for_text(bytes: usize) -> Self {
        let words = (bytes / 12).min(1 << 14);
        let slots = vec![0; (2 * words).next_power_of_two().max(256)];
        let (ends, hashes) = (Vec::with_capacity(words), Vec::with_capacity(words));
        Self { letters: String::with_capacity(8 * words), ends, hashes, slots }
    }

    /// The symbol of a word, new or old.
    pub fn intern(&mut self, word: &str) -> Sym {
        self.intern_hashed(word, hash(word))
    }

    /// The symbol of a word, new or old, whose hash is known.
    pub(super) fn intern_hashed(&mut self, word: &str, hash: u32) -> Sym {
        if self.ends.len() * 2 >= self.slots.len() {
            self.grow();
        }
        match self.slot(word, hash) {
            Ok(sym) => sym,
            Err(slot) => {
                let sym = Sym(self.ends.len() as u32);
                self.letters.push_str(word);
                self.ends.push(self.letters.len() as u32);
                self.hashes.push(hash);
                self.slots[slot] = entry(hash, sym);
                sym
            }
        }
    }

    /// The symbol of a word that has been interned.
    pub fn find(&self, word: &str) -> Option<Sym> {
        if self.slots.is_empty() {
            return None;
        }
        self.slot(word, hash(word)).ok()
    }

    /// The word of a symbol; empty for a symbol of another document that this one does not know.
    pub fn get(&self, sym: Sym) -> &str {
        let index = sym.0 as usize;
        let Some(&end) = self.ends.get(index) else { return "" };
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.letters[start as usize..end as usize]
    }

    /// The hash of a word of these.
    pub(super) fn hash_of(&self, sym: Sym) -> u32 {
        self.hashes[sym.0 as usize]
    }

    /// How many different words there are; their symbols are the numbers below.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether nothing has been interned.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The symbol of the word, or the free slot where it belongs.
    fn slot(&self, word: &str, hash: u32) -> Result<Sym, usize> {
        let mask = self.slots.len() - 1;
        let mut slot = hash as usize & mask;
        loop {
            let entry = self.slots[slot];
            let Some(index) = (entry as u32).checked_sub(1) else { return Err(slot) };
            if (entry >> 32) as u32 == hash && self.get(Sym(index)) == word {
                return Ok(Sym(index));
            }
            slot = (slot + 1) & mask;
        }
    }

    fn grow(&mut self) {
        let len = (self.slots.len() * 2).max(256);
        self.slots.clear();
        self.slots.resize(len, 0);
        for (index, &hash) in self.hashes.iter().enumerate() {
            let mut slot = hash as usize & (len - 1);
            while self.slots[slot] != 0 {
                slot = (slot + 1) & (len - 1);
            }
            self.slots[slot] = entry(hash, Sym(index as u32));
        }
    }
}

/// What a slot holds.
fn entry(hash: u32, sym: Sym) -> u64 {
    u64::from(hash) << 32 | u64::from(sym.0 + 1)
}

/// The hash of a word.
pub(super) fn hash(word: &str) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(word.as_bytes());
    let hash = hasher.finish();
    (hash ^ (hash >> 32)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_keeps_its_symbol_however_many_follow() {
        let mut words = Words::default();
        let names: Vec<String> = (0..5000).map(|i| format!("word{i}")).collect();
        let syms: Vec<Sym> = names.iter().map(|name| words.intern(name)).collect();
        for (name, &sym) in names.iter().zip(&syms) {
            assert_eq!((words.intern(name), words.get(sym), words.find(name)), (sym, name.as_str(), Some(sym)));
        }
        assert_eq!(words.find("other"), None);
    }
}
