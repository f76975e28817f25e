//! Whose statement it is: who speaks a quotation, and who is said to have said something.

use super::{ContextReader, Speaker, class};
use crate::entity::{EntityKind, EntityMention, OfficeMention};
use crate::source::Span;

/// How far from a quotation its verb of saying may stand, in tokens.
const BESIDE: usize = 14;
/// Tokens before a pronoun that still opens its paragraph: what it takes up may stand in the one before.
const OPENS: usize = 12;
/// Longest phrase behind a name that tells whose it is, in tokens.
const PHRASE: usize = 8;
/// How far from a verb of saying its subject may stand, in bytes.
const SUBJECT: u32 = 90;

impl ContextReader<'_> {
    /// The speaker of the quotation that a span stands in.
    pub(super) fn quoted(&self, span: Span) -> Option<Speaker> {
        let quote = self.text.quotation_of(span).filter(|quote| quote.inner.len() >= 4)?;
        let unnamed = || Speaker { name: "quoted".to_owned(), key: None, quoted: true, person: false };
        Some(self.of_quotation(quote.span).map_or_else(unnamed, |(speaker, _)| speaker))
    }

    /// Who is said to have spoken the words at `quote`: the person or body beside a verb of saying, before or after it.
    pub fn of_quotation(&self, quote: Span) -> Option<(Speaker, Span)> {
        let text = self.text;
        let tokens = text.tokens_in(quote);
        let sentence = text.sentence_at(quote.start).map(|s| &text.sentences[s])?;
        let block = text.blocks[sentence.block as usize].span;
        let named = |verb: usize| {
            let within = block.contains(text.token(verb).span);
            within.then(|| self.subject(verb, tokens.end, block, quote)).flatten()
        };
        // What follows a full stop tells of something else; what a colon opens was announced before.
        let stops = tokens.len() > 2 && text.lower(tokens.end - 2) == ".";
        let goes_on = tokens.len() > 2 && text.lower(tokens.end - 2) == ",";
        let announced = !goes_on && tokens.start.checked_sub(1).is_some_and(|i| text.lower(i) == ":");
        let after = || (tokens.end..(tokens.end + BESIDE).min(text.tokens.len())).find(|&i| self.is_saying(i));
        let before = || (tokens.start.saturating_sub(BESIDE)..tokens.start).rev().find(|&i| self.is_saying(i));
        let found = if stops || announced { None } else { after().and_then(named) };
        let found = found.or_else(|| before().and_then(named)).or_else(|| {
            let sentence = sentence.tokens.start as usize..tokens.start;
            // "She repeated her spokesman's line: …": the words are not hers.
            let own = announced && !sentence.clone().any(|i| self.lemma(i) & class::REPEATING != 0);
            own.then(|| self.only_person(sentence, block, quote)).flatten()
        })?;
        Some((Speaker { quoted: true, ..found.0 }, found.1))
    }

    /// Whether a name ends with a token, perhaps that of a body behind "of": "Ruiz of the Harbour Union".
    fn ends_name(&self, at: usize, block: Span) -> Option<()> {
        let span = self.text.token(at).span;
        let mentions = &self.entities.mentions;
        let mention = mentions.get(mentions.partition_point(|m| m.span.end < span.end))?;
        (mention.span.end == span.end && block.contains(mention.span)).then_some(())
    }

    /// The only person named among some tokens: "Ruiz's comment is well known: …".
    fn only_person(&self, tokens: std::ops::Range<usize>, block: Span, quote: Span) -> Option<(Speaker, Span)> {
        let mut persons = self.actors(tokens, block, quote).filter(|m| m.kind == EntityKind::Person);
        let first = persons.next()?;
        persons.all(|other| other.entity == first.entity).then(|| self.speaker(first))
    }

    /// The only one whom some tokens name, by name or by an office: "The chair opened the meeting. Asked for news, she said".
    fn only_one(&self, tokens: std::ops::Range<usize>, block: Span, quote: Span) -> Option<(Speaker, Span)> {
        let span = if tokens.is_empty() { return None } else { self.text.span(tokens.clone()) };
        let named = self.actors(tokens.clone(), block, quote).any(|m| m.kind == EntityKind::Person);
        let offices = || self.entities.offices.iter().filter(|office| span.contains(office.span));
        if named {
            return self.only_person(tokens, block, quote);
        }
        let mut holders = offices().map(|office| self.holder(self.text.tokens_in(office.span).end - 1, quote));
        let first = holders.next()??;
        holders.all(|other| other.is_some_and(|(speaker, _)| speaker.key == first.0.key)).then_some(first)
    }

    /// Whom a pronoun takes up: the only one of whom its paragraph has spoken before it, or, where it opens that, the only one of a paragraph before that goes on about
    /// him or her to its end.
    fn taken_up(&self, pronoun: usize, block: Span, quote: Span) -> Option<(Speaker, Span)> {
        let text = self.text;
        let sentence = &text.sentences[text.sentence_at(text.token(pronoun).span.start)?];
        let from = text.tokens_in(block).start;
        let goes_on = |block: Span| {
            let last = text.sentence_at(block.end.saturating_sub(1)).map(|s| &text.sentences[s]);
            last.is_some_and(|last| matches!(text.lower(last.tokens.start as usize), "he" | "she"))
        };
        let one = self.only_one(from..pronoun, block, quote).or_else(|| {
            let ahead = text.blocks[..sentence.block as usize].last()?.span;
            let opens = from + OPENS >= pronoun && goes_on(ahead);
            opens.then(|| self.only_one(text.tokens_in(ahead), ahead, quote)).flatten()
        });
        one.map(|(speaker, _)| (speaker, text.token(pronoun).span))
    }

    /// The subject of a verb of saying: behind it where the verb follows right upon the quotation that ends before token `end` (`"…," said the mayor, Ana Ruiz`),
    /// else before it, perhaps with an apposition between (`Ana Ruiz, the mayor, said`).
    fn subject(&self, verb: usize, end: usize, block: Span, quote: Span) -> Option<(Speaker, Span)> {
        let text = self.text;
        let sentence = &text.sentences[text.sentence_at(text.token(verb).span.start)?];
        let (first, last) = (sentence.tokens.start as usize, sentence.tokens.end as usize);
        let inverted = verb == end || verb == end + 1 && text.lower(end) == ",";
        let range = if inverted {
            let stop =
                (verb + 1..last).find(|&i| self.is_break(i) || matches!(text.lower(i), "," | "." | "to" | "that"));
            let stop = stop.unwrap_or(last);
            // "Said the mayor, Ana Ruiz": the name stands behind the comma.
            if stop < last
                && text.lower(stop) == ","
                && self.actors(verb + 1..stop, block, quote).all(|m| m.kind != EntityKind::Person)
            {
                let named = self.actors(stop + 1..last, block, quote).next();
                let beside =
                    named.filter(|m| m.span.start == text.token(stop + 1).span.start && m.kind == EntityKind::Person);
                if let Some(mention) = beside {
                    return Some(self.speaker(mention));
                }
            }
            verb + 1..stop
        } else {
            let before = (first..verb).rev().find(|&i| !self.is_between(i))?;
            // "Was told by", "was said of", "denied that he ever said".
            let passive = self.text.lemma(before) == "be";
            if passive || (first..verb).any(|i| self.is_denying(i)) {
                return None;
            }
            if text.lower(before) == "," {
                let open = if first <= end && end < verb { end } else { first };
                let mention = self.actors(open..before, block, quote).next()?;
                return Some(self.speaker(mention));
            }
            // "She said": the only person of whom the paragraph has spoken.
            if matches!(self.text.lower(before), "he" | "she")
                && self.actors(before..before + 1, block, quote).next().is_none()
            {
                return self.taken_up(before, block, quote);
            }
            if let Some(holder) = self.holder(before, quote) {
                return Some(holder);
            }
            // The subject itself, not whoever stands farther off.
            let named = self.actors(before..before + 1, block, quote).next().is_some();
            match named || self.ends_name(before, block).is_some() {
                true => first..verb,
                false => first..self.before_phrase(before, first, block)?,
            }
        };
        // "Said the chair."
        if inverted && self.actors(range.clone(), block, quote).next().is_none() {
            return range.clone().last().and_then(|last| self.holder(last, quote));
        }
        let persons = || self.actors(range.clone(), block, quote).filter(|m| m.kind == EntityKind::Person);
        // "Said Ruiz's colleague."
        let owner = |m: &&EntityMention| {
            let next = self.text.tokens_in(m.span).end;
            self.text.tokens.get(next).is_some_and(|_| matches!(self.text.lower(next), "'s" | "’s"))
        };
        if inverted && persons().next().as_ref().is_some_and(owner) {
            return None;
        }
        let mention = if inverted { persons().next() } else { self.last_actor(range.clone(), block, quote) };
        mention.or_else(|| self.actors(range.clone(), block, quote).last()).map(|mention| self.speaker(mention))
    }

    /// The token behind a name that a phrase ending at a token belongs to: "Dora Vell of the passengers' league".
    fn before_phrase(&self, last: usize, first: usize, block: Span) -> Option<usize> {
        let reach = first.max(last.saturating_sub(PHRASE))..last;
        let word =
            |i: usize| !self.is_break(i) && !matches!(self.text.lower(i), "," | "and" | "but") && !self.is_saying(i);
        let mut inside = reach.rev().take_while(|&i| word(i));
        let of = inside.find(|&i| matches!(self.text.lower(i), "of" | "from" | "at" | "with"))?;
        let name = of.checked_sub(1).filter(|&name| name >= first)?;
        self.ends_name(name, block).map(|()| of)
    }

    /// Whoever alone the document says to be what ends with a token: "the chair", where one Anna Lund is called "(chair)" or "the chair".
    fn holder(&self, last: usize, quote: Span) -> Option<(Speaker, Span)> {
        let end = self.text.token(last).span.end;
        let office = self.entities.offices.iter().find(|office| office.span.end == end)?;
        // "The mayor of Solcombe", "the league's chair" may be another than the mayor, the chair.
        let first = self.text.tokens_in(office.span).start;
        let definite = first.checked_sub(1).is_some_and(|the| self.text.lower(the) == "the");
        let further =
            self.text.tokens.get(last + 1).is_some_and(|_| matches!(self.text.lower(last + 1), "of" | "for" | "at"));
        if !definite || first != last || further || quote.overlaps(office.span) {
            return None;
        }
        let own = |other: &&OfficeMention| other.role == office.role && other.tenure == office.tenure;
        let mut persons = self.entities.offices.iter().filter(own).filter_map(|office| self.called(office.span));
        let person = persons.next()?;
        let listed = |office: &OfficeMention| {
            let before = self.text.tokens_in(office.span).start.checked_sub(1);
            before.is_some_and(|at| self.text.lower(at) == "(")
        };
        // "Anna Lund (chair)" is the chair of the day, whoever else has spoken.
        let sure = self.entities.offices.iter().filter(own).any(listed) || !self.others_named(last, person);
        let alone = persons.all(|other| other.entity == person.entity) && sure;
        alone.then(|| (self.speaker(person).0, office.span))
    }

    /// Whether a paragraph names somebody else before a token, who may be meant.
    fn others_named(&self, before: usize, person: &EntityMention) -> bool {
        let Some(sentence) = self.text.sentence_at(self.text.token(before).span.start) else { return false };
        let block = self.text.blocks[self.text.sentences[sentence].block as usize].span;
        let start = self.text.tokens_in(block).start;
        let mut others = self.actors(start..before, block, Span::default()).filter(|m| m.kind == EntityKind::Person);
        others.any(|other| other.entity != person.entity)
    }

    /// The person right beside an office that the words set down as theirs: "Mayor Krell", "the mayor, Jonas Krell", "Jonas Krell, the mayor", "Jonas Krell (mayor)".
    fn called(&self, office: Span) -> Option<&EntityMention> {
        let mentions = &self.entities.mentions;
        let tokens = self.text.tokens_in(office);
        let sentence = self.text.sentence_at(office.start);
        let person = |m: &&EntityMention| {
            m.kind == EntityKind::Person && m.entity.is_some() && self.text.sentence_at(m.span.start) == sentence
        };
        let after = mentions.partition_point(|m| m.span.start < office.end);
        let next = mentions.get(after).filter(person).filter(|m| {
            let from = self.text.tokens_in(m.span).start;
            from == tokens.end || from == tokens.end + 1 && self.text.lower(tokens.end) == ","
        });
        let ahead = mentions[..mentions.partition_point(|m| m.span.end <= office.start)].last();
        let before = ahead.filter(person).filter(|m| {
            let to = self.text.tokens_in(m.span).end;
            let opened = to < tokens.start && matches!(self.text.lower(to), "," | "(");
            let article = |i: usize| matches!(self.text.lower(i), "the" | "a" | "an" | "its" | "their");
            opened && (tokens.start == to + 1 || tokens.start == to + 2 && article(to + 1))
        });
        next.or(before)
    }

    /// The last person or body named among some tokens; of "Ruiz of the Harbour Union" the person.
    fn last_actor(&self, tokens: std::ops::Range<usize>, block: Span, quote: Span) -> Option<&EntityMention> {
        let all: Vec<&EntityMention> = self.actors(tokens, block, quote).collect();
        let (last, before) = all.split_last()?;
        let owner = before.last().filter(|m| m.kind == EntityKind::Person && last.kind == EntityKind::Organisation);
        let of = |m: &&&EntityMention| {
            let from = self.text.tokens_in(m.span).end;
            let to = self.text.tokens_in(last.span).start;
            from < to && to - from <= 4 && matches!(self.text.lower(from), "of" | "at" | "from" | "for" | "with")
        };
        Some(owner.filter(of).copied().unwrap_or(last))
    }

    /// Whether a word may stand between a subject and its verb: "Ruiz also said", "Ruiz had told".
    fn is_between(&self, i: usize) -> bool {
        let lower = self.text.lower(i);
        matches!(lower, "also" | "then" | "later" | "once" | "has" | "had" | "have" | "would" | "often")
            || lower.ends_with("ly")
    }

    /// Persons and bodies named among some tokens, outside the quotation.
    fn actors(&self, tokens: std::ops::Range<usize>, block: Span, quote: Span) -> impl Iterator<Item = &EntityMention> {
        let span = if tokens.is_empty() { Span::default() } else { self.text.span(tokens) };
        let mentions = &self.entities.mentions;
        let first = mentions.partition_point(|m| m.span.end <= span.start);
        let within = move |m: &&EntityMention| {
            matches!(m.kind, EntityKind::Person | EntityKind::Organisation)
                && span.contains(m.span)
                && block.contains(m.span)
                && !quote.overlaps(m.span)
        };
        mentions[first..].iter().take_while(move |m| m.span.start < span.end).filter(within)
    }

    /// The person or body nearest to a verb of saying, outside the quotation, and where it is named.
    fn nearest_actor(&self, verb: usize, block: Span, quote: Span) -> Option<(Speaker, Span)> {
        let at = self.text.token(verb).span;
        let mentions = &self.entities.mentions;
        let first = mentions.partition_point(|m| m.span.end + SUBJECT <= at.start);
        mentions[first..]
            .iter()
            .take_while(|m| m.span.start < at.end + SUBJECT)
            .filter(|m| {
                matches!(m.kind, EntityKind::Person | EntityKind::Organisation)
                    && block.contains(m.span)
                    && !quote.overlaps(m.span)
            })
            .map(|m| (distance(m.span, at), m))
            .filter(|&(d, _)| d < SUBJECT)
            .min_by_key(|&(d, m)| (d, m.span))
            .map(|(_, m)| self.speaker(m))
    }

    fn speaker(&self, mention: &EntityMention) -> (Speaker, Span) {
        let named = mention.entity.map(|e| self.entities.get(e));
        let name = named.map_or_else(|| self.text.of(mention.span).to_owned(), |e| e.name.clone());
        let person = mention.kind == EntityKind::Person;
        (Speaker { name, key: named.map(|e| e.key.clone()), quoted: false, person }, mention.span)
    }

    /// Indirect speech: "X said (that) …", "…, X said", "according to X, …".
    pub(super) fn reported(&self, span: Span, first: usize, last: usize) -> Option<Speaker> {
        let text = self.text;
        let sentence = text.span(first..last.max(first + 1));
        let verb = self.telling(first..last).find(|&i| {
            let token = text.token(i).span;
            let saying = self.is_saying(i) && self.reports(i, span, first, last);
            let accords = Some(text.token(i).lower) == self.according;
            let according = || accords && i + 1 < last && text.lower(i + 1) == "to";
            (saying || according()) && !span.contains(token) && text.quotation_of(token).is_none()
        })?;
        self.nearest_actor(verb, sentence, Span::default()).map(|(speaker, _)| speaker)
    }

    /// Whether a verb of saying has the clause at `span` as what is said: it comes before it ("X said …"), or closes the sentence after a comma.
    fn reports(&self, verb: usize, span: Span, first: usize, last: usize) -> bool {
        let at = self.text.token(verb).span;
        let comma = || (first..verb).rev().take(8).any(|i| self.text.lower(i) == ",");
        at.end <= span.start || (verb > first && comma() && last - verb < 16)
    }
}

fn distance(a: Span, b: Span) -> u32 {
    if a.start >= b.end { a.start - b.end } else { b.start.saturating_sub(a.end) }
}
