//! From a tree to clauses: first the predicates from the root downwards, then what each says of whom. A clause without a subject of its own takes that of the clause or
//! noun it belongs to, which has been read by then.

use super::repair::Words;
use super::sure::{self, SURE};
use super::tree::{NONE, Tree, is_verb};
use super::{Argument, Clause, ClauseReader, Clauses, Form, PrepositionalPhrase, Role, VerbTense, class};
use crate::text::syntax::{Analysis, Label, Margins, Name, NameKind, Tag};
use crate::text::{Sentence, Text};

/// Arguments of one clause.
const ARGUMENTS: usize = 64;
/// Auxiliaries and adverbs of one clause.
const GROUP: usize = 32;

pub(super) struct Builder<'a> {
    pub text: &'a Text,
    reader: &'a ClauseReader<'a>,
    pub tree: Tree,
    /// How narrowly each word was read.
    pub margins: Vec<Margins>,
    /// Whether there is a verb at all: a heading or a line of a list tells nothing of anybody.
    prose: bool,
    /// The sentence's names.
    pub names: &'a [Name],
    /// The sentence's first token.
    pub first: u32,
    pub clauses: Vec<Clause>,
    /// For each word the clause that it carries.
    pub carried: Vec<u32>,
}

impl<'a> Builder<'a> {
    pub fn new(reader: &'a ClauseReader<'a>, sentence: &Sentence, analysis: &'a Analysis) -> Self {
        let text = reader.text;
        let first = (sentence.tokens.start as usize).min(text.tokens.len()) as u32;
        let is = |word: u32, class: u64| {
            let token = text.tokens.get((first.saturating_add(word)) as usize);
            let listed = token.is_some_and(|t| reader.words.get(t.lemma) & class != 0);
            let glued = class & class::GLUED != 0 && token.is_some_and(|t| t.glued);
            listed || glued || class & class::NAMED != 0 && named(&analysis.names, word) & class != 0
        };
        let mut words = Words::new(analysis);
        for (word, tag) in words.tags.iter_mut().enumerate().filter(|(_, tag)| is_verb(**tag)) {
            // A number or a sign is no verb, whatever its tag.
            let lower = text.tokens.get(first as usize + word).map_or("", |t| text.words.get(t.lower));
            if !lower.chars().any(char::is_alphabetic) {
                *tag = Tag::Sym;
            }
        }
        let ends = |word: u32, ending: &str| {
            text.tokens
                .get((first.saturating_add(word)) as usize)
                .is_some_and(|t| text.words.get(t.lower).ends_with(ending))
        };
        words.mend(is, ends);
        let margins = sure::margins(&words, analysis);
        let tree = Tree::new(words, |word| is(word, class::OF));
        let carried = vec![NONE; tree.len()];
        Self { text, reader, tree, margins, prose: false, names: &analysis.names, first, clauses: Vec::new(), carried }
    }

    pub fn clauses(mut self) -> Clauses {
        // An analysis of another text is of no use for this one.
        if self.first as usize + self.tree.len() > self.text.tokens.len() {
            return Clauses::default();
        }
        self.prose = self.tree.tags.iter().any(|&tag| is_verb(tag) || tag == Tag::Md);
        let order = std::mem::take(&mut self.tree.order);
        let mut owner = vec![NONE; self.tree.len()];
        for &word in &order {
            let above = self.tree.head(word).map_or(NONE, |head| owner[head as usize]);
            owner[word as usize] = match self.form(word) {
                Some(form) => self.open(word, form, above).unwrap_or(above),
                None => above,
            };
        }
        let (phrases, compounds) = (self.prepositional_phrases(), self.compounds());
        Clauses { list: self.clauses, first: self.first, owner, phrases, compounds }
    }

    /// All prepositions with a noun phrase.
    fn prepositional_phrases(&self) -> Vec<PrepositionalPhrase> {
        let words = 0..self.tree.len() as u32;
        let objects = words.filter(|&word| self.tree.label(word) == Label::Pobj);
        let phrase = |word: u32| {
            let preposition = self.tree.head(word)?;
            let hangs_on = self.tree.head(preposition)?;
            let Argument { head, tokens, .. } = self.phrase(Role::Oblique, None, word, false, false);
            let (preposition, hangs_on) = (self.token(preposition), self.token(hangs_on));
            Some(PrepositionalPhrase { preposition, head, tokens, hangs_on })
        };
        objects.filter_map(phrase).collect()
    }

    /// The nouns and owners before nouns.
    fn compounds(&self) -> Vec<u32> {
        let noun = |word: u32| matches!(self.tree.tag(word), Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps);
        let tells =
            |&word: &u32| noun(word) && matches!(self.tree.label(word), Label::Compound | Label::Nmod | Label::Poss);
        (0..self.tree.len() as u32).filter(tells).map(|word| self.token(word)).collect()
    }

    /// The text's token of a word.
    pub fn token(&self, word: u32) -> u32 {
        self.first + word
    }

    pub fn lower(&self, word: u32) -> &str {
        self.text.lower(self.token(word) as usize)
    }

    pub fn is(&self, word: u32, class: u64) -> bool {
        self.reader.words.get(self.text.token(self.token(word) as usize).lemma) & class != 0
    }

    /// What sort of clause a word carries, if any.
    fn form(&self, word: u32) -> Option<Form> {
        let (tag, label) = (self.tree.tag(word), self.tree.label(word));
        // Whatever has an auxiliary is none: "was appointed minister", as an adjective of the noun.
        let helped = self.tree.child(word, &[Label::Auxpass]).is_some();
        // "Including by asking".
        let preposition = matches!(tag, Tag::Vbg | Tag::Vbn) && self.is(word, class::PREPOSITIONAL);
        if preposition && self.is_preposition(word) {
            return None;
        }
        if is_verb(tag) && (helped || !is_helper(label)) {
            let finite = |tag| matches!(tag, Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md);
            let auxiliary = self.auxiliaries(word).any(|child| finite(self.tree.tag(child)));
            // "Having lost".
            if !auxiliary && self.auxiliaries(word).any(|child| self.tree.tag(child) == Tag::Vbg) {
                return Some(Form::Participle);
            }
            let shared = || self.shares(word).is_some_and(|of| self.clauses[of].form == Form::Finite);
            return Some(match tag {
                _ if finite(tag) || auxiliary || shared() => Form::Finite,
                Tag::Vbg => Form::Gerund,
                Tag::Vbn => Form::Participle,
                _ => Form::Infinitive,
            });
        }
        if !is_helper(label) {
            let auxiliary = self.auxiliaries(word).any(|c| self.tree.tag(c) != Tag::To);
            match self.is_predicate(word) {
                true if auxiliary || self.tree.child(word, &[Label::Dobj]).is_some() => return Some(Form::Finite),
                true => return Some(Form::Verbless),
                false => {}
            }
        }
        let noun = matches!(tag, Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps);
        if noun && self.is_event(word) {
            return Some(Form::Noun);
        }
        (label == Label::Appos && noun && self.tells(word)).then_some(Form::Verbless)
    }

    /// "Including by asking", "given that it ended": a participle that does nothing. "Given" has its subject, or stands behind what was given, when it is a verb.
    fn is_preposition(&self, word: u32) -> bool {
        let child = |labels: &[Label]| self.tree.child(word, labels);
        if child(&[Label::Aux, Label::Auxpass, Label::Nsubj, Label::Nsubjpass, Label::Agent, Label::Mark]).is_some() {
            return false;
        }
        match self.tree.tag(word) {
            Tag::Vbg => child(&[Label::Dobj]).is_none() && self.lower(word) != "giving",
            _ => {
                let content = child(&[Label::Ccomp]).is_some();
                let opens = word == 0 || self.is_sign(word - 1);
                self.lower(word) == "given" && (content || opens && child(&[Label::Prep, Label::Dative]).is_none())
            }
        }
    }

    /// Whether a word that is not tagged as a verb is one, or stands for one: it has an auxiliary, or subject and object, or a subject and the place
    /// of a clause ("with both ministers ill").
    fn is_predicate(&self, word: u32) -> bool {
        let child = |labels: &[Label]| self.tree.child(word, labels);
        if child(&[Label::Aux, Label::Auxpass]).is_some_and(|c| self.tree.tag(c) != Tag::To) {
            return true;
        }
        let nominal =
            matches!(self.tree.tag(word), Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps | Tag::Jj | Tag::Jjr | Tag::Jjs);
        let clause = matches!(
            self.tree.label(word),
            Label::Ccomp | Label::Xcomp | Label::Oprd | Label::Advcl | Label::Pcomp | Label::Conj
        );
        child(&[Label::Nsubj, Label::Nsubjpass]).is_some_and(|subject| subject < word)
            && nominal
            && (clause || child(&[Label::Dobj]).is_some())
    }

    /// Whether an apposition says what its noun is: it is no date and no place of a person's, no line of a list, and nothing in brackets.
    fn tells(&self, word: u32) -> bool {
        let Some(noun) = self.tree.head(word).filter(|&noun| noun < word) else { return false };
        let start = self.tree.core(word).start;
        let signs = || (noun + 1..start).rev().take(32).filter(|&at| self.is_sign(at)).take(4);
        let bracket = signs().any(|at| self.tree.tag(at) == Tag::OpenBracket || self.lower(at) == ";");
        let dash = signs().any(|at| self.is_dash(at)) && !self.is_closed(noun, word) || bracket || signs().count() > 2;
        let letter = self.lower(word).len() < 2;
        // "Stage 4 lung cancer": without a sign between them only a name is an apposition.
        let opened = matches!(self.tree.tag(start), Tag::Dt | Tag::Cd | Tag::PrpPoss);
        let common = matches!(self.tree.tag(word), Tag::Nn | Tag::Nns);
        let touching = self.tree.core(noun).end == start && (common || opened);
        // "A quake off Norport", "fact sheet: Work to mend the bridge".
        let apart = self.tree.core(noun).end == start || signs().next().is_some();
        // "Rules, ports, and roads", "the aims as well as the means".
        let joined = start > 0 && matches!(self.tree.tag(start - 1), Tag::Cc | Tag::In) || self.is_member(noun, word);
        // "The College of Orvel Norport": a place goes on with the name it touches.
        let name = |word: u32| matches!(self.tree.tag(word), Tag::Nnp | Tag::Nnps);
        let person = |word: u32| self.kind(word) == Some(NameKind::Person);
        let grown = self.tree.core(noun).end == start && name(noun) && name(word) && !person(noun) && !person(word);
        let told = apart && !grown && !dash && !letter && !touching && !joined && !self.behind_colon(word);
        self.prose && told && self.is_apposition(noun, word) && !self.is_listed(noun, word)
    }

    /// "Vell Mills – a family firm – closed": whether what a dash opens says what its noun is: it begins with "a", and a dash stands behind it as well, or no verb goes on with its noun.
    fn is_closed(&self, noun: u32, word: u32) -> bool {
        let start = self.tree.core(word).start;
        let opened = start < word && self.is(start, class::ARTICLE);
        let Some(head) = self.tree.head(noun).filter(|_| opened) else { return false };
        let hyphen = (noun + 1..word).any(|at| self.tree.tag(at) == Tag::Hyph);
        !hyphen && (head < noun || (word + 1..head).take(32).any(|at| self.is_dash(at)))
    }

    /// Whether a sign is a hyphen, a dash or a colon.
    fn is_dash(&self, word: u32) -> bool {
        matches!(self.tree.tag(word), Tag::Hyph | Tag::Colon)
    }

    /// "Your parents, your friends", "Mr. Vell, Mayor Ruiz", "the head, Norport Mills": two that begin alike, and two names of which neither is a person's or both are, stand in
    /// a row, or one belongs to the other.
    fn is_listed(&self, noun: u32, word: u32) -> bool {
        let first = |word: u32| self.tree.core(word).start;
        let opening = |word: u32| (first(word) < word).then(|| (self.tree.tag(first(word)), self.lower(first(word))));
        let owned = opening(noun).is_some_and(|(tag, _)| tag == Tag::PrpPoss) && opening(noun) == opening(word);
        let name = |word: u32| {
            let article = opening(word).is_some_and(|(tag, _)| matches!(tag, Tag::Dt | Tag::PrpPoss));
            matches!(self.tree.tag(word), Tag::Nnp | Tag::Nnps) && !article
        };
        let person = |word: u32| self.kind(word) == Some(NameKind::Person);
        // "Herders, coast youth": only of a person, or with a name of one thing, something is told without an article.
        let counted = opening(word).is_some_and(|(tag, _)| matches!(tag, Tag::Dt | Tag::PrpPoss | Tag::Cd));
        let called = matches!(self.tree.tag(word), Tag::Nnp | Tag::Nnps) && self.tree.tag(noun) == Tag::Nn;
        let apart = self.tree.core(noun).end < first(word);
        let bare = apart && !counted && !called && !person(noun) && !person(word);
        owned || bare || name(noun) && name(word) && (!person(noun) || person(word))
    }

    /// Whether what is labelled as an apposition is one: neither a date nor a place of somebody's, nor the end of a name.
    pub fn is_apposition(&self, noun: u32, word: u32) -> bool {
        let kinds = (self.kind(noun), self.kind(word));
        let place = matches!(kinds, (Some(_), Some(NameKind::Polity | NameKind::Place)));
        // "Ana Ruiz of Norport, Leon Vell of Solcombe": no place is somebody.
        let bearer = matches!(kinds, (Some(NameKind::Polity | NameKind::Place), Some(NameKind::Person)));
        // "Not much, if any, applause".
        let degree = self.tree.tag(noun) == Tag::Jj && self.tree.core(noun).start == noun;
        let date = |word| self.tree.tag(word) == Tag::Cd || self.is(word, class::CALENDAR);
        // "Built on talks, not threats."
        let denied = self.tree.child(word, &[Label::Neg]).is_some();
        // "Orvel Systems, Inc."
        let ending = self.is(word, class::COMPANY_ENDING);
        // "Thanks to her"; "Ana Ruiz, whose mill closed".
        let leads = self.is(word, class::LEADING) || self.tree.tag(self.tree.core(word).start) == Tag::WpPoss;
        !place && !bearer && !degree && !leads && !denied && !ending && !date(word) && !date(noun)
    }

    /// The kind of the name that a word belongs to.
    pub fn kind(&self, word: u32) -> Option<NameKind> {
        let at = self.names.partition_point(|name| name.tokens.end <= word);
        self.names.get(at).filter(|name| name.tokens.contains(&word)).map(|name| name.kind)
    }

    fn auxiliaries(&self, word: u32) -> impl Iterator<Item = u32> + '_ {
        self.tree.children(word).filter(|&c| matches!(self.tree.label(c), Label::Aux | Label::Auxpass))
    }

    /// The clause whose auxiliaries a further member of a coordination shares: it has none of its own, and the same form.
    fn shares(&self, word: u32) -> Option<usize> {
        if self.tree.label(word) != Label::Conj || self.auxiliaries(word).next().is_some() {
            return None;
        }
        let head = self.tree.head(word).filter(|&head| head < word)?;
        let of = self.carried[head as usize];
        let clause = self.clauses.get(of as usize)?;
        let subject = self.tree.child(word, &[Label::Nsubj, Label::Nsubjpass]).is_some();
        let tag = self.tree.tag(word);
        let same = self.tree.tag(head) == tag && matches!(tag, Tag::Vb | Tag::Vbn | Tag::Vbg);
        // "Six were killed and ten injured."
        let gap = subject && tag == Tag::Vbn && clause.passive;
        (same && (!subject || gap)).then_some(of as usize)
    }

    /// Whether a noun tells an event whose partners are named beside it.
    fn is_event(&self, word: u32) -> bool {
        let known = self.is(word, class::OF_OBJECT | class::OF_SUBJECT);
        let gerund = || self.lower(word).ends_with("ing") && self.gerund_verb(word);
        let named = self.tree.children(word).any(|child| match self.tree.label(child) {
            Label::Poss => true,
            Label::Prep => self.lower(child) == "of",
            _ => false,
        });
        let mut partners = Vec::new();
        if named && (known || gerund()) {
            self.event_arguments(word, &mut partners);
        }
        partners.iter().any(|a| matches!(a.role, Role::Subject | Role::Object))
    }

    /// Whether the lemma of a word in -ing is that of a verb.
    fn gerund_verb(&self, word: u32) -> bool {
        let token = self.text.token(self.token(word) as usize);
        token.lower != token.lemma && self.tree.tag(word) == Tag::Nn
    }

    /// Adds the clause of a word, which belongs to the clause `above`; its index, if it tells anything.
    fn open(&mut self, word: u32, form: Form, above: u32) -> Option<u32> {
        let number = self.clauses.len() as u32;
        let parent = (above != NONE).then_some(above);
        let mut clause = Clause {
            head: self.token(word),
            form,
            verb: (form == Form::Noun).then(|| self.verb_of(word)),
            passive: false,
            tense: VerbTense::None,
            perfect: false,
            progressive: false,
            group: Vec::new(),
            arguments: Vec::new(),
            parent,
            link: self.link(word, form, parent),
            opener: self.opener(word),
            sure: true,
            hangs_on: self.tree.head(word).map(|head| self.token(head)),
        };
        match form {
            Form::Noun => self.event_arguments(word, &mut clause.arguments),
            Form::Verbless if self.tree.label(word) == Label::Appos => self.apposition(word, &mut clause),
            Form::Verbless => self.small_clause(word, &mut clause),
            _ => {
                self.verb_group(word, &mut clause);
                self.verb_arguments(word, &mut clause);
            }
        }
        clause.arguments.truncate(ARGUMENTS);
        clause.sure = self.margin(word, &clause) >= SURE;
        if self.tells_nothing(word, &clause) {
            return None;
        }
        self.carried[word as usize] = number;
        self.lend_object(word, &clause);
        self.clauses.push(clause);
        Some(number)
    }

    /// "The dead and wounded", "three blocks away", "student learning": what was read narrowly as a verb, has no auxiliary, and tells nothing of anybody or anything, is none.
    fn tells_nothing(&self, word: u32, clause: &Clause) -> bool {
        let bare = || !self.tree.children(word).any(|c| is_verb(self.tree.tag(c)) || self.tree.label(c) == Label::Expl);
        let noun = |word: u32| matches!(self.tree.tag(word), Tag::Nn | Tag::Nns);
        let compound = || clause.form == Form::Gerund && word > 0 && noun(word - 1);
        let verbal = matches!(clause.form, Form::Finite | Form::Participle) || compound();
        !clause.sure && verbal && clause.arguments.is_empty() && self.auxiliaries(word).next().is_none() && bare()
    }

    /// The verb that the noun of an event stands for: by table, or what an -ing form is the form of.
    fn verb_of(&self, word: u32) -> Box<str> {
        let lemma = self.text.lemma(self.token(word) as usize);
        self.reader.tables.verb_of(lemma).unwrap_or(lemma).into()
    }

    /// Auxiliaries and adverbs, and what they make of the verb.
    fn verb_group(&self, word: u32, clause: &mut Clause) {
        let of_verb = |label| {
            matches!(label, Label::Aux | Label::Auxpass | Label::Neg | Label::Prt | Label::Advmod | Label::Preconj)
        };
        let adverbs =
            |c: u32| self.tree.children(c).filter(|&c| matches!(self.tree.label(c), Label::Neg | Label::Advmod));
        // "As soon as it ends": the adverb opens a clause and says nothing of the verb.
        let opens = |c: u32| self.tree.child(c, &[Label::Advcl, Label::Ccomp, Label::Relcl, Label::Prep]).is_some();
        let clausal = |c: u32| self.tree.label(c) == Label::Advmod && (is_verb(self.tree.tag(c)) || opens(c));
        let own = self.tree.children(word).filter(|&c| of_verb(self.tree.label(c)) && !clausal(c));
        // "No longer": what is denied hangs on the adverb.
        let whole = own.flat_map(|c| std::iter::once(c).chain(adverbs(c)));
        clause.group.extend(whole.take(GROUP).map(|c| self.token(c)));
        // "Neither is it necessary".
        let first = self.tree.children(word).next();
        clause.group.extend(first.filter(|&c| c < word && self.denies(c)).map(|c| self.token(c)));
        // "They neither wanted nor signed it".
        let nor = word.checked_sub(1).filter(|&c| self.tree.label(word) == Label::Conj && self.lower(c) == "nor");
        clause.group.extend(nor.map(|c| self.token(c)));
        let helps = |c: u32| self.tree.label(c) == Label::Aux && self.tree.tag(word) == Tag::Vbn;
        let short = |c: u32| helps(c) && self.is(c, class::HAVE_OR_BE);
        let have = |c: u32| self.text.lemma(self.token(c) as usize) == "have" || self.lower(c) == "'ve" || short(c);
        let participle = matches!(self.tree.tag(word), Tag::Vbn | Tag::Vbd);
        clause.perfect = participle && self.auxiliaries(word).any(have);
        clause.passive = self.tree.child(word, &[Label::Auxpass, Label::Agent]).is_some()
            || !clause.perfect && self.tree.child(word, &[Label::Nsubjpass]).is_some()
            || self.tree.tag(word) == Tag::Vbn
                && self.auxiliaries(word).next().is_none()
                && clause.form == Form::Participle;
        // "Being" is nothing that is done to anybody, and only a participle tells a passive.
        clause.passive &= participle && !self.is(word, class::BE);
        let mut finite =
            self.auxiliaries(word).map(|c| (self.tree.tag(c), self.lower(c))).find(|(tag, _)| *tag != Tag::To);
        let lemma = |c: u32| self.text.lemma(self.token(c) as usize);
        clause.progressive = self.tree.tag(word) == Tag::Vbg && self.auxiliaries(word).any(|c| lemma(c) == "be");
        if let Some(of) = self.shares(word) {
            let shared = &self.clauses[of];
            let before = shared.group.iter().filter(|&&t| t < shared.head && self.is_auxiliary_of(t));
            clause.group.extend(before);
            clause.passive |= shared.passive;
            (clause.tense, clause.perfect, clause.progressive) = (shared.tense, shared.perfect, shared.progressive);
            finite = None;
            clause.form = shared.form;
        } else if finite.is_none() && clause.form == Form::Finite {
            finite = Some((self.tree.tag(word), self.lower(word)));
        }
        if let Some((tag, lower)) = finite {
            clause.tense = tense(tag, lower);
        }
        clause.group.sort_unstable();
    }

    /// "Neither", "nor" before an inverted verb.
    fn denies(&self, word: u32) -> bool {
        self.tree.label(word) == Label::Cc && matches!(self.lower(word), "neither" | "nor")
    }

    fn is_auxiliary_of(&self, token: u32) -> bool {
        matches!(self.tree.label(token - self.first), Label::Aux | Label::Auxpass | Label::Neg)
    }

    pub fn clause(&self, number: u32) -> &Clause {
        &self.clauses[number as usize]
    }
}

/// The class of the name that a word belongs to.
fn named(names: &[Name], word: u32) -> u64 {
    let at = names.partition_point(|name| name.tokens.end <= word);
    match names.get(at).filter(|name| name.tokens.contains(&word)).map(|name| name.kind) {
        Some(NameKind::Person) => class::PERSON,
        Some(NameKind::Polity | NameKind::Place) => class::PLACE,
        _ => 0,
    }
}

fn is_helper(label: Label) -> bool {
    matches!(
        label,
        Label::Aux
            | Label::Auxpass
            | Label::Amod
            | Label::Compound
            | Label::Prep
            | Label::Mark
            | Label::Case
            | Label::Det
            | Label::Punct
            | Label::Cc
            | Label::Nmod
            | Label::Quantmod
            | Label::Nummod
            | Label::Poss
    )
}

fn tense(tag: Tag, lower: &str) -> VerbTense {
    match tag {
        Tag::Vbd => VerbTense::Past,
        Tag::Vbz | Tag::Vbp => VerbTense::Present,
        Tag::Md if matches!(lower, "will" | "wo" | "'ll" | "shall" | "sha") => VerbTense::Future,
        _ => VerbTense::None,
    }
}
