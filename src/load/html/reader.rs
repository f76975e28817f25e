//! From tokens to blocks: a stack of open elements and what they mean for the text inside them.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHasher};

use super::attributes::{Attribute, Attributes};
use super::meta::Meta;
use super::references::align;
use super::tables::Row;
use super::tags::{Tag, is_furniture, is_furniture_role};
use crate::load::drafts::{Drafts, Place};
use crate::load::plain;
use crate::source::BlockKind;

/// How far up an end tag searches for its element; deeper nesting than this below one element occurs in hostile pages only.
const REACH: usize = 512;
/// What the open elements mean for text at this point.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Context {
    hard: bool,
    pub(super) place: Place,
    heading: u8,
    quote: bool,
    preformatted: bool,
    raised: bool,
    pub(super) head_rows: bool,
    /// Index into the reader's lists.
    list: Option<u32>,
    depth: u8,
    /// Index into the reader's tables.
    pub(super) table: Option<u32>,
}

#[derive(Debug)]
struct Element {
    name: u64,
    tag: Tag,
    outer: Context,
}

/// Reads tokens into drafts.
pub(super) struct Reader<'a> {
    file: &'a str,
    range: Range<usize>,
    pub(super) drafts: &'a mut Drafts,
    meta: Meta,
    tag: (Tag, u64, usize),
    pub(super) attributes: Attributes,
    stack: Vec<Element>,
    /// How many elements of a name are open.
    open: FxHashMap<u64, u32>,
    pub(super) context: Context,
    /// Numbers of the first list and table.
    pub(super) first: (u32, u32),
    articles: u32,
    /// Next ordinal of each list.
    lists: Vec<Option<u32>>,
    /// Whether a table serves layout only.
    pub(super) tables: Vec<bool>,
    fresh_item: Option<BlockKind>,
    /// Whether the stretch begins where an item of the format around it has begun.
    pub in_item: bool,
    pub(super) row: Option<Row>,
    /// Space that counts only if text follows.
    pub(super) space: Option<Range<usize>>,
    pub(super) line_break: bool,
    /// Start tag of a raised number that has not begun.
    raised: Option<Range<usize>>,
    script: String,
}

impl<'a> Reader<'a> {
    pub fn new(file: &'a str, range: Range<usize>, drafts: &'a mut Drafts) -> Self {
        Self {
            file,
            range,
            drafts,
            meta: Meta::default(),
            tag: (Tag::Inline, 0, 0),
            attributes: Attributes::default(),
            stack: Vec::new(),
            open: FxHashMap::default(),
            context: Context::default(),
            first: (0, 0),
            articles: 0,
            lists: Vec::new(),
            tables: Vec::new(),
            fresh_item: None,
            in_item: false,
            row: None,
            space: None,
            line_break: false,
            raised: None,
            script: String::new(),
        }
    }

    /// Numbers lists and tables from these.
    pub fn numbered_from(self, lists: u32, tables: u32) -> Self {
        Self { first: (lists, tables), ..self }
    }

    /// How many lists and tables there were.
    pub fn counts(&self) -> (u32, u32) {
        (self.lists.len() as u32, self.tables.len() as u32)
    }

    /// The stretch to tokenise, and its offset.
    pub fn source(&self) -> (&'a str, usize) {
        (self.file.get(self.range.clone()).unwrap_or(""), self.range.start)
    }

    /// Ends whatever is open.
    pub fn close(mut self) -> Meta {
        self.pop_to(0);
        self.flush();
        self.meta
    }

    pub fn open_tag(&mut self, name: &[u8], start: usize) {
        self.tag = (Tag::of(name), hash(name), start);
        self.attributes.clear();
    }

    pub fn attribute(&mut self, name: &[u8]) {
        self.attributes.current = Attribute::of(name);
        self.attributes.hidden |= name == b"hidden";
    }

    pub fn value(&mut self, value: &[u8]) {
        if let Some(attribute) = self.attributes.current.take() {
            let kept = &mut self.attributes.values[attribute as usize];
            if kept.is_empty() {
                kept.push_str(&String::from_utf8_lossy(value));
            }
        }
    }

    pub fn start_tag(&mut self, end: usize) {
        let (tag, name, start) = self.tag;
        match tag {
            Tag::LineBreak => self.line_break |= !self.context.hard,
            Tag::Meta => self.meta_tag(),
            Tag::Void => {}
            Tag::VoidBlock => self.flush(),
            _ => {
                self.close_implied(tag);
                if tag.breaks() {
                    self.flush();
                }
                let outer = self.context;
                self.enter(tag, start..end);
                self.stack.push(Element { name, tag, outer });
                *self.open.entry(name).or_default() += 1;
            }
        }
    }

    pub fn end_tag(&mut self, name: &[u8], range: Range<usize>) {
        let (tag, name) = (Tag::of(name), hash(name));
        if self.open.get(&name).is_none_or(|&n| n == 0) {
            match tag {
                Tag::Paragraph => self.flush(),
                Tag::LineBreak => self.line_break = true,
                _ => {}
            }
            return;
        }
        let far = tag.breaks() || matches!(tag, Tag::Dropped { .. });
        let stops = |e: &Element| if far { e.tag.fences() } else { e.tag.breaks() };
        let found = self.find(|e| e.name == name, |e| e.name != name && stops(e) && !structural(tag));
        if let Some(index) = found {
            if tag == Tag::Quotation && !self.context.hard {
                let space = self.space.take().map(|_| range.end..range.end);
                self.drafts.put("”", range);
                self.space = space;
            }
            self.pop_to(index);
        }
    }

    /// A comment where no text is read (a template, a script) is one of the page's program.
    pub fn comment(&mut self, value: &[u8], range: Range<usize>) {
        if self.context.hard {
            return;
        }
        if let Some(words) = std::str::from_utf8(value).ok().and_then(plain::in_comment) {
            let in_item = self.fresh_item.is_some() || (self.in_item && self.stack.is_empty());
            self.drafts.note(words, range, in_item);
        }
    }

    pub fn string(&mut self, value: &[u8], range: Range<usize>) {
        let value = String::from_utf8_lossy(value);
        match self.stack.last().map(|e| e.tag) {
            Some(Tag::Title) => self.meta.titled(&value),
            Some(Tag::Script) => self.script.push_str(&value),
            _ if self.context.hard => {}
            _ => {
                let (file, mut pieces) = (self.file, Vec::new());
                align(file, range, &value, |text, from| pieces.push((text.len(), from)));
                let mut at = 0;
                for (length, from) in pieces {
                    self.text(&value[at..at + length], from);
                    at += length;
                }
            }
        }
    }

    /// Appends text with runs of space made one, and none at the edges of blocks.
    fn text(&mut self, text: &str, from: Range<usize>) {
        let linear = text.len() == from.len();
        let mut at = 0;
        for part in text.split_inclusive(|c: char| c.is_ascii_whitespace()) {
            let word = part.trim_end_matches(|c: char| c.is_ascii_whitespace());
            let place = |offset: usize, length: usize| {
                if linear { from.start + offset..from.start + offset + length } else { from.clone() }
            };
            if !word.is_empty() {
                self.word(word, place(at, word.len()));
            }
            if word.len() < part.len() {
                let space = place(at + word.len(), part.len() - word.len());
                if self.context.preformatted && part.ends_with('\n') {
                    self.flush();
                } else {
                    self.space.get_or_insert(space);
                }
            }
            at += part.len();
        }
    }

    fn word(&mut self, word: &str, from: Range<usize>) {
        if std::mem::take(&mut self.line_break) {
            let wraps = word.starts_with(char::is_lowercase) || self.drafts.pending().ends_with([',', '-']);
            if wraps || self.context.heading > 0 {
                self.space.get_or_insert(from.start..from.start);
            } else {
                self.flush();
            }
        }
        let begins = self.cell_start().map_or(self.drafts.pending().is_empty(), |start| self.drafts.len() == start);
        match self.space.take() {
            Some(space) if !begins && space.is_empty() => self.drafts.gap(" "),
            Some(space) if !begins => self.drafts.put(" ", space),
            _ => {}
        }
        // A raised number after a number would run into it.
        if let Some(tag) = self.raised.take() {
            let digit = |c: char| c.is_ascii_digit();
            if word.starts_with(digit) && self.drafts.pending().ends_with(digit) {
                self.drafts.put("^", tag);
            }
        }
        self.drafts.put(word, from);
    }

    fn cell_start(&self) -> Option<usize> {
        self.row.as_ref().and_then(|row| row.cell).map(|(start, _)| start)
    }

    /// Ends the block in the making; inside a table's cell only a space and a mark are left.
    fn flush(&mut self) {
        self.line_break = false;
        self.raised = None;
        let length = self.drafts.len();
        if let Some(row) = &mut self.row {
            if row.cell.is_some_and(|(start, _)| length > start) && row.breaks.last() != Some(&length) {
                row.breaks.push(length);
                self.space = Some(0..0);
            }
            return;
        }
        self.space = None;
        let kind = match (self.context.heading, &self.fresh_item) {
            (1..=6, _) => BlockKind::Heading(self.context.heading),
            (_, Some(item)) => item.clone(),
            (_, None) if self.context.quote => BlockKind::Quote,
            (_, None) => BlockKind::Paragraph,
        };
        let item = matches!(kind, BlockKind::Item { .. });
        if self.drafts.finish(kind, self.context.place) && item {
            self.fresh_item = None;
        }
    }

    /// Changes the context for the inside of an element.
    fn enter(&mut self, tag: Tag, range: Range<usize>) {
        self.furniture(tag);
        let layout = self.context.table.is_some_and(|t| self.tables[t as usize]);
        match tag {
            Tag::Dropped { .. } | Tag::Title => self.context.hard = true,
            Tag::Script => {
                self.context.hard = true;
                self.script.clear();
            }
            Tag::Code => self.context.hard |= self.context.preformatted,
            Tag::Preformatted => self.context.preformatted = true,
            Tag::Anchor => self.context.hard |= self.context.raised,
            Tag::Raised => {
                self.context.raised = true;
                self.raised = Some(range);
            }
            Tag::Quotation if !self.context.hard => self.word("“", range),
            Tag::Time => self.time(),
            Tag::Heading(level) => self.context.heading = level,
            Tag::Quote => self.context.quote = true,
            Tag::Form => self.context.place.form = true,
            Tag::Main => self.context.place = Place { main: true, soft: false, ..self.context.place },
            Tag::Header => self.context.place.header |= !self.context.place.main && self.context.place.article == 0,
            // An article inside an article is a comment or a teaser.
            Tag::Article if self.context.place.article > 0 => self.context.place.soft = true,
            Tag::Article => {
                self.articles += 1;
                self.context.place.article = self.articles;
            }
            Tag::List { ordered } => self.enter_list(ordered),
            Tag::Item => self.enter_item(),
            Tag::Table => self.enter_table(),
            Tag::RowGroup { head } => self.context.head_rows = head,
            Tag::Row if !layout => self.row = Some(Row::default()),
            Tag::Cell { header } if !layout => self.enter_cell(header),
            _ => {}
        }
    }

    fn furniture(&mut self, tag: Tag) {
        let attributes = &self.attributes;
        let style = attributes.get(Attribute::Style);
        if attributes.hidden || (!style.is_empty() && conceals(style)) {
            self.context.hard = true;
        }
        if !tag.may_be_furniture() || self.context.hard || self.context.place.soft {
            return;
        }
        let container = matches!(tag, Tag::Block | Tag::List { .. } | Tag::Form | Tag::Header);
        let (class, id) = (attributes.get(Attribute::Class), attributes.get(Attribute::Id));
        let role = attributes.get(Attribute::Role);
        let named = (!class.is_empty() && is_furniture(class)) || (container && !id.is_empty() && is_furniture(id));
        let note = tag == Tag::Raised && class.contains("reference");
        let concealed = attributes.get(Attribute::AriaHidden) == "true";
        self.context.place.soft = named || concealed || (!role.is_empty() && is_furniture_role(role));
        // A sentence goes on around an inline element, so what is left out of it cannot be a block of its own.
        self.context.hard |= note || (self.context.place.soft && !tag.breaks());
    }

    fn enter_list(&mut self, ordered: bool) {
        let first = self.attributes.get(Attribute::Start).trim().parse().unwrap_or(1);
        let depth = self.context.list.map_or(0, |_| self.context.depth.saturating_add(1));
        self.context.depth = depth;
        self.context.list = Some(self.lists.len() as u32);
        self.lists.push(ordered.then_some(first));
    }

    fn enter_item(&mut self) {
        let list = self.context.list.unwrap_or_else(|| {
            self.lists.push(None);
            self.lists.len() as u32 - 1
        });
        self.context.list = Some(list);
        let next = &mut self.lists[list as usize];
        let value = self.attributes.get(Attribute::Value).trim().parse().ok();
        let ordinal = next.map(|n| value.unwrap_or(n));
        *next = ordinal.map(|n| n.saturating_add(1));
        self.fresh_item = Some(BlockKind::Item { list: self.first.0 + list, ordinal, depth: self.context.depth });
    }

    /// Ends the elements that a start tag ends without saying so.
    fn close_implied(&mut self, tag: Tag) {
        let is = |wanted: fn(Tag) -> bool, fence: fn(Tag) -> bool| {
            (move |e: &Element| wanted(e.tag), move |e: &Element| fence(e.tag))
        };
        let (wanted, fence) = match tag {
            Tag::Item => is(|t| t == Tag::Item, |t| matches!(t, Tag::List { .. }) || t.fences()),
            Tag::Definition => is(|t| t == Tag::Definition, |t| t == Tag::Block || t.fences()),
            Tag::Cell { .. } => is(|t| matches!(t, Tag::Cell { .. }), |t| t == Tag::Table),
            Tag::Row => is(|t| t == Tag::Row, |t| t == Tag::Table),
            Tag::RowGroup { .. } => is(|t| matches!(t, Tag::RowGroup { .. }), |t| t == Tag::Table),
            Tag::Heading(_) => is(|t| matches!(t, Tag::Heading(_)), |t| t.breaks()),
            _ => is(|_| false, |_| true),
        };
        if let Some(index) = self.find(wanted, fence) {
            self.pop_to(index);
        }
        if tag.breaks() && self.open.get(&hash(b"p")).is_some_and(|&n| n > 0) {
            let paragraph = self.find(|e| e.tag == Tag::Paragraph, |e| e.tag != Tag::Paragraph && e.tag.breaks());
            if let Some(index) = paragraph {
                self.pop_to(index);
            }
        }
    }

    /// The innermost wanted element that no fence hides.
    fn find(&self, wanted: impl Fn(&Element) -> bool, fence: impl Fn(&Element) -> bool) -> Option<usize> {
        let near = self.stack.iter().enumerate().rev().take(REACH);
        for (index, element) in near {
            if wanted(element) {
                return Some(index);
            }
            if fence(element) {
                return None;
            }
        }
        None
    }

    fn pop_to(&mut self, index: usize) {
        while self.stack.len() > index {
            let Some(element) = self.stack.pop() else { return };
            if let Some(count) = self.open.get_mut(&element.name) {
                *count = count.saturating_sub(1);
            }
            self.leave(&element);
            self.context = element.outer;
        }
    }

    fn leave(&mut self, element: &Element) {
        match element.tag {
            Tag::Cell { .. } => self.end_cell(),
            Tag::Row => self.end_row(false),
            Tag::Table if self.row.is_some() => self.end_row(false),
            Tag::Script => self.end_script(),
            Tag::Raised => self.raised = None,
            _ => {}
        }
        if element.tag.breaks() && !matches!(element.tag, Tag::Cell { .. }) {
            self.flush();
        }
        if element.tag == Tag::Item {
            self.fresh_item = None;
        }
    }

    fn end_script(&mut self) {
        if self.script.contains("datePublished") {
            self.meta.structured(&self.script);
        }
        self.script.clear();
    }

    fn meta_tag(&mut self) {
        let content = self.attributes.get(Attribute::Content);
        for name in [Attribute::Name, Attribute::Property] {
            self.meta.named(self.attributes.get(name), content);
        }
    }

    fn time(&mut self) {
        let of_page = self.context.hard || self.context.place.soft;
        if of_page && self.context.place.article == 0 {
            return;
        }
        let property = self.attributes.get(Attribute::Property).eq_ignore_ascii_case("datePublished");
        let class = self.attributes.get(Attribute::Class).to_ascii_lowercase();
        let publication = property || class.contains("publish") || class.contains("pubdate");
        self.meta.timed(self.attributes.get(Attribute::DateTime), publication);
    }
}

/// Parts of tables close across anything but their own table.
fn structural(tag: Tag) -> bool {
    matches!(tag, Tag::Table | Tag::Row | Tag::RowGroup { .. } | Tag::Cell { .. } | Tag::Page | Tag::Main)
}

fn conceals(style: &str) -> bool {
    let style: String = style.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_lowercase()).collect();
    style.contains("display:none") || style.contains("visibility:hidden")
}

fn hash(name: &[u8]) -> u64 {
    use std::hash::Hasher as _;
    let mut hasher = FxHasher::default();
    hasher.write(name);
    hasher.finish()
}
