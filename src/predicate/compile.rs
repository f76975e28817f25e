//! Compiles patterns into variants and the index that says at which words and which types of mention a variant is worth trying.
//!
//! A variant is anchored at its most telling place: a word of content before an office or an agreement, these before persons and
//! places, function words and punctuation last. The cost of a text is thus one hash look-up per distinct word, plus work where an anchor stands.

use super::pattern::{self, Form, Pattern, Piece};
use super::syntax::{self, Flags, Syntax};
use super::{Predicate, SlotType};
use crate::text::{Sym, Text, WordMap};

/// A word of the vocabulary: of a pattern or of the tables of small words. 0 is any other word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Entry {
    pub word: u32,
    pub flags: Flags,
}

/// One place of a compiled variant.
#[derive(Clone, Debug)]
pub(super) enum Part {
    /// A slot.
    Slot { name: Box<str>, ty: SlotType },
    /// One of several sequences of words.
    Words { alternatives: Box<[Box<[u32]>]>, form: Form, role: Role },
}

/// What the words of a part do in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    /// A comma or another mark.
    Mark,
    /// A preposition, an article, "not".
    Function,
    /// A form of "be" or another auxiliary.
    Auxiliary,
    /// A verb, noun or adjective.
    Content,
}

impl Part {
    /// The type of a slot.
    pub fn slot(&self) -> Option<SlotType> {
        match self {
            Part::Slot { ty, .. } => Some(*ty),
            Part::Words { .. } => None,
        }
    }

    /// Whether a verb may stand here, so that auxiliaries may come before it.
    pub fn is_verbal(&self) -> bool {
        match self {
            Part::Slot { .. } => false,
            Part::Words { form, role, .. } => {
                *role == Role::Auxiliary || *role == Role::Content || *form != Form::Literal
            }
        }
    }

    /// What the words do; `None` for a slot.
    pub fn role(&self) -> Option<Role> {
        match self {
            Part::Slot { .. } => None,
            Part::Words { role, .. } => Some(*role),
        }
    }
}

/// A linear form of a wording.
#[derive(Clone, Debug)]
pub(super) struct Variant {
    pub predicate: u32,
    pub wording: u32,
    pub parts: Box<[Part]>,
    /// If it has a verb, the types of its slots, one bit each.
    pub needs: Option<u16>,
    /// What must stand in a sentence for it.
    pub asks: Asks,
}

/// What must stand in a sentence for a variant, lest it be tried in vain.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Asks {
    /// Mentions for slots of these types, one bit each.
    pub types: u16,
    /// How many names: 0 if there is no slot for whatever has a name.
    pub names: u16,
}

impl Asks {
    fn of(parts: &[Part]) -> Self {
        Self { types: types(parts), names: names(parts) }
    }

    /// Whether all of it is among what stands in a sentence.
    pub fn is_met(self, by: Self) -> bool {
        self.types & !by.types == 0 && self.names <= by.names
    }
}

/// A variant worth trying where a word stands: the word is number `offset` of an alternative of a part.
#[derive(Clone, Copy, Debug)]
pub(super) struct Trigger {
    pub variant: u32,
    pub part: u16,
    pub offset: u16,
    pub asks: Asks,
}

/// The compiled wordings of all predicates.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    pub vocabulary: WordMap<Entry>,
    pub variants: Vec<Variant>,
    /// By word of the vocabulary.
    pub by_word: Vec<Vec<Trigger>>,
    /// By word of the vocabulary: the variants with a verb that it triggers.
    pub promises: Vec<Vec<u32>>,
    /// By predicate: the nouns that its question may be about; any, if there are none.
    pub nouns: Vec<Vec<u32>>,
    /// By predicate: whether it is looked for in documents alone that are read closely.
    pub together: Vec<bool>,
    /// By number of a slot type: the variants anchored at a slot of it, and the part.
    pub by_type: Vec<Vec<(u32, u16)>>,
}

impl Index {
    /// Compiles the wordings of all predicates.
    pub fn new(predicates: &[(Predicate, Vec<Pattern>)], syntax: &Syntax) -> Self {
        let mut index =
            Self { by_word: vec![Vec::new()], by_type: vec![Vec::new(); SlotType::ALL.len()], ..Self::default() };
        for (word, _) in syntax.words() {
            index.word(word, syntax);
        }
        for (p, (predicate, patterns)) in predicates.iter().enumerate() {
            // Of a noun with a hyphen the text has the last part as a word of its own.
            let last = |noun: &'_ String| noun.rsplit('-').next().unwrap_or_default().to_owned();
            let nouns = predicate.nouns.iter().map(last).map(|noun| index.word(&noun, syntax)).collect();
            index.nouns.push(nouns);
            index.together.push(predicate.together);
            for (w, pattern) in patterns.iter().enumerate() {
                index.wording((p as u32, w as u32), pattern, predicate, syntax);
            }
        }
        let verbal = |trigger: &Trigger| index.variants[trigger.variant as usize].needs.is_some();
        let promised = |triggers: &Vec<Trigger>| triggers.iter().filter(|t| verbal(t)).map(|t| t.variant).collect();
        index.promises = index.by_word.iter().map(promised).collect();
        index
    }

    /// The entries of the words of a text, by symbol.
    pub fn entries(&self, text: &Text) -> Vec<Entry> {
        let known = self.vocabulary.of(text);
        let words = (0..text.words.len() as u32).map(Sym);
        let entry = |sym| match known.get(sym) {
            Entry { word: 0, .. } => Entry { word: 0, flags: Syntax::by_ending(text.words.get(sym)) },
            known => known,
        };
        words.map(entry).collect()
    }

    fn word(&mut self, word: &str, syntax: &Syntax) -> u32 {
        if let Some(entry) = self.vocabulary.get(word) {
            return entry.word;
        }
        let entry = Entry { word: self.by_word.len() as u32, flags: syntax.flags(word) };
        self.by_word.push(Vec::new());
        *self.vocabulary.entry(word) = entry;
        entry.word
    }

    fn wording(&mut self, (predicate, wording): (u32, u32), pattern: &Pattern, of: &Predicate, syntax: &Syntax) {
        let active =
            |word: &str| syntax.flags(word) & syntax::AUXILIARY != 0 || syntax.active.iter().any(|verb| verb == word);
        for variant in &pattern.variants {
            let passives = pattern::passives(variant, &of.answers, &active, &syntax.passive);
            for pieces in std::iter::once(variant).chain(&passives) {
                let parts: Box<[Part]> = pieces.iter().map(|p| self.part(p, syntax)).collect();
                let number = self.variants.len() as u32;
                let asks = Asks::of(&parts);
                self.anchor(number, (&parts, asks), syntax, pieces);
                let verbal = !of.surface && parts.iter().any(Part::is_verbal);
                let needs = verbal.then_some(asks.types);
                self.variants.push(Variant { predicate, wording, parts, needs, asks });
            }
        }
    }

    fn part(&mut self, piece: &Piece, syntax: &Syntax) -> Part {
        match piece {
            Piece::Slot { name, ty } => Part::Slot { name: name.as_str().into(), ty: *ty },
            Piece::Words { alternatives, form } => {
                let roles = || alternatives.iter().map(|a| role(a, syntax));
                // "[be|become]" is a copula; the word of content is sought elsewhere first.
                let role = roles().find(|r| *r == Role::Auxiliary).or(roles().max());
                // What stands behind a comma may as well stand in brackets: "Ana Ruiz (born in Solcombe)".
                let bracket = alternatives.iter().any(|a| a.len() == 1 && a[0] == ",");
                let bracket = bracket.then(|| vec!["(".to_owned()]);
                let alternatives = alternatives.iter().chain(&bracket);
                let alternatives = alternatives.map(|a| a.iter().map(|w| self.word(w, syntax)).collect()).collect();
                Part::Words { alternatives, form: *form, role: role.unwrap_or(Role::Function) }
            }
        }
    }

    fn anchor(&mut self, variant: u32, (parts, asks): (&[Part], Asks), syntax: &Syntax, pieces: &[Piece]) {
        let Some(part) = (0..parts.len()).min_by_key(|&i| cost(&pieces[i], syntax)) else { return };
        match (&parts[part], &pieces[part]) {
            (Part::Slot { ty, .. }, _) => self.by_type[*ty as usize].push((variant, part as u16)),
            (Part::Words { alternatives: compiled, .. }, Piece::Words { alternatives, .. }) => {
                for (words, compiled) in alternatives.iter().zip(compiled) {
                    let offset = (0..words.len()).min_by_key(|&i| word_cost(&words[i], syntax)).unwrap_or(0);
                    let trigger = Trigger { variant, part: part as u16, offset: offset as u16, asks };
                    self.by_word[compiled[offset] as usize].push(trigger);
                }
            }
            _ => {}
        }
    }
}

/// The types of mentions that a variant asks for, one bit each.
fn types(parts: &[Part]) -> u16 {
    let types = parts.iter().filter_map(Part::slot).filter(|&ty| ty != SlotType::Phrase);
    types.fold(0, |all, ty| all | 1 << ty as u16)
}

/// How many names a variant with a slot for whatever has a name asks for.
fn names(parts: &[Part]) -> u16 {
    let slots = || parts.iter().filter_map(Part::slot);
    let any = slots().any(|ty| matches!(ty, SlotType::Thing | SlotType::Where | SlotType::Work));
    let other = |ty: &SlotType| matches!(ty, SlotType::Phrase | SlotType::Time | SlotType::Quantity | SlotType::Office);
    if any { slots().filter(|ty| !other(ty)).count() as u16 } else { 0 }
}

/// What a sequence of words does.
fn role(words: &[String], syntax: &Syntax) -> Role {
    let flags = |w: &String| syntax.flags(w);
    if words.iter().all(|w| !w.contains(char::is_alphanumeric)) {
        Role::Mark
    } else if words.iter().all(|w| flags(w) & syntax::AUXILIARY != 0) {
        Role::Auxiliary
    } else if words.iter().all(|w| flags(w) & syntax::FUNCTION != 0 || w.starts_with('\'')) {
        Role::Function
    } else {
        Role::Content
    }
}

/// How often a place is expected to turn up for nothing; a phrase can be anything and is no anchor.
fn cost(piece: &Piece, syntax: &Syntax) -> u8 {
    match piece {
        Piece::Words { alternatives, .. } => alternatives
            .iter()
            .map(|a| a.iter().map(|w| word_cost(w, syntax)).min().unwrap_or(u8::MAX))
            .max()
            .unwrap_or(u8::MAX),
        Piece::Slot { ty, .. } => match ty {
            SlotType::Office | SlotType::Agreement => 10,
            SlotType::Time | SlotType::Quantity => 30,
            SlotType::Person => 30,
            SlotType::Organisation | SlotType::Place => 40,
            SlotType::Thing | SlotType::Where | SlotType::Work => 70,
            SlotType::Party => 60,
            SlotType::Phrase => u8::MAX,
        },
    }
}

fn word_cost(word: &str, syntax: &Syntax) -> u8 {
    let flags = syntax.flags(word);
    if !word.contains(char::is_alphanumeric) {
        100
    } else if flags & syntax::FUNCTION != 0 || word.starts_with('\'') {
        80
    } else if flags & syntax::COMMON != 0 {
        20
    } else {
        1
    }
}
