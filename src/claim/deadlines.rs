//! Claims of what is due by when: "applications close on 3 May", "must be submitted by 5 May", "have until 1 July to reply".
//!
//! The question is what is due, and for whom; words that only say that something is handed in tell nothing of it. However it is worded, a deadline is a duty.

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::extract::{DEADLINE, Reader};
use super::frames::{Due, Framer};
use super::{Bearing, Claim, Modality, Value};
use crate::diagnostic::Problem;
use crate::lexicon::Lexicon;
use crate::text::{Vocabulary, WordMap};
use crate::time::{Form, Grain};

/// How a deadline is found of which the sentence says that it was moved.
pub const MOVED: &str = "deadline moved";

/// The table as it is written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Raw {
    nouns: Vec<String>,
    dates: Vec<String>,
    closing_dates: Vec<String>,
    joints: Vec<String>,
    limits: Vec<String>,
    excluding: Vec<String>,
    steps: Vec<String>,
    closing: Vec<String>,
    calls: Vec<String>,
    duty: Vec<String>,
    duty_to: Vec<String>,
    ordering: Vec<String>,
    free: Vec<String>,
    open: Vec<String>,
    handing: Vec<String>,
    neutral: Vec<String>,
    reporting: Vec<String>,
    moving: Vec<String>,
    conditions: Vec<String>,
    groups: Vec<String>,
    same: Vec<Vec<String>>,
}

pub(super) mod class {
    pub const NOUN: u32 = 1;
    pub const DATE: u32 = 1 << 1;
    pub const CLOSING_DATE: u32 = 1 << 2;
    pub const JOINT: u32 = 1 << 3;
    pub const LIMIT: u32 = 1 << 4;
    pub const EXCLUDING: u32 = 1 << 5;
    pub const STEP: u32 = 1 << 6;
    pub const CLOSING: u32 = 1 << 7;
    pub const CALL: u32 = 1 << 8;
    pub const DUTY: u32 = 1 << 9;
    pub const DUTY_TO: u32 = 1 << 10;
    pub const FREE: u32 = 1 << 11;
    pub const OPEN: u32 = 1 << 12;
    pub const HANDING: u32 = 1 << 13;
    pub const NEUTRAL: u32 = 1 << 14;
    pub const REPORTING: u32 = 1 << 15;
    pub const MOVING: u32 = 1 << 16;
    pub const CONDITION: u32 = 1 << 17;
    pub const ORDERING: u32 = 1 << 18;
    pub const GROUP: u32 = 1 << 19;
}

/// The word lists of this module, from `claim/deadlines`.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    pub(super) classes: WordMap<u32>,
    /// The word that stands for each of some of one meaning.
    pub(super) same: FxHashMap<String, String>,
}

impl Tables {
    /// Reads the table `claim/deadlines`.
    pub fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        let raw: Raw = lexicon.table("claim/deadlines", problems);
        let mut classes = WordMap::default();
        for (list, bit) in [
            (&raw.nouns, class::NOUN),
            (&raw.dates, class::DATE),
            (&raw.closing_dates, class::CLOSING_DATE),
            (&raw.joints, class::JOINT),
            (&raw.limits, class::LIMIT),
            (&raw.excluding, class::EXCLUDING),
            (&raw.steps, class::STEP),
            (&raw.closing, class::CLOSING),
            (&raw.calls, class::CALL),
            (&raw.duty, class::DUTY),
            (&raw.duty_to, class::DUTY_TO),
            (&raw.ordering, class::ORDERING),
            (&raw.free, class::FREE),
            (&raw.open, class::OPEN),
            (&raw.handing, class::HANDING),
            (&raw.neutral, class::NEUTRAL),
            (&raw.reporting, class::REPORTING),
            (&raw.moving, class::MOVING),
            (&raw.conditions, class::CONDITION),
            (&raw.groups, class::GROUP),
        ] {
            classes.add(list.iter().map(String::as_str), bit);
        }
        let pairs = raw.same.into_iter().filter_map(|group| {
            let first = group.first()?.clone();
            Some(group.into_iter().map(move |word| (word, first.clone())))
        });
        Self { classes, same: pairs.flatten().collect() }
    }

    pub(super) fn share(&mut self, vocabulary: &mut Vocabulary) {
        self.classes.share(vocabulary);
    }
}

impl Reader<'_> {
    /// The claims of what is due by when.
    pub(super) fn deadlines(&self, framer: &Framer<'_>) -> Vec<Claim> {
        let tables = &self.rules.tables.deadlines;
        let mut words = None;
        let mut claims = Vec::new();
        for (i, time) in self.mentions.times.iter().enumerate() {
            let length = match time.expression.form {
                Form::Length(length) if !length.age && length.hundredths.is_some() => Some(length),
                Form::Length(_) | Form::Set { .. } | Form::Range(..) => continue,
                Form::Clock => continue,
                _ if time.expression.grain != Grain::None => None,
                _ => continue,
            };
            let words = words.get_or_insert_with(|| tables.classes.of(self.text));
            let Some(Due { frame, span, anchor, excluding, moved }) =
                framer.of_deadline(i, length.is_some(), self.rules, words)
            else {
                continue;
            };
            let value = match length {
                Some(length) => match self.in_days(time.span, length) {
                    Some(days) => Value::Quantity(days),
                    None => continue,
                },
                None => Value::Time(i as u32),
            };
            let mut claim = self.framed_claim(DEADLINE, frame, span, anchor, value, None, false);
            claim.context.modality = Modality::Obliged;
            claim.bearing = if excluding { Bearing::Before } else { Bearing::Until };
            if moved {
                claim.found_by = MOVED.to_owned();
            }
            claims.push(claim);
        }
        claims
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::super::{DEADLINE, DocumentClaims, Extractor};
    use super::MOVED;
    use crate::lexicon::Lexicon;
    use crate::source::Source;

    static EXTRACTOR: LazyLock<Extractor> = LazyLock::new(|| Extractor::new(&Lexicon::embedded(), &mut Vec::new()));

    /// What is due in a text.
    fn due(text: &str) -> Vec<String> {
        let found = DocumentClaims::extract(&Source::plain("t.txt", text), &EXTRACTOR);
        let claims = found.claims.iter().filter(|claim| claim.predicate == DEADLINE);
        claims
            .map(|claim| {
                let frame = claim.frame.clone().unwrap_or_default();
                let words = [frame.words, frame.places, frame.actors, frame.restrictions].concat();
                format!("{}{}", words.join(" "), if claim.found_by == MOVED { " (moved)" } else { "" })
            })
            .collect()
    }

    #[test]
    fn what_is_due_is_one_however_it_is_worded() {
        for text in [
            "Applications for the boat grant close on 3 May 2021.",
            "Applications for the boat grant must be submitted by 3 May 2021.",
            "Applications for the boat grant must be submitted no later than 3 May 2021, with two letters.",
            "The deadline for boat grant applications is 3 May 2021.",
            "The board missed the 3 May 2021 deadline for boat grant applications.",
            "Applications for the boat grant are due by noon on 3 May 2021.",
            "Applications for the boat grant are to be filed by 3 May 2021.",
            "Boat grant applications will be accepted until 3 May 2021.",
            "The board said that applications for the boat grant should be filed before 3 May 2021.",
            "Applications for the boat grant must be filed within 30 days.",
        ] {
            assert_eq!(due(text).join("; "), "apply boat grant", "{text}");
        }
    }

    #[test]
    fn who_has_to_do_what_is_a_part_of_the_question() {
        for (text, expected) in [
            ("The Ferry Union has until 1 July to reply.", "reply ferry union"),
            ("The court gave the owners until 1 July to answer.", "court owner reply"),
            ("The owners have 45 days to answer.", "owner reply"),
            ("By 30 June all households must register their boats.", "boat register household"),
            ("Skippers were ordered to leave the quay by 3 May 2021.", "leave quay skipper"),
            ("Apply by 3 May 2021.", "apply"),
            ("The deadline for comments was extended to 3 May 2021.", "comment (moved)"),
        ] {
            assert_eq!(due(text).join("; "), expected, "{text}");
        }
    }

    #[test]
    fn a_day_by_which_something_is_done_or_planned_is_no_deadline() {
        for text in [
            "By 3 May 2021 nine towns had joined.",
            "The tunnel is due to open by 3 May 2021.",
            "The ferry leaves on 3 May 2021.",
            "If applications must be filed by 3 May 2021, few will come.",
            "The shop closed on 3 May 2021.",
            "Ana Ruiz was mayor until 3 May 2021.",
            "The strike lasted 30 days.",
            "",
        ] {
            assert_eq!(due(text), Vec::<String>::new(), "{text}");
        }
    }
}
