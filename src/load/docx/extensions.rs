//! Extensions of the format: of several forms of one thing, a reader takes the first whose extensions it knows (ISO/IEC 29500-3, Markup Compatibility).

use super::xml::Element;

/// How the namespaces begin of what Word itself writes.
const KNOWN: [&str; 3] =
    ["http://schemas.microsoft.com/office/", "http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/"];

/// The namespaces that prefixes stand for, the innermost last: the depth of the element that declares one, the prefix, and whether it is known here.
#[derive(Default)]
pub(super) struct Namespaces(Vec<(usize, String, bool)>);

impl Namespaces {
    /// Takes in what an element at some depth declares.
    pub fn open(&mut self, depth: usize, element: &Element<'_>) {
        let known = |uri: &str| KNOWN.iter().any(|known| uri.starts_with(known));
        self.0.extend(element.namespaces().into_iter().map(|(prefix, uri)| (depth, prefix, known(&uri))));
    }

    /// Forgets what an element at some depth has declared.
    pub fn close(&mut self, depth: usize) {
        self.0.truncate(self.0.partition_point(|(at, ..)| *at < depth));
    }

    /// Whether all is known that one form of a thing asks for.
    pub fn known(&self, choice: &Element<'_>) -> bool {
        let known =
            |prefix: &str| self.0.iter().rev().find(|(_, own, _)| own == prefix).is_some_and(|(.., known)| *known);
        choice.attribute("Requires").is_some_and(|all| all.split_whitespace().all(known))
    }
}
