//! Whether two mentions of offices can be one office.

use super::tables::{Role, Tables};
use super::{OfficeMention, Tenure};

/// How two offices relate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfficeRelation {
    /// One office, or one is a less specific wording of the other.
    Same,
    /// Two offices of one group, which one person cannot hold at one time.
    Different,
    /// The words do not tell.
    Unknown,
}

/// The canonical text of an office: "acting secretary | department of rural housing | united states".
pub fn office_key(office: &OfficeMention) -> String {
    let tenure = match office.tenure {
        Tenure::Full => "",
        Tenure::Acting => "acting ",
        Tenure::Former => "former ",
        Tenure::Then => "then ",
        Tenure::Future => "future ",
    };
    let mut key = format!("{tenure}{}", office.role);
    if !office.portfolio.is_empty() {
        key.push_str(" | ");
        key.push_str(&office.portfolio.join(" "));
    }
    for part in office.body.iter().chain(&office.place) {
        key.push_str(" | ");
        key.push_str(part);
    }
    if let Some(to) = &office.to {
        key.push_str(" | to ");
        key.push_str(to);
    }
    key
}

/// What an office is over, for comparison.
struct Domain<'a> {
    /// Content words of the portfolio or of the ministry headed.
    words: Vec<String>,
    /// A body that is no ministry.
    body: Option<&'a str>,
    /// Whether the body is a ministry, so that its head is its minister.
    ministry: bool,
}

impl Tables {
    /// See [`super::EntityReader::relate_offices`].
    pub(crate) fn relate(&self, a: &OfficeMention, b: &OfficeMention) -> OfficeRelation {
        let (da, db) = (self.domain(a), self.domain(b));
        let (ra, rb) = (self.role_in(a, &da), self.role_in(b, &db));
        let one_role = a.role == b.role || heads_ministry(a, &da) && heads_ministry(b, &db);
        if one_role {
            return self.same_role(a, b, &da, &db, ra);
        }
        let exclusive = match (ra, rb) {
            (Some(x), Some(y)) => {
                !x.group.is_empty()
                    && x.group == y.group
                    && !x.combines.contains(&y.name)
                    && !y.combines.contains(&x.name)
            }
            _ => false,
        };
        let known = specific(a, &da, ra) && specific(b, &db, rb);
        if exclusive && known { OfficeRelation::Different } else { OfficeRelation::Unknown }
    }

    fn same_role(
        &self,
        a: &OfficeMention,
        b: &OfficeMention,
        da: &Domain,
        db: &Domain,
        role: Option<&Role>,
    ) -> OfficeRelation {
        let exclusive = role.is_some_and(|r| !r.group.is_empty());
        let mut differs = false;
        let mut unclear = false;
        if !da.words.is_empty() && !db.words.is_empty() && !nested(&da.words, &db.words) {
            differs = true;
        }
        match self.places_differ(a, b, role) {
            Some(true) => differs = true,
            Some(false) => {}
            None => unclear = true,
        }
        differs |= matches!((&a.to, &b.to), (Some(x), Some(y)) if x != y);
        // Whether "Portland, Me." is "Portland, Maine" no table tells.
        unclear |= matches!((&a.within, &b.within), (Some(x), Some(y)) if x != y);
        if let (Some(x), Some(y)) = (da.body.or(a.place.as_deref()), db.body.or(b.place.as_deref()))
            && (da.body.is_some() || db.body.is_some())
        {
            unclear |= !x.contains(y) && !y.contains(x);
        }
        match (differs, unclear) {
            (true, _) if exclusive && da.body.is_none() && db.body.is_none() => OfficeRelation::Different,
            (false, false) => OfficeRelation::Same,
            _ => OfficeRelation::Unknown,
        }
    }

    /// Whether the places are certainly two; `None` where one may lie within the other.
    fn places_differ(&self, a: &OfficeMention, b: &OfficeMention, role: Option<&Role>) -> Option<bool> {
        let (Some(x), Some(y)) = (&a.place, &b.place) else { return Some(false) };
        let (cx, cy) = (self.country_keys.contains_key(x), self.country_keys.contains_key(y));
        // "South Arvenne" is not Arvenne.
        let within = x.contains(y.as_str()) || y.contains(x.as_str());
        if x == y || within && !(cx && cy) {
            return Some(false);
        }
        let local = role.is_some_and(|r| r.over == "place" && r.complete);
        if cx && cy || local && !cx && !cy { Some(true) } else { None }
    }

    /// The role; the head of a ministry is its minister, whatever the word.
    fn role_in(&self, office: &OfficeMention, domain: &Domain) -> Option<&Role> {
        let named = if office.role == "head" && domain.ministry { "minister" } else { office.role.as_str() };
        self.roles.iter().find(|r| r.name == named).or_else(|| self.role_of(office))
    }

    fn role_of(&self, office: &OfficeMention) -> Option<&Role> {
        self.roles.iter().find(|r| r.name == office.role).or_else(|| {
            // A deputy is of the group of the one deputised for.
            self.roles
                .iter()
                .find(|r| office.role.strip_suffix(r.name.as_str()).is_some_and(|rest| rest.ends_with(' ')))
        })
    }

    fn domain<'a>(&self, office: &'a OfficeMention) -> Domain<'a> {
        let mut domain = Domain { words: office.portfolio.clone(), body: None, ministry: false };
        let Some(body) = office.body.as_deref() else { return domain };
        let headed = self.headed.iter().find_map(|noun| body.strip_prefix(noun.as_str())?.strip_prefix(" of "));
        let Some(over) = headed else {
            domain.body = Some(body);
            return domain;
        };
        domain.ministry = true;
        let over = over.strip_prefix("the ").unwrap_or(over);
        for conjunct in over.split(" and ") {
            let mapped = self.portfolios.get(conjunct).map_or(conjunct, String::as_str);
            domain.words.extend(mapped.split(' ').map(str::to_owned));
        }
        domain.words.sort_unstable();
        domain.words.dedup();
        domain
    }
}

/// Minister, secretary and "head of the ministry" are one.
fn heads_ministry(office: &OfficeMention, domain: &Domain) -> bool {
    match office.role.as_str() {
        "minister" | "secretary" => domain.body.is_none() && !domain.words.is_empty(),
        "head" => domain.ministry,
        _ => false,
    }
}

/// Whether the wording says which office it is, so that another role is another office.
fn specific(office: &OfficeMention, domain: &Domain, role: Option<&Role>) -> bool {
    let complete = role.is_some_and(|r| r.complete || r.over == "portfolio" && !domain.words.is_empty());
    let placed = domain.body.is_none() && (office.place.is_some() || office.to.is_some());
    let agency = role.is_some_and(|r| r.agency) && domain.body.is_some();
    complete || placed || agency || domain.ministry
}

/// Whether one set of words holds the other.
fn nested(a: &[String], b: &[String]) -> bool {
    a.iter().all(|w| b.contains(w)) || b.iter().all(|w| a.contains(w))
}
