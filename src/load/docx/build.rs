//! Makes Word files for tests, so that none of unknown origin lies in the repository.

/// A zip archive of parts; those after the first are deflated, so that both ways occur.
pub fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (n, (name, contents)) in parts.iter().enumerate() {
        let packed = if n == 0 { contents.to_vec() } else { miniz_oxide::deflate::compress_to_vec(contents, 6) };
        let offset = out.len() as u32;
        let mut shared = Vec::new();
        for two in [20, 0, if n == 0 { 0 } else { 8 }, 0, 0] {
            shared.extend(u16::to_le_bytes(two));
        }
        for four in [crc(contents), packed.len() as u32, contents.len() as u32] {
            shared.extend(four.to_le_bytes());
        }
        shared.extend((name.len() as u16).to_le_bytes());
        shared.extend([0, 0]);
        out.extend(b"PK\x03\x04");
        out.extend(&shared);
        out.extend(name.bytes());
        out.extend(packed);
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&shared);
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(name.bytes());
    }
    let at = out.len() as u32;
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    for two in [parts.len() as u16; 2] {
        out.extend(two.to_le_bytes());
    }
    out.extend((directory.len() as u32).to_le_bytes());
    out.extend(at.to_le_bytes());
    out.extend([0, 0]);
    out
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| if crc & 1 == 1 { 0xedb8_8320 ^ (crc >> 1) } else { crc >> 1 })
    })
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const NAMES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"";
const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A Word file with a body, and further parts by their kind (`styles`, `footnotes`), each the inside of its root element.
pub fn docx(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let relation =
        |kind: &str, target: &str| format!("<Relationship Id=\"{kind}\" Type=\"{KINDS}/{kind}\" Target=\"{target}\"/>");
    let relations = |inner: String| {
        format!(
            "{HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{inner}</Relationships>"
        )
    };
    let mut files = vec![
        ("_rels/.rels".to_owned(), relations(relation("officeDocument", "word/document.xml"))),
        (
            "word/_rels/document.xml.rels".to_owned(),
            relations(parts.iter().map(|(kind, _)| relation(kind, &format!("{kind}.xml"))).collect()),
        ),
        ("word/document.xml".to_owned(), format!("{HEAD}<w:document {NAMES}><w:body>{body}</w:body></w:document>")),
    ];
    for (kind, inner) in parts {
        files.push((format!("word/{kind}.xml"), format!("{HEAD}<w:{kind} {NAMES}>{inner}</w:{kind}>")));
    }
    zip(&files.iter().map(|(name, contents)| (name.as_str(), contents.as_bytes())).collect::<Vec<_>>())
}

/// A paragraph of one run.
pub fn p(words: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r></w:p>")
}
