//! What the clause of a time tells: what was done, to what, by whom, and what parts that from others of its kind.

mod nouns;

use std::ops::Range;

use super::super::moments::{Deed, Sufferer, Telling, When, class as own};
use super::{Cover, Framer, Gathered, class};
use crate::source::Span;
use crate::text::TokenKind;
use crate::text::clauses::{Argument, Clause, Clauses, Form, Link, Role};

/// Tokens of a clause that are looked at.
const LONGEST: usize = 80;

/// What stands for all verbs of lasting.
const LAST: &str = "last";
/// Tokens of modifiers before the noun of an event.
const MODIFIERS: usize = 4;
/// Tokens behind the noun of an event that tell of what it is.
const OF: usize = 10;
/// Tokens of a name before the comma of an apposition.
const NAME: usize = 5;

/// What a clause tells beside a time.
pub(in crate::claim) struct ToldAt {
    pub deed: Deed,
    /// Of a length, how it is told.
    pub manner: String,
    /// The other times of the clause.
    pub beside: Vec<u32>,
    pub span: Span,
    /// The verb.
    pub head: Span,
    /// Whether the verb only puts an event on its time, which is yet to come.
    pub placed: bool,
    /// Whether a noun alone tells the event.
    pub noun: bool,
    /// Of a list of ages those behind the first.
    pub further: Vec<u32>,
}

/// Two deeds of one sentence, the one that came first before the other.
pub(in crate::claim) struct InTurn {
    pub earlier: Deed,
    pub later: Deed,
    /// From the verb of the one to that of the other.
    pub span: Span,
    /// The verb of the main clause.
    pub head: Span,
}

impl Framer<'_> {
    /// What the clause that a time belongs to tells of it.
    pub(in crate::claim) fn told_at(&self, index: usize, when: When, telling: &Telling<'_>) -> Option<ToldAt> {
        let inside = self.text.tokens_in(self.mentions.times[index].span);
        let manner = self.manner(&inside, when, telling)?;
        let (clauses, at) = self.clause_of(inside.start)?;
        let clause = &clauses.list[at];
        let verb = clause.head as usize;
        let core = |a: &&Argument| !matches!(a.role, Role::Oblique | Role::Adverbial);
        let beneath = |a: &&Argument| overlaps(a, &inside) && !inside.contains(&(a.head as usize));
        let within = match when {
            // "The operation took 14 hours": the length is the object.
            When::Length => clause.arguments.iter().any(|a| beneath(&a)),
            // "The treaty of 1996 was signed", "at the meeting of 3 June": the time is another's.
            _ => clause.arguments.iter().any(|a| overlaps(a, &inside) && core(&a) || beneath(&a)),
        };
        let verbal = matches!(clause.form, Form::Finite | Form::Infinitive | Form::Participle | Form::Gerund);
        if within || !verbal || self.cover[verb] != Cover::Nothing {
            return None;
        }
        // "The escape of the tiger on 9 March surprised everybody": the day is that of the escape.
        let of_subject = |a: &&Argument| {
            (a.tokens.end as usize..a.tokens.end as usize + 2).contains(&inside.start)
                && telling.events.noun(self.text, a.head as usize).is_some()
        };
        if inside.end <= verb && clause.all(Role::Subject).any(|a| of_subject(&a)) {
            return None;
        }
        let tokens = self.tokens_of(clauses, at);
        if tokens.iter().any(|&i| telling.is(self.text, i, own::MOVED | own::CLOCK)) {
            return None;
        }
        let deed = self.deed(clauses, at, &inside, when, telling)?;
        let head = self.text.token(verb).span;
        let affected = self.affected(clause, &inside).map(|a| self.text.token(a.head as usize).span);
        let own_words =
            affected.filter(|span| tokens.first().is_some_and(|&i| self.text.token(i).span.start <= span.start));
        let span = own_words.map_or(head, |span| head.join(span)).join(self.mentions.times[index].span);
        let beside = tokens.iter().filter_map(|&i| self.time_at(i)).filter(|&time| time as usize != index);
        let mut beside: Vec<u32> = beside.collect();
        beside.dedup();
        let placed = telling.is(self.text, verb, own::PLACING) && !telling.is(self.text, verb, own::HELD);
        Some(ToldAt { deed, manner, beside, span, head, placed, noun: false, further: Vec::new() })
    }

    /// The phrases behind a noun by their prepositions, in the order of their words: "of the bridge", "at Kelm".
    fn phrases(
        &self,
        from: usize,
        to: usize,
        time: &Range<usize>,
        telling: &Telling<'_>,
    ) -> Vec<(String, Vec<String>)> {
        let mut found: Vec<(String, Vec<String>)> = Vec::new();
        let mut gathered = Gathered::default();
        let mut preposition: Option<String> = None;
        for i in from..to {
            let opens =
                self.cover[i] == Cover::Nothing && (telling.is(self.text, i, own::WHERE) || self.text.lower(i) == "of");
            let ends = self.is_boundary(i) || self.text.token(i).kind == TokenKind::Punctuation || time.contains(&i);
            if let Some(preposition) = preposition.take_if(|_| opens || ends) {
                found.push((preposition, self.keys_and_words(std::mem::take(&mut gathered))));
            }
            if ends {
                break;
            }
            if opens {
                preposition = Some(self.text.lower(i).to_owned());
            } else if preposition.is_some() {
                self.take(i, &mut gathered);
            }
        }
        found.extend(preposition.map(|preposition| (preposition, self.keys_and_words(gathered))));
        found.retain(|(_, words)| !words.is_empty());
        found
    }

    /// The keys of names, then the words, each in the order of the text.
    fn keys_and_words(&self, gathered: Gathered) -> Vec<String> {
        let keys = gathered.entities.iter().filter_map(|&e| self.mentions.entities.mentions[e as usize].entity);
        let mut words: Vec<String> = keys.map(|id| self.mentions.entities.get(id).key.clone()).collect();
        words.extend(gathered.words.into_iter().map(|(_, word)| word));
        words
    }

    /// How a time is told, by the words before and behind it; `None` if they say that it is only near, or a bound, or counted from something.
    fn manner(&self, inside: &Range<usize>, when: When, telling: &Telling<'_>) -> Option<String> {
        let (first, last) = self.sentence(self.text.token(inside.start).span)?;
        let before = inside.start.checked_sub(1).filter(|&i| i >= first);
        let word = before.map_or("", |i| self.text.lower(i));
        let further = before.filter(|&i| i > first).map(|i| i - 1);
        let unlike = |i: usize| telling.is(self.text, i, own::UNLIKE) && self.cover[i] == Cover::Nothing;
        // "Shortly before 8 p.m.", "in the days after 3 May"
        if before.is_some_and(unlike) || word == "the" && further.is_some_and(unlike) {
            return None;
        }
        if when != When::Length {
            return Some(String::new());
        }
        let counted =
            inside.end < last && telling.is(self.text, inside.end, own::COUNTED) || self.goes_on(inside.end, last);
        let manner = match word {
            "for" | "over" | "to" => "for",
            "in" => word,
            _ if before.is_some_and(|i| self.lemma_is(i, class::LASTING | class::KEPT | class::LINKING)) => "for",
            _ => return None,
        };
        (!counted).then(|| manner.to_owned())
    }

    /// The time that covers a token.
    fn time_at(&self, i: usize) -> Option<u32> {
        let span = self.text.token(i).span;
        let times = &self.mentions.times;
        let at = times.partition_point(|time| time.span.end <= span.start);
        times.get(at).is_some_and(|time| time.span.contains(span)).then_some(at as u32)
    }

    /// The tokens of a clause.
    fn tokens_of(&self, clauses: &Clauses, at: usize) -> Vec<usize> {
        let head = clauses.list[at].head as usize;
        let near = head.saturating_sub(LONGEST)..self.text.tokens.len().min(head + LONGEST);
        near.filter(|&i| clauses.of(i) == Some(at)).collect()
    }

    fn deed(
        &self,
        clauses: &Clauses,
        at: usize,
        time: &Range<usize>,
        when: When,
        telling: &Telling<'_>,
    ) -> Option<Deed> {
        let clause = &clauses.list[at];
        let affected = self.affected(clause, time);
        let placed = affected.filter(|_| telling.is(self.text, clause.head as usize, own::PLACING));
        let noun =
            placed.filter(|_| when != When::Length).and_then(|a| telling.events.noun(self.text, a.head as usize));
        let (event, lemma) = match &noun {
            Some(event) => (event.clone(), event.clone()),
            None => self.verb_of(clause, when, telling)?,
        };
        let agent = clause.argument(Role::Subject).filter(|a| Some(*a) != affected && noun.is_none());
        // "The vote on the stadium is set for 5 p.m.": what is voted on is told behind the noun.
        let sufferer = |argument: &Argument| self.sufferer(clauses, clause, argument);
        let affected = affected.filter(|_| noun.is_none()).and_then(sufferer);
        let mut around = self.around(clause, time);
        // "The bridge at Kelm was closed", "the vote on the stadium is set": what stands behind a subject is no argument of the verb.
        let before = |a: &&Argument| {
            !a.shared && !a.apposed && a.tokens.end <= clause.head && !matches!(a.role, Role::Oblique | Role::Adverbial)
        };
        if let Some(subject) = clause.arguments.iter().find(before) {
            around.extend(self.phrases(subject.tokens.end as usize, clause.head as usize, time, telling));
        }
        let told = self.told_apart(clauses, at, telling);
        Some(Deed {
            once: self.tables.once(&lemma).or_else(|| self.tables.once(&event)).is_some(),
            often: self.tables.often.contains(&event),
            event,
            affected,
            agent: agent.and_then(sufferer),
            around,
            telling: told,
        })
    }

    /// The words of a clause that tell its event from others of its kind, sorted.
    fn told_apart(&self, clauses: &Clauses, at: usize, telling: &Telling<'_>) -> Vec<String> {
        let clause = &clauses.list[at];
        let free = |i: &usize| self.cover[*i] != Cover::Time;
        let core = clause.arguments.iter().filter(|a| !matches!(a.role, Role::Oblique | Role::Adverbial));
        let core = core.flat_map(|a| a.tokens.clone()).chain(clause.group.iter().copied()).map(|i| i as usize);
        let near = core.filter(free).filter(|&i| telling.is(self.text, i, own::TELLING));
        let all = self.tokens_of(clauses, at).into_iter().filter(free);
        let all = all.filter(|&i| telling.is(self.text, i, own::ORDERING));
        let mut told: Vec<String> = near.chain(all).map(|i| self.text.lower(i).to_owned()).collect();
        told.sort_unstable();
        told.dedup();
        told
    }

    /// What it happened to: the object, or the subject of a verb without one; times are neither.
    fn affected<'c>(&self, clause: &'c Clause, time: &Range<usize>) -> Option<&'c Argument> {
        let told = |role: Role| {
            clause.arguments.iter().find(|a| a.role == role && !a.apposed && !overlaps(a, time) && !self.is_time(a))
        };
        told(Role::Object).or_else(|| told(Role::Subject))
    }

    fn is_time(&self, argument: &Argument) -> bool {
        self.cover[argument.head as usize] == Cover::Time
    }

    /// The verb of a clause with its particle, and what stands for it; `None` if it says little by itself.
    fn verb_of(&self, clause: &Clause, when: When, telling: &Telling<'_>) -> Option<(String, String)> {
        let verb = clause.head as usize;
        let lemma = self.text.lemma(verb);
        let next = (verb + 1 < self.text.tokens.len()).then(|| self.text.lower(verb + 1));
        let both =
            next.filter(|_| telling.is(self.text, verb + 1, own::PARTICLE)).map(|next| format!("{lemma} {next}"));
        let known = |words: &String| self.tables.once(words).is_some() || telling.tables.is_verb(words);
        let loose =
            |words: &String| known(words) || !clause.arguments.iter().any(|a| a.preposition == Some(verb as u32 + 1));
        let words = both.filter(loose);
        let little = self.is(verb, class::STOP) || self.lemma_is(verb, class::STOP | class::LINKING);
        let lasts = when == When::Length && lemma != "be";
        if words.is_none() && little && !lasts && !telling.tables.is_verb(lemma) {
            return None;
        }
        let lemma = words.unwrap_or_else(|| lemma.to_owned());
        if when == When::Length && self.lemma_is(verb, class::LASTING) {
            return Some((LAST.to_owned(), lemma));
        }
        let event = telling.tables.verb(self.tables.once(&lemma).unwrap_or(&lemma)).to_owned();
        Some((event, lemma))
    }

    /// Who or what an argument tells; `None` for a pronoun that takes up nothing known.
    fn sufferer(&self, clauses: &Clauses, clause: &Clause, argument: &Argument) -> Option<Sufferer> {
        let mut sufferer = Sufferer::default();
        let head = argument.head as usize;
        self.call(argument.tokens.start as usize..argument.tokens.end as usize, head, &mut sufferer);
        let apposed = clause.arguments.iter().skip_while(|a| *a != argument).skip(1).take_while(|a| a.apposed);
        let other_names = apposed.map(|a| (a.tokens.clone(), a.head));
        // "Ana Ruiz, the novelist who died": an apposition is a clause of its own, said of its noun.
        let said = clauses.list.iter().filter(|c| c.form == Form::Verbless && c.link == Link::Within);
        let of_it = said.filter_map(|c| {
            let on = c.hangs_on?;
            let covers = |argument: &Argument, i: u32| argument.tokens.contains(&i) || argument.head == i;
            if covers(argument, on) {
                return Some((c.head..c.head + 1, c.head));
            }
            (c.head == argument.head || c.arguments.iter().any(|a| a.head == argument.head)).then_some((on..on + 1, on))
        });
        for (tokens, head) in other_names.chain(of_it).collect::<Vec<_>>() {
            let mut other = Sufferer::default();
            self.call(self.of_name(tokens.start as usize..tokens.end as usize), head as usize, &mut other);
            sufferer.names.extend(other.names);
            sufferer.words.extend(Some(other.noun).filter(|noun| !noun.is_empty()));
        }
        sufferer.names.extend(self.name_before(argument.tokens.start as usize));
        for list in [&mut sufferer.names, &mut sufferer.words, &mut sufferer.of] {
            list.sort_unstable();
            list.dedup();
        }
        let first = argument.tokens.start as usize;
        // "Lock 3", "two lorries"
        let numbers = (first..argument.tokens.end as usize + 1)
            .filter(|&i| i < self.text.tokens.len() && self.text.token(i).kind == TokenKind::Number);
        sufferer.words.extend(numbers.filter(|&i| self.cover[i] != Cover::Time).map(|i| self.text.raw(i).to_owned()));
        sufferer.words.sort_unstable();
        let counted = matches!(self.cover[first], Cover::Quantity(_)) && self.is_figure(first);
        sufferer.indefinite =
            counted || sufferer.names.is_empty() && matches!(self.text.lower(first), "a" | "an" | "another" | "some");
        sufferer.several =
            self.text.lower(head).ends_with('s') && self.text.token(head).lower != self.text.token(head).lemma;
        (!sufferer.noun.is_empty() || !sufferer.names.is_empty()).then_some(sufferer)
    }

    /// The name that a phrase with an article is an apposition to, where the tree does not tell: "Tern & Daughters, the yard that was opened in 1892".
    fn name_before(&self, start: usize) -> Vec<String> {
        let mut names = Vec::new();
        let (Some(comma), true) = (start.checked_sub(1), matches!(self.text.lower(start), "a" | "an" | "the")) else {
            return names;
        };
        let first = self.sentence(self.text.token(start).span).map_or(start, |(first, _)| first);
        if comma <= first || self.text.lower(comma) != "," {
            return names;
        }
        let of_name = |i: &usize| self.text.token(*i).capital || self.text.lower(*i) == "&";
        let from = (first.max(comma.saturating_sub(NAME))..comma).rev().take_while(of_name).last();
        if let Some(from) = from {
            let mut other = Sufferer::default();
            self.call(self.of_name(from..comma), comma - 1, &mut other);
            names.extend(other.names);
        }
        names
    }

    /// All tokens of a name that some tokens are a part of.
    fn of_name(&self, tokens: Range<usize>) -> Range<usize> {
        match self.cover.get(tokens.start) {
            Some(Cover::Entity(e)) => {
                let name = self.text.tokens_in(self.mentions.entities.mentions[*e as usize].span);
                name.start.min(tokens.start)..name.end.max(tokens.end)
            }
            _ => tokens,
        }
    }

    /// What the words of a phrase with a head call something.
    fn call(&self, tokens: Range<usize>, head: usize, sufferer: &mut Sufferer) {
        let mut gathered = Gathered::default();
        tokens.clone().for_each(|i| self.take(i, &mut gathered));
        let key = |e: u32| {
            let id = self.mentions.entities.mentions[e as usize].entity?;
            Some(self.mentions.entities.get(id).key.clone())
        };
        let own = match self.cover[head] {
            Cover::Entity(e) => Some(e),
            _ => None,
        };
        for &e in &gathered.entities {
            let list = if Some(e) == own { &mut sufferer.names } else { &mut sufferer.of };
            list.extend(key(e));
        }
        let opens = |i: usize| self.sentence(self.text.token(i).span).is_none_or(|(first, _)| i == first);
        let capital = |i: usize| self.text.token(i).capital && self.cover[i] == Cover::Nothing && !opens(i);
        // "Norland signed": a word alone at the head of its sentence may be a name.
        let alone = tokens.len() == 1 && opens(head) && self.text.token(head).lower == self.text.token(head).lemma;
        let named = capital(head) || alone && self.cover[head] == Cover::Nothing;
        // "St Brannoc's Infirmary": the words with a capital right before the head belong to its name.
        let mut from = head;
        while named && from > tokens.start && (capital(from - 1) || self.text.token(from - 1).kind != TokenKind::Word) {
            from -= 1;
        }
        for (i, word) in gathered.words {
            if named && (from..=head).contains(&i) {
                sufferer.names.push(word);
            } else if i == head && self.cover[head] != Cover::Time {
                sufferer.noun = word;
            } else {
                if capital(i) {
                    sufferer.of.push(word.clone());
                }
                sufferer.words.push(word);
            }
        }
        sufferer.words.extend(sufferer.of.iter().cloned());
    }

    /// The circumstances of a clause by their prepositions.
    fn around(&self, clause: &Clause, time: &Range<usize>) -> Vec<(String, Vec<String>)> {
        let mut around: Vec<(String, Vec<String>)> = Vec::new();
        let circumstance = |a: &&Argument| matches!(a.role, Role::Oblique | Role::Recipient);
        let told = clause.arguments.iter().filter(circumstance).filter(|a| !overlaps(a, time) && !self.is_time(a));
        for argument in told {
            let mut gathered = Gathered::default();
            let tokens = argument.tokens.start as usize..argument.tokens.end as usize;
            tokens.for_each(|i| self.take(i, &mut gathered));
            let keys = gathered.entities.iter().filter_map(|&e| self.mentions.entities.mentions[e as usize].entity);
            let mut words: Vec<String> = keys.map(|id| self.mentions.entities.get(id).key.clone()).collect();
            words.extend(gathered.words.into_iter().map(|(_, word)| word));
            words.sort_unstable();
            words.dedup();
            let preposition = argument.preposition.map_or("", |at| self.text.lower(at as usize)).to_owned();
            if !words.is_empty() {
                around.push((preposition, words));
            }
        }
        around
    }
}

fn overlaps(argument: &Argument, time: &Range<usize>) -> bool {
    (argument.tokens.start as usize) < time.end && time.start < argument.tokens.end as usize
}
