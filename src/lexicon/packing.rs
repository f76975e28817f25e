//! The packed form of a table: its values one after another, each a byte that tells its kind and what it holds. It is read far faster than
//! TOML, without regard to the order of keys, escapes or white space. `build.rs` packs the tables that come with the program by this same code.
//!
//! | kind | holds |
//! |---|---|
//! | [`STRING`] | its length, its bytes |
//! | [`INTEGER`], [`UNSIGNED`] | eight bytes, the lowest first |
//! | [`FLOAT`] | eight bytes, the lowest first |
//! | [`TRUE`], [`FALSE`], [`TOO_LARGE`] | nothing |
//! | [`ARRAY`] | how many values, the values |
//! | [`TABLE`] | how many entries, then of each the key's length, its bytes, and the value |
//!
//! Lengths and counts are written seven bits to a byte, the lowest first; all bytes but the last have the highest bit set.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A string.
pub(crate) const STRING: u8 = b's';
/// An integer of 64 bits with a sign.
pub(crate) const INTEGER: u8 = b'i';
/// An integer that only fits 64 bits without a sign.
pub(crate) const UNSIGNED: u8 = b'u';
/// An integer or float that fits none of these; it is told as a fault when it is read.
pub(crate) const TOO_LARGE: u8 = b'o';
/// A float of 64 bits.
pub(crate) const FLOAT: u8 = b'f';
/// A boolean.
pub(crate) const TRUE: u8 = b'y';
/// The other boolean.
pub(crate) const FALSE: u8 = b'n';
/// A list.
pub(crate) const ARRAY: u8 = b'a';
/// A table.
pub(crate) const TABLE: u8 = b't';

/// A packed table, and where its keys and values stand in the TOML.
#[derive(Default)]
pub(crate) struct Packing {
    /// The packed form.
    pub bytes: Vec<u8>,
    /// Offsets of keys and values in `bytes`, ascending, and their byte ranges in the TOML.
    pub places: Vec<(usize, Range<usize>)>,
}

impl Packing {
    /// Packs a table.
    pub fn of(table: &Spanned<DeTable<'_>>) -> Self {
        let mut packing = Self::default();
        packing.place(table.span());
        packing.table(table.get_ref());
        packing
    }

    fn place(&mut self, range: Range<usize>) {
        self.places.push((self.bytes.len(), range));
    }

    fn table(&mut self, table: &DeTable<'_>) {
        self.bytes.push(TABLE);
        self.count(table.len());
        for (key, value) in table {
            self.place(key.span());
            self.string(key.get_ref());
            self.value(value);
        }
    }

    fn value(&mut self, value: &Spanned<DeValue<'_>>) {
        self.place(value.span());
        match value.get_ref() {
            DeValue::String(words) => {
                self.bytes.push(STRING);
                self.string(words);
            }
            DeValue::Integer(number) => self.integer(number.as_str(), number.radix()),
            DeValue::Float(number) => match number.as_str().parse::<f64>() {
                Ok(float) if float.is_finite() || number.as_str().contains(['i', 'n']) => {
                    self.eight(FLOAT, float.to_le_bytes());
                }
                _ => self.bytes.push(TOO_LARGE),
            },
            DeValue::Boolean(yes) => self.bytes.push(if *yes { TRUE } else { FALSE }),
            // No table has a use for one: it is a table with one entry, as the TOML reader has it.
            DeValue::Datetime(time) => {
                self.bytes.push(TABLE);
                self.count(1);
                self.string("datetime");
                self.bytes.push(STRING);
                self.string(&time.to_string());
            }
            DeValue::Array(values) => {
                self.bytes.push(ARRAY);
                self.count(values.len());
                values.iter().for_each(|value| self.value(value));
            }
            DeValue::Table(table) => self.table(table),
        }
    }

    fn integer(&mut self, digits: &str, radix: u32) {
        match (i64::from_str_radix(digits, radix), u64::from_str_radix(digits, radix)) {
            (Ok(number), _) => self.eight(INTEGER, number.to_le_bytes()),
            (_, Ok(number)) => self.eight(UNSIGNED, number.to_le_bytes()),
            _ => self.bytes.push(TOO_LARGE),
        }
    }

    fn eight(&mut self, kind: u8, bytes: [u8; 8]) {
        self.bytes.push(kind);
        self.bytes.extend(bytes);
    }

    fn string(&mut self, words: &str) {
        self.count(words.len());
        self.bytes.extend(words.as_bytes());
    }

    fn count(&mut self, mut number: usize) {
        while number > 0x7f {
            self.bytes.push((number & 0x7f) as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }
}
