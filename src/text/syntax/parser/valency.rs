//! Which sorts of dependents a word has so far: a subject, a conjunction, an object, and so on, as far as tags tell.

use crate::text::syntax::kinds::Tag;

/// One bit for each sort of dependents before the word (nominal, `to`, word that opens a clause, verb) and behind it (nominal, preposition or the like, verb,
/// conjunction, comma).
#[derive(Clone, Copy, Debug)]
pub(super) struct Valency(pub(super) u32);

const fn set(tags: &[Tag]) -> u64 {
    let (mut all, mut at) = (0, 0);
    while at < tags.len() {
        all |= 1 << tags[at] as u8;
        at += 1;
    }
    all
}

const NOMINALS: u64 = set(&[Tag::Nn, Tag::Nns, Tag::Nnp, Tag::Nnps, Tag::Prp, Tag::Cd, Tag::Ex, Tag::Dt]);
const VERBS: u64 = set(&[Tag::Vb, Tag::Vbd, Tag::Vbg, Tag::Vbn, Tag::Vbp, Tag::Vbz, Tag::Md]);
const TO: u64 = set(&[Tag::To]);
const OPENERS: u64 = set(&[Tag::In, Tag::Wdt, Tag::Wp, Tag::WpPoss, Tag::Wrb]);
const CONJUNCTIONS: u64 = set(&[Tag::Cc]);
const PAUSES: u64 = set(&[Tag::Comma, Tag::Colon]);

impl Valency {
    /// With one more dependent.
    #[inline]
    pub(super) fn with(self, tag: u32, before: bool) -> Self {
        let has = |sort: u64| sort >> tag & 1 != 0;
        let bits = if before {
            [NOMINALS, TO, OPENERS, VERBS]
                .map(has)
                .into_iter()
                .enumerate()
                .fold(0, |all, (at, has)| all | u32::from(has) << at)
        } else {
            let sorts = [NOMINALS, OPENERS | TO, VERBS, CONJUNCTIONS, PAUSES].map(has);
            sorts.into_iter().enumerate().fold(0, |all, (at, has)| all | u32::from(has) << (at + 4))
        };
        Self(self.0 | bits)
    }
}
