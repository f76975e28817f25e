//! A document of a run: as read, its part, and what was extracted from it.

use crate::claim::DocumentClaims;
use crate::source::Source;

/// A document's part in a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Compared with every other document and with itself.
    Judged,
    /// Compared with judged documents only.
    Reference,
}

/// A document in the session.
#[derive(Clone, Debug)]
pub struct Document {
    /// As read.
    pub source: Source,
    /// Its part.
    pub role: Role,
    /// What was extracted.
    pub claims: DocumentClaims,
}
