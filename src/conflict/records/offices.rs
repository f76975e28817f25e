//! Offices: a person outside of every recorded term in an office, and an office that the record gives to another.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::told::{Told, has_ends, may_look_back};
use super::{Recorded, TAKING_UP, asserted, draft, passed, recorded, stated, statements};
use crate::claim::{Bearing, Claim, HOLDS, Value};
use crate::conflict::affairs::alike;
use crate::conflict::findings::Draft;
use crate::diagnostic::{Gate, PassedBy};
use crate::entity::{OfficeMention, OfficeRelation, Tenure};
use crate::link::Links;
use crate::rule::{Rule, RuleSet};
use crate::source::Field;

pub(super) fn find<'a>(links: &Links<'a>, rules: &RuleSet, rule: &'a Rule) -> Vec<Draft<'a>> {
    let rows = recorded(links, HOLDS);
    let index = Index::new(links, &rows);
    statements(links, HOLDS)
        .filter(|(_, claim)| asserted(claim) && !has_ends(claim))
        .filter_map(|(document, claim)| Statement::new(links, rules, document, claim)?.held_against(rule, &index))
        .collect()
}

/// The rows by person, and by role with whose office it is.
struct Index<'r, 'l> {
    persons: FxHashMap<&'l str, Vec<&'r Recorded<'l>>>,
    offices: BTreeMap<(&'l str, &'l str), Vec<&'r Recorded<'l>>>,
}

impl<'r, 'l> Index<'r, 'l> {
    fn new(links: &'l Links<'_>, rows: &'r [Recorded<'l>]) -> Self {
        let mut index = Self { persons: FxHashMap::default(), offices: BTreeMap::new() };
        for row in rows {
            let (Some(person), Value::Office(office)) = (row.claim.slots.get("person"), &row.claim.value) else {
                continue;
            };
            index.persons.entry(links.key(&person.key).0).or_default().push(row);
            if let Some(whose) = whose(office) {
                index.offices.entry((&office.role, whose)).or_default().push(row);
            }
        }
        index
    }
}

/// The country, place or body that an office is of.
fn whose(office: &OfficeMention) -> Option<&str> {
    office.body.as_deref().or(office.place.as_deref())
}

/// What a text tells of a person and an office.
struct Statement<'s, 'l> {
    links: &'s Links<'l>,
    rules: &'s RuleSet,
    document: usize,
    claim: &'s Claim,
    office: &'s OfficeMention,
    told: Told,
    person: &'s str,
    name: &'s str,
    by_part: bool,
}

impl<'s, 'l> Statement<'s, 'l> {
    fn new(links: &'s Links<'l>, rules: &'s RuleSet, document: usize, claim: &'s Claim) -> Option<Self> {
        let Value::Office(office) = &claim.value else { return None };
        let told = Told::of_claim(links, document, claim)?;
        let person = claim.slots.get("person")?;
        let (key, adopted) = links.key(&person.key);
        let held = matches!(office.tenure, Tenure::Full | Tenure::Then | Tenure::Acting);
        let by_part = person.inferred || adopted;
        held.then_some(Self { links, rules, document, claim, office, told, person: key, name: &person.name, by_part })
    }

    fn held_against<'a>(&self, rule: &'a Rule, index: &Index<'_, '_>) -> Option<Draft<'a>> {
        let own = index.persons.get(self.person).into_iter().flatten().filter(|row| self.comparable(row));
        let own: Vec<&Recorded<'_>> = own.copied().filter(|row| self.is_office_of(row)).collect();
        if own.is_empty() { self.of_another(rule, index) } else { self.outside(rule, &own) }
    }

    fn comparable(&self, row: &Recorded<'_>) -> bool {
        self.links.comparable(self.document, row.document)
    }

    /// Whether a text means the office of a row: it says as much of it as the row does.
    fn is_office_of(&self, row: &Recorded<'_>) -> bool {
        let Value::Office(recorded) = &row.claim.value else { return false };
        let acting = |office: &OfficeMention| office.tenure == Tenure::Acting;
        let same = self.office.role == recorded.role && acting(self.office) == acting(recorded);
        let relation = || self.rules.extractor.mentions.entities.relate_offices(self.office, recorded);
        let portfolio = recorded.portfolio.is_empty() || !self.office.portfolio.is_empty();
        let of_one = match (whose(self.office), whose(recorded)) {
            (Some(x), Some(y)) => x == y,
            // "The president" of a club is one as well: an office that is over nothing by name must have its portfolio.
            (None, Some(_)) => recorded.body.is_none() && (!recorded.portfolio.is_empty() || self.is_of_state()),
            (_, None) => true,
        };
        same && portfolio && of_one && relation() == OfficeRelation::Same
    }

    /// Whether the role by itself is one of a country: "prime minister".
    fn is_of_state(&self) -> bool {
        let entities = &self.rules.extractor.mentions.entities;
        entities.is_sole(&self.office.role) && entities.is_over_place(&self.office.role)
    }

    /// Whether a text names whose office it is.
    fn is_full(&self) -> bool {
        whose(self.office).is_some()
    }

    /// The person holds the office by the record, but at other times.
    fn outside<'a>(&self, rule: &'a Rule, own: &[&Recorded<'_>]) -> Option<Draft<'a>> {
        let before = if self.claim.bearing == Bearing::Begins { TAKING_UP } else { 0 };
        let beside = Told::beside(self.links, self.document, self.claim);
        let admitted = |row: &&&Recorded<'_>| {
            row.admits(&self.told, before) || beside.is_some_and(|told| row.admits(&told, before))
        };
        if own.iter().any(|row| admitted(&row)) {
            return None;
        }
        let nearest = own.iter().min_by_key(|row| row.distance(&self.told))?;
        let early = nearest.follows(&self.told);
        let field = if early { Field::From } else { Field::To };
        // A title is kept after the term, and accounts of earlier days use it.
        let note = !early && may_look_back(self.claim);
        let (text, slots) = (self.said(), self.slots());
        let mut gates = self.gates(!self.is_full() && whose_of(nearest).is_some());
        gates.push(self.time("outside of every term that is recorded"));
        Some(draft(rule, &slots, vec![text, nearest.place(field, nearest.term())], gates, note))
    }

    /// The record gives the office to somebody else at that time, or has all holders and not this one.
    fn of_another<'a>(&self, rule: &'a Rule, index: &Index<'_, '_>) -> Option<Draft<'a>> {
        let rows = index.offices.get(&(self.office.role.as_str(), whose(self.office)?)).filter(|_| !self.by_part)?;
        let fits = |row: &Recorded<'_>| self.comparable(row) && self.is_office_of(row) && self.is_complete_in(row);
        let sole = self.rules.extractor.mentions.entities.is_sole(&self.office.role);
        // What costs least is asked first, since an office may have very many rows.
        let holder = rows.iter().find(|row| sole && row.holds_throughout(&self.told) && fits(row));
        let complete = rows.iter().find(|row| row.lists_all(self.links, &self.told) && fits(row));
        let beside = Told::beside(self.links, self.document, self.claim).is_some();
        let note = complete.is_none() && (may_look_back(self.claim) || beside);
        let (row, why) = match (holder, complete) {
            (Some(holder), _) => (holder, "throughout the term of another"),
            (None, Some(complete)) => (complete, "the file has all holders"),
            (None, None) => return None,
        };
        let own = |row: &Recorded<'_>| row.claim.slots.get("person").is_none_or(|p| alike(self.person, &p.key));
        if rows.iter().any(|row| own(row) && fits(row)) {
            return None;
        }
        let name = row.row.get(Field::Person).unwrap_or_default();
        let value =
            if holder.is_some() { format!("{name} {}", row.term()) } else { "not among the holders".to_owned() };
        let field = if holder.is_some() { Field::Person } else { Field::Office };
        let mut gates = self.gates(false);
        gates.push(self.time(why));
        Some(draft(rule, &self.slots(), vec![self.said(), row.place(field, value)], gates, note))
    }

    /// Whether a row says of the office all that the text says: "the minister" of a row may be any.
    fn is_complete_in(&self, row: &Recorded<'_>) -> bool {
        let Value::Office(recorded) = &row.claim.value else { return false };
        recorded.portfolio == self.office.portfolio && recorded.to == self.office.to
    }

    fn said(&self) -> crate::conflict::findings::Place {
        let message = format!("{} here, {}", self.name, self.told.words());
        stated(self.links, self.document, self.claim, &self.told, message)
    }

    fn slots(&self) -> [(&'static str, String); 2] {
        let source = &self.links.documents[self.document].document.source;
        let office = source.words(self.office.span).split_whitespace().collect::<Vec<_>>().join(" ");
        [("person", self.name.to_owned()), ("office", office)]
    }

    fn gates(&self, in_short: bool) -> Vec<crate::diagnostic::Passed> {
        let mut gates = vec![match self.by_part {
            true => passed(Gate::Referent, PassedBy::Inference, "by a part of the name"),
            false => passed(Gate::Referent, PassedBy::Explicit, "named on both sides"),
        }];
        if in_short {
            gates.push(passed(Gate::Scope, PassedBy::Inference, "the text names the office in short"));
        }
        gates
    }

    fn time(&self, why: &str) -> crate::diagnostic::Passed {
        let by = if self.told.inferred { PassedBy::Inference } else { PassedBy::Explicit };
        passed(Gate::Time, by, why)
    }
}

fn whose_of<'r>(row: &'r Recorded<'_>) -> Option<&'r str> {
    if let Value::Office(office) = &row.claim.value { whose(office) } else { None }
}
