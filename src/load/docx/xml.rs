//! The XML of a part, node by node. Entities beyond the five of XML itself need a document type, which is refused, so nothing can be expanded.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

use super::{damaged, refuse};
use crate::diagnostic::Problem;
use crate::load::codes;

/// The most elements that may be open at once. Word itself nests tables to a few dozen levels.
const DEPTH: usize = 512;

/// A node of a part.
pub(super) enum Node<'a> {
    /// An element begins; elements without content begin and end.
    Open(Element<'a>),
    /// The innermost element ends.
    Close,
    /// Text.
    Text(Cow<'a, str>),
}

/// The beginning of an element.
pub(super) struct Element<'a>(BytesStart<'a>);

impl Element<'_> {
    /// Its name without a prefix.
    pub fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The value of an attribute, by its name without a prefix.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let mut all = self.0.attributes();
        // Looking for attributes that stand twice takes time that grows with their square.
        let found = all.with_checks(false).flatten().find(|one| one.key.local_name().into_inner() == name)?;
        unescape(&found.value).ok().map(Cow::into_owned)
    }

    /// The prefixes of names that it declares, each with its namespace.
    pub fn namespaces(&self) -> Vec<(String, String)> {
        if !self.0.attributes_raw().contains("xmlns:") {
            return Vec::new();
        }
        let mut all = self.0.attributes();
        let all = all.with_checks(false).flatten();
        let declared = all.filter(|one| one.key.prefix().is_some_and(|prefix| prefix.into_inner() == "xmlns"));
        let read = declared.map(|one| {
            let prefix = one.key.local_name().into_inner().to_owned();
            (prefix, unescape(&one.value).unwrap_or_default().into_owned())
        });
        read.collect()
    }

    /// The attribute `val`.
    pub fn value(&self) -> Option<String> {
        self.attribute("val")
    }

    /// Whether a property that is either on or off is on: it is where nothing else is said.
    pub fn on(&self) -> bool {
        self.value().is_none_or(|value| !matches!(value.as_str(), "0" | "false" | "off"))
    }
}

/// Shows every node of a part to `visit`.
pub(super) fn walk(part: &str, bytes: &[u8], mut visit: impl FnMut(Node<'_>)) -> Result<(), Problem> {
    let broken = || damaged(&format!("its part `{part}` is no well-formed XML"));
    let text = decoded(bytes).ok_or_else(|| damaged(&format!("its part `{part}` is neither UTF-8 nor UTF-16")))?;
    let mut reader = Reader::from_str(&text);
    reader.config_mut().expand_empty_elements = true;
    let mut depth = 0;
    loop {
        match reader.read_event().map_err(|_| broken())? {
            Event::Start(start) => {
                depth += 1;
                if depth > DEPTH {
                    let message = format!("its part `{part}` nests elements more than {DEPTH} deep");
                    return Err(refuse(codes::TOO_LARGE, message));
                }
                visit(Node::Open(Element(start)));
            }
            Event::End(_) => {
                depth -= 1;
                visit(Node::Close);
            }
            Event::Text(text) => visit(Node::Text(text.into_inner())),
            Event::CData(text) => visit(Node::Text(text.into_inner())),
            Event::GeneralRef(reference) => {
                let character = match reference.resolve_char_ref().map_err(|_| broken())? {
                    Some(character) => character,
                    None => named(&reference.into_inner()).ok_or_else(broken)?,
                };
                visit(Node::Text(character.to_string().into()));
            }
            Event::DocType(_) => {
                return Err(damaged(&format!("its part `{part}` has a document type, which no Word file has")));
            }
            Event::Eof if depth == 0 => return Ok(()),
            Event::Eof => return Err(broken()),
            _ => {}
        }
    }
}

/// The characters of a part, which is UTF-8 or UTF-16, with a byte order mark or without.
fn decoded(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let (units, big) = match bytes {
        [0xff, 0xfe, units @ ..] => (units, false),
        [0xfe, 0xff, units @ ..] => (units, true),
        [b'<', 0, ..] => (bytes, false),
        [0, b'<', ..] => (bytes, true),
        _ => return std::str::from_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)).ok().map(Cow::from),
    };
    let (pairs, rest) = units.as_chunks::<2>();
    let units = pairs.iter().map(|&pair| if big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) });
    let text: Result<String, _> = char::decode_utf16(units).collect();
    text.ok().filter(|_| rest.is_empty()).map(Cow::from)
}

fn named(entity: &str) -> Option<char> {
    Some(match entity {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}
