//! Folding of names: lower case, no accents, single spaces, so that forms of one name compare equal.

/// A name without case and accents, words joined by single spaces, typographic marks made plain.
pub(crate) fn fold(name: &str) -> String {
    if is_plain(name) {
        return name.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(name.len());
    for word in name.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        for c in word.chars() {
            match c {
                c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
                '’' | '‘' | 'ʼ' => out.push('\''),
                '‐' | '‑' => out.push('-'),
                c => out.push_str(&deunicode::deunicode_char(c).unwrap_or("").to_lowercase()),
            }
        }
    }
    out
}

/// Whether a name has ASCII characters only, and its words stand between single spaces; nearly all do.
pub(super) fn is_plain(name: &str) -> bool {
    let mut space = true;
    for byte in name.bytes() {
        if !byte.is_ascii() || (0x09..=0x0d).contains(&byte) || space && byte == b' ' {
            return false;
        }
        space = byte == b' ';
    }
    !space
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn case_accents_and_spaces_do_not_matter() {
        for (name, want) in [
            ("  José  ÁLVAREZ ", "jose alvarez"),
            ("Ruiz‑Paz", "ruiz-paz"),
            ("O’Hara", "o'hara"),
            ("Ana  Ruiz", "ana ruiz"),
            ("Ana\nRuiz ", "ana ruiz"),
            ("Ana Ruiz", "ana ruiz"),
            ("", ""),
            (" ", ""),
        ] {
            assert_eq!(fold(name), want);
        }
    }
}
