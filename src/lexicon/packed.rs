//! Reads packed tables ([`Packing`](super::packing::Packing)) as the types of those who ask for them.
//!
//! Tables of the program and those of a house are read by this one reader, so that the code for each type is in the program once.

use std::fmt;

use serde::Deserialize;
use serde::de::value::BorrowedStrDeserializer;
use serde::de::{
    self, DeserializeSeed, Deserializer, Error as _, Expected, IntoDeserializer as _, Unexpected, Visitor,
};

use super::packing::{ARRAY, FALSE, FLOAT, INTEGER, STRING, TABLE, TOO_LARGE, TRUE, UNSIGNED};

/// Why a table is not of the type asked for. Boxed: results are handed on at every value.
#[derive(Debug)]
pub(crate) struct Fault(Box<(String, Option<usize>)>);

impl Fault {
    /// What is wrong.
    pub fn message(&self) -> &str {
        &self.0.0
    }

    /// The offset of the key or value at fault.
    pub fn offset(&self) -> usize {
        self.0.1.unwrap_or(0)
    }

    /// The innermost place stays.
    fn at(mut self, offset: usize) -> Self {
        self.0.1.get_or_insert(offset);
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message())
    }
}

impl std::error::Error for Fault {}

impl de::Error for Fault {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(Box::new((message.to_string(), None)))
    }
}

/// The whole of a packed table as `T`.
pub(crate) fn read<'de, T: Deserialize<'de>>(bytes: &'de [u8]) -> Result<T, Fault> {
    T::deserialize(&mut Cursor { bytes, at: 0 }).map_err(|fault| fault.at(0))
}

/// A value, or the head of one that holds others.
#[derive(Clone, Copy)]
enum Item<'de> {
    String(&'de str),
    Integer(i64),
    Unsigned(u64),
    Float(f64),
    Boolean(bool),
    Array(usize),
    Table(usize),
}

impl Item<'_> {
    /// What was found instead of what was expected.
    fn instead_of(self, expected: &dyn Expected) -> Fault {
        let found = match self {
            Self::String(words) => Unexpected::Str(words),
            Self::Integer(number) => Unexpected::Signed(number),
            Self::Unsigned(number) => Unexpected::Unsigned(number),
            Self::Float(number) => Unexpected::Float(number),
            Self::Boolean(yes) => Unexpected::Bool(yes),
            Self::Array(_) => Unexpected::Seq,
            Self::Table(_) => Unexpected::Map,
        };
        Fault::invalid_type(found, expected)
    }
}

/// Packed values from an offset on.
struct Cursor<'de> {
    bytes: &'de [u8],
    at: usize,
}

impl<'de> Cursor<'de> {
    fn take(&mut self, count: usize) -> Result<&'de [u8], Fault> {
        let end = self.at.checked_add(count);
        let taken = end.and_then(|end| self.bytes.get(self.at..end)).ok_or_else(|| Fault::custom("the table ends"))?;
        self.at += count;
        Ok(taken)
    }

    fn eight(&mut self) -> Result<[u8; 8], Fault> {
        self.take(8)?.try_into().map_err(Fault::custom)
    }

    fn count(&mut self) -> Result<usize, Fault> {
        let (mut number, mut shift) = (0, 0);
        loop {
            let byte = self.take(1)?[0];
            number |= usize::from(byte & 0x7f) << shift;
            shift = (shift + 7).min(usize::BITS - 1);
            if byte < 0x80 {
                return Ok(number);
            }
        }
    }

    fn string(&mut self) -> Result<&'de str, Fault> {
        let length = self.count()?;
        std::str::from_utf8(self.take(length)?).map_err(Fault::custom)
    }

    #[inline(never)]
    fn item(&mut self) -> Result<Item<'de>, Fault> {
        Ok(match self.take(1)?[0] {
            STRING => Item::String(self.string()?),
            INTEGER => Item::Integer(i64::from_le_bytes(self.eight()?)),
            UNSIGNED => Item::Unsigned(u64::from_le_bytes(self.eight()?)),
            FLOAT => Item::Float(f64::from_le_bytes(self.eight()?)),
            kind @ (TRUE | FALSE) => Item::Boolean(kind == TRUE),
            ARRAY => Item::Array(self.count()?),
            TABLE => Item::Table(self.count()?),
            TOO_LARGE => return Err(Fault::custom("the number is too large")),
            _ => return Err(Fault::custom("no packed table")),
        })
    }

    /// Passes over a value.
    fn skip(&mut self) -> Result<(), Fault> {
        match self.item()? {
            Item::Array(count) => (0..count).try_for_each(|_| self.skip()),
            Item::Table(count) => (0..count).try_for_each(|_| self.string().and_then(|_| self.skip())),
            _ => Ok(()),
        }
    }
}

impl<'de> Deserializer<'de> for &mut Cursor<'de> {
    type Error = Fault;

    /// Whatever holds no other values.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.item()? {
            Item::String(words) => visitor.visit_borrowed_str(words),
            Item::Integer(number) => visitor.visit_i64(number),
            Item::Unsigned(number) => visitor.visit_u64(number),
            Item::Float(number) => visitor.visit_f64(number),
            Item::Boolean(yes) => visitor.visit_bool(yes),
            item => Err(item.instead_of(&visitor)),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.item()? {
            Item::String(words) => visitor.visit_borrowed_str(words),
            item => Err(item.instead_of(&visitor)),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_str(visitor)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.item()? {
            Item::Array(left) => visitor.visit_seq(Members { cursor: self, left }),
            item => Err(item.instead_of(&visitor)),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.item()? {
            Item::Table(left) => visitor.visit_map(Members { cursor: self, left }),
            item => Err(item.instead_of(&visitor)),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.deserialize_map(visitor)
    }

    /// An absent value is an absent key.
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self)
    }

    /// Only variants that hold nothing.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        match self.item()? {
            Item::String(words) => visitor.visit_enum(BorrowedStrDeserializer::new(words)),
            item => Err(item.instead_of(&visitor)),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.skip()?;
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        bool u8 u16 u32 u64 u128 i8 i16 i32 i64 i128 f32 f64 char bytes byte_buf unit unit_struct tuple_struct identifier
    }
}

/// The values of a list, or the entries of a table.
struct Members<'a, 'de> {
    cursor: &'a mut Cursor<'de>,
    left: usize,
}

impl<'de> Members<'_, 'de> {
    fn value<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Fault> {
        let at = self.cursor.at;
        seed.deserialize(&mut *self.cursor).map_err(|fault| fault.at(at))
    }
}

impl<'de> de::SeqAccess<'de> for Members<'_, 'de> {
    type Error = Fault;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Fault> {
        let Some(left) = self.left.checked_sub(1) else { return Ok(None) };
        self.left = left;
        self.value(seed).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left)
    }
}

impl<'de> de::MapAccess<'de> for Members<'_, 'de> {
    type Error = Fault;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Fault> {
        let Some(left) = self.left.checked_sub(1) else { return Ok(None) };
        self.left = left;
        let at = self.cursor.at;
        let key = Key(self.cursor.string()?);
        seed.deserialize(key).map(Some).map_err(|fault| fault.at(at))
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Fault> {
        self.value(seed)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left)
    }
}

/// A key: a string, or a number written as one.
struct Key<'de>(&'de str);

/// Keys that are numbers.
macro_rules! number_keys {
    ($($method:ident $number:ty)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
            self.0.parse::<$number>().map_err(Fault::custom)?.into_deserializer().deserialize_any(visitor)
        }
    )*};
}

impl<'de> Deserializer<'de> for Key<'de> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_borrowed_str(self.0)
    }

    number_keys! {
        deserialize_u8 u8 deserialize_u16 u16 deserialize_u32 u32 deserialize_u64 u64
        deserialize_i8 i8 deserialize_i16 i16 deserialize_i32 i32 deserialize_i64 i64
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_enum(BorrowedStrDeserializer::new(self.0))
    }

    serde::forward_to_deserialize_any! {
        bool u128 i128 f32 f64 char str string bytes byte_buf option unit unit_struct seq tuple tuple_struct map struct
        identifier ignored_any
    }
}
