//! HTML: the article of a page as blocks, with every character mapped to its bytes.
//!
//! html5gum gives tokens with byte spans; a flat stack of open elements, never recursion, turns them into blocks. Which blocks belong
//! to the article is decided at the end ([`article`]), when it is known whether the page has a `<main>` or an `<article>`.

mod article;
mod attributes;
mod meta;
mod reader;
mod references;
mod tables;
mod tags;

use std::ops::Range;

use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};

use super::Parts;
use super::drafts::Drafts;
use reader::Reader;

/// Reads a page.
pub(super) fn read(file: &str) -> Parts {
    let mut drafts = Drafts::default();
    let mut reader = Reader::new(file, 0..file.len(), &mut drafts);
    tokenise(&mut reader);
    let meta = reader.close();
    let chosen = article::choose(&drafts);
    let heading = chosen.heading(&drafts).map(str::to_owned);
    let done = drafts.assemble(|draft| chosen.keeps(draft));
    let title = heading.or(meta.og_title.clone()).or(meta.title.clone());
    Parts {
        text: Some(done.text),
        map: done.map,
        blocks: done.blocks,
        directives: done.directives,
        title,
        dates: meta.clues(),
    }
}

/// Reads a stretch of HTML inside another format, given how many lists and tables that has had, and whether an item of a list has begun there; returns how many lists and
/// tables it has itself.
pub(super) fn read_part(
    file: &str,
    range: Range<usize>,
    drafts: &mut Drafts,
    (lists, tables): (u32, u32),
    in_item: bool,
) -> (u32, u32) {
    let mut reader = Reader::new(file, range, drafts).numbered_from(lists, tables);
    reader.in_item = in_item;
    tokenise(&mut reader);
    let counts = reader.counts();
    reader.close();
    counts
}

/// More attributes than this make a tag that is passed over: the tokenizer recurses at each of them, and they hold no prose.
const ATTRIBUTES: usize = 1000;

fn tokenise(reader: &mut Reader<'_>) {
    let (source, base) = reader.source();
    for piece in pieces(source) {
        tokenise_piece(reader, &source[piece.clone()], base + piece.start);
    }
}

/// The source without its overlong tags.
fn pieces(source: &str) -> Vec<Range<usize>> {
    let (mut pieces, mut start, mut open, mut attributes) = (Vec::new(), 0, None, 0);
    for (i, byte) in source.bytes().enumerate() {
        match byte {
            b'<' => (open, attributes) = (Some(i), 0),
            b'=' => attributes += 1,
            b'>' => {
                if let Some(tag) = open.take().filter(|_| attributes > ATTRIBUTES) {
                    pieces.push(start..tag);
                    start = i + 1;
                }
            }
            _ => {}
        }
    }
    let end = open.filter(|_| attributes > ATTRIBUTES).unwrap_or(source.len());
    pieces.push(start..end);
    pieces
}

fn tokenise_piece(reader: &mut Reader<'_>, source: &str, base: usize) {
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, span: html5gum::Span<usize>| {
        let range = span.start + base..span.end + base;
        match event {
            CallbackEvent::OpenStartTag { name } => reader.open_tag(name, range.start),
            CallbackEvent::AttributeName { name } => reader.attribute(name),
            CallbackEvent::AttributeValue { value } => reader.value(value),
            CallbackEvent::CloseStartTag { .. } => reader.start_tag(range.end),
            CallbackEvent::EndTag { name } => reader.end_tag(name, range),
            CallbackEvent::String { value } => reader.string(value, range),
            CallbackEvent::Comment { value } => reader.comment(value, range),
            CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
        None::<std::convert::Infallible>
    });
    emitter.naively_switch_states(true);
    match Tokenizer::new_with_emitter(source, emitter).finish() {
        Ok(()) => {}
        Err(never) => match never {},
    }
}
