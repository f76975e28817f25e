//! Lists of those who held an office: a heading "Directors" and items "Tomas Vell, January 2012 to December 2018".

use std::collections::BTreeMap;

use super::extract::Reader;
use super::{Bearing, Claim, Context, Referent};
use crate::claim::Value;
use crate::entity::{EntityKind, OfficeMention, Reference, Tenure};
use crate::predicate::Phase;
use crate::source::{Block, BlockKind, Span};

/// Name of the predicate of offices held.
const HOLDS: &str = "holds-office";
/// Tokens of a heading.
const HEADING: usize = 6;
/// Items of one list that are read.
const ITEMS: usize = 64;
/// Tokens between a name and its time: ", from", " (".
const APART: usize = 3;

impl Reader<'_> {
    /// The holders that the lists of a document tell with their terms.
    pub(super) fn rolls(&self) -> Vec<Claim> {
        let blocks = &self.text.blocks;
        let mut found = Vec::new();
        for (n, block) in blocks.iter().enumerate() {
            let item = |b: &&Block| matches!(b.kind, BlockKind::Item { .. });
            if blocks.get(n + 1).filter(item).is_none() || item(&block) {
                continue;
            }
            let Some((role, span)) = self.announced_role(block) else { continue };
            let items = blocks[n + 1..].iter().take_while(item).take(ITEMS);
            found.extend(items.filter_map(|item| self.holder(item, &role, span)));
        }
        found
    }

    /// What brackets behind a name tell: "Ana Ruiz (chair)", "Tomas Vell (acting director)".
    pub(super) fn bracketed(&self) -> Vec<Claim> {
        let text = self.text;
        let mentions = &self.mentions.entities.mentions;
        let held = |office: &OfficeMention| {
            let tokens = text.tokens_in(office.span);
            let open = tokens.start.checked_sub(1).filter(|&open| text.lower(open) == "(")?;
            let close = text.tokens.get(tokens.end).is_some_and(|_| text.lower(tokens.end) == ")");
            let end = text.tokens.get(open.checked_sub(1).filter(|_| close)?)?.span.end;
            let next = mentions.partition_point(|m| m.span.end < end);
            let person = mentions.get(next).filter(|m| m.span.end == end && m.kind == EntityKind::Person)?;
            let full = person.reference == Reference::Name;
            self.entity(person).filter(|_| full).map(|holder| (person.span.join(office.span), holder))
        };
        let offices = self.mentions.entities.offices.iter();
        offices
            .filter_map(|office| held(office).map(|(span, holder)| tenure(span, holder, office.clone(), "bracket")))
            .collect()
    }

    /// The office whose holders a heading announces, in the singular.
    fn announced_role(&self, block: &Block) -> Option<(String, Span)> {
        let tokens = self.text.tokens_in(block.span);
        let short = !tokens.is_empty() && tokens.len() <= HEADING;
        let at = tokens.filter(|_| short).find_map(|i| {
            self.rules.mentions.entities.role_of_plural(self.text.lower(i)).map(|role| (role.to_owned(), i))
        });
        at.map(|(role, i)| (role, self.text.token(i).span))
    }

    fn holder(&self, item: &Block, role: &str, heading: Span) -> Option<Claim> {
        let text = self.text;
        let tokens = text.tokens_in(item.span);
        let mentions = &self.mentions.entities.mentions;
        let next = mentions.partition_point(|m| m.span.start < item.span.start);
        let person = mentions.get(next).filter(|m| m.kind == EntityKind::Person && item.span.contains(m.span))?;
        let named = person.reference == Reference::Name && text.tokens_in(person.span).start <= tokens.start + 3;
        let behind = text.tokens_in(person.span).end;
        let times = &self.mentions.times;
        let index = times.partition_point(|t| t.span.start < person.span.end);
        let time = times.get(index).filter(|t| item.span.contains(t.span) && named)?;
        let at = text.tokens_in(time.span).start;
        let acting = tokens.clone().any(|i| matches!(text.lower(i), "acting" | "interim"));
        let bearing = self.bearing(Some(index as u32), Phase::Asserts);
        // In a list a range in brackets is a term as well: whose lives are meant stands under no such heading.
        let range = matches!(time.expression.form, crate::time::Form::Range(..));
        let bearing = if bearing == Bearing::During && range { Bearing::Throughout } else { bearing };
        if at > behind + APART || !matches!(bearing, Bearing::Since | Bearing::Throughout) {
            return None;
        }
        let holder = self.entity(person)?;
        let office = OfficeMention {
            span: heading,
            role: role.to_owned(),
            portfolio: Vec::new(),
            body: None,
            place: None,
            within: None,
            to: None,
            tenure: if acting { Tenure::Acting } else { Tenure::Full },
        };
        Some(Claim {
            time: Some(index as u32),
            time_near: true,
            bearing,
            ..tenure(person.span, holder, office, "roll")
        })
    }
}

/// Somebody holds an office, as words set side by side tell.
pub(super) fn tenure(span: Span, holder: Referent, office: OfficeMention, found_by: &str) -> Claim {
    Claim {
        predicate: HOLDS.to_owned(),
        span,
        slots: BTreeMap::from([("person".to_owned(), holder)]),
        value: Value::Office(office),
        frame: None,
        only: Vec::new(),
        time: None,
        time_near: false,
        bearing: Bearing::During,
        never: false,
        lasting: false,
        context: Context::default(),
        apposed: true,
        title: false,
        presupposed: false,
        found_by: found_by.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use crate::claim::{Bearing, DocumentClaims, Value};
    use crate::rule::RuleSet;
    use crate::source::Source;

    #[test]
    fn a_list_under_an_office_tells_terms() {
        let (rules, _) = RuleSet::embedded();
        let text = "Directors\n\n1. Ana Ruiz, 1996-2003\n2. Tomas Vell, 2003 to March 2011 (acting)\n3. Erik Sand, since January 2012\n";
        let found = DocumentClaims::extract(&Source::plain("t.txt", text), &rules.extractor).claims;
        let rolls: Vec<String> = found
            .iter()
            .filter(|c| c.found_by == "roll")
            .map(|c| {
                let Value::Office(office) = &c.value else { return String::new() };
                let since = if c.bearing == Bearing::Since { " since" } else { "" };
                format!("{} {:?} {}{since}", c.slots["person"].name, office.tenure, office.role)
            })
            .collect();
        assert_eq!(rolls, ["Ana Ruiz Full director", "Tomas Vell Acting director", "Erik Sand Full director since"]);
    }

    #[test]
    fn other_lists_tell_none() {
        let (rules, _) = RuleSet::embedded();
        for text in [
            "Members\n\n1. Ana Ruiz, 1996-2003\n2. Tomas Vell, 2003\n",
            "Directors\n\n1. Ana Ruiz, a novel of 1996\n2. Boats\n",
        ] {
            let found = DocumentClaims::extract(&Source::plain("t.txt", text), &rules.extractor).claims;
            assert!(found.iter().all(|c| c.found_by != "roll"), "{text}");
        }
    }
}
