//! The lines at the end of a run: what was read and compared, and what was found.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::visible;
use crate::diagnostic::{Diagnostic, Report, Severity};

/// What became of the claims: `212 claims: 38 same elsewhere, 2 differ, 12 undecided (draft.txt undated: use --date), 160 with nothing to compare`.
pub fn receipt(report: &Report) -> String {
    let told = &report.account.receipt;
    let mut line = format!(
        "{}: {} same elsewhere, {} {}, {} undecided",
        count(told.claims, "claim"),
        thousands(told.same),
        thousands(told.differ),
        if told.differ == 1 { "differs" } else { "differ" },
        thousands(told.undecided)
    );
    let apart = || {
        (told.apart > 0).then(|| {
            format!(
                "{} as it is not known whether documents are on one affair: give them one `topic`",
                thousands(told.apart)
            )
        })
    };
    let hints: Vec<String> = undated(report).into_iter().chain(apart()).collect();
    if !hints.is_empty() {
        let _ = write!(line, " ({})", hints.join("; "));
    }
    let alone = told.claims.saturating_sub(told.same + told.differ + told.undecided);
    let _ = write!(line, ", {} with nothing to compare", thousands(alone));
    line
}

/// Asks for the dates that would decide something, of the documents that lack them: those of other documents are of no use.
fn undated(report: &Report) -> Option<String> {
    let mut undated = report.account.undated.iter();
    let first = undated.next()?;
    let vague = |path: &str| {
        let date = report.documents.iter().find(|d| d.path == path).map(|d| &d.date);
        date.is_some_and(|(low, high)| low.is_some() && high.is_some())
    };
    match undated.len() {
        0 if vague(first) => Some(format!("{} not dated to the day: use --date", visible(first))),
        0 => Some(format!("{} undated: use --date", visible(first))),
        others => {
            let what =
                if report.account.undated.iter().any(|path| vague(path)) { "not dated to the day" } else { "undated" };
            Some(format!("{} {what}: use --date", count(others as u64 + 1, "document")))
        }
    }
}

/// What was read and found: `5 documents, 3,900 words; 2 errors, 1 warning (3 notes: -v)`. `hidden` findings are below the floor.
pub fn closing_line(report: &Report, shown: &[&Diagnostic], hidden: usize) -> String {
    let account = &report.account;
    let mut line = format!("{}, {}; ", count(account.documents, "document"), count(account.words, "word"));
    let mut found: Vec<String> = Vec::new();
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        let n = shown.iter().filter(|finding| finding.severity == severity).count() as u64;
        if n > 0 {
            found.push(count(n, severity.name()));
        }
    }
    let none = if account.cut > 0 { "nothing shown" } else { "nothing found" };
    line.push_str(&if found.is_empty() { none.to_owned() } else { found.join(", ") });
    if hidden > 0 {
        let _ = write!(line, " ({}: -v)", count(hidden as u64, "note"));
    }
    for (n, what) in [
        (account.cut, "cut by --max-findings"),
        (account.suppressed, "suppressed"),
        (account.baselined, "in the baseline"),
        (account.dismissed, "dismissed"),
        (account.untouched, "not touched by the change"),
    ] {
        if n > 0 {
            let _ = write!(line, ", {} {what}", thousands(n));
        }
    }
    if account.skipped_files > 0 {
        let _ = write!(line, "; {} skipped", count(account.skipped_files, "file"));
    }
    line
}

/// Findings by rule, the most frequent first; one line each.
pub fn statistics(findings: &[&Diagnostic]) -> String {
    let mut counts: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    for finding in findings {
        *counts.entry((&finding.code, &finding.rule)).or_default() += 1;
    }
    let mut rows: Vec<_> = counts.into_iter().collect();
    rows.sort_by_cached_key(|&(_, n)| std::cmp::Reverse(n));
    let mut out = String::new();
    for ((code, rule), n) in rows {
        let _ = writeln!(out, "{n:>6}  {}  {}", visible(code), visible(rule));
    }
    out
}

fn count(n: u64, what: &str) -> String {
    format!("{} {what}{}", thousands(n), if n == 1 { "" } else { "s" })
}

/// A number of things, in words.
pub(super) fn count_of(n: usize, what: &str) -> String {
    count(n as u64, what)
}

/// A number with commas, as English prose writes it.
fn thousands(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::diagnostic::{Account, DocumentInfo, Receipt};
    use crate::source::SourceKind;

    fn report() -> Report {
        let document = DocumentInfo {
            path: "draft.txt".into(),
            title: None,
            date: (None, None),
            date_from: None,
            kind: SourceKind::Draft,
            topic: None,
            judged: true,
        };
        let account = Account {
            documents: 5,
            words: 3_900,
            receipt: Receipt { claims: 212, same: 38, differ: 2, undecided: 12, apart: 0 },
            undated: BTreeSet::from(["draft.txt".to_owned()]),
            ..Account::default()
        };
        // Nothing hangs on the date of the second.
        let other = DocumentInfo { path: "letter.txt".into(), ..document.clone() };
        Report { documents: vec![document, other], account, ..Report::default() }
    }

    #[test]
    fn the_receipt_says_what_became_of_the_claims() {
        assert_eq!(
            receipt(&report()),
            "212 claims: 38 same elsewhere, 2 differ, 12 undecided (draft.txt undated: use --date), 160 with nothing to compare"
        );
    }

    #[test]
    fn the_receipt_asks_only_for_dates_that_decide_something() {
        let mut report = report();
        report.documents[0].date = (Some("2021-01-01".into()), Some("2021-12-31".into()));
        assert!(receipt(&report).contains("(draft.txt not dated to the day: use --date)"));
        report.account.undated.insert("letter.txt".into());
        assert!(receipt(&report).contains("(2 documents not dated to the day: use --date)"));
        report.account.undated.clear();
        assert!(!receipt(&report).contains("--date"));
    }

    #[test]
    fn the_closing_line_counts_what_is_not_shown() {
        assert_eq!(closing_line(&report(), &[], 3), "5 documents, 3,900 words; nothing found (3 notes: -v)");
    }

    #[test]
    fn the_receipt_says_when_documents_may_be_on_different_affairs() {
        let mut report = report();
        report.account.undated.clear();
        report.account.receipt = Receipt { claims: 12, same: 0, differ: 1, undecided: 11, apart: 11 };
        assert_eq!(
            receipt(&report),
            "12 claims: 0 same elsewhere, 1 differs, 11 undecided (11 as it is not known whether documents are on one affair: give them one `topic`), 0 with nothing to compare"
        );
    }

    #[test]
    fn thousands_are_grouped() {
        assert_eq!(
            [thousands(0), thousands(999), thousands(1_000), thousands(1_234_567)],
            ["0", "999", "1,000", "1,234,567"]
        );
    }
}
