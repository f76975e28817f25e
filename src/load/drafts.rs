//! Blocks while a format is being read, before it is known which of them belong to the document.
//!
//! Text is appended to one string together with where it came from; a block ends where [`Drafts::finish`] is called.
//! [`Drafts::assemble`] then joins the blocks that are kept, and shifts maps, cells and directives along.

use std::ops::Range;

use crate::source::{Block, BlockKind, Directive, OffsetMap, Span};

/// Where a block stood, as far as that decides whether it is kept. Markdown keeps everything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// Inside what looks like page furniture by its class or id.
    pub soft: bool,
    /// Inside the page's header.
    pub header: bool,
    /// Inside a form.
    pub form: bool,
    /// Inside `<main>`.
    pub main: bool,
    /// Number of the outermost `<article>`, from 1; 0 outside.
    pub article: u32,
}

/// A block before assembly; its spans are offsets into the scratch text.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub kind: BlockKind,
    pub place: Place,
    pub start: usize,
    pub end: usize,
}

#[derive(Clone, Copy, Debug)]
struct Piece {
    to: usize,
    to_len: usize,
    from: usize,
    from_len: usize,
}

impl Piece {
    fn linear(self) -> bool {
        self.to_len == self.from_len
    }
}

#[derive(Debug)]
struct Note {
    words: String,
    file: Span,
    /// Number of blocks that were finished before it.
    block: usize,
    /// Offset into the scratch text if the next block had begun.
    inside: Option<usize>,
}

/// Blocks in the making.
#[derive(Debug, Default)]
pub(super) struct Drafts {
    text: String,
    pieces: Vec<Piece>,
    open: usize,
    notes: Vec<Note>,
    pub blocks: Vec<Draft>,
}

/// What assembly yields.
#[derive(Debug, Default)]
pub(super) struct Assembled {
    pub text: String,
    pub map: OffsetMap,
    pub blocks: Vec<Block>,
    pub directives: Vec<Directive>,
}

impl Drafts {
    /// Appends text that stems from `from`; byte by byte if the lengths are equal, else as a whole.
    pub fn put(&mut self, text: &str, from: Range<usize>) {
        if text.is_empty() {
            return;
        }
        let new = Piece { to: self.text.len(), to_len: text.len(), from: from.start, from_len: from.len() };
        self.text.push_str(text);
        if let Some(last) = self.pieces.last_mut() {
            let follows = last.to + last.to_len == new.to && last.from + last.from_len == new.from;
            if follows && last.linear() && new.linear() {
                last.to_len += new.to_len;
                last.from_len += new.from_len;
                return;
            }
        }
        self.pieces.push(new);
    }

    /// Appends text that stands for nothing in the file: a separator.
    pub fn gap(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Offset of what comes next.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// What the block in the making holds so far.
    pub fn pending(&self) -> &str {
        self.text.get(self.open..).unwrap_or("")
    }

    /// Records a directive at the present place. With `within` the next block has begun, also if it has no words yet: the item of a list.
    pub fn note(&mut self, words: String, file: Range<usize>, within: bool) {
        let inside = (within || !self.pending().trim().is_empty()).then_some(self.text.len());
        self.notes.push(Note { words, file: Span::new(file.start, file.end), block: self.blocks.len(), inside });
    }

    /// Ends the block in the making; says whether there was one. Space around it is left out.
    pub fn finish(&mut self, kind: BlockKind, place: Place) -> bool {
        let pending = self.pending();
        let end = self.open + pending.trim_end().len();
        let lead = if matches!(kind, BlockKind::Row { .. }) { 0 } else { pending.len() - pending.trim_start().len() };
        let start = self.open + lead;
        self.open = self.text.len();
        if end <= start {
            return false;
        }
        self.blocks.push(Draft { kind, place, start, end });
        true
    }

    /// Ends several blocks at once, cut at the given offsets.
    pub fn finish_at(&mut self, cuts: &[usize], kind: &BlockKind, place: Place) {
        let end = self.text.len();
        for &cut in cuts.iter().chain([&end]) {
            let piece = self.text.get(self.open..cut).unwrap_or("");
            let start = self.open + piece.len() - piece.trim_start().len();
            let stop = self.open + piece.trim_end().len();
            if start < stop {
                self.blocks.push(Draft { kind: kind.clone(), place, start, end: stop });
            }
            self.open = cut.max(self.open);
        }
    }

    /// The words of a block.
    pub fn words(&self, draft: &Draft) -> &str {
        self.text.get(draft.start..draft.end).unwrap_or("")
    }

    /// Joins the blocks for which `keep` holds; rows and items follow each other by a line, other blocks by an empty line.
    pub fn assemble(&self, keep: impl Fn(&Draft) -> bool) -> Assembled {
        let mut out = Assembled::default();
        let (mut piece, mut note) = (0, 0);
        for (index, draft) in self.blocks.iter().enumerate() {
            if !keep(draft) {
                self.place_notes(&mut out, &mut note, index + 1, None);
                continue;
            }
            self.place_notes(&mut out, &mut note, index, None);
            let separator = separator(out.blocks.last(), &draft.kind);
            while self.notes.get(note).is_some_and(|n| n.block == index && n.inside.is_none()) {
                let at = (out.text.len() + 1).min(out.text.len() + separator.len());
                self.push_note(&mut out, &mut note, at, false);
            }
            out.text.push_str(separator);
            let start = out.text.len();
            self.copy(&mut out, &mut piece, draft);
            self.place_notes(&mut out, &mut note, index + 1, Some((draft, start)));
            let span = Span::new(start, out.text.len());
            out.blocks.push(Block { span, kind: moved(&draft.kind, draft, start) });
        }
        self.place_notes(&mut out, &mut note, usize::MAX, None);
        out
    }

    fn copy(&self, out: &mut Assembled, piece: &mut usize, draft: &Draft) {
        let shift = out.text.len();
        while self.pieces.get(*piece).is_some_and(|p| p.to + p.to_len <= draft.start) {
            *piece += 1;
        }
        for p in self.pieces[*piece..].iter().take_while(|p| p.to < draft.end) {
            let (start, end) = (p.to.max(draft.start), (p.to + p.to_len).min(draft.end));
            let from =
                if p.linear() { p.from + start - p.to..p.from + end - p.to } else { p.from..p.from + p.from_len };
            out.map.push(start - draft.start + shift..end - draft.start + shift, from);
        }
        out.text.push_str(self.words(draft));
    }

    /// Places the directives that were noted before block `until` was finished.
    fn place_notes(&self, out: &mut Assembled, next: &mut usize, until: usize, block: Option<(&Draft, usize)>) {
        while let Some(note) = self.notes.get(*next).filter(|n| n.block < until) {
            let (at, inside) = match (block, note.inside) {
                (Some((draft, start)), Some(offset)) => {
                    (start + offset.clamp(draft.start, draft.end) - draft.start, true)
                }
                _ => (out.text.len(), false),
            };
            self.push_note(out, next, at, inside);
        }
    }

    fn push_note(&self, out: &mut Assembled, next: &mut usize, at: usize, inside: bool) {
        let Note { words, file, .. } = &self.notes[*next];
        out.directives.push(Directive { words: words.clone(), at: Span::new(at, at), file: *file, inside });
        *next += 1;
    }
}

fn separator(last: Option<&Block>, kind: &BlockKind) -> &'static str {
    match (last.map(|b| &b.kind), kind) {
        (None, _) => "",
        (Some(BlockKind::Row { .. }), BlockKind::Row { .. })
        | (Some(BlockKind::Item { .. }), BlockKind::Item { .. }) => "\n",
        _ => "\n\n",
    }
}

fn moved(kind: &BlockKind, draft: &Draft, start: usize) -> BlockKind {
    match kind {
        BlockKind::Row { table, header, cells } => {
            let shift = |offset: u32| (offset as usize).clamp(draft.start, draft.end) - draft.start + start;
            let cells = cells.iter().map(|c| Span::new(shift(c.start), shift(c.end))).collect();
            BlockKind::Row { table: *table, header: *header, cells }
        }
        other => other.clone(),
    }
}
