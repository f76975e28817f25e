//! What the codes of faults (`CFG…`) mean, from the register in `docs/codes.md`.

use std::fmt::Write as _;

/// The register of all codes.
const REGISTER: &str = include_str!("../../docs/codes.md");

/// What `explain` prints for the code of a fault; `None` for any other.
pub(super) fn explain(code: &str) -> Option<String> {
    let code = code.to_ascii_uppercase();
    let mut family = "";
    for line in REGISTER.lines() {
        if let Some(heading) = line.strip_prefix("### ") {
            family = heading;
        }
        let row = line.strip_prefix("| `").and_then(|row| row.split_once("` | "));
        let Some((_, words)) = row.filter(|(own, _)| code.starts_with("CFG") && *own == code) else { continue };
        let words = words.trim_end_matches(" |").replace('`', "");
        let mut out = format!("# {code}\n\n{words}\n\n");
        let remark = if words.contains("remark") { " A remark changes no exit status." } else { "" };
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "This is no finding about what documents say, but something wrong with the run itself ({}). It cannot be selected or ignored, and makes the exit status 2; what is sound is still checked.{remark}",
            family.to_lowercase()
        );
        return Some(out);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_explained_and_rules_are_not() {
        let words = explain("cfg102").expect("registered");
        assert!(words.starts_with("# CFG102\n\na file is no text") && words.contains("(documents)"), "{words}");
        assert!(words.contains("A remark changes no exit status."), "{words}");
        assert_eq!((explain("NUM201"), explain("CFG999"), explain("CFG")), (None, None, None));
    }
}
