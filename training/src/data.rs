//! Annotated sentences.

use std::collections::HashMap;
use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader};

use claimlint::text::syntax::features::{Form, Tok};
use claimlint::text::syntax::names::{self, Place};
use claimlint::text::syntax::parser::NONE;
use claimlint::text::syntax::{Label, NameKind, Tag, look};

/// A sentence as the teacher sees it.
pub struct Sentence {
    /// Words in lower case, as numbers of [`Corpus::words`].
    pub words: Vec<u32>,
    /// See [`Tok::case`].
    pub cases: Vec<u8>,
    pub tags: Vec<u8>,
    /// [`NONE`] for a root.
    pub heads: Vec<u32>,
    pub labels: Vec<u8>,
    pub names: Vec<u8>,
    /// How often a run over all sentences meets it; never, if it is held out.
    pub times: usize,
}

/// All sentences, with the words in them.
#[derive(Default)]
pub struct Corpus {
    pub sentences: Vec<Sentence>,
    pub words: Vec<String>,
    numbers: HashMap<String, u32>,
    forms: Vec<Form>,
}

impl Corpus {
    /// Reads what the teacher wrote. One document of ten is held out of training.
    pub fn read(path: &str) -> Result<Self, Box<dyn Error>> {
        let mut corpus = Self::default();
        corpus.add(path, |heading| usize::from(!document_number(heading).is_multiple_of(10)))?;
        Ok(corpus)
    }

    /// Adds sentences that are all trained on, each so often.
    pub fn add_further(&mut self, path: &str, times: usize) -> Result<(), Box<dyn Error>> {
        self.add(path, |_| times)
    }

    fn add(&mut self, path: &str, times_of: impl Fn(&str) -> usize) -> Result<(), Box<dyn Error>> {
        let mut times = 0;
        let mut rows: Vec<String> = Vec::new();
        for line in BufReader::new(File::open(path)?).lines() {
            let line = line?;
            if line.starts_with("# ") && !line.contains('\t') {
                times = times_of(&line);
            } else if line.is_empty() {
                if !rows.is_empty() {
                    self.push(&rows, times)?;
                }
                rows.clear();
            } else {
                rows.push(line);
            }
        }
        Ok(())
    }

    fn push(&mut self, rows: &[String], times: usize) -> Result<(), Box<dyn Error>> {
        let mut sentence = Sentence {
            words: Vec::new(),
            cases: Vec::new(),
            tags: Vec::new(),
            heads: Vec::new(),
            labels: Vec::new(),
            names: Vec::new(),
            times,
        };
        let mut kinds = Vec::new();
        for row in rows {
            let fields: Vec<&str> = row.split('\t').collect();
            let [word, glued, tag, head, label, name] = fields[..] else {
                return Err(format!("a line has not six columns: {row}").into());
            };
            let (number, case) = self.word(word, glued == "G");
            sentence.words.push(number);
            sentence.cases.push(case);
            sentence.tags.push(tag_class(tag));
            sentence.heads.push(head.parse::<u32>()?.checked_sub(1).unwrap_or(NONE));
            sentence.labels.push(Label::from_name(label).unwrap_or(Label::Dep) as u8);
            kinds.push(kind(name));
            // The teacher takes dots in one character for an ornament, and for a mark where they are three characters.
            if word == "…" && tag == "NFP" {
                sentence.tags.pop();
                let last = sentence.words.len() == rows.len();
                sentence.tags.push(if last { Tag::Stop } else { Tag::Colon } as u8);
            }
        }
        sentence.names = name_classes(&kinds);
        self.sentences.push(sentence);
        Ok(())
    }

    /// A word's number and case.
    pub fn word(&mut self, word: &str, glued: bool) -> (u32, u8) {
        let (lower, case) = look(word, glued);
        let next = self.words.len() as u32;
        let number = *self.numbers.entry(lower).or_insert_with_key(|lower| {
            self.words.push(lower.clone());
            next
        });
        (number, case)
    }

    /// Works out the forms of all words.
    pub fn set_forms(&mut self, form: impl Fn(&str) -> Form) {
        self.forms = self.words.iter().map(|word| form(word)).collect();
    }

    /// A sentence as the models see it.
    pub fn toks(&self, sentence: &Sentence) -> Vec<Tok> {
        let pairs = sentence.words.iter().zip(&sentence.cases);
        pairs.map(|(&word, &case)| Tok { form: self.forms[word as usize], case }).collect()
    }

    /// Sentences to train on, or those held out.
    pub fn part(&self, held_out: bool) -> Vec<&Sentence> {
        self.sentences.iter().filter(|sentence| (sentence.times == 0) == held_out).collect()
    }
}

fn document_number(heading: &str) -> u64 {
    let hash = heading
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    hash ^ (hash >> 32)
}

/// Tags that the models do without become their nearest relative.
pub fn tag_class(name: &str) -> u8 {
    let tag = match name {
        "XX" => Some(Tag::Fw),
        "_SP" => Some(Tag::Nfp),
        _ => Tag::from_name(name),
    };
    tag.unwrap_or(Tag::Nfp) as u8
}

/// Whether a name begins at a word, and its kind; dates, quantities and languages are no names.
fn kind(name: &str) -> Option<(bool, NameKind)> {
    let (place, kind) = name.split_once('-')?;
    let kind = match kind {
        "FAC" => NameKind::Place,
        "PRODUCT" | "WORK_OF_ART" => NameKind::Work,
        _ => NameKind::from_name(kind)?,
    };
    Some((place == "B", kind))
}

fn name_classes(kinds: &[Option<(bool, NameKind)>]) -> Vec<u8> {
    let begins = |at: usize| match kinds[at] {
        Some((begins, kind)) => begins || at == 0 || kinds[at - 1].is_none_or(|(_, before)| before != kind),
        None => false,
    };
    let ends = |at: usize| at + 1 == kinds.len() || kinds[at + 1].is_none() || begins(at + 1);
    let class = |at: usize| {
        let Some((_, kind)) = kinds[at] else { return names::OUTSIDE };
        let place = match (begins(at), ends(at)) {
            (true, true) => Place::Only,
            (true, false) => Place::First,
            (false, true) => Place::Last,
            (false, false) => Place::Middle,
        };
        names::class(kind, place)
    };
    (0..kinds.len()).map(class).collect()
}
