//! The model file: a head, sections, a checksum. All of it but one table is read in place.
//!
//! ```text
//! bytes      what
//! 0..8       "CLSYNTAX"
//! 8..12      version
//! 12..16     number of sections
//! 16..24     checksum of all bytes from 24 on
//! 24..       for each section its start, its length here and its length once unpacked, then the sections
//! ```
//!
//! All numbers are little-endian. Sections: the names of all classes (so that a model for other tags is refused), the dictionary, the four tables of weights.
//! A section whose two lengths differ is deflated. That saves room, but must be undone before the first sentence is read, so only the table that gains
//! most by it is kept so ([`PACKED`]).

use std::borrow::Cow;
use std::fmt;

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

use super::features::Form;
use super::kinds::{Label, NameKind, Tag};
use super::table::{Packed, Table};
use super::{labels, names, parser, tagger};

/// What the file begins with.
pub const MAGIC: [u8; 8] = *b"CLSYNTAX";
/// The version of the file's form and of the features; a model of another version is refused.
pub const VERSION: u32 = 4;
/// How many sections there are.
pub const SECTIONS: usize = 6;
/// The section that is deflated in the file: the labeller's weights, two megabytes of mostly small numbers.
pub const PACKED: usize = 4;

/// Bytes of a section's entry in the head.
const PLACE: usize = 12;

/// Bytes of one word in the dictionary: hash, class, certain tag (and [`COMMON`]), place in names.
pub const ENTRY: usize = 7;

/// The bit beside the certain tag that says that the word is no name where it is written small.
pub const COMMON: u8 = 0x80;

/// Bytes of a row of the tables of weights.
pub const TAGGER_ROW: usize = 2 + tagger::CLASSES;
/// See [`TAGGER_ROW`].
pub const PARSER_ROW: usize = 1 + parser::CLASSES;
/// See [`TAGGER_ROW`].
pub const LABELS_ROW: usize = 2 + labels::CLASSES;
/// See [`TAGGER_ROW`].
pub const NAMES_ROW: usize = 2 + names::CLASSES;

/// Why a model file is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It does not begin as a model file does.
    Magic,
    /// It is of another version.
    Version(u32),
    /// Its checksum is wrong.
    Checksum,
    /// It is too short, or a section has an impossible place or size.
    Size,
    /// It was trained for other tags, labels or names.
    Classes,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Magic => write!(f, "this is no syntax model"),
            Self::Version(found) => write!(f, "the syntax model is of version {found}, this program reads {VERSION}"),
            Self::Checksum => write!(f, "the syntax model is damaged: its checksum is wrong"),
            Self::Size => write!(f, "the syntax model is damaged: it is cut off, or a section has an impossible size"),
            Self::Classes => write!(f, "the syntax model was trained for other tags, labels or names"),
        }
    }
}

impl std::error::Error for Fault {}

/// A model, checked and ready to use.
#[derive(Clone, Debug)]
pub struct Model<'a> {
    words: Dictionary<'a>,
    /// Weights of the tagger.
    pub tagger: Table<'a, TAGGER_ROW, 2>,
    /// Weights of the parser.
    pub parser: Packed<'a>,
    /// Weights of the labeller.
    pub labels: Table<'a, LABELS_ROW, 2>,
    /// Weights of the name tagger.
    pub names: Table<'a, NAMES_ROW, 2>,
}

/// What training saw of frequent words, sorted by their hashes.
#[derive(Clone, Copy, Debug)]
pub struct Dictionary<'a> {
    entries: &'a [[u8; ENTRY]],
}

impl<'a> Model<'a> {
    /// Reads a model, in place where nothing is packed, and checks it.
    pub fn read(bytes: &'a [u8]) -> Result<Self, Fault> {
        if bytes.get(..8) != Some(&MAGIC) {
            return Err(Fault::Magic);
        }
        let version = number(bytes, 8)?;
        if version != VERSION {
            return Err(Fault::Version(version));
        }
        let body = bytes.get(24..).ok_or(Fault::Size)?;
        let sum = u64::from(number(bytes, 16)?) | u64::from(number(bytes, 20)?) << 32;
        if checksum(body) != sum {
            return Err(Fault::Checksum);
        }
        if number(bytes, 12)? as usize != SECTIONS {
            return Err(Fault::Size);
        }
        let in_place = |index| match section(bytes, index)? {
            Cow::Borrowed(section) => Ok(section),
            Cow::Owned(_) => Err(Fault::Size),
        };
        if in_place(0)? != classes().as_bytes() {
            return Err(Fault::Classes);
        }
        Ok(Self {
            words: Dictionary::read(in_place(1)?)?,
            tagger: Table::new(section(bytes, 2)?)?,
            parser: Packed::new(in_place(3)?)?,
            labels: Table::new(section(bytes, 4)?)?,
            names: Table::new(section(bytes, 5)?)?,
        })
    }

    /// The form of a word in lower case.
    pub fn form(&self, lower: &str) -> Form {
        self.words.form(lower)
    }
}

impl<'a> Dictionary<'a> {
    /// A dictionary in place.
    pub fn read(bytes: &'a [u8]) -> Result<Self, Fault> {
        let (entries, rest) = bytes.as_chunks::<ENTRY>();
        if rest.is_empty() { Ok(Self { entries }) } else { Err(Fault::Size) }
    }

    /// The form of a word in lower case, with what the dictionary knows of it.
    pub fn form(&self, lower: &str) -> Form {
        let mut form = Form::new(lower);
        if let Some([.., class, certain, name]) = self.find(form.word) {
            (form.class, form.name, form.common) = (class, name, certain & COMMON != 0);
            form.certain = if form.certain == 0 { certain & !COMMON } else { form.certain };
        }
        form
    }

    /// The entry of a hash. Hashes lie evenly among all numbers, so that most entries are near where an even spacing has them.
    fn find(&self, word: u32) -> Option<[u8; ENTRY]> {
        let hash = |entry: &[u8; ENTRY]| u32::from_le_bytes([entry[0], entry[1], entry[2], entry[3]]);
        let count = self.entries.len();
        let guess = ((u64::from(word) * count as u64) >> 32) as usize;
        let near = guess.saturating_sub(NEAR)..(guess + NEAR).min(count);
        let below = |at: usize| self.entries.get(at).is_none_or(|entry| hash(entry) <= word);
        let holds = (near.start == 0 || below(near.start)) && (near.end == count || !below(near.end));
        let entries = &self.entries[if holds { near } else { 0..count }];
        entries.binary_search_by_key(&word, hash).ok().map(|at| entries[at])
    }
}

/// How far from its place by even spacing an entry of the dictionary is sought at first.
const NEAR: usize = 256;

/// The names of all classes, as the first section holds them.
pub fn classes() -> String {
    let tags = Tag::ALL.iter().map(|t| t.as_str());
    let labels = Label::ALL.iter().map(|l| l.as_str());
    let names = NameKind::ALL.iter().map(|k| k.as_str());
    tags.chain(["|"]).chain(labels).chain(["|"]).chain(names).collect::<Vec<_>>().join(" ")
}

/// Four sums in step over words of eight bytes, so that a model of some megabytes is checked within a millisecond or two.
pub fn checksum(bytes: &[u8]) -> u64 {
    const PRIME: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut sums: [u64; 4] = [1, 2, 3, 4];
    let (blocks, rest) = bytes.as_chunks::<32>();
    for block in blocks {
        let (words, _) = block.as_chunks::<8>();
        for (sum, word) in sums.iter_mut().zip(words) {
            *sum = (*sum ^ u64::from_le_bytes(*word)).wrapping_mul(PRIME).rotate_left(29);
        }
    }
    let last = rest.iter().fold(bytes.len() as u64, |sum, &byte| (sum ^ u64::from(byte)).wrapping_mul(PRIME));
    sums.iter().fold(last, |all, &sum| (all ^ sum).wrapping_mul(PRIME).rotate_left(31))
}

/// A section, unpacked if it must be.
fn section(bytes: &[u8], index: usize) -> Result<Cow<'_, [u8]>, Fault> {
    let entry = |part: usize| number(bytes, 24 + PLACE * index + 4 * part).map(|number| number as usize);
    let (start, len, unpacked) = (entry(0)?, entry(1)?, entry(2)?);
    let stored = bytes.get(start..start.saturating_add(len)).ok_or(Fault::Size)?;
    if len == unpacked {
        return Ok(Cow::Borrowed(stored));
    }
    let inflated = decompress_to_vec_with_limit(stored, unpacked).map_err(|_| Fault::Size)?;
    if inflated.len() == unpacked { Ok(Cow::Owned(inflated)) } else { Err(Fault::Size) }
}

/// Puts sections together to a file.
pub fn write(sections: [&[u8]; SECTIONS]) -> Vec<u8> {
    let packed = compress_to_vec(sections[PACKED], 9);
    let mut stored = sections;
    if packed.len() < stored[PACKED].len() {
        stored[PACKED] = &packed;
    }
    let mut body = Vec::new();
    let mut start = 24 + PLACE * SECTIONS;
    for (stored, section) in stored.iter().zip(sections) {
        let entry = [start, stored.len(), section.len()];
        entry.iter().for_each(|&number| body.extend_from_slice(&(number as u32).to_le_bytes()));
        start += stored.len();
    }
    stored.iter().for_each(|section| body.extend_from_slice(section));
    let mut file = MAGIC.to_vec();
    file.extend_from_slice(&VERSION.to_le_bytes());
    file.extend_from_slice(&(SECTIONS as u32).to_le_bytes());
    file.extend_from_slice(&checksum(&body).to_le_bytes());
    file.extend_from_slice(&body);
    file
}

fn number(bytes: &[u8], at: usize) -> Result<u32, Fault> {
    let four = bytes.get(at..at + 4).and_then(|bytes| bytes.try_into().ok());
    four.map(u32::from_le_bytes).ok_or(Fault::Size)
}
