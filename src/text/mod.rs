//! From a document's text to blocks, sentences, tokens and quotations.
//!
//! [`Text`] is the one structure that every recogniser reads: tokens lie in one array, sentences and blocks are ranges of it, and
//! words are interned, so that no token owns a string. Tokens follow treebank habits: `Trump’s` is `Trump` + `’s`, `don't` is `do` + `n't`,
//! `$3.2bn` is `$` + `3.2` + `bn`, hyphens stand alone (`six` + `-` + `year`, `Claver` + `-` + `Carone`), and abbreviations keep their stop (`U.S.`, `Mr.`, `p.m.`).
//! [`Token::glued`] tells tokens that follow without a space.
//!
//! [`syntax`] says more of a sentence where it is asked: tags, heads, labels, names; [`clauses`] makes of it who does what to whom.

pub mod clauses;
mod lemma;
mod lines;
mod quotations;
mod recall;
mod sentences;
pub mod syntax;
mod tokens;
mod vocabulary;
mod words;

#[cfg(test)]
mod laws;

use std::ops::Range;

use crate::diagnostic::Problem;
use crate::lexicon::Lexicon;
use crate::source::{Block, Source, Span};

pub(crate) use lines::blocks as line_blocks;
pub(crate) use vocabulary::{ByWord, Vocabulary, WordMap};
pub use words::{Sym, Words};

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, with the stops of an abbreviation: `house`, `U.S.`, `’s`, `n't`.
    Word,
    /// Begins with a digit: `1,234.5`, `28th`, `1990s`.
    Number,
    /// Punctuation, quotation marks and hyphens.
    Punctuation,
    /// Anything else: `$`, `%`, `€`, `&`.
    Symbol,
}

/// One token.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Where it lies.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
    /// Whether no space stands before it.
    pub glued: bool,
    /// Whether its first letter is a capital.
    pub capital: bool,
    /// Whether all its letters are capitals and there are at least two.
    pub caps: bool,
    /// The word in lower case, with typographic apostrophes made plain (`’s` is `'s`) and hyphens made `-`.
    pub lower: Sym,
    /// The lemma in lower case, where rules and table give one; else [`Token::lower`].
    pub lemma: Sym,
}

/// A sentence, or a line that is none (a heading, a table cell).
#[derive(Clone, Debug)]
pub struct Sentence {
    /// Where it lies, without surrounding space.
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<u32>,
    /// Index of its block in [`Text::blocks`].
    pub block: u32,
}

/// A stretch between quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// With its marks.
    pub span: Span,
    /// Without them.
    pub inner: Span,
    /// Whether a closing mark was found; an unclosed one ends with its block.
    pub closed: bool,
}

/// A document's text, read.
#[derive(Clone, Debug, Default)]
pub struct Text {
    /// The raw text.
    pub raw: std::sync::Arc<str>,
    /// Blocks in the order of the text; they do not overlap.
    pub blocks: Vec<Block>,
    /// Sentences in the order of the text.
    pub sentences: Vec<Sentence>,
    /// Tokens in the order of the text.
    pub tokens: Vec<Token>,
    /// Quotations, by their start; they may nest.
    pub quotations: Vec<Quotation>,
    /// The interned words.
    pub words: Words,
    /// For each word its number in the vocabulary of the tables; empty if they share none.
    numbers: Vec<u32>,
    /// For each quotation the innermost one around it.
    outer: Vec<Option<u32>>,
    /// For each [`CELL`] bytes of the raw text the number of tokens that begin before them.
    cells: Vec<u32>,
}

/// Bytes of text within which a token is sought one by one.
const CELL: usize = 32;

/// Tables of the text layer (abbreviations, irregular forms, nouns of events), compiled once.
#[derive(Clone, Debug, Default)]
pub struct TextTables {
    pub(crate) lemmas: lemma::Lemmas,
    pub(crate) abbreviations: sentences::Abbreviations,
    pub(crate) clauses: clauses::ClauseTables,
    /// The words of the tables that read this text, once they share it.
    pub(crate) vocabulary: Vocabulary,
}

impl TextTables {
    /// Compiles the tables `text/lemmas`, `text/abbreviations` and `text/clauses`.
    pub fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        Self {
            lemmas: lemma::Lemmas::new(lexicon, problems),
            abbreviations: sentences::Abbreviations::new(lexicon, problems),
            clauses: clauses::ClauseTables::new(lexicon, problems),
            vocabulary: Vocabulary::default(),
        }
    }

    /// Whether a word in lower case is an irregular form of a verb: "built".
    pub(crate) fn is_irregular_verb(&self, word: &str) -> bool {
        self.lemmas.verbs.contains(word)
    }

    /// The lemma of a word in lower case that has a tag. [`Token::lemma`] is the lemma by the word alone.
    pub fn lemma(&self, word: &str, tag: syntax::Tag) -> String {
        let mut out = String::new();
        self.lemmas.lemma_as(word, tag, &mut out);
        out
    }
}

/// Reads texts one after the other; what the tables say of a word is looked up once for all of them. What comes of a text does not hang on the others.
#[derive(Debug)]
pub struct TextReader<'t> {
    tables: &'t TextTables,
    recall: recall::Recall,
}

impl<'t> TextReader<'t> {
    /// A reader that has met no word.
    pub fn new(tables: &'t TextTables) -> Self {
        Self { tables, recall: recall::Recall::default() }
    }

    /// Reads a document's text: blocks, tokens, sentences, quotations. Never fails.
    pub fn read(&mut self, source: &Source) -> Text {
        let tables = self.tables;
        let blocks = if source.blocks.is_empty() { lines::blocks(&source.text) } else { source.blocks.clone() };
        let mut text = Text { raw: source.text.clone(), blocks, ..Text::default() };
        tokens::tokenise(&mut text, tables);
        text.cells = cells(&text.tokens, text.raw.len());
        sentences::split(&mut text, tables);
        let mut met = Vec::with_capacity(text.words.len() * 5 / 4);
        self.meet(&text.words, &mut met);
        lemma::fill(&mut text, tables, &met, &mut self.recall);
        if !tables.vocabulary.is_empty() {
            self.meet(&text.words, &mut met);
            text.numbers = met.iter().map(|&word| self.recall.number(word)).collect();
        }
        (text.quotations, text.outer) = quotations::find(&text);
        text
    }

    /// Adds to the symbols of a text's words those of the words that follow.
    fn meet(&mut self, words: &Words, met: &mut Vec<Sym>) {
        for sym in (met.len() as u32..words.len() as u32).map(Sym) {
            met.push(self.recall.meet(words.get(sym), words.hash_of(sym), self.tables));
        }
    }
}

impl Text {
    /// Reads a document's text: blocks, tokens, sentences, quotations. Never fails.
    pub fn read(source: &Source, tables: &TextTables) -> Self {
        TextReader::new(tables).read(source)
    }

    /// The token at an index.
    #[inline]
    pub fn token(&self, index: usize) -> &Token {
        &self.tokens[index]
    }

    /// The words of a token as written.
    #[inline]
    pub fn raw(&self, index: usize) -> &str {
        self.tokens[index].span.of(&self.raw)
    }

    /// A token in lower case.
    #[inline]
    pub fn lower(&self, index: usize) -> &str {
        self.words.get(self.tokens[index].lower)
    }

    /// A token's lemma in lower case.
    #[inline]
    pub fn lemma(&self, index: usize) -> &str {
        self.words.get(self.tokens[index].lemma)
    }

    /// The words of a span.
    pub fn of(&self, span: Span) -> &str {
        span.of(&self.raw)
    }

    /// The span of a non-empty range of tokens.
    pub fn span(&self, tokens: Range<usize>) -> Span {
        self.tokens[tokens.start].span.join(self.tokens[tokens.end - 1].span)
    }

    /// The tokens that lie within a span.
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let cell = self.cell(span.start);
        let start = cell + self.tokens[cell..].iter().take_while(|t| t.span.start < span.start).count();
        start..self.ended_by(span.end).max(start)
    }

    /// How many tokens end at an offset or before it.
    pub(crate) fn ended_by(&self, offset: u32) -> usize {
        let cell = self.cell(offset);
        // Of the tokens that begin before the cell only the last may reach into it.
        let first = cell - usize::from(cell > 0 && self.tokens[cell - 1].span.end > offset);
        first + self.tokens[first..].iter().take_while(|t| t.span.end <= offset).count()
    }

    /// How many tokens begin before the cell that holds an offset.
    fn cell(&self, offset: u32) -> usize {
        self.cells.get(offset as usize / CELL).map_or(self.tokens.len(), |&tokens| tokens as usize)
    }

    /// The index of the sentence that holds an offset, or of the last one before it.
    pub fn sentence_at(&self, offset: u32) -> Option<usize> {
        self.sentences.partition_point(|s| s.span.start <= offset).checked_sub(1)
    }

    /// The innermost quotation that holds a span.
    pub fn quotation_of(&self, span: Span) -> Option<&Quotation> {
        let mut index = self.quotations.partition_point(|q| q.span.start <= span.start).checked_sub(1)?;
        while !self.quotations[index].inner.contains(span) {
            index = self.outer.get(index).copied().flatten()? as usize;
        }
        self.quotations.get(index)
    }
}

/// The number of tokens that begin before each cell of a text of some length.
fn cells(tokens: &[Token], bytes: usize) -> Vec<u32> {
    let mut cells = Vec::with_capacity(bytes / CELL + 1);
    for (number, token) in tokens.iter().enumerate() {
        cells.resize(cells.len().max(token.span.start as usize / CELL + 1), number as u32);
    }
    cells
}
