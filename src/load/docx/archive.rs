//! The zip archive around a Word file, as far as such a file needs it: the central directory, parts stored or deflated.
//!
//! The bytes are hostile until proven otherwise: nothing is read that the directory does not name, and no part may grow beyond what its packed size
//! warrants, so that a small file cannot fill the memory.

use std::collections::BTreeMap;

use miniz_oxide::inflate::decompress_to_vec_with_limit;

use super::refuse;
use crate::diagnostic::Problem;
use crate::load::codes;

/// The most bytes that one part may unpack to.
const PART: usize = 64 << 20;
/// The most bytes that all parts together may unpack to.
const WHOLE: usize = 128 << 20;
/// How many times its packed size a part may unpack to, once it is larger than [`SMALL`]; prose packs to a tenth, tables of one word to a hundredth.
const RATIO: usize = 200;
/// Parts up to this many bytes may be packed as tightly as they like.
const SMALL: usize = 4 << 20;

/// Bytes of the record that ends an archive, without its comment.
const END: usize = 22;
/// Bytes of an entry of the directory, without its name and what follows that.
const ENTRY: usize = 46;
/// Bytes of the head of a part, likewise.
const HEAD: usize = 30;

/// An archive, and how much may still be unpacked.
pub(super) struct Archive<'a> {
    bytes: &'a [u8],
    /// By name in lower case, since names of parts differ by more than case.
    entries: BTreeMap<String, Entry>,
    left: usize,
}

#[derive(Clone, Copy)]
struct Entry {
    flags: usize,
    method: usize,
    crc: u32,
    packed: usize,
    size: usize,
    offset: usize,
}

impl<'a> Archive<'a> {
    /// Reads the directory.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Problem> {
        Self::directory(bytes).ok_or_else(|| super::damaged("its directory of parts cannot be read"))
    }

    fn directory(bytes: &'a [u8]) -> Option<Self> {
        let tail = bytes.len().saturating_sub(END + usize::from(u16::MAX));
        let end = tail + bytes.get(tail..)?.windows(4).rposition(|four| four == b"PK\x05\x06")?;
        let (count, mut at) = (short(bytes, end + 10)?, long(bytes, end + 16)?);
        let mut entries = BTreeMap::new();
        for _ in 0..count {
            if bytes.get(at..at + 4)? != b"PK\x01\x02" {
                return None;
            }
            let entry = Entry {
                flags: short(bytes, at + 8)?,
                method: short(bytes, at + 10)?,
                crc: long(bytes, at + 16)? as u32,
                packed: long(bytes, at + 20)?,
                size: long(bytes, at + 24)?,
                offset: long(bytes, at + 42)?,
            };
            let (name, rest) = (short(bytes, at + 28)?, short(bytes, at + 30)? + short(bytes, at + 32)?);
            let words = String::from_utf8_lossy(bytes.get(at + ENTRY..at + ENTRY + name)?);
            entries.entry(words.replace('\\', "/").to_ascii_lowercase()).or_insert(entry);
            at += ENTRY + name + rest;
        }
        Some(Self { bytes, entries, left: WHOLE })
    }

    /// Whether there is a part of a name, or one below it if the name ends in a slash.
    pub fn has(&self, name: &str) -> bool {
        let name = name.to_ascii_lowercase();
        self.entries
            .range(name.clone()..)
            .next()
            .is_some_and(|(found, _)| if name.ends_with('/') { found.starts_with(&name) } else { *found == name })
    }

    /// The contents of a part; `None` if there is none.
    pub fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Problem> {
        let Some(&entry) = self.entries.get(&name.to_ascii_lowercase()) else { return Ok(None) };
        let broken = || super::damaged(&format!("its part `{name}` cannot be unpacked"));
        if entry.flags & 1 == 1 {
            return Err(super::protected());
        }
        let packed = self.packed(entry).ok_or_else(broken)?;
        let most = PART.min(SMALL.max(packed.len().saturating_mul(RATIO)));
        if entry.size > most || entry.size > self.left {
            return Err(too_much(name));
        }
        let contents = match entry.method {
            0 => packed.to_vec(),
            8 => decompress_to_vec_with_limit(packed, entry.size).map_err(|_| broken())?,
            _ => return Err(broken()),
        };
        if contents.len() != entry.size || crc(&contents) != entry.crc {
            return Err(broken());
        }
        self.left -= contents.len();
        Ok(Some(contents))
    }

    fn packed(&self, entry: Entry) -> Option<&'a [u8]> {
        let head = self.bytes.get(entry.offset..)?;
        if !head.starts_with(b"PK\x03\x04") {
            return None;
        }
        let start = HEAD + short(head, 26)? + short(head, 28)?;
        head.get(start..start.checked_add(entry.packed)?)
    }
}

fn too_much(name: &str) -> Problem {
    let message = format!("the part `{name}` unpacks to far more than a document holds, as in a zip bomb");
    refuse(codes::TOO_LARGE, message).help("save it again with Word or LibreOffice, or as plain text")
}

fn short(bytes: &[u8], at: usize) -> Option<usize> {
    let two = bytes.get(at..at.checked_add(2)?)?;
    Some(usize::from(u16::from_le_bytes(two.try_into().ok()?)))
}

fn long(bytes: &[u8], at: usize) -> Option<usize> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    usize::try_from(u32::from_le_bytes(four.try_into().ok()?)).ok()
}

/// The checksum of a part (CRC-32 of IEEE 802.3).
pub(super) fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, &byte| (crc >> 8) ^ CRC[usize::from((crc as u8) ^ byte)])
}

const CRC: [u32; 256] = {
    let mut table = [0; 256];
    let mut n = 0;
    while n < 256 {
        let (mut crc, mut bit) = (n as u32, 0);
        while bit < 8 {
            crc = if crc & 1 == 1 { 0xedb8_8320 ^ (crc >> 1) } else { crc >> 1 };
            bit += 1;
        }
        table[n] = crc;
        n += 1;
    }
    table
};
