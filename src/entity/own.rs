//! A house's own names: files that tell which forms name one person, body, place, agreement or office, and who is not the same.
//!
//! ```toml
//! [[person]]
//! name    = "Ana Ruiz"
//! aliases = ["Anita Ruiz"]
//!
//! [[organisation]]
//! name     = "Harbour Authority of Solcombe"
//! acronyms = ["HAS"]
//!
//! [[different]]
//! names = ["Ana Ruiz", "Ana Ruiz Paz"]
//! ```

use rustc_hash::FxHashMap;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::PersonName;
use super::fold::fold;
use crate::diagnostic::Problem;
use crate::lexicon::LexiconFile;
use crate::source::Span;

/// Codes of the problems of names files.
mod codes {
    /// No TOML.
    pub const UNREADABLE: &str = "CFG160";
    /// A list, key or value that cannot be.
    pub const UNKNOWN: &str = "CFG161";
    /// One form for two names.
    pub const TWICE: &str = "CFG162";
    /// An alias that is a name of its own.
    pub const OWN_NAME: &str = "CFG163";
    /// A word that is an ordinary one (remark).
    pub const ORDINARY: &str = "CFG164";
}

/// Most problems that are told of one file.
const MOST: usize = 50;
/// The lists of names files.
const KINDS: [(&str, OwnKind); 5] = [
    ("person", OwnKind::Person),
    ("organisation", OwnKind::Organisation),
    ("place", OwnKind::Place),
    ("agreement", OwnKind::Agreement),
    ("office", OwnKind::Office),
];
/// The list of names that are not the same.
const DIFFERENT: &str = "different";

/// What a name of a names file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OwnKind {
    Person,
    Organisation,
    Place,
    Agreement,
    Office,
}

/// A name with its other forms.
#[derive(Clone, Debug)]
pub(super) struct OwnName {
    pub kind: OwnKind,
    pub name: String,
    /// Aliases and acronyms.
    pub forms: Vec<String>,
    /// Of an office: whether it has one holder at a time.
    pub sole: bool,
    /// Of an office: what an unknown name behind it is.
    pub over: String,
}

/// What names files tell.
#[derive(Clone, Debug, Default)]
pub(super) struct Own {
    pub names: Vec<OwnName>,
    /// Names that are not the same.
    pub different: Vec<[String; 2]>,
}

/// A form where it stands.
struct Form {
    words: String,
    span: Span,
}

/// What a form was met as.
#[derive(Clone, Copy)]
struct Met {
    entry: usize,
    span: Span,
    canonical: bool,
}

struct Reader<'a> {
    file: &'a LexiconFile,
    /// Whether a word in lower case is an ordinary one.
    ordinary: &'a dyn Fn(&str) -> bool,
    own: Own,
    /// By folded form.
    met: FxHashMap<String, Met>,
    problems: Vec<Problem>,
    more: usize,
}

/// Reads a names file; what is wrong with an entry leaves the others alone.
pub(super) fn read(file: &LexiconFile, ordinary: &dyn Fn(&str) -> bool, problems: &mut Vec<Problem>) -> Own {
    let (own, met) = (Own::default(), FxHashMap::default());
    let mut reader = Reader { file, ordinary, own, met, problems: Vec::new(), more: 0 };
    let (table, errors) = DeTable::parse_recoverable(&file.contents);
    for error in errors {
        let span = error.span().map_or(Span::default(), |span| Span::new(span.start, span.end));
        let message = error.message().lines().next().unwrap_or("not valid TOML").to_owned();
        reader.fault(span, codes::UNREADABLE, message, "what can be read of the file counts");
    }
    let mut entries = reader.entries(table.get_ref());
    // Canonical names come first, so that an alias that is one is found whatever the order.
    entries.sort_by_cached_key(|(_, form, _)| form.span);
    entries.retain(|(_, form, _)| reader.canonical(form));
    for (kind, form, table) in entries {
        reader.entry(kind, form, table);
    }
    reader.different(table.get_ref());
    if reader.more > 0 {
        let message = format!("{} further faults are not shown", reader.more);
        reader.problems.push(Problem::file(&*file.path, codes::UNKNOWN, message));
    }
    problems.append(&mut reader.problems);
    reader.own
}

type Entry<'t, 'f> = (OwnKind, Form, &'t DeTable<'f>);

impl Reader<'_> {
    fn fault(&mut self, span: Span, code: &str, message: impl Into<String>, help: impl Into<String>) -> bool {
        // Lines are counted from the beginning for each, so that there must not be too many.
        if self.problems.len() >= MOST {
            self.more += 1;
        } else {
            let problem = Problem::at(&*self.file.path, &self.file.contents, span, code, message);
            self.problems.push(problem.help(help));
        }
        false
    }

    fn entries<'t, 'f>(&mut self, table: &'t DeTable<'f>) -> Vec<Entry<'t, 'f>> {
        let mut entries = Vec::new();
        for (key, value) in table {
            let (name, at) = (key.get_ref().as_ref(), Span::new(key.span().start, key.span().end));
            let kind = KINDS.iter().find(|(list, _)| *list == name).map(|(_, kind)| *kind);
            let DeValue::Array(rows) = value.get_ref() else {
                self.fault(at, codes::UNKNOWN, format!("`{name}` is no list of names"), lists());
                continue;
            };
            let Some(kind) = kind else {
                if name != DIFFERENT {
                    self.fault(at, codes::UNKNOWN, format!("unknown list `{name}`"), lists());
                }
                continue;
            };
            for row in rows.iter() {
                let DeValue::Table(row_table) = row.get_ref() else {
                    self.fault(span(row), codes::UNKNOWN, "an entry that is no table", lists());
                    continue;
                };
                let name = row_table.iter().find(|(key, _)| key.get_ref() == "name").map(|(_, value)| value);
                match name.and_then(|value| self.form(value)) {
                    Some(form) => entries.push((kind, form, row_table)),
                    None => {
                        self.fault(span(row), codes::UNKNOWN, "an entry without a name", "write `name = \"…\"`");
                    }
                }
            }
        }
        entries
    }

    /// A string with letters in it.
    fn form(&self, value: &Spanned<DeValue<'_>>) -> Option<Form> {
        let DeValue::String(words) = value.get_ref() else { return None };
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        words.chars().any(char::is_alphabetic).then(|| Form { words, span: span(value) })
    }

    /// Files a canonical name, unless it stands there already.
    fn canonical(&mut self, form: &Form) -> bool {
        let new = Met { entry: usize::MAX, span: form.span, canonical: true };
        match self.met.insert(fold(&form.words), new) {
            None => true,
            Some(first) => {
                self.met.insert(fold(&form.words), first);
                let message = format!("`{}` is a name already, in line {}", form.words, self.line(first.span));
                self.fault(form.span, codes::TWICE, message, "put all its aliases into one entry")
            }
        }
    }

    fn line(&self, span: Span) -> usize {
        self.file.contents[..span.start as usize].matches('\n').count() + 1
    }

    fn entry(&mut self, kind: OwnKind, form: Form, table: &DeTable<'_>) {
        let entry = self.own.names.len();
        self.met.insert(fold(&form.words), Met { entry, span: form.span, canonical: true });
        let (mut forms, mut sole, mut over) = (Vec::new(), false, "place".to_owned());
        self.is_plain(kind, &form);
        for (key, value) in table {
            match (key.get_ref().as_ref(), value.get_ref()) {
                ("name", _) => {}
                ("aliases" | "acronyms", DeValue::Array(values)) => {
                    for value in values.iter() {
                        let Some(alias) = self.form(value) else {
                            self.fault(span(value), codes::UNKNOWN, "no name", "write it in quotation marks");
                            continue;
                        };
                        if self.is_free(entry, &form.words, &alias) && self.is_plain(kind, &alias) {
                            forms.push(alias.words);
                        }
                    }
                }
                ("sole", DeValue::Boolean(told)) if kind == OwnKind::Office => sole = *told,
                ("of", DeValue::String(told)) if kind == OwnKind::Office && is_over(told) => over = told.to_string(),
                (name, _) => {
                    let help = match kind {
                        OwnKind::Office => {
                            "the keys are name, aliases, acronyms, sole (true or false) and of (place, body or portfolio)"
                        }
                        _ => "the keys are name, aliases and acronyms; the last two are lists",
                    };
                    let at = Span::new(key.span().start, key.span().end);
                    self.fault(at, codes::UNKNOWN, format!("unknown key `{name}`, or no value for it"), help);
                }
            }
        }
        self.own.names.push(OwnName { kind, name: form.words, forms, sole, over });
    }

    /// Whether an alias belongs to no other name.
    fn is_free(&mut self, entry: usize, name: &str, alias: &Form) -> bool {
        let new = Met { entry, span: alias.span, canonical: false };
        let Some(first) = self.met.get(&fold(&alias.words)).copied() else {
            self.met.insert(fold(&alias.words), new);
            return true;
        };
        let line = self.line(first.span);
        if first.entry == entry {
            let help = "leave it out: names are the same whatever their case and accents";
            return self.fault(alias.span, codes::TWICE, format!("`{}` stands here already", alias.words), help);
        }
        if first.canonical {
            let message = format!("the alias `{}` of `{name}` is a name of its own, in line {line}", alias.words);
            return self.fault(
                alias.span,
                codes::OWN_NAME,
                message,
                "make one entry of the two, or leave the alias out",
            );
        }
        let message = format!("`{}` is an alias of another name as well, in line {line}", alias.words);
        self.fault(alias.span, codes::TWICE, message, "an alias has to tell which one is meant")
    }

    /// Whether a form is no ordinary word: "May" alone is a month as well.
    fn is_plain(&mut self, kind: OwnKind, form: &Form) -> bool {
        let bare = !form.words.contains([' ', '-']) && form.words.chars().any(char::is_lowercase);
        if kind == OwnKind::Office || !bare || !(self.ordinary)(&form.words.to_lowercase()) {
            return true;
        }
        let message = format!("`{}` is an ordinary word as well, and is not taken for the name by itself", form.words);
        if self.problems.len() < MOST {
            let problem = Problem::at(&*self.file.path, &self.file.contents, form.span, codes::ORDINARY, message);
            self.problems.push(problem.help("a surname counts by itself behind the full name").remark());
        }
        false
    }

    fn different(&mut self, table: &DeTable<'_>) {
        let rows = table.iter().find(|(key, _)| key.get_ref() == DIFFERENT);
        let Some(DeValue::Array(rows)) = rows.map(|(_, value)| value.get_ref()) else { return };
        for row in rows.iter() {
            let inner = match row.get_ref() {
                DeValue::Table(table) => table.iter().find(|(key, _)| key.get_ref() == "names").map(|(_, value)| value),
                _ => None,
            };
            let Some(DeValue::Array(values)) = inner.map(|value| value.get_ref()) else {
                self.fault(span(row), codes::UNKNOWN, "no list of names", "write `names = [\"…\", \"…\"]`");
                continue;
            };
            let forms: Vec<Form> = values.iter().filter_map(|value| self.form(value)).collect();
            if forms.len() < 2 {
                self.fault(span(row), codes::UNKNOWN, "fewer than two names", "name those that are not the same");
            }
            for (n, a) in forms.iter().enumerate() {
                for b in &forms[n + 1..] {
                    self.pair(a, b);
                }
            }
        }
    }

    fn pair(&mut self, a: &Form, b: &Form) {
        let entry = |form: &Form| self.met.get(&fold(&form.words)).map(|met| met.entry);
        if entry(a).is_some() && entry(a) == entry(b) {
            let message = format!("`{}` and `{}` are forms of one name here", a.words, b.words);
            self.fault(b.span, codes::OWN_NAME, message, "take one of them out of its aliases");
            return;
        }
        let canonical =
            |form: &Form| entry(form).and_then(|entry| self.own.names.get(entry)).map(|own| own.name.clone());
        let pair = [a, b].map(|form| canonical(form).unwrap_or_else(|| form.words.clone()));
        self.own.different.push(pair);
    }
}

fn is_over(words: &str) -> bool {
    matches!(words, "place" | "body" | "portfolio")
}

fn lists() -> String {
    let names: Vec<&str> = KINDS.iter().map(|(name, _)| *name).chain([DIFFERENT]).collect();
    format!("the lists are {}, written `[[{}]]` above each entry", names.join(", "), names[0])
}

fn span(value: &Spanned<DeValue<'_>>) -> Span {
    Span::new(value.span().start, value.span().end)
}

/// The parts of a person's name: the first word and what is known for a given name or is an initial, then the rest; particles in lower case go with what follows.
pub(super) fn parts(name: &str, is_given: impl Fn(&str) -> bool) -> PersonName {
    let mut parts: Vec<String> = Vec::new();
    let mut particles = String::new();
    for word in name.split(' ') {
        if word.chars().next().is_some_and(char::is_lowercase) {
            particles.push_str(word);
            particles.push(' ');
        } else {
            parts.push(std::mem::take(&mut particles) + word);
        }
    }
    let mut given = usize::from(parts.len() > 1);
    while given > 0
        && given + 1 < parts.len()
        && (parts[given].ends_with('.') || is_given(&parts[given].to_lowercase()))
    {
        given += 1;
    }
    let family = parts.split_off(given);
    PersonName { given: parts, family, suffix: None }
}
