//! Times that no verb governs: of the noun of an event, of a noun of what has a length, of somebody's age; and deeds of which one came before the other.

use super::super::super::moments::{Deed, Sufferer, Telling, When, class as own};
use super::super::super::orders::class as order;
use super::super::order::opens;
use super::super::{Cover, Framer, Gathered, class};
use super::{InTurn, LAST, MODIFIERS, OF, ToldAt, overlaps};
use crate::text::TokenKind;
use crate::text::clauses::{Argument, Clause, Form, Link, Role};

/// What stands for the verb of an age.
const AGE: &str = "age";

/// Tokens from an age to the noun of the apposition that it stands in.
const APPOSED: usize = 4;

impl Framer<'_> {
    /// Whose age an expression tells: of the noun behind it ("a 29-year-old diver"), before it ("a man aged 45") or, with a verb of being between, of the subject ("the oak,
    /// which was 260 years old").
    pub(in crate::claim) fn told_age(&self, index: usize, telling: &Telling<'_>) -> Option<ToldAt> {
        let inside = self.text.tokens_in(self.mentions.times[index].span);
        let sentence = self.text.sentence_at(self.text.token(inside.start).span.start)?;
        let clauses = self.clauses.of(sentence)?;
        let at = clauses.of(inside.start)?;
        let clause = &clauses.list[at];
        let all = || clauses.list.iter().flat_map(|clause| clause.arguments.iter().map(move |a| (clause, a)));
        let ends = |a: &Argument| {
            let gap = inside.start.saturating_sub(a.tokens.end as usize);
            gap == 0 && a.tokens.end as usize == inside.start || gap == 1 && self.text.lower(inside.start - 1) == ","
        };
        let behind = |a: &Argument| overlaps(a, &inside) && a.head as usize >= inside.end;
        let told = all().find(|(_, a)| behind(a)).or_else(|| all().find(|(_, a)| ends(a)));
        let subject = || {
            let be = self.text.lemma(clause.head as usize) == "be";
            let subject = clause.argument(Role::Subject).filter(|_| be)?;
            // "The oak at Kelm, which was 260 years old": hardly the town.
            let placed = |a: &Argument| {
                let before = (a.tokens.start as usize).checked_sub(1);
                before.is_some_and(|i| telling.is(self.text, i, own::WHERE) && self.cover[i] == Cover::Nothing)
            };
            let sufferer = clause.parent.filter(|_| clause.link == Link::Relative && placed(subject)).and_then(|at| {
                let parent = &clauses.list[at as usize];
                Some((parent, parent.argument(Role::Object).or_else(|| parent.argument(Role::Subject))?))
            });
            Some(sufferer.unwrap_or((clause, subject)))
        };
        let (affected, reach) = match told.or_else(subject) {
            Some((clause, argument)) => (self.sufferer(clauses, clause, argument)?, argument.head as usize),
            None => {
                let said = clauses.list.iter().find(|c| {
                    c.form == Form::Verbless
                        && (c.head as usize) >= inside.end
                        && (c.head as usize) < inside.end + APPOSED
                })?;
                (self.described(said, inside.end)?, said.head as usize)
            }
        };
        let (first, last) = self.sentence(self.text.token(inside.start).span)?;
        let mut around = Vec::new();
        for (class, role) in [(own::ACCUSED, "accused"), (own::HARMED, "harmed")] {
            if (first..last).any(|i| telling.is(self.text, i, class)) {
                around.push(("as".to_owned(), vec![role.to_owned()]));
            }
        }
        let deed = Deed { event: AGE.to_owned(), affected: Some(affected), around, ..Deed::default() };
        let head = self.text.token(inside.start).span;
        let span = self.text.token(reach).span.join(self.mentions.times[index].span);
        let further = self.further_ages(inside.end, last);
        Some(ToldAt {
            deed,
            manner: String::new(),
            beside: Vec::new(),
            span,
            head,
            placed: false,
            noun: false,
            further,
        })
    }

    /// "Aged 12, 13 and 15": the ages behind the first.
    fn further_ages(&self, from: usize, last: usize) -> Vec<u32> {
        let mut further = Vec::new();
        let mut i = from;
        while i + 1 < last && matches!(self.text.lower(i), "and" | ",") {
            let joined = i + 1 + usize::from(self.text.lower(i) == "," && self.text.lower(i + 1) == "and");
            let number = (joined < last).then(|| self.text.raw(joined).parse().ok()).flatten();
            // "Aged 12, and 3 goats"
            let alone = joined + 1 >= last
                || self.is(joined + 1, class::STOP)
                || self.text.token(joined + 1).kind != TokenKind::Word;
            let Some(number) = number.filter(|_| alone) else { break };
            further.push(number);
            i = joined + 1;
        }
        further.sort_unstable();
        further
    }

    /// What an apposition tells of its noun, from a token on: "Ana Ruiz, a 31-year-old diver".
    fn described(&self, said: &Clause, from: usize) -> Option<Sufferer> {
        let head = said.head as usize;
        let mut sufferer = Sufferer::default();
        self.call(from..head + 1, head, &mut sufferer);
        let on = said.hangs_on.map(|on| on as usize);
        if let Some(on) = on {
            let mut other = Sufferer::default();
            self.call(self.of_name(on..on + 1), on, &mut other);
            sufferer.names.extend(other.names);
        }
        sufferer.names.sort_unstable();
        (!sufferer.noun.is_empty()).then_some(sufferer)
    }

    /// The noun of an event that a time stands beside: "the collapse of the bridge on 7 March", "Friday's count of the ballots", "the 7 March collapse".
    pub(in crate::claim) fn told_noun(&self, index: usize, telling: &Telling<'_>) -> Option<ToldAt> {
        let inside = self.text.tokens_in(self.mentions.times[index].span);
        let (first, last) = self.sentence(self.text.token(inside.start).span)?;
        let event = |i: usize| telling.events.noun(self.text, i).filter(|_| self.cover[i] == Cover::Nothing);
        let open = |i: &usize| {
            self.text.token(*i).kind == TokenKind::Word && !self.is_boundary(*i) && self.cover[*i] != Cover::Time
        };
        let owner = inside.end < last && matches!(self.text.lower(inside.end), "'s" | "’s");
        let behind = inside.end + usize::from(owner);
        let before = inside
            .start
            .checked_sub(1)
            .filter(|&i| i > first && matches!(self.text.lower(i), "on" | "of" | "in" | "at"));
        let ahead = (behind..last.min(behind + MODIFIERS)).take_while(open).take_while(|&i| !self.is(i, class::STOP));
        let noun = match before {
            Some(at) => (first.max(at.saturating_sub(OF))..at).rev().take_while(open).find(|&i| event(i).is_some())?,
            None => ahead.into_iter().find(|&i| event(i).is_some())?,
        };
        let name = event(noun)?;
        let modifier = |i: &usize| open(i) && !self.is(*i, class::STOP) && !inside.contains(i);
        let from = (first.max(noun.saturating_sub(MODIFIERS))..noun).rev().take_while(modifier).last().unwrap_or(noun);
        let determined = from > first && (self.is_determiner(from - 1) || self.cover[from - 1] == Cover::Time) || owner;
        let tokens: Vec<usize> = (from..last.min(noun + OF)).collect();
        if !determined || tokens.iter().any(|&i| telling.is(self.text, i, own::MOVED | own::CLOCK)) {
            return None;
        }
        let mut around = self.phrases(noun + 1, last.min(noun + OF), &inside, telling);
        let of = around.iter().position(|(preposition, _)| preposition == "of").map(|at| around.remove(at).1);
        let mut own_words = Gathered::default();
        (from..noun).for_each(|i| self.take(i, &mut own_words));
        around.push((String::new(), self.keys_and_words(own_words)));
        let affected = of.and_then(|words| {
            let (noun, words) = words.split_last()?;
            Some(Sufferer { noun: noun.clone(), words: words.to_vec(), ..Sufferer::default() })
        });
        let telling_words = tokens.iter().filter(|&&i| telling.is(self.text, i, own::TELLING | own::ORDERING));
        let mut told: Vec<String> = telling_words.map(|&i| self.text.lower(i).to_owned()).collect();
        told.sort_unstable();
        let event = telling.tables.verb(&name).to_owned();
        let once = self.tables.once(&name).is_some();
        let often = self.tables.often.contains(&event);
        let deed = Deed { event, once, often, affected, agent: None, around, telling: told };
        let head = self.text.token(noun).span;
        let span = head.join(self.mentions.times[index].span);
        Some(ToldAt {
            deed,
            manner: String::new(),
            beside: Vec::new(),
            span,
            head,
            placed: false,
            noun: true,
            further: Vec::new(),
        })
    }

    /// What a length right before a noun tells: "a 14-hour operation" lasts as long, "a two-year ban" is one of somebody, where the clause tells of whom.
    pub(in crate::claim) fn told_before(&self, index: usize, telling: &Telling<'_>) -> Option<ToldAt> {
        let inside = self.text.tokens_in(self.mentions.times[index].span);
        let (_, last) = self.sentence(self.text.token(inside.start).span)?;
        let joined = inside.clone().any(|i| self.text.lower(i).contains('-'));
        let (clauses, at) = self.clause_of(inside.start)?;
        let clause = &clauses.list[at];
        let of_it = |a: &&Argument| {
            overlaps(a, &inside) && (inside.end..last.min(inside.end + MODIFIERS)).contains(&(a.head as usize))
        };
        let argument = clause.arguments.iter().find(of_it).filter(|_| joined)?;
        let noun = argument.head as usize;
        if (inside.start.saturating_sub(1)..noun).any(|i| telling.is(self.text, i, own::MOVED | own::UNLIKE)) {
            return None;
        }
        let verb = telling.events.noun(self.text, noun).filter(|_| self.lemma_is(noun, class::STRETCH));
        let dealt = verb.filter(|_| self.lemma_is(clause.head as usize, class::DEALT));
        let deed = match dealt {
            Some(event) => {
                let to =
                    |a: &&Argument| *a != argument && matches!(a.role, Role::Recipient | Role::Object | Role::Subject);
                let to = clause.argument(Role::Recipient).or_else(|| clause.arguments.iter().find(to))?;
                Deed { event, affected: Some(self.sufferer(clauses, clause, to)?), ..Deed::default() }
            }
            None => Deed {
                event: LAST.to_owned(),
                affected: Some(self.sufferer(clauses, clause, argument)?),
                ..Deed::default()
            },
        };
        let deed =
            Deed { telling: self.told_apart(clauses, at, telling), around: self.around(clause, &inside), ..deed };
        let head = self.text.token(noun).span;
        let span = self.mentions.times[index].span.join(head);
        let (manner, head) = ("for".to_owned(), self.text.token(clause.head as usize).span);
        Some(ToldAt { deed, manner, beside: Vec::new(), span, head, placed: false, noun: false, further: Vec::new() })
    }

    /// Two deeds of a sentence, one of them told in a clause behind "before" or "after".
    pub(in crate::claim) fn in_turn(&self, sentence: usize, telling: &Telling<'_>) -> Vec<InTurn> {
        let Some(clauses) = self.clauses.of(sentence) else { return Vec::new() };
        let tokens = &self.text.sentences[sentence].tokens;
        let hinges = (tokens.start as usize..tokens.end as usize).filter_map(|at| {
            let classes = telling.events.classes(self.text, at) & order::HINGE;
            (classes != 0).then_some((at, classes & order::AFTER != 0))
        });
        let told = |(at, after): (usize, bool)| {
            let child = clauses.list.iter().position(|clause| opens(clause, at as u32))?;
            let main = clauses.list[child].parent? as usize;
            let verbal = |form: Form| matches!(form, Form::Finite | Form::Gerund | Form::Participle);
            let [main_clause, clause] = [main, child].map(|i| &clauses.list[i]);
            if main_clause.form != Form::Finite || !verbal(clause.form) {
                return None;
            }
            let [own, other] = [main, child].map(|i| self.deed(clauses, i, &(0..0), When::Day, telling));
            let (own, other) = (own?, other?);
            let [head, end] = [main_clause, clause].map(|clause| self.text.token(clause.head as usize).span);
            let (earlier, later) = if after { (other, own) } else { (own, other) };
            Some(InTurn { earlier, later, span: head.join(end), head })
        };
        hinges.filter_map(told).collect()
    }
}
