//! The dictionary: what training saw of frequent words, and what a lexicon tells of the others.
//!
//! A word that training saw often has the set of tags it had there. A word that it saw seldom or never has the set that the lexicon allows. Both kinds of sets have
//! numbers of their own, because the tags of a rare word are spread otherwise than those of a frequent one.

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::fs;
use std::path::Path;

use claimlint::text::syntax::features::Form;
use claimlint::text::syntax::model::COMMON;
use claimlint::text::syntax::{Tag, names};

use crate::data::Corpus;

/// A word is in the dictionary if training saw it this often, or if the lexicon has it.
const KNOWN: u32 = 3;
/// What training saw of a word counts more than the lexicon if it was seen this often.
const SEEN: u32 = 12;
/// A word has a certain tag if it was seen this often in small letters …
const FREQUENT: u32 = 40;
/// … and had another tag in fewer than one case of this many.
const DOUBT: u32 = 400;
/// A word has a usual place in names if it was seen with a capital this often, so that no single sentence decides it.
const NAMED: u32 = 8;
/// Numbers of sets that training saw; one more stands for all further ones.
const SEEN_SETS: u8 = 160;

/// Words in lower case, each with the numbers of its tags, the most usual first.
type Lexicon = BTreeMap<String, Vec<u8>>;

/// The dictionary's bytes, and for each word of the corpus the class it would have if training had not seen it.
pub struct Dictionary {
    /// For each word its hash, the set of its tags, its certain tag, its usual place in names.
    pub bytes: Vec<u8>,
    /// By number of the word.
    pub unseen: Vec<u8>,
}

/// Reads what `lexicon.py` wrote.
fn lexicon(path: &Path) -> Result<Lexicon, Box<dyn Error>> {
    let file = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut words = Lexicon::new();
    for line in file.lines() {
        let (word, tags) = line.split_once('\t').ok_or("a line of the lexicon has no tab")?;
        let tags = tags.split(' ').filter_map(Tag::from_name).map(|tag| tag as u8).collect();
        words.insert(word.to_owned(), tags);
    }
    Ok(words)
}

/// The numbers of sets, the most usual first.
fn ranked(sets: impl Iterator<Item = (u64, u32)>) -> Vec<u64> {
    let mut counts: BTreeMap<u64, u32> = BTreeMap::new();
    sets.for_each(|(set, count)| *counts.entry(set).or_default() += count);
    let mut ranked: Vec<(u64, u32)> = counts.into_iter().collect();
    ranked.sort_by_key(|&(set, count)| (std::cmp::Reverse(count), set));
    ranked.into_iter().map(|(set, _)| set).collect()
}

fn set_of(tags: &[u8]) -> u64 {
    tags.iter().fold(0, |set, tag| set | 1 << tag)
}

/// The classes of the lexicon's words, by hash. A set too rare to have a number loses its least usual tags until it has one.
fn unseen(lexicon: &Lexicon) -> BTreeMap<u32, u8> {
    let sets = ranked(lexicon.values().map(|tags| (set_of(tags), 1)));
    let numbers: HashMap<u64, u8> = sets.into_iter().zip(SEEN_SETS + 1..=254).collect();
    let class = |tags: &[u8]| (1..=tags.len()).rev().find_map(|len| numbers.get(&set_of(&tags[..len])).copied());
    let entry = |(word, tags): (&String, &Vec<u8>)| Some((Form::new(word).word, class(tags)?));
    // Of words that share a hash (years and other numbers of one shape) the last counts.
    lexicon.iter().filter_map(entry).collect()
}

/// What training saw of each word.
struct Counts {
    all: Vec<[u32; Tag::ALL.len()]>,
    small: Vec<[u32; Tag::ALL.len()]>,
    capital: Vec<[u32; names::CLASSES]>,
}

impl Counts {
    fn new(corpus: &Corpus) -> Self {
        let words = corpus.words.len();
        let tags = vec![[0; Tag::ALL.len()]; words];
        let mut counts = Self { all: tags.clone(), small: tags, capital: vec![[0; names::CLASSES]; words] };
        for sentence in corpus.part(false) {
            for (at, &word) in sentence.words.iter().enumerate() {
                let (word, tag) = (word as usize, usize::from(sentence.tags[at]));
                counts.all[word][tag] += 1;
                if sentence.cases[at] & 3 == 0 {
                    counts.small[word][tag] += 1;
                } else {
                    counts.capital[word][usize::from(sentence.names[at])] += 1;
                }
            }
        }
        counts
    }
}

/// Makes the dictionary from the sentences to train on and the lexicon in a folder of work.
pub fn dictionary(corpus: &Corpus, work: &Path) -> Result<Dictionary, Box<dyn Error>> {
    let lexicon = lexicon(&work.join("lexicon.tsv"))?;
    let told = unseen(&lexicon);
    let counts = Counts::new(corpus);
    let times = |number: usize| counts.all[number].iter().sum::<u32>();
    let known = || (0..corpus.words.len()).filter(|&number| times(number) >= KNOWN);
    let sets = ranked(known().map(|number| (set(&counts.all[number]), times(number))));
    let numbers: HashMap<u64, u8> = sets.into_iter().zip(1..SEEN_SETS).collect();
    let hashes: Vec<u32> = corpus.words.iter().map(|word| Form::new(word).word).collect();
    let unseen: Vec<u8> = hashes.iter().map(|hash| told.get(hash).copied().unwrap_or(0)).collect();

    // Words that share a hash (numbers of one shape) share an entry: that of the most frequent.
    let mut entries: BTreeMap<u32, (u32, [u8; 3])> =
        told.iter().map(|(&hash, &class)| (hash, (0, [class, 0, 0]))).collect();
    for number in known() {
        let seen = numbers.get(&set(&counts.all[number])).copied().unwrap_or(SEEN_SETS);
        let class = if times(number) < SEEN && unseen[number] != 0 { unseen[number] } else { seen };
        let entry = (times(number), [class, certain(&counts.small[number]), usual(&counts.capital[number])]);
        let slot = entries.entry(hashes[number]).or_insert(entry);
        if slot.0 < entry.0 {
            *slot = entry;
        }
    }
    for hash in lexicon.iter().filter(|(_, tags)| common(tags)).map(|(word, _)| Form::new(word).word) {
        if let Some((_, [_, certain, _])) = entries.get_mut(&hash) {
            *certain |= COMMON;
        }
    }
    let bytes = entries.iter().flat_map(|(hash, (_, rest))| hash.to_le_bytes().into_iter().chain(*rest)).collect();
    Ok(Dictionary { bytes, unseen })
}

/// Whether a word is known, but not as a name.
fn common(tags: &[u8]) -> bool {
    let has = |tag: Tag| tags.contains(&(tag as u8));
    !has(Tag::Nnp) && !has(Tag::Nnps) && tags.iter().any(|&tag| tag != Tag::Fw as u8)
}

/// The tags that a word has in at least one case of fifty.
fn set(counts: &[u32]) -> u64 {
    let all: u32 = counts.iter().sum();
    counts.iter().enumerate().filter(|(_, count)| **count * 50 >= all.max(1)).fold(0, |set, (tag, _)| set | 1 << tag)
}

fn usual(counts: &[u32]) -> u8 {
    let all: u32 = counts.iter().sum();
    let most = (0..counts.len()).rev().max_by_key(|&class| counts[class]).unwrap_or(0);
    if all >= NAMED { most as u8 + 1 } else { 0 }
}

fn certain(counts: &[u32]) -> u8 {
    let all: u32 = counts.iter().sum();
    let (tag, &most) = counts.iter().enumerate().max_by_key(|(_, count)| **count).expect("there are tags");
    if all >= FREQUENT && (all - most) * DOUBT < all { tag as u8 + 1 } else { 0 }
}
