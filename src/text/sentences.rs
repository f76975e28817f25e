//! Sentences.
use super::{Text, TextTables};
use crate::diagnostic::Problem;
use crate::lexicon::Lexicon;

/// Abbreviations that end no sentence.
#[derive(Clone, Debug, Default)]
pub(crate) struct Abbreviations {}

impl Abbreviations {
    pub(crate) fn new(_lexicon: &Lexicon, _problems: &mut Vec<Problem>) -> Self {
        Self::default()
    }
}

pub(crate) fn split(_text: &mut Text, _tables: &TextTables) {}
