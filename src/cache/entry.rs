//! One entry as it lies on disk: a mark, the key, the length and a hash of what follows, then the claims.

use std::hash::Hasher as _;

use crate::claim::DocumentClaims;

/// The beginning of each entry.
const MARK: &[u8; 8] = b"claims1\n";
/// Bytes before the claims.
const HEAD: usize = 8 + 16 + 8 + 8;

/// What an entry is found by: 128 bits of all that its claims hang on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Key([u64; 2]);

impl Key {
    pub(super) fn bytes(&self) -> [u8; 16] {
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&self.0[0].to_le_bytes());
        bytes[8..].copy_from_slice(&self.0[1].to_le_bytes());
        bytes
    }

    pub(super) fn hex(&self) -> String {
        format!("{:016x}{:016x}", self.0[0], self.0[1])
    }
}

/// Hashes the parts of a key, each with its length, so that parts cannot run into each other.
///
/// Two runs of the standard library's hash make 128 bits. Should that hash change with a compiler, so does the build, and with it every key.
pub(super) struct KeyHasher([std::hash::DefaultHasher; 2]);

impl KeyHasher {
    pub(super) fn new() -> Self {
        let mut new = Self([std::hash::DefaultHasher::new(), std::hash::DefaultHasher::new()]);
        new.0[1].write_u8(1);
        new
    }

    pub(super) fn add(&mut self, part: &[u8]) {
        for hasher in &mut self.0 {
            hasher.write_u64(part.len() as u64);
            hasher.write(part);
        }
    }

    pub(super) fn key(&self) -> Key {
        Key([self.0[0].finish(), self.0[1].finish()])
    }
}

/// The bytes of an entry; `None` if they cannot be made, which does not happen with plain structures.
pub(super) fn write(claims: &DocumentClaims, key: &Key) -> Option<Vec<u8>> {
    let bytes = postcard::to_extend(claims, Vec::from([0; HEAD])).ok()?;
    Some(headed(bytes, key))
}

/// Fills in the head before claims that are written.
fn headed(mut bytes: Vec<u8>, key: &Key) -> Vec<u8> {
    let (length, sum) = ((bytes.len() - HEAD) as u64, sum(&bytes[HEAD..]));
    bytes[..8].copy_from_slice(MARK);
    bytes[8..24].copy_from_slice(&key.bytes());
    bytes[24..32].copy_from_slice(&length.to_le_bytes());
    bytes[32..HEAD].copy_from_slice(&sum.to_le_bytes());
    bytes
}

/// An entry of these bytes.
#[cfg(test)]
pub(super) fn frame(payload: &[u8], key: &Key) -> Vec<u8> {
    headed([&[0; HEAD], payload].concat(), key)
}

/// The claims of an entry, if it is whole and the one asked for.
pub(super) fn read(bytes: &[u8], key: &Key) -> Option<DocumentClaims> {
    let (head, rest) = bytes.split_at_checked(HEAD)?;
    let number = |at: usize| Some(u64::from_le_bytes(head.get(at..at + 8)?.try_into().ok()?));
    let known = head.starts_with(MARK) && head[8..24] == key.bytes();
    if !known || number(24)? != rest.len() as u64 || number(32)? != sum(rest) {
        return None;
    }
    let (claims, left) = postcard::take_from_bytes(rest).ok()?;
    left.is_empty().then_some(claims)
}

fn sum(bytes: &[u8]) -> u64 {
    let mut hasher = std::hash::DefaultHasher::new();
    hasher.write(bytes);
    hasher.finish()
}
