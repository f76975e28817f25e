//! A run up to its report: documents read, compared, and what they themselves ask not to hear of taken out.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::{Global, InputArgs};
use super::cache;
use super::gather::{Gathered, Wanted, gather};
use super::output::Style;
use super::progress::Progress;
use super::tree::{Tree, placed};
use super::workspace::Workspace;
use crate::config::{Config, Selector, nearest, normal, selects};
use crate::diagnostic::{Problem, Report};
use crate::rule::RuleSet;
use crate::session::{Override, Role, Session, Settings};
use crate::source::{Field, Record};
use crate::suppress;
use crate::versions::Versions;

/// A run up to its report.
pub(super) struct Checked {
    pub workspace: Workspace,
    pub session: Session,
    pub report: Report,
    /// Where each document lies, by the path shown.
    pub places: BTreeMap<String, PathBuf>,
    /// Suppressions without effect; they count as warnings.
    pub idle: u64,
}

impl Checked {
    /// Carries out a run, from a tree that takes the place of the work tree if there is one.
    pub(super) fn new(
        input: &InputArgs,
        explain_pairs: bool,
        global: &Global,
        style: Style,
        tree: Option<&Tree>,
    ) -> Self {
        Self::by(input, explain_pairs, global, style, tree, None)
    }

    /// The same, of the documents as they lie in an earlier tree, by the rules of the present run.
    pub(super) fn before(input: &InputArgs, global: &Global, style: Style, tree: &Tree, now: &Workspace) -> Self {
        Self::by(input, false, global, style, Some(tree), Some(now))
    }

    fn by(
        input: &InputArgs,
        explain_pairs: bool,
        global: &Global,
        style: Style,
        tree: Option<&Tree>,
        rules: Option<&Workspace>,
    ) -> Self {
        let progress = Progress::start(style.quiet);
        let places: Vec<&Path> = input.paths.iter().map(|path| place(path, input)).collect();
        let mut workspace = Workspace::within(global, &places, None, tree);
        progress.stage("reading documents");
        let wanted = Wanted {
            paths: &input.paths,
            against: &input.against,
            facts: &input.facts,
            dates: &input.date,
            stdin_filename: input.stdin_filename.as_deref(),
            tree,
        };
        let mut gathered = gather(&wanted, &workspace);
        if let Some(now) = rules {
            workspace.rules = now.rules.clone();
        }
        if gathered.together {
            // Before the cache is opened: what it keeps hangs on how documents are read.
            Arc::make_mut(&mut workspace.rules).extractor.closely = true;
        }
        let settings = settings(input, explain_pairs, rules.unwrap_or(&workspace), &gathered);
        let versions = versions(&workspace, &gathered);
        let documents = std::mem::take(&mut gathered.documents);
        progress.stage(format!("reading {} documents", documents.len()));
        let mut session = Session::new(workspace.rules.clone(), settings.clone());
        if input.cache.no_cache {
            session.extend(documents);
        } else {
            let first = places.first().map_or(Path::new("."), |path| Path::new(path));
            let cache = cache::open(&workspace, first);
            cache::extend(&mut session, documents, &gathered.places, &cache, style);
        }
        progress.stage("comparing");
        let mut report = session.check();
        drop(progress);
        versions.apply(&mut report);
        let context = suppress::Context {
            rules: &workspace.rules,
            settings: &settings,
            require_reason: workspace.primary().is_some_and(|config| config.require_reason),
        };
        let sources = session.documents().map(|document| (&document.source, document.role == Role::Judged));
        let applied = suppress::apply(&mut report, sources, context);
        let mut problems = std::mem::take(&mut workspace.problems);
        problems.extend(unknown_selectors(input, &workspace.rules));
        problems.extend(gathered.problems);
        let passed = gathered.passed.into_iter().filter(|_| style.verbose && tree.is_none());
        problems.extend(passed.map(passed_over));
        problems.extend(unused(input, &workspace, style, tree));
        problems.extend(idle_rows(&session));
        problems.append(&mut report.problems);
        problems.extend(applied.problems);
        report.problems = problems;
        report.account.skipped_files += gathered.skipped;
        Self { workspace, session, report, places: gathered.places, idle: applied.idle }
    }

    /// The contents of a document, a configuration or a page, for an excerpt.
    pub(super) fn contents(&self, path: &str) -> Option<String> {
        let document = || self.session.document(path).map(|document| document.source.file().to_owned());
        self.workspace.contents(path).or_else(document)
    }

    /// Prints the problems to standard error.
    pub(super) fn print_problems(&self, style: Style) {
        style.problems(&self.report.problems, &|path| self.contents(path));
    }

    /// What to do where there was nothing to compare.
    pub(super) fn alone(&self) -> Option<&'static str> {
        let report = &self.report;
        let judged = report.documents.iter().filter(|document| document.judged).count();
        let receipt = report.account.receipt;
        match (judged, report.documents.len()) {
            _ if self.fault() || !report.diagnostics.is_empty() => None,
            (0, _) => Some("there is no document to check here: claimlint reads .txt, .md, .html and .docx"),
            (1, 1) => {
                Some("it was compared with itself only: name other documents beside it, or give --against FOLDER")
            }
            _ if receipt.same + receipt.differ + receipt.undecided == 0 => Some(
                "nothing could be compared: claimlint holds figures, dates, names, offices and the like against each other, in documents on one affair",
            ),
            _ => None,
        }
    }

    /// Whether the run could not be carried out as asked.
    pub(super) fn fault(&self) -> bool {
        self.report.problems.iter().any(|problem| problem.fatal)
    }
}

/// A page that claimlint wrote, named where somebody wants to know.
fn passed_over(path: String) -> Problem {
    Problem::file(path, "CFG010", "this page was written by claimlint, and is passed over").remark()
}

/// Remarks on rows of facts files that no text can be compared with, the first of each file.
fn idle_rows(session: &Session) -> Vec<Problem> {
    let mut problems = Vec::new();
    for document in session.documents().filter(|document| document.source.is_facts()) {
        let claims = &document.claims.claims;
        let idle = |row: &&Record| {
            let first = claims.partition_point(|claim| claim.span.start < row.span.start);
            !claims.get(first).is_some_and(|claim| row.span.contains(claim.span))
        };
        let mut rows = document.source.records.rows.iter().filter(idle);
        let Some(row) = rows.next() else { continue };
        let more = match rows.count() {
            0 => String::new(),
            more => format!(", nor any with {more} further rows"),
        };
        let field = row.kind.required().last().copied().unwrap_or(Field::Source);
        let source = &document.source;
        let message = format!("nothing in a text can be compared with this row{more}");
        let problem = Problem::at(&*source.path, source.file(), row.span_of(field), "CFG156", message);
        let help = "the lexicon has to know the office, and a figure has to be one that a sentence can tell";
        problems.push(problem.help(help).remark());
    }
    problems
}

/// Which documents of the run supersede which, by the first configuration.
pub(super) fn versions(workspace: &Workspace, gathered: &Gathered) -> Versions {
    let mut versions = Versions::default();
    let Some(config) = workspace.primary() else { return versions };
    let documents = || {
        let all = gathered.documents.iter().zip(&gathered.relative);
        all.filter_map(|((source, _), relative)| Some((source.path.as_str(), relative.as_deref()?)))
    };
    for entry in &config.sources {
        let Some(supersedes) = &entry.supersedes else { continue };
        let earlier: Vec<&str> =
            documents().filter(|(_, path)| supersedes.matches(path)).map(|(shown, _)| shown).collect();
        for (later, _) in documents().filter(|(_, path)| entry.files.matches(path)) {
            let others = earlier.iter().filter(|&&earlier| earlier != later);
            versions.0.extend(others.map(|&earlier| (later.to_owned(), earlier.to_owned())));
        }
    }
    versions
}

/// Standard input is configured as if it lay where its name says.
fn place<'a>(path: &'a Path, input: &'a InputArgs) -> &'a Path {
    if path == Path::new("-") { Path::new(input.stdin_filename.as_deref().unwrap_or(".")) } else { path }
}

pub(super) fn settings(input: &InputArgs, explain_pairs: bool, workspace: &Workspace, gathered: &Gathered) -> Settings {
    let mut settings = Settings { one_topic: gathered.together, explain_pairs, ..Settings::default() };
    let words = |selectors: &[Selector]| selectors.iter().map(|s| s.words.clone()).collect::<Vec<_>>();
    let mut extend = input.extend_select.clone();
    settings.select.clone_from(&input.select);
    if let Some(config) = workspace.primary() {
        if input.select.is_empty() {
            // A rule that does not exist is a fault already; it must not turn off those that do.
            settings.select = words(&config.select);
            settings.select.retain(|selector| selects(&workspace.rules, selector));
        }
        extend.extend(words(&config.extend_select));
        settings.ignore = words(&config.ignore);
        settings.severity = config.severity.iter().map(|(s, severity)| (s.words.clone(), *severity)).collect();
        settings.overrides = overrides(workspace, gathered);
        for entry in &mut settings.overrides {
            above(input, entry);
        }
    }
    settings.ignore.extend(input.ignore.iter().cloned());
    // An empty list selects all; adding to all changes nothing.
    if settings.select.iter().any(|selector| selector == "ALL") {
        settings.select.clear();
    } else if !settings.select.is_empty() {
        settings.select.extend(extend);
    }
    settings
}

/// The command line stands above the configuration: its selection takes the place of every other, and what it leaves out stays out.
fn above(input: &InputArgs, entry: &mut Override) {
    if !input.select.is_empty() {
        entry.select.clear();
        entry.extend_select.clear();
    }
    if !(entry.select.is_empty() && entry.extend_select.is_empty()) {
        entry.ignore.extend(input.ignore.iter().cloned());
    }
}

/// Overrides with their patterns resolved to the paths of this run, since patterns are relative to the configuration and paths to the user.
fn overrides(workspace: &Workspace, gathered: &Gathered) -> Vec<Override> {
    let Some(config) = workspace.primary() else { return Vec::new() };
    let resolve = |entry: &crate::config::OverrideEntry| {
        let documents = gathered.documents.iter().zip(&gathered.relative);
        let matching = documents.filter(|(_, relative)| {
            relative.as_ref().is_some_and(|path| entry.files.iter().filter(|pattern| pattern.matches(path)).count() > 0)
        });
        let words = |selectors: &[Selector]| selectors.iter().map(|selector| selector.words.clone()).collect();
        Override {
            files: matching.map(|((source, _), _)| globset::escape(&source.path)).collect(),
            // A rule that does not exist is a fault already; it must not turn off those that do.
            select: words(
                &entry.select.iter().filter(|s| selects(&workspace.rules, &s.words)).cloned().collect::<Vec<_>>(),
            ),
            extend_select: words(&entry.extend_select),
            ignore: words(&entry.ignore),
            severity: entry.severity.iter().map(|(selector, severity)| (selector.words.clone(), *severity)).collect(),
        }
    };
    config.overrides.iter().map(resolve).filter(|entry| !entry.files.is_empty()).collect()
}

fn unknown_selectors(input: &InputArgs, rules: &RuleSet) -> Vec<Problem> {
    let lists = [("--select", &input.select), ("--ignore", &input.ignore), ("--extend-select", &input.extend_select)];
    let all = lists.into_iter().flat_map(|(flag, list)| list.iter().map(move |selector| (flag, selector)));
    all.filter(|(_, selector)| !selects(rules, selector))
        .map(|(flag, selector)| {
            let message = format!("{flag}: no rule has the code, prefix or name `{selector}`");
            let problem = Problem::file("", "CFG003", message);
            match nearest(rules, selector) {
                Some(near) => problem.help(format!("did you mean `{near}`?")),
                None => problem.help("`claimlint rules list` shows all rules"),
            }
        })
        .collect()
}

/// Patterns that matched nothing. Those of documents that are checked only where the whole folder of the configuration was, or on demand; facts, names and references are
/// read in any case, by the first configuration.
fn unused(input: &InputArgs, workspace: &Workspace, style: Style, tree: Option<&Tree>) -> Vec<Problem> {
    let whole = |root: &Path| input.paths.iter().any(|path| root.starts_with(normal(&placed(tree, path))));
    let all = |config: &Config| style.verbose || whole(&config.root);
    let primary = |config: &Config| workspace.primary().is_some_and(|primary| std::ptr::eq(primary, config));
    let told = workspace.configs().iter().filter(|config| all(config) || primary(config));
    told.flat_map(|config| config.unused(all(config))).collect()
}
