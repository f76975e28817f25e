//! Whether what limits two statements sets them apart: "in the under-15s", "for owners of alpacas", "at Platform 5", "the party's youth wing".
//!
//! What two documents tell otherwise stands only if neither limits it in a way of which the other knows nothing: each word that limits the one statement must stand somewhere in the other document,
//! and two limits behind one preposition must not be two.

use std::collections::BTreeSet;

use super::around::{bare, is_day, is_name, is_weekday, part as disjoint, words_of};
use crate::claim::{Limit, Limits, Sole};
use crate::link::Links;
use crate::rule::RuleSet;
use crate::source::{Source, Span};

/// Letters by which two forms of one word are told to be one.
const STEM: usize = 5;
/// Words behind an owner among which what it owns stands.
const OWNED: usize = 3;

/// A statement of a document.
pub(super) struct Statement {
    pub document: usize,
    pub span: Span,
    /// What it answers, which limits nothing.
    pub answers: Vec<String>,
    /// What it asks about: other words between its first and its last are those of the wording.
    pub asked: Vec<String>,
    /// Whether it tells a state, which may hold towards some: "closed to lorries".
    pub state: bool,
}

/// Whether what limits one of two statements is unknown to the other document, or limits the two otherwise.
pub(super) fn part(rules: &RuleSet, links: &Links<'_>, a: &Statement, b: &Statement) -> bool {
    let (x, y) = (Side::new(rules, links, a), Side::new(rules, links, b));
    x.is_beyond(&y) || y.is_beyond(&x) || x.differs(&y)
}

/// Whether what stands behind a noun and belongs to it is unknown to another document: "an ensign *of the river guard*".
pub(super) fn narrows(rules: &RuleSet, links: &Links<'_>, [own, other]: [usize; 2], noun: Span) -> bool {
    let nothing =
        |document: usize| Statement { document, span: noun, answers: Vec::new(), asked: Vec::new(), state: false };
    let (here, there) = (nothing(own), nothing(other));
    let (here, there) = (Side::new(rules, links, &here), Side::new(rules, links, &there));
    let mut behind = here.limits.all.iter().filter(|limit| limit.hangs_on == noun && !here.is_idle(limit));
    behind.any(|limit| !there.knows(here.source.words(limit.head)))
}

/// A statement with the clauses it stands in.
struct Side<'l> {
    rules: &'l RuleSet,
    source: &'l Source,
    limits: &'l Limits,
    statement: &'l Statement,
    clauses: Vec<u32>,
    /// The words of its document, in lower case.
    all: BTreeSet<String>,
}

impl<'l> Side<'l> {
    fn new(rules: &'l RuleSet, links: &'l Links<'_>, statement: &'l Statement) -> Self {
        let document = links.documents[statement.document].document;
        let limits = &document.claims.limits;
        let parts = |word: String| -> Vec<String> {
            let lower = bare(&word).to_lowercase();
            let parts = lower.split('-').map(str::to_owned).collect::<Vec<_>>();
            parts.into_iter().chain([lower]).collect()
        };
        let all = words_of(&document.source).into_iter().flat_map(parts);
        let clauses = limits.clauses_of(statement.span);
        Self { rules, source: &document.source, limits, statement, clauses, all: all.collect() }
    }

    fn words(&self, span: Span) -> Vec<&'l str> {
        self.source.words(span).split_whitespace().map(bare).filter(|word| !word.is_empty()).collect()
    }

    fn is_within(&self, span: Span) -> bool {
        self.clauses.contains(&self.limits.clause_at(span.start)) || self.statement.span.contains(span)
    }

    /// Whether a word is part of what is answered.
    fn is_answer(&self, span: Span) -> bool {
        let words = self.words(span);
        self.statement.answers.iter().any(|name| words.iter().any(|word| is_name(word) && name.contains(word)))
    }

    /// Whether words stand behind the statement's, or before them, or in what it asks about.
    fn is_told(&self, span: Span) -> bool {
        let word = self.source.words(span);
        !self.statement.span.contains(span) || self.statement.asked.iter().any(|asked| asked.contains(word))
    }

    /// The phrases that limit the statement.
    fn phrases(&self) -> impl Iterator<Item = &'l Limit> + '_ {
        let own = |limit: &&Limit| !self.is_answer(limit.phrase) && !self.is_idle(limit);
        self.opened().filter(own)
    }

    /// The words before what is answered, where a phrase runs into it: "in the *under-17s* Ana Ruiz won".
    fn run_on(&self) -> Vec<&'l str> {
        let running = self.opened().filter(|limit| self.is_answer(limit.phrase));
        let telling = |word: &&str| !self.is_stop(&word.to_lowercase());
        let before = running.flat_map(|limit| self.words(limit.phrase).into_iter().take_while(|word| !is_name(word)));
        before.filter(telling).collect()
    }

    /// The phrases behind prepositions that limit a statement, but for those that belong to what is answered.
    fn opened(&self) -> impl Iterator<Item = &'l Limit> + '_ {
        let lists = &self.rules.extractor.tables.sole;
        self.limits.all.iter().filter(move |limit| self.is_within(limit.preposition)).filter(move |limit| {
            let opener = self.source.words(limit.preposition).to_lowercase();
            let opens = match opener.as_str() {
                // "Head of the tenants' committee"; not "with the help of".
                "of" => self.statement.span.contains(limit.hangs_on),
                "to" => self.statement.state && self.statement.span.contains(limit.hangs_on),
                opener => lists.limiting.iter().any(|own| own == opener),
            };
            opens && self.is_told(limit.preposition.join(limit.head)) && !self.is_answer(limit.hangs_on)
        })
    }

    fn has(&self, span: Span, wanted: &[String]) -> bool {
        self.words(span).iter().any(|word| wanted.contains(&word.to_lowercase()))
    }

    /// Whether a phrase tells a day, a length of time or a sum, one of many ("in a box"), or nothing at all.
    fn is_idle(&self, limit: &Limit) -> bool {
        let lists = &self.rules.extractor.tables.sole;
        let head = self.source.words(limit.head).to_lowercase();
        let number = !head.contains(char::is_alphabetic);
        let dated = self.words(limit.phrase).iter().any(|word| is_day(word));
        let any = self.words(limit.phrase).first().is_some_and(|word| matches!(*word, "a" | "an"));
        number
            || dated
            || any
            || self.is_stop(&head)
            || lists.idle.contains(&head) && !self.has(limit.phrase, &lists.orders)
    }

    fn is_stop(&self, lower: &str) -> bool {
        self.rules.extractor.tables.frames.is_stop(lower)
    }

    /// Whether something limits the statement of which the other document knows nothing.
    fn is_beyond(&self, other: &Side<'_>) -> bool {
        let lists = &self.rules.extractor.tables.sole;
        let unknown = |word: &str| !other.knows(word);
        let phrase = |limit: &Limit| {
            let mut counted = self.words(limit.phrase).into_iter().filter(|word| is_counted(lists, word));
            !self.is_known(limit, other) || counted.any(unknown)
        };
        let near = |span: &Span| {
            let own = self.statement.span.contains(*span) && self.is_told(*span);
            own || self.phrases().any(|limit| limit.phrase.contains(*span))
        };
        let compounds = self.limits.compounds.iter().filter(|span| near(span) && !self.is_title(**span));
        let words = compounds.map(|span| bare(self.source.words(*span)).to_lowercase());
        let mut telling =
            words.filter(|word| !lists.plain.contains(word) && !lists.idle.contains(word) && !is_day(word));
        self.phrases().any(phrase)
            || telling.any(|word| unknown(&word))
            || self.owned().into_iter().chain(self.owner()).chain(self.run_on()).any(unknown)
            || self.orders().iter().any(|word| unknown(word))
    }

    /// Whether the other document knows the noun of a phrase, or what tells it from others: "the Heron Lamp rescue drill".
    fn is_known(&self, limit: &Limit, other: &Side<'_>) -> bool {
        // "The Orsk hotel's yard" is no more known than any yard.
        let phrase = self.source.words(limit.phrase);
        let behind = phrase.rsplit(['\'', '’']).next().unwrap_or(phrase);
        let own = behind.split_whitespace().map(bare).take_while(|word| *word != "of");
        let mut telling = own.filter(|word| !self.is_stop(&word.to_lowercase()));
        other.knows(self.source.words(limit.head))
            || telling.any(|word| !is_counted(&self.rules.extractor.tables.sole, word) && other.knows(word))
    }

    /// Whether a noun is a name, or stands before one: "candidate Ana Ruiz".
    fn is_title(&self, span: Span) -> bool {
        let text: &str = &self.source.text;
        let next = text.get(span.end as usize..).and_then(|tail| tail.split_whitespace().next()).map_or("", bare);
        is_name(self.source.words(span)) || is_name(next)
    }

    /// The owner before the words of a claim that begin behind it: "the *children's* stage is unfinished".
    fn owner(&self) -> Option<&'l str> {
        let text: &str = &self.source.text;
        let (head, tail) = text.split_at_checked(self.statement.span.start as usize)?;
        let owns = tail.starts_with("'s ") || tail.starts_with("’s ");
        head.split_whitespace().next_back().map(bare).filter(|_| owns)
    }

    /// What an owner owns at which the words of a claim end: "keeper of the Orsk Aquarium's *eel nursery*".
    fn owned(&self) -> Vec<&'l str> {
        let text: &str = &self.source.text;
        let tail = text.get(self.statement.span.end as usize..).unwrap_or_default();
        let Some(rest) = tail.strip_prefix("'s ").or(tail.strip_prefix("’s ")) else { return Vec::new() };
        let words = rest.split_whitespace().take(OWNED).map(bare);
        words.take_while(|word| !self.is_stop(&word.to_lowercase())).collect()
    }

    /// The words of its clauses.
    fn told(&self) -> Vec<&'l str> {
        let runs = &self.limits.clauses;
        let mut found = Vec::new();
        for (n, (start, _)) in runs.iter().enumerate().filter(|(_, run)| self.clauses.contains(&run.1)) {
            let end = runs.get(n + 1).map_or(self.source.text.len() as u32, |next| next.0);
            found.extend(self.words(Span { start: *start, end }));
        }
        found
    }

    /// Ordinals and the like: "its *second* week".
    fn orders(&self) -> Vec<String> {
        let words = self.told();
        let orders = &self.rules.extractor.tables.sole.orders;
        let telling = |three: &&[&str]| !matches!(three[0], "a" | "an") && three[2] != "time";
        let told = words.windows(3).filter(telling).map(|three| three[1].to_lowercase());
        let first = words.first().map(|word| word.to_lowercase());
        told.chain(first).filter(|word| orders.contains(word)).collect()
    }

    /// Whether a word stands in the document, in whatever form.
    fn knows(&self, word: &str) -> bool {
        let lower = bare(word).to_lowercase();
        let one = |own: &String| *own == lower || is_form(own, &lower);
        let kinds = &self.rules.extractor.tables.sole;
        self.all.iter().any(|own| one(own) || kinds.alike(own, &lower).0)
    }

    /// Whether two limits behind one preposition, or two times of the day or the week, tell two things.
    fn differs(&self, other: &Side<'_>) -> bool {
        let lists = &self.rules.extractor.tables.sole;
        let times = |side: &Side<'_>| -> [BTreeSet<String>; 2] {
            let told: Vec<String> = side.told().into_iter().map(str::to_lowercase).collect();
            let hours = told.iter().filter(|word| lists.hours.contains(word)).cloned();
            [told.iter().filter(|word| is_weekday(word)).cloned().collect(), hours.collect()]
        };
        let ([p, q], [v, w]) = (times(self), times(other));
        if disjoint(&p, &v) || disjoint(&q, &w) {
            return true;
        }
        if self.bounds().iter().zip(other.bounds()).all(|(x, y)| *x != y) {
            return true;
        }
        let (x, y) = (self.behind_openers(), other.behind_openers());
        let within = |a: &Behind, b: &Behind| a.before.contains(&b.head);
        let one = |a: &Behind, b: &Behind| {
            let form = is_form(&a.head, &b.head) || lists.alike(&a.head, &b.head).0;
            form || within(a, b) || within(b, a)
        };
        x.iter().any(|a| {
            let mut same = y.iter().filter(|b| b.opener == a.opener).peekable();
            let here = || x.iter().filter(|b| b.opener == a.opener);
            let two = |b: &Behind| one(a, b) && disjoint(&a.before, &b.before);
            same.peek().is_some() && (same.clone().any(two) || !same.any(|b| here().any(|a| one(a, b))))
        })
    }

    /// Whether times bound it from below, and from above: "from June", "until June".
    fn bounds(&self) -> [bool; 2] {
        let lists = &self.rules.extractor.tables.sole;
        let timed = |limit: &&Limit| {
            self.is_within(limit.preposition) && self.words(limit.phrase).iter().any(|word| is_day(word))
        };
        let timed: Vec<&Limit> = self.limits.all.iter().filter(timed).collect();
        let bound = |list: &Vec<String>| timed.iter().any(|limit| self.has(limit.preposition, list));
        [bound(&lists.bounding[0]), bound(&lists.bounding[1])]
    }

    /// What stands behind the prepositions of its limits, but for names.
    fn behind_openers(&self) -> Vec<Behind> {
        let lists = &self.rules.extractor.tables.sole;
        let small = self.phrases().filter(|limit| !is_name(self.source.words(limit.head)));
        let plain = |word: &str| self.is_stop(word) || lists.plain.iter().any(|own| own == word);
        let behind = small.map(|limit| {
            let head = self.source.words(limit.head).to_lowercase();
            let words = self.words(limit.phrase).into_iter().map(str::to_lowercase);
            let before = words.take_while(|word| *word != head).filter(|word| !plain(word)).collect();
            Behind { opener: self.source.words(limit.preposition).to_lowercase(), head, before }
        });
        behind.collect()
    }
}

/// What stands behind a preposition, in lower case.
struct Behind {
    opener: String,
    head: String,
    /// The words before the head that tell it from others.
    before: BTreeSet<String>,
}

/// Ordinals and numbers, which tell one thing from others of its kind.
fn is_counted(lists: &Sole, word: &str) -> bool {
    lists.orders.contains(&word.to_lowercase()) || word.contains(|c: char| c.is_ascii_digit())
}

/// Whether two words may be forms of one: "rain", "rained".
fn is_form(a: &str, b: &str) -> bool {
    let cut = |word: &str| word.chars().take(STEM).collect::<String>();
    let short = a.chars().count().min(b.chars().count());
    let plural = |a: &str, b: &str| a.strip_suffix('s') == Some(b);
    plural(a, b)
        || plural(b, a)
        || short >= STEM && cut(a) == cut(b)
        || short + 1 >= STEM && (a.starts_with(b) || b.starts_with(a))
}
