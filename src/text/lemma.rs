//! Lemmas by a table of irregular forms and by endings.
use crate::diagnostic::Problem;
use crate::lexicon::Lexicon;

/// Irregular forms and the endings that are safe to strip.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lemmas {}

impl Lemmas {
    pub(crate) fn new(_lexicon: &Lexicon, _problems: &mut Vec<Problem>) -> Self {
        Self::default()
    }
}
