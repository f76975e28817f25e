//! The language of wordings: `<slot>`, `<type:name>`, `[a|b]`, `(optional)`, literal words.
//!
//! A pattern is parsed into elements and expanded into linear variants, one for each choice of its optional parts; the passives of
//! `<a> [verb] <b>` are further variants. The matcher thus only ever walks along a line.

use std::collections::BTreeMap;
use std::ops::Range;

use super::SlotType;
use crate::source::{Block, BlockKind, Source, Span};
use crate::text::{Text, TextTables};

/// More optional parts than this would make too many variants.
const MAX_OPTIONAL: usize = 5;

/// One element of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Element {
    Piece(Piece),
    Optional(Vec<Element>),
}

/// How the words of a piece are compared with the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// By the lower-case form.
    Literal,
    /// By lemma, or by the lower-case form.
    Lemma,
    /// By lemma, as a past participle.
    Participle,
}

/// One place of a linear variant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// A slot.
    Slot { name: String, ty: SlotType },
    /// One of several sequences of words.
    Words { alternatives: Vec<Vec<String>>, form: Form },
}

/// What is wrong with a pattern, and where in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub range: Range<usize>,
    pub message: String,
    pub help: String,
    /// Whether it is a slot that does not exist rather than bad syntax.
    pub slot: bool,
}

/// A pattern, expanded, and the slots that it names beside the declared ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Pattern {
    pub variants: Vec<Vec<Piece>>,
    pub named: BTreeMap<String, SlotType>,
}

/// Parses a wording.
pub(super) fn parse(source: &str, slots: &BTreeMap<String, SlotType>) -> Result<Pattern, Fault> {
    let mut parser = Parser { source, at: 0, slots, named: BTreeMap::new(), optional: 0 };
    let elements = parser.sequence(None)?;
    if parser.optional > MAX_OPTIONAL {
        let message = format!("{} optional parts", parser.optional);
        return Err(fault(
            0..source.len(),
            message,
            format!("write several wordings with at most {MAX_OPTIONAL} each"),
        ));
    }
    let mut variants = vec![Vec::new()];
    expand(&elements, &mut variants);
    let mut distinct: Vec<Vec<Piece>> = Vec::new();
    for variant in variants {
        if !distinct.contains(&variant) {
            distinct.push(variant);
        }
    }
    if distinct.iter().any(|v| !substantial(v)) {
        let message = "a wording needs a word, an alternative or two slots, whatever is left out";
        return Err(fault(0..source.len(), message, "add the words that tell this predicate from others"));
    }
    Ok(Pattern { variants: distinct, named: parser.named })
}

/// Whether a variant says enough to be looked for.
fn substantial(variant: &[Piece]) -> bool {
    let word = |p: &Piece| match p {
        Piece::Words { alternatives, .. } => {
            alternatives.iter().all(|a| a.iter().any(|w| w.chars().any(char::is_alphanumeric)))
        }
        Piece::Slot { .. } => false,
    };
    let typed = |p: &&Piece| matches!(p, Piece::Slot { ty, .. } if *ty != SlotType::Phrase);
    variant.iter().any(word) || variant.iter().filter(typed).count() >= 2
}

fn fault(range: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Fault {
    Fault { range, message: message.into(), help: help.into(), slot: false }
}

fn expand(elements: &[Element], variants: &mut Vec<Vec<Piece>>) {
    for element in elements {
        match element {
            Element::Piece(piece) => variants.iter_mut().for_each(|v| v.push(piece.clone())),
            Element::Optional(inner) => {
                let mut with = variants.clone();
                expand(inner, &mut with);
                with.append(variants);
                *variants = with;
            }
        }
    }
}

struct Parser<'a> {
    source: &'a str,
    at: usize,
    slots: &'a BTreeMap<String, SlotType>,
    named: BTreeMap<String, SlotType>,
    optional: usize,
}

impl Parser<'_> {
    /// Elements up to the end, or up to the `)` of the group opened at `open`.
    fn sequence(&mut self, open: Option<usize>) -> Result<Vec<Element>, Fault> {
        let mut elements = Vec::new();
        loop {
            self.literal(&mut elements);
            let start = self.at;
            let Some(mark) = self.source[start..].chars().next() else {
                return match open {
                    Some(open) => Err(fault(open..open + 1, "`(` is not closed", "add `)` after the optional part")),
                    None => Ok(elements),
                };
            };
            self.at += mark.len_utf8();
            match mark {
                '<' => elements.push(Element::Piece(self.slot(start)?)),
                '[' => elements.push(Element::Piece(self.alternatives(start)?)),
                '(' => elements.push(self.group(start)?),
                ')' if open.is_some() => return Ok(elements),
                stray => {
                    let help = "brackets come in pairs: <slot>, [one|other], (optional)";
                    return Err(fault(start..self.at, format!("`{stray}` without its counterpart"), help));
                }
            }
        }
    }

    fn literal(&mut self, elements: &mut Vec<Element>) {
        let rest = &self.source[self.at..];
        let end = rest.find(['<', '>', '[', ']', '(', ')', '|']).unwrap_or(rest.len());
        for word in words(&rest[..end]) {
            elements.push(Element::Piece(Piece::Words { alternatives: vec![vec![word]], form: Form::Literal }));
        }
        self.at += end;
    }

    fn group(&mut self, start: usize) -> Result<Element, Fault> {
        self.optional += 1;
        let inner = self.sequence(Some(start))?;
        if inner.is_empty() {
            return Err(fault(start..self.at, "an empty optional part", "remove the parentheses"));
        }
        Ok(Element::Optional(inner))
    }

    /// The inside of a bracket opened at `start`, up to `close`.
    fn inside(&mut self, start: usize, close: char) -> Result<(usize, &str), Fault> {
        let from = self.at;
        let rest = &self.source[from..];
        match rest.find(['<', '>', '[', ']', '(', ')']) {
            Some(len) if rest[len..].starts_with(close) => {
                self.at = from + len + close.len_utf8();
                Ok((from, &self.source[from..from + len]))
            }
            _ => {
                let open = &self.source[start..from];
                Err(fault(start..from, format!("`{open}` is not closed"), format!("add `{close}`")))
            }
        }
    }

    fn slot(&mut self, start: usize) -> Result<Piece, Fault> {
        let (from, inside) = self.inside(start, '>')?;
        let inside = inside.to_owned();
        let range = from..from + inside.len();
        let unknown = |message: String, help: String| Fault { range: range.clone(), message, help, slot: true };
        let Some((ty, name)) = inside.split_once(':') else {
            let name = inside.trim();
            let Some(&ty) = self.slots.get(name) else {
                let known: Vec<&str> = self.slots.keys().map(String::as_str).collect();
                return Err(unknown(format!("no slot `{name}` is declared"), super::reader::suggest(name, &known)));
            };
            return Ok(Piece::Slot { name: name.to_owned(), ty });
        };
        let Some(ty) = SlotType::named(ty.trim()) else {
            return Err(unknown(
                format!("no slot type `{}`", ty.trim()),
                super::reader::suggest(ty.trim(), SlotType::NAMES),
            ));
        };
        let name = name.trim().to_owned();
        let known = self.slots.get(&name).or_else(|| self.named.get(&name));
        if name.is_empty() || known.is_some_and(|&k| k != ty) {
            let help = "write <type:name> with a name that no slot of another type bears";
            return Err(unknown(format!("`{name}` cannot name this slot"), help.to_owned()));
        }
        if !self.slots.contains_key(&name) {
            self.named.insert(name.clone(), ty);
        }
        Ok(Piece::Slot { name, ty })
    }

    fn alternatives(&mut self, start: usize) -> Result<Piece, Fault> {
        let (from, inside) = self.inside(start, ']')?;
        let mut alternatives = Vec::new();
        let mut at = from;
        for alternative in inside.split('|') {
            let words = words(alternative);
            if words.is_empty() {
                let range = at..(at + alternative.len()).max(at + 1);
                return Err(fault(range, "an empty alternative", "write [one|other]; use (…) for what may be missing"));
            }
            alternatives.push(words);
            at += alternative.len() + 1;
        }
        // The longest is tried first, so that "take part" is not cut short by "take".
        alternatives.sort_by_cached_key(|a| std::cmp::Reverse(a.len()));
        Ok(Piece::Words { alternatives, form: Form::Lemma })
    }
}

/// The words of a literal, cut as the text itself is cut.
fn words(literal: &str) -> Vec<String> {
    let plain = |w: &str| w.bytes().all(|b| b.is_ascii_alphabetic());
    if literal.split_whitespace().all(plain) {
        return literal.split_whitespace().map(str::to_ascii_lowercase).collect();
    }
    let mut source = Source::plain("", literal);
    // A block given from outside, since a line of marks alone is none.
    source.blocks = vec![Block { span: Span::new(0, literal.len()), kind: BlockKind::Paragraph }];
    let text = Text::read(&source, &TextTables::default());
    (0..text.tokens.len()).map(|i| text.lower(i).to_owned()).collect()
}

/// The passives of a variant of the shape `<a> [verb] <b> …` or `[verb] <b> …`: the one who acts may follow "by", or be missing unless it is what
/// the predicate answers.
pub(super) fn passives(
    variant: &[Piece],
    answers: &str,
    is_active: &dyn Fn(&str) -> bool,
    be: &[String],
) -> Vec<Vec<Piece>> {
    let (actor, verbs, rest) = match variant {
        [actor @ Piece::Slot { ty, .. }, verbs, rest @ ..] if *ty != SlotType::Time => (Some(actor), verbs, rest),
        [verbs, rest @ ..] => (None, verbs, rest),
        [] => return Vec::new(),
    };
    let (Some(verb), [patient @ Piece::Slot { ty, .. }, rest @ ..]) = (participle(verbs, is_active), rest) else {
        return Vec::new();
    };
    if *ty == SlotType::Time {
        return Vec::new();
    }
    let one = |word: &str| vec![word.to_owned()];
    let be = Piece::Words { alternatives: be.iter().map(|w| one(w)).collect(), form: Form::Lemma };
    let by = Piece::Words { alternatives: vec![one("by")], form: Form::Literal };
    let line = |parts: &[&[Piece]]| parts.concat();
    let head = [patient.clone(), be, verb.clone()];
    let reduced = [patient.clone(), verb];
    let mut out = Vec::new();
    if let Some(actor) = actor {
        let agent = [by, actor.clone()];
        out.push(line(&[&head, &agent, rest]));
        out.push(line(&[&reduced, &agent, rest]));
        if !rest.is_empty() {
            out.push(line(&[&head, rest, &agent]));
            out.push(line(&[&reduced, rest, &agent]));
        }
    }
    if !matches!(actor, Some(Piece::Slot { name, .. }) if name == answers) {
        out.push(line(&[&head, rest]));
    }
    out
}

/// The verbs of a piece as participles; `None` if it holds no verb that has a passive.
fn participle(verbs: &Piece, is_active: &dyn Fn(&str) -> bool) -> Option<Piece> {
    let Piece::Words { alternatives, form: Form::Lemma } = verbs else { return None };
    let verbs: Vec<_> = alternatives.iter().filter(|a| !is_active(&a[0])).cloned().collect();
    (!verbs.is_empty()).then_some(Piece::Words { alternatives: verbs, form: Form::Participle })
}
