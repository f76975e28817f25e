//! Several claims on one question may leave no date to an undated document, though each of them alone does.

use std::collections::{BTreeMap, BTreeSet};

use super::Verdict;
use super::cases::{self, Partner};
use super::findings::Hit;
use crate::align::Placed;
use crate::diagnostic::{Gate, PassedBy};
use crate::extent::Days;
use crate::link::Links;

/// Of the pairs that clash at some dates of an undated document only, those whose claim clashes with one or another at each of them; and the rest, which
/// stay undecided.
pub(super) fn without_escape(links: &Links<'_>, placed: &[Placed<'_>], undated: Vec<Hit>) -> (Vec<Hit>, Vec<Hit>) {
    let mut by_claim: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    // What rests on two speakers is no more than a note, and closes no case.
    let counted = |hit: &Hit| hit.compared.attributed < 2 || hit.compared.same_speaker;
    for (i, hit) in undated.iter().enumerate().filter(|(_, hit)| counted(hit)) {
        for open in &hit.compared.open {
            by_claim.entry(if open.first { hit.a } else { hit.b }).or_default().push(i);
        }
    }
    let mut decided: BTreeSet<usize> = BTreeSet::new();
    for (claim, all) in by_claim {
        let hits: Vec<&Hit> = all.iter().map(|&i| &undated[i]).collect();
        if cases_of(links, placed, claim, &hits).1 {
            decided.extend(all);
        }
    }
    let (mut closed, mut escaping) = (Vec::new(), Vec::new());
    for (i, mut hit) in undated.into_iter().enumerate() {
        match hit.compared.open.first().filter(|_| decided.contains(&i)) {
            Some(open) => {
                hit.compared.verdict = Verdict::Conflict(open.difference);
                let detail = "together they leave no date for the undated document";
                hit.compared.passed(Gate::Time, PassedBy::Inference, detail);
                closed.push(hit);
            }
            None => escaping.push(hit),
        }
    }
    (closed, escaping)
}

/// The cases of a claim whose document is undated, as its comparisons have them, and whether none of them is without a clash.
pub(super) fn cases_of(links: &Links<'_>, placed: &[Placed<'_>], claim: usize, hits: &[&Hit]) -> (Vec<String>, bool) {
    let mut partners: Vec<Partner<'_, '_>> = Vec::new();
    let mut admissible: Option<Days> = None;
    for hit in hits {
        for open in hit.compared.open.iter().filter(|o| claim == if o.first { hit.a } else { hit.b }) {
            let other = if open.first { hit.b } else { hit.a };
            partners.push(Partner { other: &placed[other], clash: open.clash });
            // A document that is kept up to date is no older than any that it is compared with.
            admissible = Some(admissible.map_or(open.admissible, |sum| sum.hull(&open.admissible)));
        }
    }
    admissible.map_or_else(Default::default, |days| cases::tell(links, &placed[claim], days, &partners))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::rule::RuleSet;
    use crate::session::{Role, Session, Settings};
    use crate::source::{DateClue, DateOrigin, Source};

    /// Undated, kept up to date, or of a day.
    enum When {
        Undated,
        Living,
        On(&'static str),
        LivingSince(&'static str),
    }
    use When::{Living, LivingSince, On, Undated};

    /// The notes of each finding on two documents, and how many comparisons lack a date.
    fn found(texts: [(&str, &When); 2]) -> (Vec<Vec<String>>, u64) {
        let (rules, _) = RuleSet::embedded();
        let mut session = Session::new(Arc::new(rules), Settings::default());
        for (path, (text, when)) in ["a.txt", "b.txt"].into_iter().zip(texts) {
            let mut source = Source::plain(path, text);
            source.meta.living = matches!(when, Living | LivingSince(_));
            if let On(day) | LivingSince(day) = when {
                source.meta.dates.push(DateClue { value: (*day).to_owned(), origin: DateOrigin::Configuration });
            }
            session.upsert(source, Role::Judged);
        }
        let report = session.check();
        let undated = report.account.undecided.get("UnknownDocumentDate").copied().unwrap_or_default();
        (report.diagnostics.into_iter().map(|d| d.notes).collect(), undated)
    }

    const IN_FORCE: &str = "The Harbour Pact is in force.";
    const SINCE: &str = "The Harbour Pact has been suspended since 4 March 2021.";
    const RESUMED: &str = "The Harbour Pact was suspended on 4 March 2021 and resumed in 2022.";
    const NEVER_RESUMED: &str = "The Harbour Pact was suspended on 4 March 2021 and never resumed.";
    const NEVER: &str = "The Harbour Pact was never in force.";
    const BOTH: &str = "The Harbour Pact was under discussion until 3 March 2021. The Harbour Pact has been suspended since 4 March 2021.";
    const TELLS_OF_2022: &str = "The pier was built in 2022. The Harbour Pact is in force.";
    const TELLS_OF_2020: &str = "The pier was built in 2020. The Harbour Pact is in force.";
    const TELLS_OF_1998: &str = "The pier was built in 1998. The Harbour Pact is in force.";
    const LAPSED: &str = "The Harbour Pact lapsed.";
    const SUSPENDED: &str = "The Harbour Pact is suspended.";

    #[test]
    fn a_conflict_is_one_that_no_admissible_date_escapes() {
        for (a, date_a, b, date_b, conflict) in [
            // Nothing is known of the date: one wording leaves a way out, two together leave none.
            (IN_FORCE, Undated, SINCE, On("2023-06-01"), false),
            (IN_FORCE, Undated, NEVER, On("2023-06-01"), false),
            (IN_FORCE, Undated, SUSPENDED, On("2023-06-01"), false),
            (IN_FORCE, Undated, BOTH, On("2023-06-01"), true),
            (IN_FORCE, Undated, BOTH, Undated, true),
            // The text bounds it.
            (TELLS_OF_2022, Undated, SINCE, On("2023-06-01"), true),
            (TELLS_OF_2022, Undated, NEVER_RESUMED, On("2023-06-01"), true),
            (TELLS_OF_2022, Undated, RESUMED, On("2023-06-01"), false),
            (TELLS_OF_2020, Undated, SINCE, On("2023-06-01"), true),
            (TELLS_OF_1998, Undated, SINCE, On("2023-06-01"), false),
            (TELLS_OF_1998, Undated, SUSPENDED, On("2023-06-01"), false),
            // Both are dated.
            (IN_FORCE, On("2021-03-01"), SINCE, On("2023-06-01"), false),
            (IN_FORCE, On("2019-03-01"), LAPSED, On("2023-06-01"), false),
            (IN_FORCE, On("2019-03-01"), NEVER, On("2023-06-01"), true),
            (IN_FORCE, On("2023"), SUSPENDED, On("2023-06-01"), true),
            // The present day is not known, but it is after every document's date.
            (IN_FORCE, Living, SINCE, On("2023-06-01"), true),
            (IN_FORCE, Living, SUSPENDED, On("2023-06-01"), false),
            (IN_FORCE, Living, SUSPENDED, Living, true),
            (IN_FORCE, LivingSince("2023-01-01"), SUSPENDED, On("2023-06-01"), true),
            (IN_FORCE, LivingSince("2023-01-01"), SUSPENDED, On("2019-06-01"), false),
        ] {
            let (one, other) = (found([(a, &date_a), (b, &date_b)]), found([(b, &date_b), (a, &date_a)]));
            assert_eq!(!one.0.is_empty(), conflict, "{a} {b}");
            assert_eq!((one.0.len(), one.1), (other.0.len(), other.1), "swapped: {a} {b}");
        }
    }

    #[test]
    fn each_case_is_told_in_the_order_of_time() {
        let (notes, _) = found([(IN_FORCE, &Undated), (BOTH, &On("2023-06-01"))]);
        assert_eq!(
            notes,
            [[
                "case: a.txt written up to 3 March 2021: clashes with \"Harbour Pact was under discussion until 3 March 2021\" (b.txt)",
                "case: a.txt written from 4 March 2021 on: clashes with \"Harbour Pact has been suspended since 4 March 2021\" (b.txt)",
            ]]
        );
        let (notes, _) = found([(TELLS_OF_2020, &Undated), (SUSPENDED, &On("2021-06-01"))]);
        assert_eq!(
            notes,
            [[
                "case: a.txt written from 1 January 2020 to 31 May 2020: it may have changed until then",
                "case: a.txt written from 1 June 2020 to 1 June 2022: clashes with \"Harbour Pact is suspended\" (b.txt)",
                "case: a.txt written from 2 June 2022 on: it may have changed since",
            ]]
        );
    }

    #[test]
    fn a_case_that_is_left_open_asks_for_the_date() {
        assert_eq!(found([(IN_FORCE, &Undated), (SINCE, &On("2023-06-01"))]), (Vec::new(), 1));
        assert_eq!(found([(IN_FORCE, &Living), (SUSPENDED, &On("2023-06-01"))]), (Vec::new(), 1));
    }
}
