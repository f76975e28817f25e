//! Laws of loading, over all formats.
