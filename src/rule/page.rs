//! Reads the title and the settings of rule pages: a closed vocabulary, every fault with its place in the page.

use std::collections::BTreeMap;
use std::ops::Range;

use super::example::is_conflict;
use super::outline::{self, Outline};
use super::{Mechanism, Message, PageFile, Rule};
use crate::diagnostic::{Problem, Severity};
use crate::predicate::PredicateSet;
use crate::predicate::reader::{Reader, Text, suggest};

/// The page has no title, or its title is no name.
const TITLE: &str = "CFG040";
/// The page has no `toml` block, more than one, or one that is not valid TOML.
const BLOCK: &str = "CFG041";
/// A key that does not exist.
const KEY: &str = "CFG042";
/// A key that is missing, or a value of the wrong type.
const TYPE: &str = "CFG043";
/// A word outside a closed list: mechanism, severity.
const WORD: &str = "CFG044";
/// A predicate that the lexicon does not have.
const PREDICATE: &str = "CFG045";
/// A code of a wrong form.
const CODE: &str = "CFG046";
/// A code or a name that another page has.
const DUPLICATE: &str = "CFG047";
/// A placeholder that nothing fills.
const PLACEHOLDER: &str = "CFG048";
/// A page without examples of both kinds.
const EXAMPLES: &str = "CFG049";

/// The keys of the settings.
pub(super) const KEYS: &[&str] = &["code", "severity", "since", "mechanism", "predicates", "message", "where"];
/// The keys of `message`.
pub(super) const MESSAGE: &[&str] = &["title", "here", "help"];
/// The placeholders that every message may have.
const PLACEHOLDERS: [&str; 4] = ["value", "time", "speaker", "count"];

/// A page read, and where its title and its code stand.
struct Page {
    rule: Rule,
    title: Range<usize>,
    code: Range<usize>,
}

/// Reads the embedded pages and a house's own, which replace embedded ones of the same name; by code.
pub(super) fn collect(
    embedded: &[(&str, &str)],
    own: &[PageFile],
    predicates: &PredicateSet,
    problems: &mut Vec<Problem>,
) -> Vec<Rule> {
    let mut pages: BTreeMap<String, Page> = BTreeMap::new();
    let is_page = |path: &str| !path.contains('/') && path != "README.md";
    for (below, contents) in embedded.iter().filter(|(path, _)| is_page(path)) {
        let path = format!("rules/{below}");
        if let Some(page) = read(&path, contents, predicates, problems) {
            admit(page, &mut pages, false, problems);
        }
    }
    let mut house: BTreeMap<String, Page> = BTreeMap::new();
    for (path, contents) in own {
        let Some(page) = read(path, contents, predicates, problems) else { continue };
        let replaced = pages.get(&page.rule.name).is_some_and(|p| p.rule.code == page.rule.code);
        if replaced || page.rule.code.starts_with('X') {
            admit(page, &mut house, true, problems);
        } else {
            let help = format!("for example X{}", &page.rule.code[1..]);
            problems.push(fault(&page, page.code.clone(), CODE, "a house's own codes begin with X").help(help));
        }
    }
    for (name, page) in house {
        pages.remove(&name);
        admit(page, &mut pages, true, problems);
    }
    let mut rules: Vec<Rule> = pages.into_values().map(|p| p.rule).collect();
    rules.sort_unstable_by(|a, b| a.code.cmp(&b.code));
    rules
}

fn fault(page: &Page, range: Range<usize>, code: &str, message: impl Into<String>) -> Problem {
    let span = crate::source::Span::new(range.start, range.end);
    Problem::at(&page.rule.path, &page.rule.page, span, code, message)
}

/// Adds a page unless another one has its code or its name.
fn admit(page: Page, pages: &mut BTreeMap<String, Page>, own: bool, problems: &mut Vec<Problem>) {
    if !own && page.rule.code.starts_with('X') {
        problems.push(
            fault(&page, page.code.clone(), CODE, "codes that begin with X are a house's own")
                .help("choose another family"),
        );
        return;
    }
    if let Some(other) = pages.values().find(|p| p.rule.code == page.rule.code) {
        let message = format!("the code {} belongs to `{}`", page.rule.code, other.rule.name);
        problems.push(
            fault(&page, page.code.clone(), DUPLICATE, message).help("codes never change and are never used twice"),
        );
    } else if pages.contains_key(&page.rule.name) {
        let message = format!("a rule `{}` exists already", page.rule.name);
        problems.push(fault(&page, page.title.clone(), DUPLICATE, message).help("choose another title"));
    } else {
        pages.insert(page.rule.name.clone(), page);
    }
}

/// Whether a word has the form of a code: three capital letters and three digits.
pub(super) fn is_code(word: &str) -> bool {
    let bytes = word.as_bytes();
    bytes.len() == 6 && bytes[..3].iter().all(u8::is_ascii_uppercase) && bytes[3..].iter().all(u8::is_ascii_digit)
}

/// Reads one page; a page with a fault is refused.
fn read(path: &str, contents: &str, predicates: &PredicateSet, problems: &mut Vec<Problem>) -> Option<Page> {
    let outline = outline::read(contents);
    let mut whole = Reader::new(path, contents, 0);
    let title = title(&mut whole, contents, &outline);
    examples(&mut whole, contents, &outline);
    let block = block(&mut whole, contents, &outline);
    let mut found = whole.problems;
    let settings = block.and_then(|block| {
        let reader = Reader::new(path, contents, block.start);
        let mut settings = Settings { reader, predicates, placeholders: Vec::new() };
        let read = settings.read(&contents[block.clone()], block.start);
        found.append(&mut settings.reader.problems);
        read
    });
    found.sort_by_cached_key(|p| p.span);
    let sound = found.is_empty();
    problems.append(&mut found);
    let (title, (mut rule, code)) = (title.filter(|_| sound)?, settings?);
    rule.name = contents[title.clone()].to_owned();
    rule.summary =
        outline.summary.map_or_else(String::new, |s| contents[s].split_whitespace().collect::<Vec<_>>().join(" "));
    rule.path = path.to_owned();
    rule.page = contents.into();
    Some(Page { rule, title, code })
}

fn title(reader: &mut Reader, contents: &str, outline: &Outline) -> Option<Range<usize>> {
    const HELP: &str = "begin the page with `# name-of-the-fault`: lower-case letters, digits and hyphens";
    let Some(title) = outline.title.clone() else {
        reader.fault(0..0, TITLE, "a page without a title", HELP);
        return None;
    };
    let name = &contents[title.clone()];
    let kebab = name
        .split('-')
        .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()));
    if !kebab {
        reader.fault(title, TITLE, format!("`{name}` is no name for a rule"), HELP);
        return None;
    }
    if outline.summary.is_none() {
        reader.fault(
            title.clone(),
            TITLE,
            "a page without a word of explanation",
            "say in one paragraph what is wrong when the rule reports",
        );
    }
    Some(title)
}

fn examples(reader: &mut Reader, contents: &str, outline: &Outline) {
    let kinds: Vec<_> = outline.sections.iter().map(|s| is_conflict(&contents[s.heading.clone()])).collect();
    let at = outline.title.clone().unwrap_or(0..0);
    for (conflict, shape) in [(true, "Conflict"), (false, "No conflict")] {
        if !kinds.contains(&Some(conflict)) {
            let help = "a page needs at least one `## Conflict: …` and one `## No conflict: …`";
            reader.fault(at.clone(), EXAMPLES, format!("no section `## {shape}: …`"), help);
        }
    }
}

/// The place of the one `toml` block.
fn block(reader: &mut Reader, contents: &str, outline: &Outline) -> Option<Range<usize>> {
    let mut blocks = outline.fences.iter().filter(|f| &contents[f.info.clone()] == "toml");
    let Some(first) = blocks.next() else {
        let at = outline.title.clone().unwrap_or(0..0);
        reader.fault(at, BLOCK, "a page without settings", "add a ```toml block before the first example");
        return None;
    };
    if let Some(second) = blocks.next() {
        reader.fault(second.info.clone(), BLOCK, "a second block of settings", "a page is one rule");
    }
    if !first.closed {
        reader.fault(first.info.clone(), BLOCK, "a block that is not closed", "add a line of ``` after the settings");
        return None;
    }
    Some(first.body.clone())
}

/// The settings of a page being read.
struct Settings<'a, 'p> {
    reader: Reader<'a>,
    predicates: &'p PredicateSet,
    /// Slots of the predicates named.
    placeholders: Vec<String>,
}

impl Settings<'_, '_> {
    /// The rule as far as the settings give it, and where its code stands in the page.
    fn read(&mut self, toml: &str, base: usize) -> Option<(Rule, Range<usize>)> {
        let root = self.reader.parse(toml, BLOCK);
        let table = root.get_ref();
        let get = |key: &str| table.get(key);
        self.reader.only(table, KEYS, KEY);
        let code = self.required(get("code"), "code").filter(|t| self.code(t));
        let severity = self.required(get("severity"), "severity").and_then(|t| self.severity(&t));
        let mechanism = self.required(get("mechanism"), "mechanism").and_then(|t| self.mechanism(&t));
        let since = get("since").and_then(|v| self.reader.string(v, TYPE)).map(|t| t.words);
        let predicates = get("predicates").map_or_else(Vec::new, |v| self.reader.strings(v, TYPE));
        let predicates = self.known(predicates, mechanism);
        let message = self.message(get("message"));
        let conditions = get("where").map_or_else(BTreeMap::new, |v| self.conditions(v, mechanism));
        let code = code?;
        let rule = Rule {
            code: code.words,
            name: String::new(),
            severity: severity?,
            since,
            mechanism: mechanism?,
            predicates,
            message: message?,
            conditions,
            summary: String::new(),
            path: String::new(),
            page: "".into(),
        };
        Some((rule, base + code.range.start..base + code.range.end))
    }

    fn required(&mut self, value: Option<&crate::predicate::reader::Value<'_>>, key: &str) -> Option<Text> {
        if value.is_none() {
            self.reader.fault(
                0..0,
                TYPE,
                format!("`{key}` is missing"),
                "a page has code, severity, mechanism and message",
            );
        }
        self.reader.string(value?, TYPE)
    }

    fn code(&mut self, text: &Text) -> bool {
        let sound = is_code(&text.words);
        if !sound {
            let message = format!("`{}` is no code", text.words);
            self.reader.fault(text.range.clone(), CODE, message, "three capital letters and three digits: ROL301");
        }
        sound
    }

    fn severity(&mut self, text: &Text) -> Option<Severity> {
        let all = [Severity::Error, Severity::Warning, Severity::Note];
        let found = all.into_iter().find(|s| s.name() == text.words);
        if found.is_none() {
            let help = suggest(&text.words, &all.map(Severity::name));
            self.reader.fault(text.range.clone(), WORD, format!("no severity is called `{}`", text.words), help);
        }
        found
    }

    fn mechanism(&mut self, text: &Text) -> Option<Mechanism> {
        let found = Mechanism::named(&text.words);
        if found.is_none() {
            let help = suggest(&text.words, &Mechanism::ALL.map(Mechanism::name));
            self.reader.fault(text.range.clone(), WORD, format!("no mechanism is called `{}`", text.words), help);
        }
        found
    }

    fn known(&mut self, texts: Vec<Text>, mechanism: Option<Mechanism>) -> Vec<String> {
        let mut out = Vec::new();
        let predicates = self.predicates;
        for text in texts {
            match predicates.get(&text.words) {
                Some(predicate) => {
                    self.placeholders.extend(predicate.slots.keys().cloned());
                    out.push(text.words);
                }
                None => {
                    let names: Vec<&str> = predicates.predicates.iter().map(|p| p.name.as_str()).collect();
                    let help = suggest(&text.words, &names);
                    self.reader.fault(text.range, PREDICATE, format!("no predicate is called `{}`", text.words), help);
                    // The one fault is enough; its slots may be right.
                    self.placeholders.push("*".to_owned());
                }
            }
        }
        self.placeholders.extend(mechanism.iter().flat_map(|m| m.placeholders()).map(|&name| name.to_owned()));
        if let Some(mechanism) =
            mechanism.filter(|m| m.reads_claims() && out.is_empty() && self.placeholders.is_empty())
        {
            let message = format!("the mechanism `{}` needs predicates", mechanism.name());
            self.reader.fault(0..0, TYPE, message, "add predicates = [\"name-of-a-predicate\"]");
        }
        out
    }

    fn message(&mut self, value: Option<&crate::predicate::reader::Value<'_>>) -> Option<Message> {
        let Some(value) = value else {
            self.reader.fault(0..0, TYPE, "`message` is missing", "add [message] with title, here and perhaps help");
            return None;
        };
        let table = self.reader.table(value, TYPE)?;
        self.reader.only(table, MESSAGE, KEY);
        let mut texts = Vec::new();
        for key in MESSAGE {
            let text = match table.get(*key) {
                None if *key == "help" => None,
                found => self.required(found, &format!("message.{key}")),
            };
            if let Some(text) = &text {
                self.placeholders_of(text);
            }
            texts.push(text.map(|t| t.words));
        }
        let mut texts = texts.into_iter();
        Some(Message { title: texts.next()??, here: texts.next()??, help: texts.next()? })
    }

    fn placeholders_of(&mut self, text: &Text) {
        let mut at = 0;
        while let Some(open) = text.words[at..].find(['{', '}']).map(|i| at + i) {
            let close = text.words[open..].find('}').map(|i| open + i);
            let Some(close) = close.filter(|&c| c > open) else {
                let range = self.reader.within(text, open..open + 1);
                self.reader.fault(range, PLACEHOLDER, "a brace without its counterpart", "write {name}");
                return;
            };
            let name = &text.words[open + 1..close];
            let known = |n: &str| PLACEHOLDERS.contains(&n) || self.placeholders.iter().any(|p| p == n || p == "*");
            if !known(name) {
                let mut all: Vec<&str> = self.placeholders.iter().map(String::as_str).chain(PLACEHOLDERS).collect();
                all.dedup();
                let (message, help) = (format!("nothing fills `{{{name}}}`"), suggest(name, &all));
                let range = self.reader.within(text, open..close + 1);
                self.reader.fault(range, PLACEHOLDER, message, help);
            }
            at = close + 1;
        }
    }

    fn conditions(
        &mut self,
        value: &crate::predicate::reader::Value<'_>,
        mechanism: Option<Mechanism>,
    ) -> BTreeMap<String, String> {
        let (Some(table), Some(mechanism)) = (self.reader.table(value, TYPE), mechanism) else {
            return BTreeMap::new();
        };
        self.reader.only(table, mechanism.conditions(), KEY);
        let mut out = BTreeMap::new();
        for (key, value) in table {
            if let Some(text) = self.reader.string(value, TYPE) {
                out.insert(key.get_ref().to_string(), text.words);
            }
        }
        out
    }
}
