//! Tokens.
use super::{Text, TextTables};

pub(crate) fn tokenise(_text: &mut Text, _tables: &TextTables) {}
