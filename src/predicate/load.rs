//! Reads `predicates/*.toml`: every key is checked, every fault gets its place, and what is faulty is left out alone.

use std::collections::BTreeMap;

use toml::de::DeTable;

use super::pattern::{self, Pattern};
use super::reader::{Reader, Text, Value, suggest};
use super::{Kind, Phase, Predicate, SlotType, Wording};
use crate::diagnostic::Problem;
use crate::lexicon::{Lexicon, LexiconFile};

/// Not valid TOML.
const TOML: &str = "CFG020";
/// A key that does not exist.
const KEY: &str = "CFG021";
/// A key that is missing, or a value of the wrong type.
const TYPE: &str = "CFG022";
/// A word outside a closed list: kind, slot type.
const WORD: &str = "CFG023";
/// A wording names a slot that is not declared.
const SLOT: &str = "CFG024";
/// A wording cannot be read.
const PATTERN: &str = "CFG025";
/// `answers` names neither a slot nor a closed list.
const ANSWERS: &str = "CFG026";
/// A length of time cannot be read.
const DURATION: &str = "CFG027";
/// Two predicates bear one name.
const DUPLICATE: &str = "CFG028";
/// `excludes`, `onsets` or `presupposes` speaks of a value that does not exist.
const VALUE: &str = "CFG029";

/// The engine of predicates without wordings: the words around a number or a date are the question.
const FRAME: &str = "frame";

/// The keys of a predicate.
pub(crate) const KEYS: &[&str] = &[
    "engine",
    "kind",
    "slots",
    "answers",
    "asserts",
    "begins",
    "ends",
    "denies",
    "nouns",
    "persists",
    "excludes",
    "surface",
    "together",
    "values",
    "onsets",
    "presupposes",
];

/// The keys that hold wordings, and what the wordings say.
const PHASES: [(&str, Phase); 4] =
    [("asserts", Phase::Asserts), ("begins", Phase::Begins), ("ends", Phase::Ends), ("denies", Phase::Denies)];

/// Reads all predicate files of a lexicon; the pattern of a wording has the wording's index.
pub(super) fn read(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Vec<(Predicate, Vec<Pattern>)> {
    let mut predicates = BTreeMap::new();
    for (_, file) in lexicon.files("predicates/") {
        read_file(file, &mut predicates, problems);
    }
    predicates.into_values().collect()
}

fn read_file(
    file: &LexiconFile,
    predicates: &mut BTreeMap<String, (Predicate, Vec<Pattern>)>,
    problems: &mut Vec<Problem>,
) {
    let mut reader = Reader::new(&file.path, &file.contents, 0);
    let root = reader.parse(&file.contents, TOML);
    // A table comes sorted by name; problems and duplicates shall follow the order of the file.
    let mut entries: Vec<_> = root.get_ref().iter().collect();
    entries.sort_by_cached_key(|(key, _)| key.span().start);
    for (key, value) in entries {
        let name = key.get_ref().as_ref();
        if predicates.contains_key(name) {
            let message = format!("a predicate `{name}` exists already");
            reader.fault(key.span(), DUPLICATE, message, "add the wordings there, or choose another name");
        } else if !is_name(name) {
            let message = format!("`{name}` is no name for a predicate");
            reader.fault(key.span(), KEY, message, "use lower-case letters, digits and hyphens");
        } else if let Some(table) = reader.table(value, TYPE)
            && let Some(predicate) = (One { reader: &mut reader, table, key: key.span() }).read(name)
        {
            predicates.insert(name.to_owned(), predicate);
        }
    }
    reader.problems.sort_by_cached_key(|p| p.span);
    problems.append(&mut reader.problems);
}

/// Whether a word may name a predicate or a slot.
fn is_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_lowercase())
        && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_')
}

/// One predicate being read.
struct One<'r, 'a, 't, 'v> {
    reader: &'r mut Reader<'a>,
    table: &'v DeTable<'t>,
    key: std::ops::Range<usize>,
}

/// Wordings read so far, with their patterns.
#[derive(Default)]
struct Wordings {
    wordings: Vec<Wording>,
    patterns: Vec<Pattern>,
}

impl<'t, 'v> One<'_, '_, 't, 'v> {
    fn read(&mut self, name: &str) -> Option<(Predicate, Vec<Pattern>)> {
        let faults = self.reader.problems.len();
        self.reader.only(self.table, KEYS, KEY);
        let kind = self.kind();
        let slots = self.slots();
        let mut found = Wordings::default();
        if let Some(slots) = &slots {
            for (key, phase) in PHASES {
                if let Some(value) = self.table.get(key) {
                    for text in self.reader.strings(value, TYPE) {
                        self.wording(&text, slots, phase, None, false, &mut found);
                    }
                }
            }
            self.valued("values", slots, (Phase::Asserts, false), &mut found);
            self.valued("onsets", slots, (Phase::Begins, false), &mut found);
            self.valued("presupposes", slots, (Phase::Asserts, true), &mut found);
        }
        let values = self.value_names();
        let excludes = self.excludes(&values);
        let persists = self.persists();
        let surface = self.flag("surface");
        let nouns = self.nouns();
        let together = self.flag("together");
        let answers = self.answers(kind?, slots.as_ref()?, &values)?;
        let framed = self.table.get("engine").and_then(|value| self.reader.string(value, TYPE));
        if let Some(text) = framed.as_ref().filter(|text| text.words != FRAME) {
            let message = format!("no engine is called `{}`", text.words);
            self.reader.fault(text.range.clone(), TYPE, message, format!("the only engine is `{FRAME}`"));
        }
        if found.wordings.is_empty() && framed.is_none() {
            if self.reader.problems.len() > faults {
                return None;
            }
            let help = "add wordings under asserts, begins, ends, denies or values";
            self.reader.fault(self.key.clone(), TYPE, format!("`{name}` has no wording"), help);
            return None;
        }
        let named = found.patterns.iter().flat_map(|p| p.named.clone()).collect();
        let Wordings { wordings, patterns } = found;
        let name = name.to_owned();
        let predicate = Predicate {
            name,
            kind: kind?,
            slots: slots?,
            named,
            answers,
            values,
            excludes,
            persists,
            surface,
            nouns,
            together,
            wordings,
        };
        Some((predicate, patterns))
    }

    fn get(&mut self, key: &str) -> Option<&'v Value<'t>> {
        let value = self.table.get(key);
        if value.is_none() {
            let help = "every predicate has kind, slots and answers";
            self.reader.fault(self.key.clone(), TYPE, format!("`{key}` is missing"), help);
        }
        value
    }

    fn kind(&mut self) -> Option<Kind> {
        let value = self.get("kind")?;
        let text = self.reader.string(value, TYPE)?;
        let kind = Kind::named(&text.words);
        if kind.is_none() {
            let help = suggest(&text.words, Kind::NAMES);
            self.reader.fault(text.range, WORD, format!("no kind of predicate is called `{}`", text.words), help);
        }
        kind
    }

    fn slots(&mut self) -> Option<BTreeMap<String, SlotType>> {
        let value = self.get("slots")?;
        let table = self.reader.table(value, TYPE)?;
        let mut slots = BTreeMap::new();
        let mut sound = true;
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            if !is_name(name) {
                let help = "use lower-case letters, digits and hyphens";
                self.reader.fault(key.span(), KEY, format!("`{name}` is no name for a slot"), help);
                sound = false;
                continue;
            }
            let text = self.reader.string(value, TYPE)?;
            match SlotType::named(&text.words) {
                Some(ty) => {
                    slots.insert(name.to_owned(), ty);
                }
                None => {
                    let help = suggest(&text.words, SlotType::NAMES);
                    self.reader.fault(text.range, WORD, format!("no slot type `{}`", text.words), help);
                    sound = false;
                }
            }
        }
        if slots.is_empty() && sound {
            self.reader.fault(value.span(), TYPE, "a predicate needs a slot", "write slots = { person = \"person\" }");
        }
        (sound && !slots.is_empty()).then_some(slots)
    }

    fn wording(
        &mut self,
        text: &Text,
        slots: &BTreeMap<String, SlotType>,
        phase: Phase,
        value: Option<&str>,
        presupposed: bool,
        found: &mut Wordings,
    ) {
        match pattern::parse(&text.words, slots) {
            Ok(pattern) => {
                let value = value.map(str::to_owned);
                found.wordings.push(Wording { source: text.words.clone(), phase, value, presupposed });
                found.patterns.push(pattern);
            }
            Err(fault) => {
                let range = self.reader.within(text, fault.range);
                let code = if fault.slot { SLOT } else { PATTERN };
                self.reader.fault(range, code, fault.message, fault.help);
            }
        }
    }

    /// Wordings that stand for a value: a table of value → wordings; and whether they take it for granted.
    fn valued(
        &mut self,
        key: &str,
        slots: &BTreeMap<String, SlotType>,
        (phase, presupposed): (Phase, bool),
        found: &mut Wordings,
    ) {
        let Some(value) = self.table.get(key) else { return };
        let Some(table) = self.reader.table(value, TYPE) else { return };
        let known = self.value_names();
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            if !known.contains(&name) {
                self.reader.fault(key.span(), VALUE, format!("`{name}` is no value"), suggest(name, &known));
                continue;
            }
            for text in self.reader.strings(value, TYPE) {
                self.wording(&text, slots, phase, Some(name), presupposed, found);
            }
        }
    }

    fn value_names(&self) -> Vec<String> {
        let values = self.table.get("values").and_then(|v| v.get_ref().as_table());
        values.into_iter().flatten().map(|(key, _)| key.get_ref().to_string()).collect()
    }

    fn excludes(&mut self, values: &[String]) -> Vec<(String, String)> {
        let Some(value) = self.table.get("excludes") else { return Vec::new() };
        let known: Vec<&str> = values.iter().map(String::as_str).collect();
        let mut out = Vec::new();
        let Some(pairs) = value.get_ref().as_array() else {
            let help = "write excludes = [[\"one value\", \"another\"]]";
            self.reader.fault(value.span(), TYPE, "expected a list of pairs", help);
            return out;
        };
        for pair in pairs.iter() {
            let texts = self.reader.strings(pair, TYPE);
            let [one, other] = texts.as_slice() else {
                self.reader.fault(pair.span(), TYPE, "expected two values", "write [\"one value\", \"another\"]");
                continue;
            };
            let mut sound = true;
            for text in [one, other].into_iter().filter(|t| !known.contains(&t.words.as_str())) {
                let help = suggest(&text.words, &known);
                self.reader.fault(text.range.clone(), VALUE, format!("`{}` is no value", text.words), help);
                sound = false;
            }
            if sound {
                out.push((one.words.clone(), other.words.clone()));
            }
        }
        out
    }

    fn persists(&mut self) -> Option<u32> {
        let text = self.table.get("persists").and_then(|value| self.reader.string(value, TYPE))?;
        let days = days(&text.words);
        if days.is_none() {
            let message = format!("`{}` is no length of time", text.words);
            self.reader.fault(
                text.range,
                DURATION,
                message,
                "write \"90 days\", \"6 weeks\", \"3 months\" or \"1 year\"",
            );
        }
        days
    }

    /// The nouns that the question may be about.
    fn nouns(&mut self) -> Vec<String> {
        let Some(value) = self.table.get("nouns") else { return Vec::new() };
        self.reader.strings(value, TYPE).into_iter().map(|text| text.words).collect()
    }

    /// A key that is true or false, and false where it is left out.
    fn flag(&mut self, key: &str) -> bool {
        let Some(value) = self.table.get(key) else { return false };
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            let message = format!("expected true or false, found {}", value.get_ref().type_str());
            self.reader.fault(value.span(), TYPE, message, format!("write {key} = true"));
        }
        flag.unwrap_or_default()
    }

    fn answers(&mut self, kind: Kind, slots: &BTreeMap<String, SlotType>, values: &[String]) -> Option<String> {
        if kind == Kind::Event && self.table.get("answers").is_none() {
            return Some(String::new());
        }
        let value = self.get("answers")?;
        let text = self.reader.string(value, TYPE)?;
        if slots.contains_key(&text.words) || !values.is_empty() && is_name(&text.words) {
            return Some(text.words);
        }
        let known: Vec<&str> = slots.keys().map(String::as_str).collect();
        let message = format!("`{}` is no slot, and there is no list of values", text.words);
        let help = format!("{}; or add a table of values", suggest(&text.words, &known));
        self.reader.fault(text.range, ANSWERS, message, help);
        None
    }
}

/// A length of time in days: a month has 30, a year 365.
fn days(words: &str) -> Option<u32> {
    let (number, unit) = words.trim().split_once(' ')?;
    let factor = match unit.trim() {
        "day" | "days" => 1,
        "week" | "weeks" => 7,
        "month" | "months" => 30,
        "year" | "years" => 365,
        _ => return None,
    };
    number.parse::<u32>().ok()?.checked_mul(factor)
}
