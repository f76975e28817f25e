//! Ages and dates of birth. An age told of a person answers the same question as a date of birth, by the day on which it is told.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;
use serde::Deserialize;

use super::extract::{BORN, DIED, Reader};
use super::{Bearing, Claim, Context, Frame, Referent, Value};
use crate::diagnostic::Problem;
use crate::entity::{EntityKind, EntityMention, Reference};
use crate::lexicon::Lexicon;
use crate::source::Span;
use crate::text::{ByWord, Text, TokenKind, Vocabulary, WordMap};
use crate::time::{Form, Unit};

/// The slot.
const PERSON: &str = "person";
/// The words that stand for births and deaths among the verbs of events.
const BEAR: &str = "bear";
const DIE: &str = "die";
/// The ages of people, in years.
const YEARS: std::ops::RangeInclusive<u32> = 3..=115;
/// Persons of a sentence that are looked at.
const LIST: usize = 24;
/// Words between an age and the name behind it: "the 52-year-old former mayor Tomas Vell".
const TITLE: usize = 4;
/// Tokens of a relative clause between a name and an age.
const RELATIVE: usize = 10;
/// Tokens before an age that opens its sentence: "at the age of".
const OPENING_AGE: usize = 4;
/// Words between a name and an age: "who is now 62".
const BETWEEN: usize = 4;
/// Tokens at the start of a sentence that open a list of the dead.
const OPENING: usize = 3;
/// Fewest years of a life: two years in brackets that lie nearer may be those of a term.
const SPAN: u32 = 30;
/// Years of a life in brackets that are hardly those of an office.
const LONG_LIFE: i32 = 45;
/// What found the years of a life.
pub const LIFESPAN: &str = "lifespan";
/// Tokens of a sentence that are looked at.
const LONGEST: usize = 120;

/// The table as it is written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Raw {
    people: FxHashSet<String>,
    turning: FxHashSet<String>,
    birthdays: FxHashSet<String>,
    between: FxHashSet<String>,
    unreal: FxHashSet<String>,
    dead: FxHashSet<String>,
    killing: FxHashSet<String>,
    counted: FxHashSet<String>,
}

mod class {
    pub const PEOPLE: u32 = 1;
    pub const TURNING: u32 = 1 << 1;
    pub const BIRTHDAYS: u32 = 1 << 2;
    pub const BETWEEN: u32 = 1 << 3;
    pub const UNREAL: u32 = 1 << 4;
    pub const DEAD: u32 = 1 << 5;
    pub const KILLING: u32 = 1 << 6;
    pub const COUNTED: u32 = 1 << 7;
}

/// The word lists of this module, from `claim/ages`.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    classes: WordMap<u32>,
}

impl Tables {
    /// Reads the table `claim/ages`.
    pub fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        let raw: Raw = lexicon.table("claim/ages", problems);
        let mut classes = WordMap::default();
        for (list, bit) in [
            (&raw.people, class::PEOPLE),
            (&raw.turning, class::TURNING),
            (&raw.birthdays, class::BIRTHDAYS),
            (&raw.between, class::BETWEEN),
            (&raw.unreal, class::UNREAL),
            (&raw.dead, class::DEAD),
            (&raw.killing, class::KILLING),
            (&raw.counted, class::COUNTED),
        ] {
            classes.add(list.iter().map(String::as_str), bit);
        }
        Self { classes }
    }

    pub(super) fn share(&mut self, vocabulary: &mut Vocabulary) {
        self.classes.share(vocabulary);
    }
}

impl Reader<'_> {
    /// What a date tells, as the date of a birth or a death if that is what happened, and to one known person.
    pub(super) fn birth_or_death(&self, event: Claim) -> Claim {
        let lived = event.frame.as_ref().and_then(|frame| {
            let predicate = match frame.head.as_str() {
                BEAR => BORN,
                DIE => DIED,
                _ => return None,
            };
            Some((predicate, self.one_person(frame)?))
        });
        match lived {
            Some((predicate, slots)) => Claim { predicate: predicate.to_owned(), slots, frame: None, ..event },
            None => event,
        }
    }

    fn one_person(&self, frame: &Frame) -> Option<BTreeMap<String, super::Referent>> {
        let [key] = frame.actors.as_slice() else { return None };
        let entities = &self.mentions.entities;
        let mention = entities.mentions.iter().find(|m| m.entity.is_some_and(|id| entities.get(id).key == *key))?;
        // "Vell's wife died."
        let behind = self.text.tokens_in(mention.span).end;
        let owner = self.text.tokens.len() > behind && matches!(self.text.lower(behind), "'s" | "’s" | "'" | "’");
        let person = self.entity(mention).filter(|_| mention.kind == EntityKind::Person && !owner)?;
        Some(BTreeMap::from([(PERSON.to_owned(), super::Referent { inferred: false, ..person })]))
    }

    /// The ages told of persons.
    pub(super) fn ages(&self) -> Vec<Claim> {
        let tables = &self.rules.tables.ages;
        let ages = Ages { reader: self, words: tables.classes.of(self.text) };
        let mut claims = Vec::new();
        for person in self.mentions.entities.mentions.iter().filter(|m| m.kind == EntityKind::Person) {
            let told = ages.beside(person).or_else(|| ages.before(person));
            let referent = self.entity(person);
            claims
                .extend(told.zip(referent.clone()).and_then(|(told, referent)| self.age(person.span, referent, told)));
            if let Some((referent, time)) = referent.zip(ages.lifespan(person)) {
                let born = self.life(person.span, referent, time);
                if ages.is_whole_life(person, time) {
                    claims.push(Claim { predicate: DIED.to_owned(), ..born.clone() });
                }
                claims.push(born);
            }
        }
        for sentence in &self.text.sentences {
            let found = ages.within(sentence.span);
            let age = |(person, told): (&EntityMention, Told)| self.age(person.span, self.entity(person)?, told);
            claims.extend(found.and_then(age));
        }
        claims.extend(self.by_given_name(&ages));
        claims
    }

    /// What is told of somebody who goes by a given name alone, and can only be told of a person: "Ana was born in 1986", "Ana died at 91".
    fn by_given_name(&self, ages: &Ages<'_>) -> Vec<Claim> {
        let is_common = self.rules.mentions.entities.common_words(self.text);
        let given = |&at: &usize| {
            let token = self.text.token(at);
            let alone = !self.text.tokens.get(at + 1).is_some_and(|next| next.capital);
            token.capital && alone && !is_common(token.lower)
        };
        let mut found = Vec::new();
        for at in (0..self.text.tokens.len()).filter(given) {
            let span = self.text.token(at).span;
            let mentions = &self.mentions.entities.mentions;
            let next = mentions.partition_point(|m| m.span.end <= span.start);
            if mentions.get(next).is_some_and(|m| m.span.overlaps(span) && m.entity.is_some()) {
                continue;
            }
            let name = self.text.of(span).to_owned();
            let referent = Referent { key: name.to_lowercase(), name, inferred: true, named: false };
            let born = (ages.lower(at + 1), ages.lower(at + 2)) == ("was", "born");
            let time = born.then(|| self.time_of(span, self.text.token(at + 2).span).0).flatten();
            found.extend(time.map(|time| self.life(span, referent.clone(), time)));
            let told = ages.at_age(at + 1);
            found.extend(told.and_then(|told| self.age(span, referent, told)));
        }
        found
    }

    /// When somebody was born, or the years of birth and death.
    fn life(&self, person: Span, referent: Referent, time: u32) -> Claim {
        let span = person.join(self.mentions.times[time as usize].span);
        let range = matches!(self.mentions.times[time as usize].expression.form, Form::Range(..));
        let told = Told { years: 0, words: span, bearing: Bearing::During };
        let found_by = if range { LIFESPAN } else { "born" };
        Claim { time: None, value: Value::Time(time), found_by: found_by.to_owned(), ..self.told(span, referent, told) }
    }

    fn age(&self, person: Span, referent: Referent, told: Told) -> Option<Claim> {
        let span = person.join(told.words);
        let claim = self.told(span, referent, told);
        let timed = told.bearing != Bearing::Begins || claim.time.is_some();
        (timed && YEARS.contains(&told.years)).then_some(claim)
    }

    fn told(&self, span: Span, referent: Referent, told: Told) -> Claim {
        let (time, time_near) = self.time_of(span, told.words);
        let context = Context { speaker: None, ..self.contexts.read(span, told.words, &[]) };
        Claim {
            predicate: BORN.to_owned(),
            span,
            slots: BTreeMap::from([(PERSON.to_owned(), referent)]),
            value: Value::Age(told.years),
            frame: None,
            only: Vec::new(),
            time,
            time_near,
            bearing: told.bearing,
            never: false,
            lasting: false,
            context,
            apposed: true,
            title: false,
            presupposed: true,
            found_by: "age".to_owned(),
        }
    }
}

/// An age in the text.
#[derive(Clone, Copy)]
struct Told {
    years: u32,
    words: Span,
    /// [`Bearing::Begins`] if the age was reached at the time told, [`Bearing::Throughout`] if it is the age of that time, or the one at which somebody died, and no other,
    /// [`Bearing::Until`] if it was the age of some time before.
    bearing: Bearing,
}

impl Told {
    fn now((years, words): (u32, Span)) -> Self {
        Self { years, words, bearing: Bearing::During }
    }
}

/// Reads the ages of a document.
struct Ages<'a> {
    reader: &'a Reader<'a>,
    words: ByWord<u32>,
}

impl Ages<'_> {
    fn text(&self) -> &Text {
        self.reader.text
    }

    fn is(&self, at: usize, classes: u32) -> bool {
        self.text().tokens.get(at).is_some_and(|token| self.words.get(token.lower) & classes != 0)
    }

    fn lower(&self, at: usize) -> &str {
        if at < self.text().tokens.len() { self.text().lower(at) } else { "" }
    }

    /// The age behind a person: "Vell, 52, said", "Vell (52)", "Vell, aged 52", "Vell, a 52-year-old lawyer", "Vell is 52 years old", "Vell, who turned 52 in May".
    fn beside(&self, person: &EntityMention) -> Option<Told> {
        let at = self.text().tokens_in(person.span).end;
        if let Some(turned) = self.turned(at) {
            return Some(turned);
        }
        let pronoun = person.reference == Reference::Description && !self.text().of(person.span).contains(' ');
        let comma = self.lower(at) == ",";
        let bracket = self.lower(at) == "(";
        let after = at + usize::from(comma);
        if let Some(age) = self.bare(at + 1).filter(|_| comma && !pronoun || bracket) {
            let listed = self.in_list(person);
            let sure = !(bracket || listed) || self.tells_of_people(person.span) || listed && self.is_described(at + 2);
            let bearing = if self.is_dead(person, at + 2) { Bearing::Throughout } else { Bearing::During };
            return sure.then_some(Told { bearing, ..Told::now(age) });
        }
        if self.in_list(person) || person.reference == Reference::Description && !pronoun {
            return None;
        }
        if let Some(told) = self.behind_clause(at).filter(|_| comma) {
            return Some(told);
        }
        let first = after + (0..BETWEEN).take_while(|n| self.is(after + n, class::BETWEEN)).count();
        let being = (after..first).any(|at| matches!(self.lower(at), "is" | "was"));
        let aside = comma
            && first > after
            && matches!(self.lower(first - 1), "now" | "at" | "only" | "just" | "still" | "then");
        let closed = |at: usize| self.bare(at).or_else(|| self.digits(at).filter(|_| self.lower(at + 1) == "and"));
        if let Some(age) = closed(first).filter(|_| being || aside) {
            let then = (after..first).any(|at| self.lower(at) == "then");
            return Some(Told { bearing: if then { Bearing::Until } else { Bearing::During }, ..Told::now(age) });
        }
        (comma || being || first == at).then(|| self.length(first)).flatten().map(Told::now)
    }

    /// "Vell, who died, was 77": the age behind a relative clause.
    fn behind_clause(&self, at: usize) -> Option<Told> {
        if self.lower(at + 1) != "who" {
            return None;
        }
        let end = (at + 2..at + 2 + RELATIVE).find(|&i| self.is_end(i)).filter(|&i| self.lower(i) == ",")?;
        let age = self.bare(end + 2).filter(|_| matches!(self.lower(end + 1), "is" | "was"))?;
        let dead = (at + 2..end).any(|i| matches!(self.lower(i), "dead" | "died" | "killed"));
        let bearing = if dead { Bearing::Throughout } else { Bearing::During };
        Some(Told { bearing, ..Told::now(age) })
    }

    /// Whether the words around an age tell that it is the one at which its bearer died: "the dead are Ana Ruiz, 31, and", "killing Tomas Vell (44)", "Vell, 44, was killed".
    fn is_dead(&self, person: &EntityMention, behind: usize) -> bool {
        let Some(sentence) = self.sentence(person.span) else { return false };
        let tokens = self.text().tokens_in(sentence);
        let first = self.persons(sentence).next().map_or(tokens.end, |first| self.text().tokens_in(first.span).start);
        let opens = |at: usize| at < tokens.start + OPENING && self.is(at, class::DEAD);
        let verb = behind + usize::from(matches!(self.lower(behind), "," | ")"));
        let died = self.lower(verb) == "died"
            || matches!(self.lower(verb), "was" | "were") && self.lower(verb + 1) == "killed";
        let row = || {
            (tokens.start..first.min(tokens.start + LONGEST)).any(|at| {
                opens(at) || self.is(at, class::KILLING) && (!self.is_end(at + 1) || self.lower(at + 2) == "those")
            })
        };
        let relative = || (tokens.start..tokens.start + LONGEST.min(tokens.len())).any(|at| self.lower(at) == "whose");
        died || row() && !relative()
    }

    /// The years of birth and death in brackets behind a person: "Ana Ruiz (1931–2016)".
    fn lifespan(&self, person: &EntityMention) -> Option<u32> {
        let at = self.text().tokens_in(person.span).end;
        let span = self.text().tokens.get(at + 1)?.span;
        let times = &self.reader.mentions.times;
        let index = times.partition_point(|time| time.span.start < span.start);
        let time = times.get(index).filter(|time| time.span.start == span.start && self.lower(at) == "(")?;
        let closed = self.lower(self.text().tokens_in(time.span).end) == ")";
        let words = self.text().of(time.span);
        let mut years = words.split(|c: char| !c.is_ascii_digit()).filter(|part| part.len() == 4);
        let (born, died) = (years.next()?.parse::<u32>().ok()?, years.next()?.parse::<u32>().ok()?);
        let long = (SPAN..=*YEARS.end()).contains(&died.saturating_sub(born));
        (closed && long && matches!(time.expression.form, Form::Range(..))).then_some(index as u32)
    }

    /// Whether the years in brackets behind a person can hardly be those of an office or of a thing with the person's name: days are told, or a long life and
    /// no article or noun stands before the name ("the steamer Ana Ruiz").
    fn is_whole_life(&self, person: &EntityMention, time: u32) -> bool {
        let Form::Range(from, to) = &self.reader.mentions.times[time as usize].expression.form else { return false };
        if from.full_date().is_some() && to.full_date().is_some() {
            return true;
        }
        let long = from.year.zip(to.year).is_some_and(|(from, to)| to.saturating_sub(from) >= LONG_LIFE);
        let start = self.text().tokens_in(person.span).start;
        let opens = start.checked_sub(1).is_none_or(|before| self.is_end(before) || self.text().lower(before) == "(");
        let first = self.sentence(person.span).is_some_and(|sentence| sentence.start == person.span.start);
        long && (opens || first)
    }

    /// "Turned 62 in April", "who will turn 62 on Friday": when the age was reached stands beside it.
    fn turned(&self, at: usize) -> Option<Told> {
        let who = at + usize::from(self.lower(at) == ",") + usize::from(self.lower(at + 1) == "who");
        let verb = (who..who + BETWEEN).find(|&i| self.is(i, class::TURNING))?;
        let helpers = |i: usize| self.reader.is_stop(i) && !self.is(i, class::UNREAL);
        let (years, words) = self.digits(verb + 1).filter(|_| (who..verb).all(helpers))?;
        // "Turned 62 ships away."
        let told = self.is_end(verb + 2) || self.reader.is_stop(verb + 2) || self.is_time(verb + 2);
        told.then_some(Told { years, words, bearing: Bearing::Begins })
    }

    /// The age that a sentence tells of the one person it speaks of: "died on 3 May at the age of 81", "marked her 62nd birthday on Friday".
    fn within(&self, sentence: Span) -> Option<(&EntityMention, Told)> {
        let tokens = self.text().tokens_in(sentence);
        let told = tokens.clone().take(LONGEST).find_map(|at| self.at_age(at))?;
        if tokens.clone().any(|at| self.is(at, class::UNREAL)) {
            return None;
        }
        let mut persons = self.persons(sentence);
        let first = persons.next()?;
        // "At the age of seventy-nine, Vell passed away."
        let opens = self.text().tokens_in(told.words).start <= tokens.start + OPENING_AGE;
        let one = first.entity.is_some()
            && (first.span.end <= told.words.start || opens)
            && persons.all(|p| p.entity == first.entity);
        one.then_some((first, told))
    }

    fn persons(&self, sentence: Span) -> impl Iterator<Item = &EntityMention> {
        let all = &self.reader.mentions.entities.mentions;
        let first = all.partition_point(|other| other.span.start < sentence.start);
        let here = all[first..].iter().take_while(move |other| other.span.start < sentence.end);
        here.filter(|other| other.kind == EntityKind::Person)
    }

    /// "At the age of 81", "at age 81", "died aged 81", "died at 81"; "celebrated her 62nd birthday".
    fn at_age(&self, at: usize) -> Option<Told> {
        let word = |n: usize| self.lower(at + n);
        let number = match word(0) {
            "at" if word(1) == "the" && word(2) == "age" && word(3) == "of" => at + 4,
            "at" if word(1) == "age" => at + 2,
            "died" if matches!(word(1), "aged" | "at") => at + 2,
            _ if self.is(at, class::BIRTHDAYS) && matches!(word(1), "her" | "his") && word(3) == "birthday" => {
                let years = word(2).trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse().ok()?;
                return Some(Told { years, words: self.text().token(at + 2).span, bearing: Bearing::Begins });
            }
            _ => return None,
        };
        let age = self.bare(number).or_else(|| self.digits(number).filter(|_| self.reader.is_stop(number + 1)));
        let (years, words) = age.or_else(|| self.spelled(number))?;
        Some(Told { years, words, bearing: Bearing::Throughout })
    }

    /// Whether a number follows another person of the sentence as well: points, votes, seats, pages; or ages.
    fn in_list(&self, person: &EntityMention) -> bool {
        let Some(sentence) = self.sentence(person.span) else { return true };
        let number = |other: &EntityMention| {
            let at = self.text().tokens_in(other.span).end;
            matches!(self.lower(at), "," | "(")
                && self.text().tokens.get(at + 1).is_some_and(|token| token.kind == TokenKind::Number)
        };
        self.persons(sentence).take(LIST).any(|other| other.span != person.span && number(other))
    }

    fn sentence(&self, span: Span) -> Option<Span> {
        self.text().sentence_at(span.start).map(|s| self.text().sentences[s].span)
    }

    /// Whether a sentence tells what befell people.
    fn tells_of_people(&self, span: Span) -> bool {
        let tokens = self.sentence(span).map(|sentence| self.text().tokens_in(sentence)).unwrap_or_default();
        let tokens = tokens.take(LONGEST);
        let named = |at: usize| matches!(self.lower(at), "named" | "identified");
        let told = |at: usize| self.is(at, class::PEOPLE) || named(at);
        tokens.clone().any(told) && !tokens.clone().any(|at| self.is(at, class::COUNTED))
    }

    /// Whether an indefinite description follows: ", 44, a welder".
    fn is_described(&self, at: usize) -> bool {
        self.lower(at) == "," && matches!(self.lower(at + 1), "a" | "an")
    }

    fn is_end(&self, at: usize) -> bool {
        at >= self.text().tokens.len() || matches!(self.lower(at), "," | "." | ";" | ":" | ")" | "?" | "!")
    }

    fn is_time(&self, at: usize) -> bool {
        let span = self.text().tokens.get(at).map(|token| token.span);
        let times = &self.reader.mentions.times;
        let at = |span: Span| times.get(times.partition_point(|time| time.span.end <= span.start));
        span.is_some_and(|span| at(span).is_some_and(|time| time.span.overlaps(span)))
    }

    /// A number in digits that is no time.
    fn digits(&self, at: usize) -> Option<(u32, Span)> {
        let number = self.text().tokens.get(at).filter(|t| t.kind == TokenKind::Number)?;
        let digits = self.text().raw(at);
        let years = (!self.is_time(at) && digits.len() <= 3).then(|| digits.parse().ok()).flatten()?;
        Some((years, number.span))
    }

    /// A number in words before a mark: "seventy-nine".
    fn spelled(&self, at: usize) -> Option<(u32, Span)> {
        let start = self.text().tokens.get(at)?.span.start;
        let told = &self.reader.mentions.quantities;
        let number = told
            .get(told.partition_point(|told| told.digits.start < start))
            .filter(|told| told.digits.start == start)?;
        let closed = self.is_end(self.text().tokens_in(number.digits).end);
        let years = number.value().filter(|value| value.fract() == 0.0 && (0.0..1000.0).contains(value))?;
        (closed && number.unit.is_none()).then_some((years as u32, number.digits))
    }

    /// A number before a mark.
    fn bare(&self, at: usize) -> Option<(u32, Span)> {
        self.digits(at).filter(|_| self.is_end(at + 1))
    }

    /// "The 52-year-old former mayor Vell".
    fn before(&self, person: &EntityMention) -> Option<Told> {
        if person.reference == Reference::Description || self.in_list(person) {
            return None;
        }
        let at = self.text().tokens_in(person.span).start;
        let first = at.saturating_sub(TITLE + 1);
        let times = &self.reader.mentions.times;
        let start = self.text().tokens.get(at)?.span.start;
        let next = times.partition_point(|time| time.span.start < start);
        let time = &times[next.checked_sub(1)?];
        let end = self.text().tokens_in(time.span).end;
        let words = |at: usize| self.text().token(at).kind == TokenKind::Word && !self.reader.is_stop(at);
        let attributive = self.text().of(time.span).contains('-');
        let near = attributive && end > first && end <= at && (end..at).all(words);
        near.then(|| self.length(end - 1)).flatten().map(Told::now)
    }

    /// An age in years that a token belongs to.
    fn length(&self, at: usize) -> Option<(u32, Span)> {
        let span = self.text().tokens.get(at)?.span;
        let times = &self.reader.mentions.times;
        let time =
            times.get(times.partition_point(|time| time.span.end <= span.start)).filter(|t| t.span.contains(span))?;
        match &time.expression.form {
            Form::Length(length) if length.age && length.unit == Unit::Year => {
                let hundredths = length.hundredths.filter(|h| h % 100 == 0)?;
                Some((hundredths / 100, time.span))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::claim::{DocumentClaims, Value};
    use crate::rule::RuleSet;
    use crate::source::Source;

    #[test]
    fn ages_are_told_beside_a_name_and_within_a_sentence_on_one_person() {
        let rules = RuleSet::embedded().0;
        for (text, wanted) in [
            ("The dead are Ana Ruiz, 31, a nurse, and Tomas Vell, 44.", vec![("Ana Ruiz", 31), ("Tomas Vell", 44)]),
            ("The fire killed Ana Ruiz (31) and Tomas Vell (44).", vec![("Ana Ruiz", 31), ("Tomas Vell", 44)]),
            ("Ana Ruiz (31) and Tomas Vell (44) put Solcombe ahead.", vec![]),
            ("Ana Ruiz, who turned 62 in April 2021, will go.", vec![("Ana Ruiz", 62)]),
            ("Ana Ruiz would have turned 62 in April 2021.", vec![]),
            (
                "The company named the crew as Captain Ana Ruiz, 54, and Tomas Vell, 29.",
                vec![("Ana Ruiz", 54), ("Tomas Vell", 29)],
            ),
            ("The coach named Ana Ruiz, 54, and Tomas Vell, 29, who scored most points.", vec![]),
            ("The alarm was raised by Ana Ruiz, then 62.", vec![("Ana Ruiz", 62)]),
            ("Ana Ruiz was 51 and had left the sea.", vec![("Ana Ruiz", 51)]),
            ("Maria died at 91, a year before.", vec![("Maria", 91)]),
            ("Ana Ruiz, now 62, will go.", vec![("Ana Ruiz", 62)]),
            ("Ana Ruiz is 62.", vec![("Ana Ruiz", 62)]),
            ("Ana Ruiz died on 3 March 2021 at the age of 81.", vec![("Ana Ruiz", 81)]),
            ("Ana Ruiz marked her 62nd birthday on 3 March 2021.", vec![("Ana Ruiz", 62)]),
            ("Ana Ruiz told Tomas Vell of the aunt who died at the age of 81.", vec![]),
        ] {
            let claims = DocumentClaims::extract(&Source::plain("x.txt", text), &rules.extractor).claims;
            let ages = claims.iter().filter_map(|claim| match claim.value {
                Value::Age(years) => Some((claim.slots["person"].name.as_str(), years)),
                _ => None,
            });
            assert_eq!(ages.collect::<Vec<_>>(), wanted, "{text}");
        }
    }
}
