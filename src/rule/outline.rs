//! The outline of a page: its title, its first paragraph, its fences and its sections, each with its place.
//!
//! A page is Markdown of the plainest kind: headings are lines that begin with `#`, fences are lines of three or more backticks and end with as many.

use std::ops::Range;

/// A fenced block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fence {
    /// The words after the backticks.
    pub info: Range<usize>,
    /// The lines between the backticks.
    pub body: Range<usize>,
    /// Whether it ends before the page does.
    pub closed: bool,
}

/// A section, from one `##` heading to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Section {
    /// The heading without its marks.
    pub heading: Range<usize>,
    /// Its line, from 1.
    pub line: u32,
    /// Its fences.
    pub fences: Vec<Fence>,
}

/// A page taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Outline {
    /// The words of the first `#` heading.
    pub title: Option<Range<usize>>,
    /// The lines of the first paragraph.
    pub summary: Option<Range<usize>>,
    /// Fences before the first section.
    pub fences: Vec<Fence>,
    /// The sections.
    pub sections: Vec<Section>,
}

/// Takes a page apart. Never fails.
pub(super) fn read(page: &str) -> Outline {
    let mut outline = Outline::default();
    let mut paragraph_over = false;
    let mut open: Option<(usize, Fence)> = None;
    let mut at = 0;
    for (number, line) in page.split_inclusive('\n').enumerate() {
        let start = at;
        at += line.len();
        let words = trimmed(page, start..at);
        let ticks = line.bytes().take_while(|&b| b == b'`').count();
        if let Some((opened, mut fence)) = open.take() {
            if ticks >= opened && words.len() == ticks {
                (fence.body.end, fence.closed) = (start, true);
                outline.add(fence);
            } else {
                open = Some((opened, fence));
            }
        } else if ticks >= 3 {
            paragraph_over |= outline.summary.is_some();
            let info = trimmed(page, start + ticks..at);
            open = Some((ticks, Fence { info, body: at..page.len(), closed: false }));
        } else if line.starts_with("# ") && outline.title.is_none() {
            outline.title = Some(trimmed(page, start + 2..at));
        } else if line.starts_with("## ") {
            let heading = trimmed(page, start + 3..at);
            outline.sections.push(Section { heading, line: number as u32 + 1, fences: Vec::new() });
        } else if outline.title.is_some() && outline.sections.is_empty() && !paragraph_over {
            match &mut outline.summary {
                Some(_) if words.is_empty() => paragraph_over = true,
                Some(summary) => summary.end = words.end,
                None if words.is_empty() => {}
                None => outline.summary = Some(words),
            }
        }
    }
    if let Some((_, fence)) = open {
        outline.add(fence);
    }
    outline
}

impl Outline {
    fn add(&mut self, fence: Fence) {
        self.sections.last_mut().map_or(&mut self.fences, |s| &mut s.fences).push(fence);
    }
}

/// A range without the space around it.
fn trimmed(page: &str, range: Range<usize>) -> Range<usize> {
    let words = &page[range.clone()];
    let start = range.start + (words.len() - words.trim_start().len());
    start..start + words.trim().len()
}
