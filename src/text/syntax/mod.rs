//! English syntax: part-of-speech tags, dependency heads and labels, names, for each sentence.
//!
//! Four small linear models (averaged perceptrons over hashed features) lie in one file that is embedded in the library. They hold integers and are read by
//! integer arithmetic alone, so that an analysis is the same to the bit on every machine. `training/` shows how they were made and what they are worth.
//!
//! ```
//! use claimlint::lexicon::Lexicon;
//! use claimlint::source::Source;
//! use claimlint::text::syntax::{Label, NameKind, Syntax, Tag};
//! use claimlint::text::{Text, TextTables};
//!
//! let tables = TextTables::new(&Lexicon::embedded(), &mut Vec::new());
//! let text = Text::read(&Source::plain("t", "Ana Ruiz signed the treaty."), &tables);
//! let syntax = Syntax::embedded().unwrap();
//! let analysis = syntax.reader(&text).analyse(&text.sentences[0]);
//! assert_eq!(analysis.tags[2], Tag::Vbd);
//! assert_eq!((analysis.heads[1], analysis.labels[1]), (Some(2), Label::Nsubj));
//! assert_eq!((analysis.names[0].tokens.clone(), analysis.names[0].kind), (0..2, NameKind::Person));
//! ```
//!
//! A sentence costs time in proportion to its length, however long it is, and no text makes it panic. A text that is no English prose gets an analysis like
//! any other, which is then worth little.

pub mod features;
mod kinds;
pub mod labels;
pub mod model;
pub mod names;
pub mod parser;
pub mod table;
pub mod tagger;
#[cfg(test)]
mod tests;

use std::ops::Range;
use std::sync::OnceLock;

use features::{Form, Tok};
pub use kinds::{Label, NameKind, Tag};
pub use model::Fault;
use model::Model;

use super::{Sentence, Text, Token, Words};

/// The models.
#[derive(Clone, Debug)]
pub struct Syntax<'m> {
    model: Model<'m>,
}

/// A name: some tokens of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Its tokens, counted from the sentence's first.
    pub tokens: Range<u32>,
    /// What it names.
    pub kind: NameKind,
}

/// What the models say of one sentence. All indices count from its first token.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Analysis {
    /// The tag of each token.
    pub tags: Vec<Tag>,
    /// The head of each token; `None` for the root, of which there is one in every sentence that is not empty.
    pub heads: Vec<Option<u32>>,
    /// What each token is to its head.
    pub labels: Vec<Label>,
    /// The names, in the order of the text; they do not overlap.
    pub names: Vec<Name>,
    /// How narrowly each token got its tag, its head and its label.
    pub margins: Vec<Margins>,
}

/// By how much the scores of what was decided of one token lie above those of the best other, in the units of scores; `u16::MAX` where there was no choice. They are integers, and the same on every
/// machine. What is decided narrowly is wrong far more often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Margins {
    /// Of its tag.
    pub tag: u16,
    /// Of its head.
    pub head: u16,
    /// Of its label.
    pub label: u16,
}

/// Reads sentences of one text; works out each different word only once.
#[derive(Debug)]
pub struct Reader<'a> {
    text: &'a Text,
    /// By symbol; a form with `word` 0 has not been worked out.
    forms: Vec<Form>,
    bench: Bench<'a>,
}

/// The models with what they work on.
#[derive(Debug)]
struct Bench<'m> {
    model: &'m Model<'m>,
    batch: Batch,
    /// The words of all texts so far, and their forms.
    met: Words,
    forms: Vec<Form>,
    tags: Vec<u8>,
    margins: Vec<u16>,
    names: Vec<u8>,
    beam: parser::Beam,
    tree: labels::Tree,
    found: Vec<Analysis>,
}

/// Sentences that are read together: each model runs over all of them before the next one does, so that its weights stay in the processor's cache.
#[derive(Debug, Default)]
struct Batch {
    toks: Vec<Tok>,
    tags: Vec<u8>,
    /// Where each sentence ends in `toks`.
    ends: Vec<usize>,
    /// Other tags of narrowly tagged words, and where those of each sentence end.
    others: Vec<tagger::Other>,
    others_end: Vec<usize>,
}

/// Words in a batch, unless a single sentence has more.
const BATCH: usize = 1 << 15;

impl Syntax<'static> {
    /// The models that come with the library. They are checked at the first call; later calls cost nothing.
    pub fn embedded() -> Result<&'static Self, Fault> {
        static SYNTAX: OnceLock<Result<Syntax<'static>, Fault>> = OnceLock::new();
        let file = include_bytes!("../../../models/english.model");
        SYNTAX.get_or_init(|| Syntax::read(file)).as_ref().map_err(|fault| *fault)
    }
}

impl<'m> Syntax<'m> {
    /// Models from the bytes of a file, which are read in place where they are not packed. A file that is damaged or of another version is refused.
    pub fn read(file: &'m [u8]) -> Result<Self, Fault> {
        Ok(Self { model: Model::read(file)? })
    }

    /// The tables, for whoever measures them one by one.
    pub fn model(&self) -> &Model<'m> {
        &self.model
    }

    /// Begins to read a text.
    pub fn reader<'a>(&'a self, text: &'a Text) -> Reader<'a> {
        Reader { text, forms: vec![Form::default(); text.words.len()], bench: self.bench() }
    }

    /// Analyses sentences of several texts, one text's behind the other's: many short texts are read faster together.
    pub fn analyse_texts<'t>(&self, texts: impl IntoIterator<Item = (&'t Text, &'t [Sentence])>) -> Vec<Analysis> {
        let mut bench = self.bench();
        for (text, sentences) in texts {
            let mut forms = vec![Form::default(); text.words.len()];
            sentences.iter().for_each(|sentence| bench.push(text, &mut forms, sentence));
        }
        bench.finish()
    }

    fn bench(&self) -> Bench<'_> {
        Bench {
            model: &self.model,
            batch: Batch::default(),
            met: Words::default(),
            forms: Vec::new(),
            tags: Vec::new(),
            margins: Vec::new(),
            names: Vec::new(),
            beam: parser::Beam::default(),
            tree: labels::Tree::default(),
            found: Vec::new(),
        }
    }
}

impl Reader<'_> {
    /// Analyses one sentence of the text.
    pub fn analyse(&mut self, sentence: &Sentence) -> Analysis {
        self.analyse_all(std::slice::from_ref(sentence)).pop().unwrap_or_default()
    }

    /// Analyses sentences of the text, faster than one by one.
    pub fn analyse_all(&mut self, sentences: &[Sentence]) -> Vec<Analysis> {
        sentences.iter().for_each(|sentence| self.bench.push(self.text, &mut self.forms, sentence));
        self.bench.finish()
    }
}

impl Bench<'_> {
    /// Puts the words of a sentence into the batch, which is read first if there is no room.
    fn push(&mut self, text: &Text, forms: &mut [Form], sentence: &Sentence) {
        // A range that is not one of the text's is cut to it.
        let end = (sentence.tokens.end as usize).min(text.tokens.len());
        let start = (sentence.tokens.start as usize).min(end);
        if !self.batch.ends.is_empty() && self.batch.toks.len() + (end - start) > BATCH {
            self.read();
        }
        for token in &text.tokens[start..end] {
            let form = self.form(text, forms, token);
            self.batch.toks.push(Tok { form, case: case(token.capital, token.caps, token.glued) });
        }
        self.batch.ends.push(self.batch.toks.len());
    }

    /// The form of a token; `known` are those of its text's words that have been asked for.
    fn form(&mut self, text: &Text, known: &mut [Form], token: &Token) -> Form {
        let Some(form) = known.get_mut(token.lower.0 as usize) else { return Form::default() };
        if form.word == 0 {
            let word = text.words.get(token.lower);
            let met = self.met.intern(word).0 as usize;
            if met == self.forms.len() {
                self.forms.push(self.model.form(word));
            }
            *form = self.forms[met];
        }
        *form
    }

    /// What has been found of all sentences since the last call.
    fn finish(&mut self) -> Vec<Analysis> {
        self.read();
        std::mem::take(&mut self.found)
    }

    /// Reads the batch and empties it.
    fn read(&mut self) {
        let Self { model, batch, tags, margins, names, beam, tree, found, .. } = self;
        let first = found.len();
        for at in 0..batch.ends.len() {
            tagger::tag(&batch.toks[batch.range(at)], &model.tagger, tags, margins);
            tagger::others(&batch.toks[batch.range(at)], &model.tagger, tags, margins, &mut batch.others);
            batch.others_end.push(batch.others.len());
            batch.tags.extend_from_slice(tags);
            let tags = tags.iter().map(|&tag| Tag::of_class(tag.into())).collect();
            let margins = margins.iter().map(|&tag| Margins { tag, head: u16::MAX, label: u16::MAX }).collect();
            found.push(Analysis { tags, margins, ..Analysis::default() });
        }
        for (at, analysis) in found[first..].iter_mut().enumerate() {
            let (toks, tags) = batch.sentence(at);
            parser::parse(toks, tags, batch.others(at), &model.parser, beam);
            let Some(state) = beam.best() else { continue };
            analysis.margins.iter_mut().zip(&state.margins).for_each(|(margins, &head)| margins.head = head);
            analysis.heads = state.heads.iter().map(|&head| (head != parser::NONE).then_some(head)).collect();
            let range = batch.range(at);
            for ((tag, class), (margins, chosen)) in
                batch.tags[range].iter_mut().zip(&mut analysis.tags).zip(analysis.margins.iter_mut().zip(state.tags()))
            {
                if *tag != chosen {
                    (*tag, *class, margins.tag) = (chosen, Tag::of_class(chosen.into()), 0);
                }
            }
        }
        for (at, analysis) in found[first..].iter_mut().enumerate() {
            let (toks, tags) = batch.sentence(at);
            tree.begin(toks, tags, analysis.heads.iter().map(|head| head.unwrap_or(parser::NONE)));
            labels::label(&model.labels, tree);
            analysis.margins.iter_mut().zip(&tree.margins).for_each(|(margins, &label)| margins.label = label);
            analysis.labels = tree.labels.iter().map(|&label| Label::of_class(label.into())).collect();
        }
        for (at, analysis) in found[first..].iter_mut().enumerate() {
            let (toks, tags) = batch.sentence(at);
            names::find(toks, tags, &model.names, names);
            analysis.names = spans(names);
        }
        batch.toks.clear();
        batch.tags.clear();
        batch.ends.clear();
        batch.others.clear();
        batch.others_end.clear();
    }
}

impl Batch {
    fn range(&self, at: usize) -> Range<usize> {
        at.checked_sub(1).map_or(0, |before| self.ends[before])..self.ends[at]
    }

    fn others(&self, at: usize) -> &[tagger::Other] {
        &self.others[at.checked_sub(1).map_or(0, |before| self.others_end[before])..self.others_end[at]]
    }

    fn sentence(&self, at: usize) -> (&[Tok], &[u8]) {
        (&self.toks[self.range(at)], &self.tags[self.range(at)])
    }
}

fn case(capital: bool, caps: bool, glued: bool) -> u8 {
    let case = if caps { 2 } else { u8::from(capital) };
    case | u8::from(glued) << 2
}

/// The word in lower case as tokens have it, and [`Tok::case`], for training, which has no [`Text`].
pub fn look(word: &str, glued: bool) -> (String, u8) {
    let mut low = String::new();
    let (lower, capital, caps) = super::tokens::letters(word, &mut low);
    (lower.to_owned(), case(capital, caps, glued))
}

/// Names from the classes of words.
pub fn spans(classes: &[u8]) -> Vec<Name> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, &class) in classes.iter().enumerate() {
        let Some((kind, place)) = names::parts(class) else { continue };
        if matches!(place, names::Place::First | names::Place::Only) {
            start = at as u32;
        }
        if matches!(place, names::Place::Last | names::Place::Only) {
            found.push(Name { tokens: start..at as u32 + 1, kind });
        }
    }
    found
}
