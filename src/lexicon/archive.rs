//! Files that come with the program. Those of one kind are deflated together, and inflated when the first of them is asked for.

use std::sync::OnceLock;

/// Where a file begins and ends among those of its archive, in bytes.
pub(super) type Place = (usize, usize);

/// The files of one kind.
pub(super) struct Archive {
    deflated: &'static [u8],
    inflated: OnceLock<Vec<u8>>,
}

impl Archive {
    /// What `build.rs` has deflated.
    pub const fn new(deflated: &'static [u8]) -> Self {
        Self { deflated, inflated: OnceLock::new() }
    }

    /// The bytes of a file.
    pub fn bytes(&self, (start, end): Place) -> &[u8] {
        let all =
            self.inflated.get_or_init(|| miniz_oxide::inflate::decompress_to_vec(self.deflated).unwrap_or_default());
        all.get(start..end).unwrap_or_default()
    }

    /// The text of a file.
    pub fn text(&self, place: Place) -> &str {
        str::from_utf8(self.bytes(place)).unwrap_or_default()
    }
}
