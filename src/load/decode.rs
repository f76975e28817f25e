//! From bytes to text, with a map back to the bytes.
//!
//! UTF-8 with or without a byte order mark, UTF-16 with one, and the older encodings by what an HTML page declares or by detection.
//! A file that is UTF-8 but for a few bytes keeps its encoding; those bytes become U+FFFD and a remark says where.

use std::sync::Arc;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::{characters, codes};
use crate::diagnostic::Problem;
use crate::source::{OffsetMap, Span};

/// The largest file that is read; offsets are 32 bits wide and a text may grow by half when it is decoded.
pub const MAX_BYTES: u64 = 256 << 20;

/// The largest UTF-16 file; its map needs an entry per character.
const MAX_UTF16_BYTES: usize = 64 << 20;

/// How much of a file is looked at to tell text from other data.
const SAMPLE: usize = 8192;

/// How much of a file, from shortly before its first byte beyond ASCII, the encoding is detected by.
const DETECTION: usize = 1 << 20;

/// A decoded file.
#[derive(Clone, Debug)]
pub struct Decoded {
    /// The file as UTF-8, without a byte order mark.
    pub text: Arc<str>,
    /// From offsets of `text` to bytes on disk.
    pub map: OffsetMap,
    /// Name of the encoding, as the Encoding Standard has it.
    pub encoding: &'static str,
    /// Remarks; their path is empty until [`super::parse`] fills it in.
    pub problems: Vec<Problem>,
}

impl Decoded {
    /// A text that is UTF-8 already.
    pub fn utf8(text: impl Into<Arc<str>>) -> Self {
        let text = text.into();
        let problems = characters::remarks(&text);
        Self { text, map: OffsetMap::identity(), encoding: UTF_8.name(), problems }
    }
}

/// Decodes a file.
///
/// # Errors
/// If the bytes are no text (a PDF, an archive, a picture) or too many. The problem's path is empty: the caller knows it.
pub fn decode(bytes: &[u8]) -> Result<Decoded, Problem> {
    if bytes.len() as u64 > MAX_BYTES {
        return Err(too_large(bytes.len() as u64));
    }
    if let Some(what) = magic(bytes) {
        return Err(binary(&format!("this is {what}, not text")));
    }
    let mut decoded = match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => utf8(rest, 3),
        [0xff, 0xfe, rest @ ..] => utf16(rest, 2, u16::from_le_bytes)?,
        [0xfe, 0xff, rest @ ..] => utf16(rest, 2, u16::from_be_bytes)?,
        _ => match unmarked_utf16(bytes) {
            Some(order) => utf16(bytes, 0, order)?,
            None => unmarked(bytes)?,
        },
    };
    let sample = &decoded.text.as_bytes()[..decoded.text.len().min(SAMPLE)];
    let controls = sample.iter().filter(|&&b| characters::is_control(b)).count();
    // A stray control character is remarked on; only a share of one in twenty, beyond a few, makes a file binary.
    if controls * 20 > sample.len() + 40 {
        return Err(binary("this is binary data, not text"));
    }
    decoded.problems.extend(characters::remarks(&decoded.text));
    Ok(decoded)
}

pub(super) fn too_large(bytes: u64) -> Problem {
    let message = format!("the file is too large: {} MB; at most {} MB are read", bytes >> 20, MAX_BYTES >> 20);
    Problem::file("", codes::TOO_LARGE, message).help("split it")
}

fn binary(message: &str) -> Problem {
    Problem::file("", codes::BINARY, message).help("save it as plain text, Markdown or HTML")
}

fn magic(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [b'%', b'P', b'D', b'F', b'-', ..] => Some("a PDF file"),
        [b'P', b'K', 3, 4, ..] => Some("a zip archive or an office document, whatever its name says"),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => Some("an office document"),
        [b'{', b'\\', b'r', b't', b'f', ..] => Some("an RTF document"),
        [0x89, b'P', b'N', b'G', ..] | [0xff, 0xd8, 0xff, ..] | [b'G', b'I', b'F', b'8', ..] => Some("a picture"),
        [0x1f, 0x8b, ..] => Some("a compressed file"),
        _ => None,
    }
}

/// Latin text in UTF-16 shows by zeros in every other byte.
fn unmarked_utf16(bytes: &[u8]) -> Option<fn([u8; 2]) -> u16> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if !sample.contains(&0) {
        return None;
    }
    let pairs = sample.len() / 2;
    let zeros = |parity: usize| sample.iter().skip(parity).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if pairs < 4 {
        None
    } else if odd * 2 > pairs && even * 50 < pairs {
        Some(u16::from_le_bytes)
    } else if even * 2 > pairs && odd * 50 < pairs {
        Some(u16::from_be_bytes)
    } else {
        None
    }
}

fn unmarked(bytes: &[u8]) -> Result<Decoded, Problem> {
    if std::str::from_utf8(bytes).is_ok() {
        return Ok(utf8(bytes, 0));
    }
    if bytes[..bytes.len().min(SAMPLE)].contains(&0) {
        return Err(binary("this is binary data, not text"));
    }
    let (mut faults, mut characters) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        faults += usize::from(!chunk.invalid().is_empty());
        characters += chunk.valid().bytes().filter(|&b| b >= 0xc0).count();
    }
    if characters >= 3 * faults {
        return Ok(utf8(bytes, 0));
    }
    Ok(legacy(bytes, declared(bytes).unwrap_or_else(|| detected(bytes))))
}

/// The encoding that the bytes look like.
fn detected(bytes: &[u8]) -> &'static Encoding {
    let foreign = |b: &&u8| **b >= 0x80;
    let first = bytes.iter().position(|b| *b >= 0x80).unwrap_or(0);
    let part = &bytes[first.saturating_sub(SAMPLE)..];
    let part = &part[..part.len().min(DETECTION)];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(part, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    // In English prose a few accented names, quotation marks and pound signs are all there is to judge by, and the European
    // encodings share most of these; the commonest one is the best guess unless a byte has no meaning in it.
    let rare = part.iter().filter(foreign).count() * 50 < part.len();
    let fits = !part.iter().any(|b| matches!(b, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d));
    if guess.is_single_byte() && rare && fits { WINDOWS_1252 } else { guess }
}

/// The encoding that an HTML page names in its first kilobyte.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    let meta = &head[head.find("<meta")?..];
    let label = meta[meta.find("charset=")? + 8..].trim_start_matches(['"', '\'', ' ']);
    let end = label.find(['"', '\'', ' ', ';', '>', '/']).unwrap_or(label.len());
    Encoding::for_label(&label.as_bytes()[..end]).filter(|e| e.is_ascii_compatible() && *e != UTF_8)
}

fn utf8(bytes: &[u8], skip: usize) -> Decoded {
    let mut map = OffsetMap::default();
    if let Ok(text) = std::str::from_utf8(bytes) {
        if skip > 0 {
            map.push(0..text.len(), skip..skip + text.len());
        }
        return Decoded { text: text.into(), map, encoding: UTF_8.name(), problems: Vec::new() };
    }
    let (mut text, mut at, mut faults) = (String::with_capacity(bytes.len()), skip, Faults::default());
    for chunk in bytes.utf8_chunks() {
        let (valid, invalid) = (chunk.valid(), chunk.invalid());
        map.push(text.len()..text.len() + valid.len(), at..at + valid.len());
        text.push_str(valid);
        at += valid.len();
        if !invalid.is_empty() {
            faults.replace(&mut text, &mut map, at..at + invalid.len());
            at += invalid.len();
        }
    }
    let problems = faults.remark(&text, "UTF-8");
    Decoded { text: text.into(), map, encoding: UTF_8.name(), problems }
}

fn utf16(bytes: &[u8], skip: usize, unit: fn([u8; 2]) -> u16) -> Result<Decoded, Problem> {
    if bytes.len() > MAX_UTF16_BYTES {
        return Err(too_large(bytes.len() as u64).help("save it as UTF-8"));
    }
    let (mut text, mut map) = (String::with_capacity(bytes.len() / 2), OffsetMap::default());
    let (mut at, mut faults) = (skip, Faults::default());
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    for decoded in char::decode_utf16(units) {
        match decoded {
            Ok(character) => {
                let width = 2 * character.len_utf16();
                map.push(text.len()..text.len() + character.len_utf8(), at..at + width);
                text.push(character);
                at += width;
            }
            Err(_) => {
                faults.replace(&mut text, &mut map, at..at + 2);
                at += 2;
            }
        }
    }
    if bytes.len() % 2 == 1 {
        faults.replace(&mut text, &mut map, at..at + 1);
    }
    let encoding = if unit([1, 0]) == 1 { "UTF-16LE" } else { "UTF-16BE" };
    let problems = faults.remark(&text, encoding);
    Ok(Decoded { text: text.into(), map, encoding, problems })
}

/// Decodes byte by byte outside stretches of ASCII, since the decoder itself does not say which bytes made which character.
fn legacy(bytes: &[u8], encoding: &'static Encoding) -> Decoded {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let (mut text, mut map) = (String::with_capacity(bytes.len() + bytes.len() / 8), OffsetMap::default());
    let mut faults = Faults::default();
    // Bytes from `since` up to `at` are an unfinished character.
    let (mut at, mut since, mut buffer) = (0, 0, [0u8; 64]);
    while at < bytes.len() {
        let plain = if since == at { Encoding::ascii_valid_up_to(&bytes[at..]) } else { 0 };
        if let Some(run) = std::str::from_utf8(&bytes[at..at + plain]).ok().filter(|run| !run.is_empty()) {
            map.push(text.len()..text.len() + plain, at..at + plain);
            text.push_str(run);
            at += plain;
            since = at;
            continue;
        }
        let (_, _, written, bad) = decoder.decode_to_utf8(&bytes[at..=at], &mut buffer, at + 1 == bytes.len());
        at += 1;
        if written > 0 {
            let decoded = std::str::from_utf8(&buffer[..written]).unwrap_or("\u{fffd}");
            if bad {
                faults.add(text.len());
            }
            map.push(text.len()..text.len() + decoded.len(), since..at);
            text.push_str(decoded);
            since = at;
        }
    }
    let problems = faults.remark(&text, encoding.name());
    Decoded { text: text.into(), map, encoding: encoding.name(), problems }
}

/// Bytes that no character came of.
#[derive(Default)]
struct Faults {
    first: Option<usize>,
    count: usize,
}

impl Faults {
    fn add(&mut self, at: usize) {
        self.first.get_or_insert(at);
        self.count += 1;
    }

    fn replace(&mut self, text: &mut String, map: &mut OffsetMap, from: std::ops::Range<usize>) {
        self.add(text.len());
        map.push(text.len()..text.len() + 3, from);
        text.push('\u{fffd}');
    }

    fn remark(&self, text: &str, encoding: &str) -> Vec<Problem> {
        let Some(at) = self.first else { return Vec::new() };
        let more = if self.count > 1 { format!(", and {} more in this file", self.count - 1) } else { String::new() };
        let message = format!("bytes that are not {encoding} are read as U+FFFD{more}");
        vec![Problem::at("", text, Span::new(at, at + 3), codes::BAD_BYTES, message).help("save it as UTF-8").remark()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Text, encoding, and the bytes of each character of the text, as far as they differ from its UTF-8.
    fn check(bytes: &[u8], encoding: &str, text: &str, places: &[(&str, std::ops::Range<usize>)]) {
        let decoded = decode(bytes).unwrap();
        assert_eq!((decoded.encoding, &*decoded.text), (encoding, text));
        for (word, disk) in places {
            let at = text.find(word).unwrap();
            assert_eq!(decoded.map.back(at..at + word.len()), *disk, "{word} in {text}");
        }
    }

    #[test]
    fn every_encoding_maps_characters_to_their_bytes() {
        check(b"a dam", "UTF-8", "a dam", &[("dam", 2..5)]);
        check(b"\xef\xbb\xbfa \xc3\xa9 dam", "UTF-8", "a é dam", &[("a", 3..4), ("é", 5..7), ("dam", 8..11)]);
        check(
            b"\xff\xfea\0\xe9\0 \0\x3d\xd8\x00\xde.\0",
            "UTF-16LE",
            "aé 😀.",
            &[("é", 4..6), ("😀", 8..12), (".", 12..14)],
        );
        check(b"\xfe\xff\0a\x20\x14\0b", "UTF-16BE", "a—b", &[("—", 4..6), ("b", 6..8)]);
        check(b"a\0 \0d\0a\0m\0", "UTF-16LE", "a dam", &[("dam", 4..10)]);
        check(
            b"The caf\xe9 has \x93two\x94 doors and \xa35 to spend in May.",
            "windows-1252",
            "The café has “two” doors and £5 to spend in May.",
            &[("é", 7..8), ("“two”", 13..18), ("£5", 29..31), ("May.", 44..48)],
        );
        check(
            b"<meta charset=windows-1251>\xcc\xe8\xf0 x",
            "windows-1251",
            "<meta charset=windows-1251>Мир x",
            &[("Мир", 27..30), ("x", 31..32)],
        );
        check(
            b"<meta charset=Shift_JIS>\x93\xfa\x96{ 12",
            "Shift_JIS",
            "<meta charset=Shift_JIS>日本 12",
            &[("日", 24..26), ("本", 26..28), ("12", 29..31)],
        );
    }

    #[test]
    fn a_few_bad_bytes_are_replaced_and_their_place_is_told() {
        let decoded = decode("é€é dam\n".bytes().chain(*b"x \xff y").collect::<Vec<_>>().as_slice()).unwrap();
        assert_eq!((&*decoded.text, decoded.encoding), ("é€é dam\nx \u{fffd} y", "UTF-8"));
        let problem = &decoded.problems[0];
        assert_eq!(
            (problem.code.as_str(), problem.line, problem.column, problem.fatal),
            (codes::BAD_BYTES, Some(2), Some(3), false)
        );
        assert_eq!(decoded.map.back(14..17), 14..15);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for bytes in [
            &b"%PDF-1.7 text"[..],
            b"PK\x03\x04word",
            b"\x89PNG\r\n",
            b"{\\rtf1 x}",
            b"\0\x01\x02\x03\xff\xfe\0",
            &[0, 1, 2, 3, 4, 5, 6],
        ] {
            let problem = decode(bytes).unwrap_err();
            assert_eq!((problem.code.as_str(), problem.fatal), (codes::BINARY, true), "{bytes:?}");
        }
    }

    #[test]
    fn stray_controls_are_read_and_their_place_is_told() {
        let decoded = decode("one\ntwo\0 three\u{202e} four\u{2066}".as_bytes()).unwrap();
        let told: Vec<_> = decoded.problems.iter().map(|p| (p.message.as_str(), p.line, p.column, p.fatal)).collect();
        let expected = [
            ("control character U+0000 in the text", Some(2), Some(4), false),
            ("bidirectional control character U+202E in the text, and 1 more in this file", Some(2), Some(11), false),
        ];
        assert_eq!(told, expected);
    }
}
