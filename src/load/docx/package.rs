//! What a Word file says beside its text: which part is which, what styles mean, how lists are numbered.

use std::collections::BTreeMap;

use super::archive::Archive;
use super::xml::{Element, Node, walk};
use crate::diagnostic::Problem;

/// How many styles may be based on each other; Word admits ten.
const CHAIN: usize = 16;

/// Levels of a list.
pub(super) const LEVELS: usize = 9;

/// Where the parts lie that belong to another part (the whole file: the empty name), by the last word of their kind: `styles`, `footnotes`.
pub(super) fn relations(archive: &mut Archive<'_>, of: &str) -> Result<BTreeMap<String, String>, Problem> {
    let (folder, name) = of.rsplit_once('/').unwrap_or(("", of));
    let path = if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") };
    let mut found = BTreeMap::new();
    let Some(bytes) = archive.part(&path)? else { return Ok(found) };
    walk(&path, &bytes, |node| {
        let Node::Open(element) = node else { return };
        let external = element.attribute("TargetMode").is_some_and(|mode| mode == "External");
        if let (Some(kind), Some(target), false) = (element.attribute("Type"), element.attribute("Target"), external) {
            let kind = kind.rsplit('/').next().unwrap_or("").to_owned();
            found.entry(kind).or_insert_with(|| resolve(folder, &target));
        }
    })?;
    Ok(found)
}

/// The path of a part that another one in a folder names.
fn resolve(folder: &str, target: &str) -> String {
    let (mut parts, rest): (Vec<&str>, &str) = match target.strip_prefix('/') {
        Some(rest) => (Vec::new(), rest),
        None => (folder.split('/').filter(|part| !part.is_empty()).collect(), target),
    };
    for part in rest.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// What hides words: whether they are invisible, struck out, struck out twice; `None` where nothing is said of that.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Hiding {
    vanish: Option<bool>,
    strike: Option<bool>,
    dstrike: Option<bool>,
}

impl Hiding {
    /// Reads a property, if it is one.
    pub fn read(&mut self, element: &Element<'_>) {
        match element.name() {
            "vanish" => self.vanish = Some(element.on()),
            "strike" => self.strike = Some(element.on()),
            "dstrike" => self.dstrike = Some(element.on()),
            _ => {}
        }
    }

    /// The same, and of what it leaves open what another one says.
    fn or(self, other: Self) -> Self {
        Self {
            vanish: self.vanish.or(other.vanish),
            strike: self.strike.or(other.strike),
            dstrike: self.dstrike.or(other.dstrike),
        }
    }
}

/// What a paragraph's style says of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Style {
    /// The name that is the same in every language of Word, in lower case.
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    list: Listed,
    hiding: Hiding,
}

/// The list that a paragraph says it belongs to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Listed {
    /// Its number in the file; `0` takes a paragraph out of the list of its style.
    pub number: Option<String>,
    /// The level within it.
    pub level: Option<usize>,
}

impl Listed {
    /// Reads a property, if it is one.
    pub fn read(&mut self, element: &Element<'_>) {
        match element.name() {
            "numId" => self.number = element.value(),
            "ilvl" => self.level = element.value().and_then(|level| level.parse().ok()),
            _ => {}
        }
    }
}

/// The styles of a file, by their ids.
#[derive(Debug, Default)]
pub(super) struct Styles(BTreeMap<String, Style>);

/// What the styles of a paragraph come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Meaning {
    /// The level of a heading.
    pub heading: Option<u8>,
    pub list: Listed,
    pub quote: bool,
    /// A line of a table of contents, which says again what a heading says.
    pub contents: bool,
}

impl Styles {
    pub fn read(part: &str, bytes: &[u8]) -> Result<Self, Problem> {
        let mut styles = Self::default();
        let mut open: Option<(String, Style)> = None;
        walk(part, bytes, |node| {
            let Node::Open(element) = node else { return };
            if element.name() == "style" {
                styles.0.extend(open.take());
                open = element.attribute("styleId").map(|id| (id, Style::default()));
            } else if let Some((_, style)) = &mut open {
                match element.name() {
                    "name" => style.name = element.value().unwrap_or_default().to_lowercase(),
                    "basedOn" => style.based_on = element.value(),
                    "outlineLvl" => style.outline = outline(&element),
                    "vanish" | "strike" | "dstrike" => style.hiding.read(&element),
                    _ => style.list.read(&element),
                }
            }
        })?;
        styles.0.extend(open);
        Ok(styles)
    }

    /// A style and those it is based on. One may be based on itself in a file that nobody's word processor wrote.
    fn chain<'s>(&'s self, id: Option<&str>) -> impl Iterator<Item = &'s Style> {
        let first = id.and_then(|id| self.0.get(id));
        std::iter::successors(first, |style| self.0.get(style.based_on.as_deref()?)).take(CHAIN)
    }

    /// Whether the words of a run are hidden or struck out: as the run itself says; else where one of its own style and that of its paragraph says so. Where both
    /// do, the one turns off the other (ISO/IEC 29500-1, 17.7.3), but for lines that strike out twice.
    pub fn hides(&self, paragraph: Option<&str>, run: Option<&str>, own: Hiding) -> bool {
        let said = |id| self.chain(id).fold(Hiding::default(), |all, style| all.or(style.hiding));
        let (paragraph, run) = (said(paragraph), said(run));
        let toggled = |own: Option<bool>, a: Option<bool>, b: Option<bool>| {
            own.unwrap_or(a.unwrap_or_default() != b.unwrap_or_default())
        };
        toggled(own.vanish, run.vanish, paragraph.vanish)
            || toggled(own.strike, run.strike, paragraph.strike)
            || own.dstrike.or(run.dstrike).or(paragraph.dstrike).unwrap_or_default()
    }

    /// What a style means, with those it is based on.
    pub fn meaning(&self, id: &str) -> Meaning {
        let mut meaning = Meaning::default();
        for style in self.chain(Some(id)) {
            let named = style.name.strip_prefix("heading ").and_then(|level| level.trim().parse().ok());
            let titled = (style.name == "title").then_some(1);
            meaning.heading = meaning.heading.or(style.outline).or(named).or(titled);
            meaning.list.number = meaning.list.number.or_else(|| style.list.number.clone());
            meaning.list.level = meaning.list.level.or(style.list.level);
            meaning.quote |= matches!(style.name.as_str(), "quote" | "intense quote" | "block text");
            meaning.contents |= style.name.starts_with("toc ");
        }
        meaning.contents |= id.starts_with("TOC");
        meaning
    }
}

/// The level of a heading that an outline level stands for; `9` is body text.
pub(super) fn outline(element: &Element<'_>) -> Option<u8> {
    element.value()?.parse().ok().filter(|level| *level < 9).map(|level: u8| level + 1)
}

/// The lists of a file: their definitions, and how far each has been counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// Definitions: for each level its first number and whether it bears numbers.
    definitions: BTreeMap<String, [(u32, bool); LEVELS]>,
    /// Lists: their definition, and the levels that begin anew with them.
    lists: BTreeMap<String, (String, [Option<u32>; LEVELS])>,
    counted: BTreeMap<String, [Option<u32>; LEVELS]>,
}

impl Numbering {
    pub fn read(part: &str, bytes: &[u8]) -> Result<Self, Problem> {
        let mut new = Self::default();
        let (mut definition, mut list, mut level) = (None, None, 0);
        walk(part, bytes, |node| {
            let Node::Open(element) = node else { return };
            let number = || element.value().and_then(|value| value.parse::<u32>().ok());
            match element.name() {
                "abstractNum" => (definition, list) = (element.attribute("abstractNumId"), None),
                "num" => (list, definition) = (element.attribute("numId"), None),
                "lvl" | "lvlOverride" => level = element.attribute("ilvl").and_then(|l| l.parse().ok()).unwrap_or(0),
                "abstractNumId" => {
                    if let (Some(list), Some(definition)) = (&list, element.value()) {
                        new.lists.insert(list.clone(), (definition, [None; LEVELS]));
                    }
                }
                "startOverride" => {
                    let starts = list.as_ref().and_then(|list| new.lists.get_mut(list)?.1.get_mut(level));
                    if let Some(start) = starts {
                        *start = number();
                    }
                }
                "start" | "numFmt" => {
                    let Some(definition) = &definition else { return };
                    let levels = new.definitions.entry(definition.clone()).or_insert([(1, true); LEVELS]);
                    let Some((start, numbered)) = levels.get_mut(level) else { return };
                    if element.name() == "start" {
                        *start = number().unwrap_or(1);
                    } else {
                        *numbered = !matches!(element.value().as_deref(), Some("bullet" | "none"));
                    }
                }
                _ => {}
            }
        })?;
        Ok(new)
    }

    /// Counts an item of a list on: the number before it, if it bears one.
    pub fn count(&mut self, list: &str, level: usize) -> Option<u32> {
        let (definition, anew) = self.lists.get_mut(list)?;
        let (start, numbered) = *self.definitions.get(definition)?.get(level)?;
        let counted = self.counted.entry(definition.clone()).or_default();
        let next = match anew[level].take() {
            Some(start) => start,
            None => counted[level].map_or(start, |last| last.saturating_add(1)),
        };
        counted[level] = Some(next);
        counted[level + 1..].fill(None);
        numbered.then_some(next)
    }
}
