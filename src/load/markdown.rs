//! Markdown: CommonMark with tables, footnotes and struck-out text, by pulldown-cmark's events and their byte ranges.
//!
//! Code blocks, link targets, pictures, tags and struck-out text are no prose. HTML blocks are read as HTML.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::drafts::{Drafts, Place};
use super::{Parts, front_matter, html, plain};
use crate::source::{BlockKind, Span};

pub(super) fn read(file: &str) -> Parts {
    let mut parts = Parts::default();
    let mut drafts = Drafts::default();
    let body = front_matter::read(file, &mut drafts, &mut parts);
    let mut reader = Reader { file, drafts, ..Reader::default() };
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES;
    for (event, range) in Parser::new_ext(&file[body..], options).into_offset_iter() {
        reader.event(event, range.start + body..range.end + body);
    }
    reader.flush();
    let drafts = reader.drafts;
    let heading = drafts.blocks.iter().find(|b| matches!(b.kind, BlockKind::Heading(_)));
    parts.title = parts.title.or_else(|| heading.map(|b| drafts.words(b).to_owned()));
    let done = drafts.assemble(|draft| !draft.place.soft);
    Parts { text: Some(done.text), map: done.map, blocks: done.blocks, directives: done.directives, ..parts }
}

/// A list item whose first block has not come yet.
#[derive(Clone, Copy)]
struct Item {
    list: u32,
    ordinal: Option<u32>,
    depth: u8,
}

#[derive(Default)]
struct Reader<'a> {
    file: &'a str,
    drafts: Drafts,
    heading: Option<u8>,
    quotes: u32,
    /// Open lists: number and next ordinal.
    lists: Vec<(u32, Option<u32>)>,
    lists_seen: u32,
    tables_seen: u32,
    fresh_item: Option<Item>,
    row: Option<Row>,
    /// Depth of constructs whose inside is no prose.
    silent: u32,
    /// Inside an automatic link; they do not nest.
    autolink: bool,
    /// A forced line break whose meaning hangs on what follows.
    line_break: Option<Range<usize>>,
}

#[derive(Default)]
struct Row {
    header: bool,
    cells: Vec<Span>,
    start: usize,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(words) => self.words(&words, range),
            Event::Code(words) => {
                let source = self.file.get(range.clone()).unwrap_or("");
                let lead = source.find(&*words).unwrap_or(0);
                let inner = range.start + lead..range.start + lead + words.len();
                self.words(&words, if source.contains(&*words) { inner } else { range });
            }
            // The end of the line adds nothing to a break that is forced already.
            Event::SoftBreak if self.silent == 0 && self.line_break.is_none() && !self.drafts.pending().is_empty() => {
                self.drafts.put(" ", range);
            }
            Event::HardBreak if self.silent == 0 => self.line_break = Some(range),
            Event::InlineHtml(tag) => self.inline_tag(&tag, range),
            Event::Rule => self.flush(),
            _ => {}
        }
    }

    fn words(&mut self, words: &str, range: Range<usize>) {
        if self.silent > 0 || words.is_empty() {
            return;
        }
        if let Some(at) = self.line_break.take() {
            let wraps = words.starts_with(char::is_lowercase) || self.drafts.pending().ends_with([',', '-']);
            if wraps || self.row.is_some() || self.heading.is_some() {
                self.drafts.put(" ", at);
            } else {
                self.flush();
            }
        }
        // Escapes and references are ranges that differ from their words and map as a whole.
        self.drafts.put(words, range);
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Superscript | Tag::Subscript => {}
            Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. } => {
                self.autolink = true;
                self.silent += 1;
            }
            Tag::Link { .. } => {}
            Tag::Image { .. } | Tag::Strikethrough => self.silent += 1,
            Tag::TableCell => self.start_cell(),
            Tag::TableHead | Tag::TableRow => {
                self.flush();
                self.row = Some(Row { header: matches!(tag, Tag::TableHead), ..Row::default() });
            }
            _ => {
                self.flush();
                self.start_block(tag, range);
            }
        }
    }

    fn start_block(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Heading { level, .. } => self.heading = Some(*level as u8),
            Tag::BlockQuote(_) => self.quotes += 1,
            Tag::CodeBlock(_) | Tag::MetadataBlock(_) => self.silent += 1,
            Tag::HtmlBlock => {
                let seen = (self.lists_seen, self.tables_seen);
                let (lists, tables) =
                    html::read_part(self.file, range, &mut self.drafts, seen, self.fresh_item.is_some());
                self.lists_seen += lists;
                self.tables_seen += tables;
                self.silent += 1;
            }
            Tag::List(first) => {
                self.lists.push((self.lists_seen, first.map(|n| u32::try_from(n).unwrap_or(u32::MAX))));
                self.lists_seen += 1;
            }
            Tag::Item => {
                let depth = u8::try_from(self.lists.len().saturating_sub(1)).unwrap_or(u8::MAX);
                self.fresh_item = self.lists.last_mut().map(|(list, next)| {
                    let ordinal = *next;
                    *next = next.map(|n| n.saturating_add(1));
                    Item { list: *list, ordinal, depth }
                });
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Superscript | TagEnd::Subscript => {}
            TagEnd::Link if !std::mem::take(&mut self.autolink) => {}
            TagEnd::Link | TagEnd::Image | TagEnd::Strikethrough => self.silent = self.silent.saturating_sub(1),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::TableHead | TagEnd::TableRow => self.end_row(),
            TagEnd::CodeBlock | TagEnd::MetadataBlock(_) | TagEnd::HtmlBlock => {
                self.silent = self.silent.saturating_sub(1);
            }
            _ => {
                self.flush();
                match tag {
                    TagEnd::Heading(_) => self.heading = None,
                    TagEnd::BlockQuote(_) => self.quotes = self.quotes.saturating_sub(1),
                    TagEnd::Item => self.fresh_item = None,
                    TagEnd::List(_) => drop(self.lists.pop()),
                    TagEnd::Table => self.tables_seen += 1,
                    _ => {}
                }
            }
        }
    }

    fn start_cell(&mut self) {
        let Some(row) = &mut self.row else { return };
        if !row.cells.is_empty() {
            self.drafts.gap("\t");
        }
        row.start = self.drafts.len();
    }

    fn end_cell(&mut self) {
        self.line_break = None;
        if let Some(row) = &mut self.row {
            row.cells.push(Span::new(row.start, self.drafts.len()));
        }
    }

    fn end_row(&mut self) {
        if let Some(row) = self.row.take() {
            let kind = BlockKind::Row { table: self.tables_seen, header: row.header, cells: row.cells };
            self.drafts.finish(kind, Place::default());
        }
    }

    fn inline_tag(&mut self, tag: &str, range: Range<usize>) {
        let comment = tag.strip_prefix("<!--").and_then(|t| t.strip_suffix("-->"));
        if let Some(words) = comment.and_then(plain::in_comment) {
            self.drafts.note(words, range, self.fresh_item.is_some());
        } else if tag.get(..3).is_some_and(|t| t.eq_ignore_ascii_case("<br")) && self.silent == 0 {
            self.line_break = Some(range);
        }
    }

    fn flush(&mut self) {
        self.line_break = None;
        let kind = match (self.heading, self.fresh_item) {
            (Some(level), _) => BlockKind::Heading(level),
            (None, Some(Item { list, ordinal, depth })) => BlockKind::Item { list, ordinal, depth },
            (None, None) if self.quotes > 0 => BlockKind::Quote,
            (None, None) => BlockKind::Paragraph,
        };
        let item = matches!(kind, BlockKind::Item { .. });
        if self.drafts.finish(kind, Place::default()) && item {
            self.fresh_item = None;
        }
    }
}
