//! Offices: a role noun, what stands before it ("former U.S. rural housing") and its complement ("of Foreign Affairs, Ardania").

mod behind;

use super::doc::{Doc, Style};
use super::fold::fold;
use super::tables::{Meaning, Role, flag};
use super::{Entities, EntityKind, EntityMention, OfficeMention, Reference, Tenure};
use crate::source::Span;

/// How many words may stand before a role.
const MODIFIERS: usize = 10;
/// How many words a portfolio may have.
const PORTFOLIO: usize = 10;

/// Finds the offices of a document.
pub(crate) fn find(doc: &Doc, entities: &Entities) -> Vec<OfficeMention> {
    let mut out = Vec::new();
    for sentence in &doc.text.sentences {
        let tokens = sentence.tokens.start as usize..sentence.tokens.end as usize;
        if doc.style(&tokens) == Style::Caps {
            continue;
        }
        let mut i = tokens.start;
        while i < tokens.end {
            let found =
                if doc.has_phrase(i) { doc.phrase(i, tokens.end, |m| matches!(m, Meaning::Role { .. })) } else { None };
            let Some(found) = found else {
                i += 1;
                continue;
            };
            if let Meaning::Role { role, plural: false } = found.meaning {
                let role = &doc.tables.roles[role as usize];
                let mut reader = Reader::new(doc, entities, role, tokens.start, i, found.end, tokens.end);
                out.extend(reader.read());
                i = found.end.max(reader.right);
            } else {
                i = found.end;
            }
        }
    }
    out
}

/// One office as it is read, outwards from its role.
struct Reader<'a> {
    doc: &'a Doc<'a>,
    entities: &'a Entities,
    role: &'a Role,
    first: usize,
    head: usize,
    end: usize,
    left: usize,
    right: usize,
    ranks: Vec<&'a str>,
    portfolio: Vec<String>,
    body: Option<String>,
    place: Option<String>,
    within: Option<String>,
    to: Option<String>,
    tenure: Tenure,
}

impl<'a> Reader<'a> {
    fn new(
        doc: &'a Doc<'a>,
        entities: &'a Entities,
        role: &'a Role,
        first: usize,
        head: usize,
        right: usize,
        end: usize,
    ) -> Self {
        Self {
            doc,
            entities,
            role,
            first,
            head,
            end,
            left: head,
            right,
            ranks: Vec::new(),
            portfolio: Vec::new(),
            body: None,
            place: None,
            within: None,
            to: None,
            tenure: Tenure::Full,
        }
    }

    fn read(&mut self) -> Option<OfficeMention> {
        if self.is_verb() || self.inside_name() || self.is_surname() {
            return None;
        }
        self.before();
        self.after();
        self.behind_name();
        let bare = self.portfolio.is_empty() && self.body.is_none() && self.place.is_none();
        if self.role.bound && bare
            || self.role.ambiguous && bare && !self.doc.capital(self.right) && self.doc.capital(self.head)
        {
            return None;
        }
        let mut role: String = self.ranks.iter().rev().flat_map(|r| [*r, " "]).collect();
        role.push_str(&self.role.name);
        self.portfolio.sort_unstable();
        self.portfolio.dedup();
        Some(OfficeMention {
            span: self.doc.text.span(self.left..self.right),
            role,
            portfolio: std::mem::take(&mut self.portfolio),
            body: self.body.take(),
            place: self.place.take(),
            within: self.within.take(),
            to: self.to.take(),
            tenure: self.tenure,
        })
    }

    /// "to chair", "will head".
    fn is_verb(&self) -> bool {
        self.head > self.first
            && !self.doc.capital(self.head)
            && matches!(
                self.doc.lower(self.head - 1),
                "to" | "will"
                    | "would"
                    | "should"
                    | "can"
                    | "could"
                    | "must"
                    | "may"
                    | "might"
                    | "they"
                    | "we"
                    | "i"
                    | "who"
                    | "n't"
                    | "not"
            )
    }

    /// Whether the role is part of a name: "Judge Brothers Inc.", "President Street".
    fn inside_name(&self) -> bool {
        let span = self.doc.text.tokens[self.head].span;
        self.covering(span).is_some_and(|m| m.span.len() > span.len())
    }

    /// "Martin King": the last word of a person's name.
    fn is_surname(&self) -> bool {
        let span = self.doc.text.tokens[self.head].span;
        self.covering(span).is_some_and(|m| m.kind == EntityKind::Person)
    }

    fn covering(&self, span: Span) -> Option<&'a EntityMention> {
        let at = self.entities.mentions.partition_point(|m| m.span.end <= span.start);
        self.entities.mentions.get(at).filter(|m| m.span.overlaps(span))
    }

    fn starting(&self, i: usize) -> Option<&'a EntityMention> {
        let span = self.doc.text.tokens.get(i).filter(|_| i < self.end)?.span;
        self.covering(span).filter(|m| m.span.start == span.start)
    }

    fn ending(&self, i: usize) -> Option<(&'a EntityMention, usize)> {
        let span = self.doc.text.tokens[i].span;
        let m = self.covering(span).filter(|m| m.span.end == span.end)?;
        Some((m, self.doc.text.tokens_in(m.span).start))
    }

    fn key(&self, m: &EntityMention) -> Option<String> {
        m.entity.map(|id| self.entities.get(id).key.clone())
    }

    fn before(&mut self) {
        let mut phrase: Vec<usize> = Vec::new();
        for _ in 0..MODIFIERS {
            if self.left <= self.first {
                break;
            }
            let mut p = self.left - 1;
            if self.doc.joint(p) && p > self.first {
                p -= 1;
            }
            if !self.modifier(p, &mut phrase) {
                break;
            }
        }
        phrase.reverse();
        let words: Vec<String> = phrase.iter().map(|&k| fold(self.doc.lower(k))).collect();
        self.add_portfolio(&words);
    }

    /// Takes the word at `p`, and what belongs to it, as a modifier of the role.
    fn modifier(&mut self, p: usize, phrase: &mut Vec<usize>) -> bool {
        let doc = self.doc;
        let f = doc.flags(p);
        let takes_portfolio = self.role.over == "portfolio" && self.portfolio.is_empty();
        if f & flag::TENURE != 0 && !(doc.is(p, "past") || doc.is(p, "late")) {
            self.tenure = doc.tables.tenures.get(doc.lower(p)).copied().unwrap_or_default();
        } else if self.ranks(p) {
            self.ranks.push(doc.text.lower(p));
        } else if doc.possessive(p) && p > self.first {
            return self.possessor(p);
        } else if let Some((mention, start)) = self.ending(p) {
            return start >= self.first && self.owner(mention, start);
        } else if takes_portfolio && (f & flag::PORTFOLIO != 0 || !phrase.is_empty() && self.joins_portfolio(p)) {
            phrase.push(p);
        } else if f & flag::ADJECTIVE == 0 && !(f & flag::DEMONYM != 0 && doc.capital(p)) {
            return false;
        }
        self.left = p;
        true
    }

    /// "and" between two words of a portfolio.
    fn joins_portfolio(&self, p: usize) -> bool {
        let doc = self.doc;
        doc.is(p, "and") && p > self.first && doc.has(p - 1, flag::PORTFOLIO) && doc.has(p + 1, flag::PORTFOLIO)
    }

    /// A rank makes another office, but "first" and "second" only before another rank or a minister.
    fn ranks(&self, p: usize) -> bool {
        let f = self.doc.flags(p);
        let ordinal = matches!(self.doc.lower(p), "first" | "second");
        let preposition = self.doc.is(p, "under") && !self.doc.joint(p + 1);
        f & flag::RANK != 0
            && !preposition
            && (!ordinal || self.doc.has(p + 1, flag::RANK) || self.doc.is(p + 1, "minister"))
    }

    /// "El Salvador’s president"; a person's envoy has no place from that person.
    fn possessor(&mut self, p: usize) -> bool {
        match self.ending(p - 1) {
            Some((mention, start)) if mention.kind != EntityKind::Person && start >= self.first => {
                self.owner(mention, start)
            }
            Some(_) => false,
            None => self.described_owner(p - 1),
        }
    }

    /// "the observatory's acting director": a body that is not named.
    fn described_owner(&mut self, noun: usize) -> bool {
        let doc = self.doc;
        let body = doc.has(noun, flag::BODY) || doc.has(noun, flag::COMMON);
        let described = noun > self.first && doc.is(noun - 1, "the") && doc.word(noun) && !doc.capital(noun);
        if !described || !body || self.role.over != "body" || self.body.is_some() || self.place.is_some() {
            return false;
        }
        self.body = Some(fold(doc.lower(noun)));
        self.left = noun;
        true
    }

    fn owner(&mut self, mention: &EntityMention, start: usize) -> bool {
        match mention.kind {
            EntityKind::Place if self.ends_title(start) => return false,
            EntityKind::Place if self.place.is_none() => self.place = self.key(mention),
            EntityKind::Organisation if self.body.is_none() && self.place.is_none() => self.body = self.key(mention),
            _ => return false,
        }
        self.left = start;
        true
    }

    /// "Minister Ana Ruiz of *Norland* President Olaf Berg", from a list without its mark: the place belongs to the person before it.
    fn ends_title(&self, start: usize) -> bool {
        let Some(name) = start.checked_sub(2).filter(|&k| k > self.first && self.doc.is(k + 1, "of")) else {
            return false;
        };
        let unknown = || self.doc.capital(name) && self.doc.capital(name - 1) && !self.doc.common(name);
        self.covering(self.doc.text.tokens[name].span).map_or_else(unknown, |m| m.kind == EntityKind::Person)
    }

    /// Cuts a portfolio into its conjuncts and maps each to its canonical wording.
    fn add_portfolio(&mut self, words: &[String]) {
        for conjunct in words.split(|w| matches!(w.as_str(), "and" | "&" | ",")) {
            let conjunct =
                conjunct.split_first().filter(|(first, _)| opens_conjunct(first)).map_or(conjunct, |(_, rest)| rest);
            let joined = conjunct.join(" ");
            let mapped = self.doc.tables.portfolios.get(&joined).unwrap_or(&joined);
            self.portfolio.extend(mapped.split(' ').filter(|w| !w.is_empty()).map(str::to_owned));
        }
    }

    fn after(&mut self) {
        self.begins_later();
        let preposition = self.doc.lower(self.right);
        let wanted = matches!(preposition, "of" | "for" | "to" | "at" | "from");
        if wanted && self.right + 1 < self.end {
            let mut start = self.right + 1;
            if self.doc.is(start, "the") {
                start += 1;
            }
            let found = self.complement(preposition == "to", matches!(preposition, "for"), start)
                || matches!(preposition, "of" | "for") && self.unknown_complement(start);
            if !found {
                return;
            }
        } else if self.portfolio.is_empty() && self.body.is_none() || self.place.is_some() {
            return;
        }
        self.begins_later();
        self.bracket();
        self.belongs_to();
    }

    /// "-elect", "-designate", "-to-be".
    fn begins_later(&mut self) {
        if !self.doc.joint(self.right) {
            return;
        }
        let next = self.right + 1;
        let to_be = self.doc.is(next, "to") && self.doc.joint(next + 1) && self.doc.is(next + 2, "be");
        if to_be || self.doc.tables.tenures.get(self.doc.lower(next)) == Some(&Tenure::Future) {
            self.tenure = Tenure::Future;
            self.right = if to_be { next + 3 } else { next + 1 };
        }
    }

    /// A body or a place that is known.
    fn complement(&mut self, to: bool, for_: bool, start: usize) -> bool {
        let Some(mention) = self.starting(start) else { return false };
        let end = self.doc.text.tokens_in(mention.span).end;
        let key = self.key(mention);
        match mention.kind {
            EntityKind::Organisation if to => self.to = key,
            EntityKind::Organisation => self.body = key,
            EntityKind::Place => {
                if let Some(body) =
                    self.starting(end).filter(|m| m.kind == EntityKind::Organisation && !self.doc.is(end, ","))
                {
                    self.place = key;
                    self.body = self.key(body);
                    self.right = self.doc.text.tokens_in(body.span).end;
                    return true;
                }
                if mention.reference == Reference::Demonym {
                    return false;
                }
                let accredited = self.role.over == "place" && !self.role.complete && self.role.group.is_empty();
                if for_ && !accredited && self.role.over != "portfolio" {
                    return false;
                }
                let one = !to || !self.goes_on(end);
                self.accredit(key.filter(|_| one), to || for_ && accredited);
                self.within = self.larger(end).filter(|_| self.place.is_some());
            }
            _ => return false,
        }
        self.right = end;
        true
    }

    /// Whether a list of places goes on: "ambassador to Chile, Peru and Bolivia" is accredited to none of them alone.
    fn goes_on(&self, end: usize) -> bool {
        let place = |k: usize| self.starting(k).is_some_and(|m| m.kind == EntityKind::Place);
        let next = if self.doc.is(end, ",") && self.doc.is(end + 1, "and") { end + 2 } else { end + 1 };
        (self.doc.is(end, ",") || self.doc.is(end, "and")) && place(next)
    }

    fn accredit(&mut self, key: Option<String>, to: bool) {
        if !to {
            self.place = key;
            return;
        }
        self.to = key.map(|k| self.doc.tables.capitals.get(&k).cloned().unwrap_or(k));
    }

    /// Words that no table knows: a portfolio, a place or a body, as the role has it.
    fn unknown_complement(&mut self, start: usize) -> bool {
        let doc = self.doc;
        let lower_case = !doc.capital(start);
        let mut k = start;
        let mut topical = true;
        while k < self.end && k < start + PORTFOLIO && self.starting(k).is_none() {
            let portfolio = doc.has(k, flag::PORTFOLIO);
            let joiner = |k: usize| matches!(doc.lower(k), "and" | "&" | ",");
            let joins = joiner(k) && k > start && self.continues(k + 1, lower_case)
                || opens_conjunct(doc.lower(k)) && k > start && joiner(k - 1);
            let word = (doc.capital(k) || portfolio && lower_case)
                && !doc.has(k, flag::FUNCTION | flag::CALENDAR | flag::ROLE | flag::TENURE)
                && (portfolio || !doc.has(k, flag::GIVEN));
            // "Secretary of State Marla Quist": behind a whole portfolio a word that is no common one begins a name.
            let name = self.role.over == "portfolio" && topical && k > start && !portfolio && !doc.common(k);
            if !word && !joins || name && doc.capital(k) {
                break;
            }
            topical &= portfolio || joins || doc.common(k);
            k += 1;
        }
        // "Of the works council": part of the name of a body that is not named.
        let of_body = lower_case && doc.word(k) && !doc.capital(k) && doc.has(k, flag::BODY);
        if k == start || of_body {
            return false;
        }
        let words: Vec<String> = (start..k).map(|n| fold(doc.lower(n))).collect();
        if self.role.over == "portfolio" || topical {
            if self.portfolio.is_empty() {
                self.add_portfolio(&words);
            } else if !topical {
                // "The foreign minister of Norland".
                self.owned_by_unknown(start, k);
            }
        } else if self.role.over == "place" {
            self.owned_by_unknown(start, k);
        } else {
            self.body = Some(words.join(" "));
        }
        self.right = k;
        true
    }

    /// Whether a conjunct of the portfolio follows rather than another office or a clause.
    fn continues(&self, k: usize, lower_case: bool) -> bool {
        let k = if self.doc.is(k, "and") { k + 1 } else { k };
        let k = if opens_conjunct(self.doc.lower(k)) && self.doc.has(k + 1, flag::PORTFOLIO) { k + 1 } else { k };
        self.doc.has(k, flag::PORTFOLIO) && (lower_case || self.doc.capital(k)) && self.starting(k).is_none()
            || self.doc.capital(k)
                && self.doc.common(k)
                && !self.doc.has(k, flag::ROLE | flag::FUNCTION)
                && self.starting(k).is_none()
                && !self.doc.is(k - 1, ",")
    }

    fn bracket(&mut self) {
        let (doc, r) = (self.doc, self.right);
        if doc.is(r, "(") && doc.caps(r + 1) && doc.is(r + 2, ")") && r + 3 <= self.end {
            self.right = r + 3;
        }
    }

    /// "…, El Salvador", "… of the United States": where the office or its body belongs.
    fn belongs_to(&mut self) {
        let doc = self.doc;
        let mut k = self.right;
        let comma = doc.is(k, ",");
        if self.place.is_some() || !comma && !matches!(doc.lower(k), "of" | "for" | "in") {
            return;
        }
        k += 1;
        if doc.is(k, "the") {
            k += 1;
        }
        let Some(mention) =
            self.starting(k).filter(|m| m.kind == EntityKind::Place && m.reference != Reference::Demonym)
        else {
            // "The minister of finance of Norland".
            let end = self.unknown_name(k);
            if doc.is(self.right, "of") && self.role.over == "portfolio" && end > k && !doc.possessive(end) {
                self.owned_by_unknown(k, end);
                self.right = end;
            }
            return;
        };
        let end = doc.text.tokens_in(mention.span).end;
        let in_list = comma
            && (doc.is(end, ",") && self.starting(end + 1).is_some_and(|m| m.kind == EntityKind::Place)
                || doc.is(end, "and")
                || doc.possessive(end));
        if !in_list {
            self.place = self.key(mention);
            self.right = end;
        }
    }
}

/// Whether a word may open a further part of a portfolio: "of finance and *the* economy", "of labour and *of* social affairs".
fn opens_conjunct(word: &str) -> bool {
    matches!(word, "the" | "of" | "for")
}
