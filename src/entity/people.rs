//! Names of persons: sequences of capitalised words with evidence that they name a person.

use super::doc::{Doc, Style};
use super::tables::{Meaning, Role, flag};
use super::{PersonName, fold::fold};
use crate::text::TokenKind;

/// A sequence that could be a person's name.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub start: usize,
    pub end: usize,
    /// Token ranges of the parts: a hyphenated or particled surname is one part.
    pub parts: Vec<(usize, usize)>,
    pub suffix: Option<usize>,
    /// Whether the text shows that it is a person; else the name must recur as a surname.
    pub strong: bool,
}

const NEVER: u32 = flag::BODY
    | flag::AGREEMENT
    | flag::CLOSING
    | flag::OPENING
    | flag::DEMONYM
    | flag::ROLE
    | flag::CALENDAR
    | flag::TITLE
    | flag::THING
    | flag::TENURE;
const MOST_PARTS: usize = 6;
/// Words in brackets behind a name that tell what somebody is.
const BRACKET: usize = 4;

/// Words of a portfolio in a title.
const PORTFOLIO: usize = 6;

impl Doc<'_> {
    /// The person's name that may begin at a capitalised token.
    pub(crate) fn person_at(&self, i: usize, end: usize, style: Style) -> Option<Candidate> {
        if self.caps(i) && !self.initial(i) || !self.can_open(i) {
            return None;
        }
        let titled = self.titled(i);
        let mut candidate = self.parts(i, end);
        if style == Style::Title {
            self.cut_in_title(&mut candidate, end)?;
        }
        let words = candidate.parts.len();
        if words == 1 && !titled && candidate.suffix.is_none() {
            return None;
        }
        if words == 1 && self.common(i) && !self.has(i, flag::SURNAME) {
            return None;
        }
        candidate.strong = titled || self.evidence(&candidate, end, style);
        (candidate.strong || style == Style::Prose).then_some(candidate)
    }

    /// A person's name that is known to stand from `i` to `end`; nothing if its words cannot all be parts of one.
    pub(crate) fn candidate(&self, i: usize, end: usize) -> Option<Candidate> {
        let candidate = self.parts(i, end);
        let plain = !self.common(i) || self.has(i, flag::GIVEN | flag::SURNAME) || self.initial(i);
        let opens = plain && !self.has(i, NEVER);
        (opens && candidate.end == end && candidate.parts.len() <= 4).then_some(Candidate { strong: true, ..candidate })
    }

    fn can_open(&self, i: usize) -> bool {
        let f = self.flags(i);
        if self.initial(i) {
            return self.capital(i + 1) && !self.common(i + 1) && !self.initial(i + 1) || self.initial(i + 1);
        }
        if matches!(self.lower(i), "st" | "st." | "saint" | "san" | "santa" | "são" | "el" | "la" | "las" | "los") {
            return false;
        }
        let given = f & flag::GIVEN != 0;
        if f & flag::FUNCTION != 0 {
            return given && self.within_clause(i) && self.capital(i + 1) && !self.common(i + 1);
        }
        if f & flag::CALENDAR != 0 {
            return given && self.titled(i);
        }
        let noun = f & (flag::BODY | flag::AGREEMENT | flag::DEMONYM) != 0;
        let before_surname = self.capital(i + 1) && !self.common(i + 1);
        let barred = f & (NEVER | flag::OCCUPATION) != 0 && !(given && (!noun || before_surname));
        let ordinary = f & flag::PLACE != 0 || self.common(i) && f & flag::SURNAME == 0;
        !barred && (given || !ordinary) && self.text.tokens[i].span.len() > 1
    }

    /// Whether a word in lower case stands before, so that the capital is not the sentence's.
    fn within_clause(&self, i: usize) -> bool {
        i > 0 && self.text.tokens[i - 1].kind == TokenKind::Word && !self.capital(i - 1)
    }

    fn parts(&self, i: usize, end: usize) -> Candidate {
        let mut k = self.part_end(i, end);
        let mut parts = vec![(i, k)];
        while k < end && parts.len() < MOST_PARTS {
            let Some(next) = self.next_part(k, end, parts.len()) else { break };
            parts.push((k, next));
            k = next;
        }
        let mut suffix = None;
        let at = if self.is(k, ",") && self.has(k + 1, flag::SUFFIX) { k + 1 } else { k };
        if at < end && self.has(at, flag::SUFFIX) && self.capital(at) {
            suffix = Some(at);
            k = at + 1;
        }
        // A name does not end in an initial: "Plan B.".
        while parts.len() > 1
            && suffix.is_none()
            && parts
                .last()
                .is_some_and(|p| p.1 == p.0 + 1 && (self.initial(p.0) || self.text.tokens[p.0].span.len() == 1))
        {
            parts.pop();
            k = parts.last().map_or(k, |p| p.1);
        }
        Candidate { start: i, end: k, parts, suffix, strong: false }
    }

    /// The end of one part, with what is joined to it by hyphens.
    fn part_end(&self, k: usize, end: usize) -> usize {
        let mut k = k + 1;
        while k + 1 < end
            && self.joint(k)
            && self.capital(k + 1)
            && !self.has(k + 1, flag::DEMONYM | flag::BODY | flag::PLACE)
        {
            k += 2;
        }
        k
    }

    fn next_part(&self, k: usize, end: usize, before: usize) -> Option<usize> {
        let mut at = k;
        while at < end && at < k + 3 && self.has(at, flag::PARTICLE) && !self.common_article(at) {
            at += 1;
            if self.joint(at) {
                at += 1;
            }
        }
        if at >= end || !self.capital(at) || self.text.tokens[at].glued && at == k {
            return None;
        }
        if self.initial(at) {
            return (at == k).then_some(at + 1);
        }
        let f = self.flags(at);
        let surname = f & flag::SURNAME != 0;
        let given = f & flag::GIVEN != 0;
        let barred = f & (flag::FUNCTION | flag::SUFFIX) != 0 && !given
            || f & NEVER != 0 && !surname && !given
            || self.caps(at)
            || self.common(at) && !surname && !given
            || f & flag::PLACE != 0 && !surname && !given && before > 1
            || f & flag::ROLE != 0 && surname && self.is(at + 1, "of");
        (!barred).then(|| self.part_end(at, end))
    }

    /// "La" and the like only count as particles between capitals, which `next_part` makes sure of; the English articles never do.
    fn common_article(&self, i: usize) -> bool {
        matches!(self.lower(i), "the" | "to" | "do") && !self.is(i, "do")
    }

    /// In titles every word has a capital: keep a given name and one surname, more only before an office or a comma.
    fn cut_in_title(&self, c: &mut Candidate, end: usize) -> Option<()> {
        if !self.has(c.start, flag::GIVEN) || self.has(c.start, flag::AMBIGUOUS) {
            return None;
        }
        let sure = |d: &Self, k: usize| k >= end || !d.capital(k) || d.has(k, flag::ROLE | flag::TENURE | flag::RANK);
        if !sure(self, c.end) || c.parts.len() > 4 {
            let keep = c.parts.iter().position(|p| !self.initial(p.0) && !self.has(p.0, flag::GIVEN)).unwrap_or(1);
            c.parts.truncate(keep + 1);
            c.suffix = None;
            c.end = c.parts.last()?.1;
        }
        let last = c.parts.last()?.0;
        (c.parts.len() > 1 && !self.has(last, flag::COMMON)).then_some(())
    }

    /// Whether a title, an office or an occupation stands directly before.
    pub(crate) fn titled(&self, i: usize) -> bool {
        let Some(mut p) = i.checked_sub(1) else { return false };
        if self.is(p, ".") && p > 0 {
            p -= 1;
        }
        let f = self.flags(p);
        let occupation = f & flag::OCCUPATION != 0 && self.capital(i + 1);
        if (f & flag::TITLE != 0 || occupation) && self.capital(p) {
            return true;
        }
        self.capital(p) && (self.role_title(p) || self.portfolio_title(p))
    }

    /// Whether a word ends a title with its portfolio: "Secretary of State", "Minister for Rural Housing".
    fn portfolio_title(&self, p: usize) -> bool {
        let topic = |k: usize| self.capital(k) && (self.has(k, flag::PORTFOLIO) || self.common(k));
        let joins = |k: usize| matches!(self.lower(k), "and" | "&" | ",");
        let Some(of) = (p.saturating_sub(PORTFOLIO)..=p).rev().find(|&k| !topic(k) && !joins(k)) else { return false };
        let over = |k: usize| self.title_role(k).is_some_and(|role| role.over == "portfolio");
        of < p && of > 0 && matches!(self.lower(of), "of" | "for") && self.capital(of - 1) && over(of - 1)
    }

    fn role_title(&self, p: usize) -> bool {
        self.title_role(p).is_some()
    }

    /// The role that stands before names and ends at a word.
    fn title_role(&self, p: usize) -> Option<&Role> {
        (p.saturating_sub(2)..=p).find_map(|s| {
            let found = self.phrase(s, p + 1, |m| matches!(m, Meaning::Role { .. })).filter(|m| m.end == p + 1)?;
            let Meaning::Role { role, .. } = found.meaning else { return None };
            Some(&self.tables.roles[role as usize]).filter(|role| role.title)
        })
    }

    fn evidence(&self, c: &Candidate, end: usize, style: Style) -> bool {
        let f = self.flags(c.start);
        let last = c.parts.last().map_or(c.start, |p| p.0);
        let plain = c
            .parts
            .iter()
            .skip(usize::from(f & flag::GIVEN != 0))
            .all(|p| self.initial(p.0) || !self.has(p.0, flag::COMMON));
        if f & flag::GIVEN != 0
            && f & flag::AMBIGUOUS == 0
            && (!self.has(last, flag::COMMON) || self.has(last, flag::SURNAME))
        {
            return true;
        }
        if c.parts.len() < 2 {
            return c.suffix.is_some() && !self.common(c.start);
        }
        if f & flag::GIVEN != 0 && plain && style == Style::Prose && !self.has(last, flag::PLACE) {
            return true;
        }
        let telling = plain && c.parts[1..].iter().any(|p| self.has(p.0, flag::TELLING) && !self.capital(p.0));
        if telling || c.suffix.is_some() || c.parts[1..].iter().any(|p| self.initial(p.0)) {
            return true;
        }
        let before = c.start.checked_sub(1);
        plain && (self.spoken(before, c.end) || self.described(before, c.end, end))
    }

    /// A verb of speaking beside the name.
    fn spoken(&self, before: Option<usize>, after: usize) -> bool {
        let verb = |k: usize| self.has(k, flag::VERB) && !self.capital(k);
        verb(after) || before.is_some_and(verb)
    }

    /// An age, an office or an occupation in apposition or in brackets, or an occupation or office in lower case before the name; or what only a person is: "who".
    fn described(&self, before: Option<usize>, after: usize, end: usize) -> bool {
        let what = flag::ROLE | flag::OCCUPATION;
        if before.is_some_and(|b| !self.capital(b) && self.has(b, what)) || self.is(after, "(") && self.bracketed(after)
        {
            return true;
        }
        if !self.is(after, ",") {
            return false;
        }
        // "The captain, Tolvar Esk, was".
        if before.is_some_and(|b| b > 0 && self.is(b, ",") && !self.capital(b - 1) && self.has(b - 1, what)) {
            return true;
        }
        let age = self.is_age(after + 1) && matches!(self.lower(after + 2), "," | ".");
        if age || self.is(after + 1, "who") {
            return true;
        }
        let article = matches!(
            self.lower(after + 1),
            "a" | "an" | "the" | "its" | "his" | "her" | "their" | "my" | "our" | "then" | "former" | "acting"
        );
        let from = after + 1 + usize::from(article);
        let reach = if article { 4 } else { 2 };
        (from..(from + reach).min(end)).take_while(|&k| !self.is(k, ",")).any(|k| {
            let small = article || matches!(self.lower(k + 1), ";" | "," | "." | ")");
            self.has(k, what) && (small && !self.capital(k) || self.capital(k) && self.is(k + 1, "of"))
        })
    }

    /// Whether a token is a number of two digits, as ages are.
    fn is_age(&self, i: usize) -> bool {
        let token = self.text.tokens.get(i);
        token.is_some_and(|t| t.span.len() == 2 && t.span.of(&self.text.raw).bytes().all(|b| b.is_ascii_digit()))
    }

    /// Whether brackets hold an age or an office or occupation and little else: "(47)", "(acting director)", "(vice-chair)".
    fn bracketed(&self, open: usize) -> bool {
        let close = (open + 1..open + 2 + BRACKET).find(|&k| self.is(k, ")"));
        close.is_some_and(|close| {
            let role = |k: usize| self.has(k, flag::ROLE | flag::OCCUPATION);
            close == open + 2 && self.is_age(open + 1) || close > open + 1 && role(close - 1)
        })
    }

    /// The name of a candidate in parts: initials and known given names first, the rest is the family.
    pub(crate) fn person_name(&self, c: &Candidate) -> PersonName {
        let mut name = PersonName { suffix: c.suffix.map(|s| self.text.raw(s).to_owned()), ..PersonName::default() };
        let words = c.parts.len();
        let mut given = usize::from(words > 1);
        while given > 0
            && given + 1 < words
            && (self.initial(c.parts[given].0)
                || self.has(c.parts[given].0, flag::GIVEN) && c.parts[given].1 == c.parts[given].0 + 1)
        {
            given += 1;
        }
        for (n, &(start, end)) in c.parts.iter().enumerate() {
            let part = self.text.of(self.text.span(start..end)).split_whitespace().collect::<Vec<_>>().join(" ");
            if n < given { name.given.push(part) } else { name.family.push(part) }
        }
        name
    }
}

/// The key of a person: folded first given name and family.
pub(crate) fn person_key(name: &PersonName) -> String {
    let given = name.given.iter().find(|g| !g.ends_with('.')).or(name.given.first());
    let suffix =
        name.suffix.iter().filter(|s| !s.to_lowercase().starts_with("ph") && !s.to_lowercase().starts_with('m'));
    let words: Vec<&str> = given.into_iter().chain(&name.family).chain(suffix).map(String::as_str).collect();
    fold(words.join(" ").trim_end_matches('.'))
}
