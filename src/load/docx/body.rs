//! The text of a Word file: paragraphs, tables, notes and text boxes, with tracked changes as if they were accepted.
//!
//! Nested paragraphs (text boxes) come before the one that they are anchored in. What is deleted, moved away, hidden or struck out is not read,
//! nor are comments, formulas, the instructions of fields, and placeholders that nobody has filled in.

use std::collections::BTreeSet;

use super::extensions::Namespaces;
use super::lines::{Lines, Paragraph, Row};
use super::package::{Hiding, outline};
use super::xml::{Element, Node};

/// Why text is not read: what is inside of a drawing is not, but for its text boxes.
const DRAWING: u8 = 1;
/// Why text is not read: for good.
const HARD: u8 = 2;

/// What an element means, as far as what is inside has to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tag {
    Paragraph,
    /// `pPr`
    OfParagraph,
    /// `numPr`
    OfList,
    Run,
    /// `rPr` of a run, or of the mark that ends a paragraph.
    OfRun {
        mark: bool,
    },
    Text,
    Table,
    /// `tblPr`
    OfTable,
    Row,
    /// `trPr`
    OfRow,
    Cell,
    /// `tcPr`
    OfCell,
    /// What holds paragraphs of its own: the body, a note, a text box.
    Container,
    /// A content control, and whether it only shows a placeholder.
    Control {
        placeholder: bool,
    },
    /// `sdtPr`
    OfControl,
    /// Several forms of one thing, and whether one of them has been read.
    Alternate {
        taken: bool,
    },
    Other,
}

/// An open element, and what held outside of it.
struct Frame {
    tag: Tag,
    silent: u8,
    old: bool,
    hidden: bool,
}

/// What holds paragraphs.
#[derive(Default)]
struct Container {
    cell: bool,
    /// A cell that is deleted.
    gone: bool,
    /// A paragraph whose end is deleted, which the next one continues.
    carry: Option<Paragraph>,
    /// Open fields, each with whether its instruction is being read.
    fields: Vec<bool>,
}

#[derive(Default)]
struct Table {
    number: u32,
    layout: bool,
    /// Whether the first row is printed as headings.
    headed: bool,
    row: Option<Row>,
    rows: usize,
}

/// The notes that the text refers to.
#[derive(Debug, Default)]
pub(super) struct Notes {
    pub foot: BTreeSet<String>,
    pub end: BTreeSet<String>,
}

/// Reads parts into lines.
pub(super) struct Reader {
    pub lines: Lines,
    pub notes: Notes,
    /// Whether there was a body.
    pub body: bool,
    stack: Vec<Frame>,
    containers: Vec<Container>,
    paragraphs: Vec<Paragraph>,
    tables: Vec<Table>,
    tables_seen: u32,
    /// Fields whose instructions are being read.
    instructions: usize,
    silent: u8,
    /// Inside properties as they were before a change.
    old: bool,
    /// Inside a run that is hidden or struck out.
    hidden: bool,
    looks: Looks,
    namespaces: Namespaces,
}

/// How the run that is being read looks, as far as it says so.
#[derive(Default)]
struct Looks {
    style: Option<String>,
    own: Hiding,
}

impl Reader {
    pub fn new(lines: Lines) -> Self {
        Self {
            lines,
            notes: Notes::default(),
            body: false,
            stack: Vec::new(),
            containers: Vec::new(),
            paragraphs: Vec::new(),
            tables: Vec::new(),
            tables_seen: 0,
            instructions: 0,
            silent: 0,
            old: false,
            hidden: false,
            looks: Looks::default(),
            namespaces: Namespaces::default(),
        }
    }

    /// Takes a node of the main part or of the notes.
    pub fn node(&mut self, node: &Node<'_>) {
        match node {
            Node::Open(element) => {
                let parent = self.stack.last().map_or(Tag::Other, |frame| frame.tag);
                self.namespaces.open(self.stack.len(), element);
                self.stack.push(Frame { tag: Tag::Other, silent: self.silent, old: self.old, hidden: self.hidden });
                let tag = self.open(element, parent);
                if let Some(frame) = self.stack.last_mut() {
                    frame.tag = tag;
                }
            }
            Node::Close => self.close(),
            Node::Text(words) => {
                if self.stack.last().is_some_and(|frame| frame.tag == Tag::Text) {
                    self.put(words);
                }
            }
        }
    }

    fn open(&mut self, element: &Element<'_>, parent: Tag) -> Tag {
        let name = element.name();
        match name {
            "p" => self.paragraph(),
            "r" => {
                self.looks = Looks::default();
                self.hide();
                return Tag::Run;
            }
            "t" => return Tag::Text,
            "pPr" => return Tag::OfParagraph,
            "rPr" if parent == Tag::OfParagraph => return Tag::OfRun { mark: true },
            "rPr" if parent == Tag::Run => return Tag::OfRun { mark: false },
            "tblPr" => return Tag::OfTable,
            "trPr" => return Tag::OfRow,
            "tcPr" => return Tag::OfCell,
            "sdt" => return Tag::Control { placeholder: false },
            "sdtPr" => return Tag::OfControl,
            "sdtContent" if parent == (Tag::Control { placeholder: true }) => self.silent |= HARD,
            "AlternateContent" => return Tag::Alternate { taken: false },
            "Choice" if !self.namespaces.known(element) => self.silent |= HARD,
            "Choice" | "Fallback" => self.alternative(parent),
            "drawing" | "pict" | "object" => self.silent |= DRAWING,
            "oMath" | "oMathPara" | "rt" => self.silent |= HARD,
            "del" | "moveFrom" => self.deleted(parent),
            "body" | "txbxContent" | "footnote" | "endnote" => return self.container(element),
            "tbl" => return self.table(),
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.row = Some(Row::default());
                }
                return Tag::Row;
            }
            "tc" => return self.cell(),
            _ if name.ends_with("Change") => self.old = true,
            _ if !self.old => return self.property(element, parent),
            _ => {}
        }
        if name == "p" { Tag::Paragraph } else { Tag::Other }
    }

    /// What stands in a run beside text, and properties.
    fn property(&mut self, element: &Element<'_>, parent: Tag) -> Tag {
        let name = element.name();
        match parent {
            Tag::Run => self.in_run(name, element),
            Tag::OfRun { mark: false } if name == "rStyle" => self.looks.style = element.value(),
            Tag::OfRun { mark: false } => self.looks.own.read(element),
            Tag::OfParagraph | Tag::OfList => {
                let Some(paragraph) = self.paragraphs.last_mut() else { return Tag::Other };
                match name {
                    "numPr" => return Tag::OfList,
                    "pStyle" => paragraph.style = element.value(),
                    "outlineLvl" => paragraph.heading = outline(element),
                    _ => paragraph.list.read(element),
                }
            }
            Tag::OfTable if name == "tblLook" => {
                let flags = element.value().and_then(|value| u32::from_str_radix(&value, 16).ok());
                let first = element.attribute("firstRow").map(|first| first == "1" || first == "true");
                if let Some(table) = self.tables.last_mut() {
                    table.headed = first.unwrap_or(flags.is_some_and(|flags| flags & 0x20 != 0));
                }
            }
            Tag::OfCell if name == "cellDel" => self.delete_cell(),
            Tag::OfRow | Tag::OfCell => self.in_table(name, element),
            Tag::OfControl if name == "showingPlcHdr" && element.on() => {
                let control = self.stack.iter_mut().rev().find(|frame| matches!(frame.tag, Tag::Control { .. }));
                if let Some(frame) = control {
                    frame.tag = Tag::Control { placeholder: true };
                }
            }
            _ => {}
        }
        Tag::Other
    }

    fn in_run(&mut self, name: &str, element: &Element<'_>) {
        let noted = || element.attribute("id").unwrap_or_default();
        match name {
            "tab" | "ptab" => self.put(" "),
            "noBreakHyphen" => self.put("-"),
            "br" | "cr" if self.reads() => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.breaks.push(paragraph.text.len());
                    paragraph.text.push(' ');
                }
            }
            "fldChar" => self.field(element.attribute("fldCharType").as_deref()),
            "footnoteReference" if self.reads() => drop(self.notes.foot.insert(noted())),
            "endnoteReference" if self.reads() => drop(self.notes.end.insert(noted())),
            _ => {}
        }
    }

    fn in_table(&mut self, name: &str, element: &Element<'_>) {
        let columns = || element.value().and_then(|columns| columns.parse().ok()).unwrap_or(0_usize).min(50);
        let Some(row) = self.tables.last_mut().and_then(|table| table.row.as_mut()) else { return };
        match name {
            "tblHeader" => row.header = element.on(),
            "gridBefore" => row.cells.extend((0..columns()).map(|_| Default::default())),
            "gridSpan" => {
                if let Some((_, further)) = row.cells.last_mut() {
                    *further = columns().saturating_sub(1);
                }
            }
            _ => {}
        }
    }

    /// Deleted or moved away: text, the end of a paragraph, or a row.
    fn deleted(&mut self, parent: Tag) {
        match parent {
            Tag::OfRun { mark: true } => {
                if let Some(paragraph) = self.paragraphs.last_mut().filter(|_| !self.old) {
                    paragraph.joined = true;
                }
            }
            Tag::OfRow => {
                if let Some(row) = self.tables.last_mut().and_then(|table| table.row.as_mut()) {
                    row.gone = true;
                }
            }
            _ => self.silent |= HARD,
        }
    }

    /// One of several forms of a thing: the first that is known here is read.
    fn alternative(&mut self, parent: Tag) {
        if parent == (Tag::Alternate { taken: true }) {
            self.silent |= HARD;
        }
        let at = self.stack.len().saturating_sub(2);
        if let Some(frame) = self.stack.get_mut(at).filter(|frame| matches!(frame.tag, Tag::Alternate { .. })) {
            frame.tag = Tag::Alternate { taken: true };
        }
    }

    /// A cell that is deleted: it goes with its words.
    fn delete_cell(&mut self) {
        for frame in self.stack.iter_mut().rev() {
            if frame.tag == Tag::Cell {
                break;
            }
            frame.silent |= HARD;
        }
        self.silent |= HARD;
        if let Some(container) = self.containers.last_mut() {
            container.gone = true;
        }
    }

    /// Tells whether the run that is being read is hidden or struck out.
    fn hide(&mut self) {
        let paragraph = self.paragraphs.last().and_then(|paragraph| paragraph.style.as_deref());
        self.hidden = self.lines.styles.hides(paragraph, self.looks.style.as_deref(), self.looks.own);
    }

    fn container(&mut self, element: &Element<'_>) -> Tag {
        match element.name() {
            "body" => self.body = true,
            "txbxContent" => self.silent &= !DRAWING,
            note => {
                let wanted = if note == "footnote" { &self.notes.foot } else { &self.notes.end };
                let separator = element.attribute("type").is_some_and(|kind| kind != "normal");
                if separator || !element.attribute("id").is_some_and(|id| wanted.contains(&id)) {
                    self.silent |= HARD;
                }
            }
        }
        self.enter(false);
        Tag::Container
    }

    fn enter(&mut self, cell: bool) {
        self.instructions = 0;
        self.containers.push(Container { cell, ..Container::default() });
    }

    fn paragraph(&mut self) {
        let lost = self.silent != 0;
        let carry = if lost { None } else { self.containers.last_mut().and_then(|container| container.carry.take()) };
        let Paragraph { text, breaks, .. } = carry.unwrap_or_default();
        self.paragraphs.push(Paragraph { text, breaks, lost, ..Paragraph::default() });
    }

    /// A table in a cell shows that the outer one serves layout.
    fn table(&mut self) -> Tag {
        if self.containers.last().is_some_and(|container| container.cell)
            && let Some(outer) = self.tables.last_mut()
        {
            outer.layout = true;
            if let Some(row) = &mut outer.row {
                let so_far = row.cells.iter_mut().flat_map(|(paragraphs, _)| paragraphs.drain(..));
                so_far.for_each(|paragraph| self.lines.paragraph(&paragraph));
            }
        }
        self.tables.push(Table { number: self.tables_seen, ..Table::default() });
        self.tables_seen += 1;
        Tag::Table
    }

    fn cell(&mut self) -> Tag {
        if let Some(row) = self.tables.last_mut().and_then(|table| table.row.as_mut()) {
            row.cells.push(Default::default());
            if row.gone {
                self.silent |= HARD;
            }
        }
        self.enter(true);
        Tag::Cell
    }

    fn field(&mut self, kind: Option<&str>) {
        let Some(container) = self.containers.last_mut() else { return };
        match kind {
            Some("begin") => {
                container.fields.push(true);
                self.instructions += 1;
            }
            Some("separate") => {
                if let Some(instruction) = container.fields.last_mut().filter(|instruction| **instruction) {
                    *instruction = false;
                    self.instructions = self.instructions.saturating_sub(1);
                }
            }
            Some("end") if container.fields.pop() == Some(true) => {
                self.instructions = self.instructions.saturating_sub(1);
            }
            _ => {}
        }
    }

    fn reads(&self) -> bool {
        self.silent == 0 && !self.hidden && self.instructions == 0
    }

    fn put(&mut self, words: &str) {
        if !self.reads() {
            return;
        }
        if let Some(paragraph) = self.paragraphs.last_mut() {
            // A line of the file is a paragraph, and a tab the border of a cell.
            paragraph.text.extend(words.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c }));
        }
    }

    fn close(&mut self) {
        let Some(frame) = self.stack.pop() else { return };
        match frame.tag {
            Tag::Paragraph => self.end_paragraph(),
            Tag::Cell | Tag::Container => self.leave(),
            Tag::Row => self.end_row(),
            Tag::Table => drop(self.tables.pop()),
            Tag::OfRun { mark: false } => self.hide(),
            _ => {}
        }
        self.namespaces.close(self.stack.len());
        (self.silent, self.old) = (frame.silent, frame.old);
        if matches!(frame.tag, Tag::Run | Tag::Container) {
            self.hidden = frame.hidden;
        }
    }

    fn end_paragraph(&mut self) {
        // An instruction that never ends must not swallow the rest of the document.
        if self.instructions > 0 {
            self.instructions = 0;
            if let Some(container) = self.containers.last_mut() {
                container.fields.fill(false);
            }
        }
        let Some(paragraph) = self.paragraphs.pop().filter(|paragraph| !paragraph.lost) else { return };
        if paragraph.joined
            && let Some(container) = self.containers.last_mut()
        {
            container.carry = Some(paragraph);
        } else {
            self.deliver(paragraph);
        }
    }

    fn deliver(&mut self, paragraph: Paragraph) {
        let cell = self.containers.last().is_some_and(|container| container.cell);
        let row = self.tables.last_mut().filter(|_| cell).and_then(|table| table.row.as_mut());
        match row.and_then(|row| row.cells.last_mut()) {
            Some((paragraphs, _)) => paragraphs.push(paragraph),
            None => self.lines.paragraph(&paragraph),
        }
    }

    /// Ends what holds paragraphs.
    fn leave(&mut self) {
        if let Some(paragraph) = self.containers.last_mut().and_then(|container| container.carry.take()) {
            self.deliver(paragraph);
        }
        if self.containers.pop().is_some_and(|container| container.gone)
            && let Some(row) = self.tables.last_mut().and_then(|table| table.row.as_mut())
        {
            row.cells.pop();
        }
        let fields = self.containers.last().map_or(&[][..], |container| &container.fields);
        self.instructions = fields.iter().filter(|instruction| **instruction).count();
    }

    fn end_row(&mut self) {
        let Some(table) = self.tables.last_mut() else { return };
        let Some(mut row) = table.row.take().filter(|row| !row.gone) else { return };
        if self.silent != 0 {
            return;
        }
        if table.layout || row.lays_out() {
            row.cells.iter().flat_map(|(paragraphs, _)| paragraphs).for_each(|p| self.lines.paragraph(p));
        } else {
            row.header |= table.headed && table.rows == 0 && row.reads_as_heading();
            self.lines.row(&row, table.number);
        }
        table.rows += 1;
    }
}
