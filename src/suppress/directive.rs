//! What a suppression says: `ignore[MEM402, NUM] reason="quotes the 2019 promise"`.

/// What a suppression does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Silences the next block.
    Ignore,
    /// Silences from here to an end.
    Start,
    /// The end of a stretch.
    End,
    /// Silences the whole document.
    File,
    /// Silences the next block, and has to find something there.
    Expect,
}

impl Kind {
    const ALL: [Self; 5] = [Self::Ignore, Self::Start, Self::End, Self::File, Self::Expect];

    /// As written.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Ignore => "ignore",
            Kind::Start => "ignore-start",
            Kind::End => "ignore-end",
            Kind::File => "ignore-file",
            Kind::Expect => "expect",
        }
    }
}

/// A suppression, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// What it does.
    pub kind: Kind,
    /// Codes, prefixes or names; empty only for an end.
    pub selectors: Vec<String>,
    /// Why; never empty.
    pub reason: Option<String>,
}

/// What is wrong with a suppression, and how to write it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub message: String,
    /// How to write it.
    pub help: String,
}

/// Reads the words behind `claimlint:`.
///
/// # Errors
/// If they are no suppression, name no rule, or hold more than codes and a reason.
///
/// ```
/// let read = claimlint::suppress::parse("ignore[MEM402] reason=\"quotes a promise\"").unwrap();
/// assert_eq!((read.selectors, read.reason), (vec!["MEM402".to_owned()], Some("quotes a promise".to_owned())));
/// assert!(claimlint::suppress::parse("ignore").is_err());
/// ```
pub fn parse(words: &str) -> Result<Parsed, Fault> {
    let words = words.trim();
    let end = words.find(|c: char| !(c.is_ascii_alphabetic() || c == '-')).unwrap_or(words.len());
    let (name, rest) = words.split_at(end);
    let Some(kind) = Kind::ALL.into_iter().find(|kind| kind.name() == name) else {
        return Err(unknown(name));
    };
    let rest = rest.trim_start();
    let (selectors, rest) = match rest.strip_prefix('[') {
        Some(inner) => {
            let (inner, rest) = inner.split_once(']').ok_or_else(|| usage(kind, "the bracket `[` is never closed"))?;
            (inner.split(',').map(str::trim).filter(|s| !s.is_empty()).map(str::to_owned).collect(), rest)
        }
        None => (Vec::new(), rest),
    };
    if selectors.is_empty() && kind != Kind::End {
        return Err(usage(kind, &format!("`{}` names no rule", kind.name())));
    }
    let reason = reason(rest.trim()).ok_or_else(|| usage(kind, "what follows the rules is no `reason=\"…\"`"))?;
    Ok(Parsed { kind, selectors, reason: reason.filter(|reason| !reason.trim().is_empty()) })
}

/// The reason in quotes; `Some(None)` if there is nothing, `None` if there is something else.
fn reason(words: &str) -> Option<Option<String>> {
    if words.is_empty() {
        return Some(None);
    }
    let quoted = words.strip_prefix("reason")?.trim_start().strip_prefix('=')?.trim_start();
    let quote = quoted.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (mut reason, mut characters) = (String::new(), quoted[1..].chars());
    while let Some(c) = characters.next() {
        match c {
            '\\' => reason.push(characters.next()?),
            c if c == quote => return characters.as_str().trim().is_empty().then_some(Some(reason)),
            c => reason.push(c),
        }
    }
    None
}

fn unknown(name: &str) -> Fault {
    let near = Kind::ALL.map(|kind| (strsim::jaro_winkler(kind.name(), name), kind.name()));
    let near = near.into_iter().filter(|&(score, _)| score > 0.8).max_by(|a, b| a.0.total_cmp(&b.0));
    let message = match name {
        "" => "this comment asks for nothing".to_owned(),
        name => format!("`{name}` is no suppression"),
    };
    let help = match near {
        Some((_, near)) => format!("did you mean `{near}`?"),
        None => format!("write one of {}", Kind::ALL.map(Kind::name).join(", ")),
    };
    Fault { message, help }
}

fn usage(kind: Kind, message: &str) -> Fault {
    let help = match kind {
        Kind::End => "write `ignore-end`".to_owned(),
        kind => format!("write `{}[CODE] reason=\"…\"`", kind.name()),
    };
    Fault { message: message.to_owned(), help }
}

/// A comment's words that silence rules for a reason, in a form that [`parse`] reads back and that closes no comment around it.
pub fn words(selectors: &[&str], reason: &str) -> String {
    let flat = reason.split_whitespace().collect::<Vec<_>>().join(" ").replace("--", "–");
    format!("ignore[{}] reason=\"{}\"", selectors.join(", "), flat.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suppressions_are_read_with_their_rules_and_reasons() {
        for (words, kind, selectors, reason) in [
            ("ignore[MEM402]", Kind::Ignore, &["MEM402"][..], None),
            (
                " ignore [ MEM402 , NUM ]  reason = 'it \"is\" so' ",
                Kind::Ignore,
                &["MEM402", "NUM"],
                Some("it \"is\" so"),
            ),
            ("ignore-start[NUM] reason=\"a \\\" b\"", Kind::Start, &["NUM"], Some("a \" b")),
            ("ignore-end", Kind::End, &[], None),
            ("ignore-file[name-spelling] reason=\"\"", Kind::File, &["name-spelling"], None),
            ("expect[ALL]", Kind::Expect, &["ALL"], None),
        ] {
            let read = parse(words).expect(words);
            assert_eq!((read.kind, read.reason.as_deref()), (kind, reason), "{words}");
            assert_eq!(read.selectors, selectors, "{words}");
        }
    }

    #[test]
    fn what_is_no_suppression_gets_advice() {
        for (words, message, help) in [
            ("ignore", "`ignore` names no rule", "write `ignore[CODE] reason=\"…\"`"),
            ("ignore[]", "`ignore` names no rule", "write `ignore[CODE] reason=\"…\"`"),
            ("ignore MEM402", "`ignore` names no rule", "write `ignore[CODE] reason=\"…\"`"),
            ("ignored[NUM]", "`ignored` is no suppression", "did you mean `ignore`?"),
            (
                "disable",
                "`disable` is no suppression",
                "write one of ignore, ignore-start, ignore-end, ignore-file, expect",
            ),
            ("", "this comment asks for nothing", "write one of ignore, ignore-start, ignore-end, ignore-file, expect"),
            ("ignore[NUM", "the bracket `[` is never closed", "write `ignore[CODE] reason=\"…\"`"),
            ("ignore[NUM] why not", "what follows the rules is no `reason=\"…\"`", "write `ignore[CODE] reason=\"…\"`"),
            (
                "expect[NUM] reason=\"x",
                "what follows the rules is no `reason=\"…\"`",
                "write `expect[CODE] reason=\"…\"`",
            ),
        ] {
            let fault = parse(words).expect_err(words);
            assert_eq!((fault.message.as_str(), fault.help.as_str()), (message, help), "{words}");
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        for reason in ["plain", "a \"quote\"", "back\\slash", "two\nlines"] {
            let read = parse(&words(&["NUM201", "DAT101"], reason)).expect(reason);
            assert_eq!(read.reason.as_deref(), Some(reason.replace('\n', " ").as_str()));
        }
        assert!(!words(&["NUM201"], "ends --> here").contains("-->"));
    }
}
