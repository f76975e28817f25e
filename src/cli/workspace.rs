//! The configurations and the rules of a run.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::Global;
use super::input;
use super::output::Style;
use super::tree::{Tree, placed};
use crate::config::{self, Config, normal};
use crate::diagnostic::Problem;
use crate::lexicon::{self, Lexicon};
use crate::load;
use crate::rule::{PageFile, RuleSet};
use crate::source::shown_path;

/// The configurations that paths fall under, and the rules of the first.
pub(super) struct Workspace {
    configs: Vec<Config>,
    /// Index of the configuration of each path.
    of_path: Vec<Option<usize>>,
    pub rules: Arc<RuleSet>,
    /// Contents of the house's own pages and lexica, by the path shown.
    files: BTreeMap<String, String>,
    pub problems: Vec<Problem>,
    /// Where the tree that takes the place of the work tree lies, and what it was taken from.
    tree: Option<(PathBuf, PathBuf)>,
}

impl Workspace {
    /// Finds and reads the configurations of paths, and compiles the rules; `house` is a further folder of rules.
    pub(super) fn open(global: &Global, paths: &[impl AsRef<Path>], house: Option<&Path>) -> Self {
        Self::within(global, paths, house, None)
    }

    /// The same, from a tree that takes the place of the work tree.
    pub(super) fn within(
        global: &Global,
        paths: &[impl AsRef<Path>],
        house: Option<&Path>,
        tree: Option<&Tree>,
    ) -> Self {
        let mut new = Self {
            configs: Vec::new(),
            of_path: Vec::new(),
            rules: Arc::default(),
            files: BTreeMap::new(),
            problems: Vec::new(),
            tree: tree.map(|tree| (tree.folder().to_owned(), tree.back(tree.folder()))),
        };
        let mut known: Vec<PathBuf> = Vec::new();
        let mut of_folder: BTreeMap<PathBuf, Option<PathBuf>> = BTreeMap::new();
        for path in paths {
            let nearest = match &global.config {
                _ if global.isolated => None,
                Some(path) => Some(placed(tree, path)),
                None => {
                    let path: &Path = &placed(tree, path.as_ref());
                    let folder = if path.is_dir() { Some(path) } else { path.parent() };
                    of_folder
                        .entry(folder.map_or_else(PathBuf::new, Path::to_path_buf))
                        .or_insert_with(|| config::find(path))
                        .clone()
                }
            };
            let index = nearest.map(|nearest| new.config(nearest, &mut known));
            new.of_path.push(index);
        }
        let mut folders = new.primary().map_or_else(Vec::new, |config| config.rules.clone());
        folders.extend(house.map(Path::to_path_buf));
        let names = new.names();
        new.compile(&folders, names);
        let checked: Vec<Problem> = new.configs.iter().flat_map(|config| config.check(&new.rules)).collect();
        new.problems.extend(checked);
        new
    }

    fn config(&mut self, path: PathBuf, known: &mut Vec<PathBuf>) -> usize {
        if let Some(index) = known.iter().position(|other| *other == path) {
            return index;
        }
        let (config, problems) = Config::load(&path, &self.shown(&path));
        self.configs.push(config);
        self.problems.extend(problems);
        known.push(path);
        known.len() - 1
    }

    /// The files of a house's own names, with the paths shown.
    fn names(&self) -> Vec<(PathBuf, String)> {
        let Some(config) = self.primary() else { return Vec::new() };
        let mut files: Vec<(PathBuf, String)> = Vec::new();
        for pattern in &config.names {
            // The pattern was compiled before, so it is valid.
            let found = input::find_pattern(load::walk_facts, &config.root, "", &pattern.glob).unwrap_or_default();
            let matching = |path: &Path| config.relative(path).is_some_and(|relative| pattern.matches(&relative));
            let found = found.files.into_iter().map(|file| file.path).filter(|path| matching(path));
            files.extend(found.map(|path| (path.clone(), self.shown(&path))));
        }
        files.sort_unstable();
        files.dedup();
        files
    }

    fn compile(&mut self, folders: &[PathBuf], names: Vec<(PathBuf, String)>) {
        let mut lexicon = Lexicon::embedded();
        for (path, name) in names {
            match read(&path) {
                Ok(contents) => {
                    self.files.insert(name.clone(), contents.clone());
                    lexicon = lexicon.with(&format!("names/{name}"), &name, contents);
                }
                Err(error) => {
                    self.problems.push(Problem::file(name, "CFG160", format!("cannot read it: {error}")));
                }
            }
        }
        let mut pages: Vec<PageFile> = Vec::new();
        let mut seen = std::collections::BTreeSet::new();
        for folder in folders {
            // A folder may be named both in the configuration and on the command line.
            if !seen.insert(std::fs::canonicalize(folder).unwrap_or_else(|_| folder.clone())) {
                continue;
            }
            let mut files = Vec::new();
            if let Err(error) = list(folder, &mut files) {
                let folder = self.shown(folder);
                self.problems.push(Problem::file(folder, "CFG006", format!("cannot read the rules: {error}")));
            }
            for path in files {
                let name = self.shown(&path);
                match read(&path) {
                    Ok(contents) => {
                        self.files.insert(name.clone(), contents.clone());
                        match lexicon_name(folder, &path) {
                            Some(table) => lexicon = lexicon.with(&table, &name, contents),
                            None => pages.push((name, contents)),
                        }
                    }
                    Err(error) => {
                        self.problems.push(Problem::file(name, "CFG006", format!("cannot read it: {error}")));
                    }
                }
            }
        }
        let (rules, problems) = RuleSet::new(lexicon, &pages);
        self.rules = Arc::new(rules);
        self.problems.extend(problems);
    }

    /// The path in the work tree of one that may lie in the tree that takes its place.
    pub(super) fn origin(&self, path: &Path) -> PathBuf {
        let below = self.tree.as_ref().and_then(|(tree, root)| Some(root.join(path.strip_prefix(tree).ok()?)));
        below.unwrap_or_else(|| path.to_owned())
    }

    /// A path for messages, that of the work tree.
    pub(super) fn shown(&self, path: &Path) -> String {
        shown(&self.origin(path))
    }

    /// The configuration that settles what is linted: that of the first path.
    pub(super) fn primary(&self) -> Option<&Config> {
        self.configs.get((*self.of_path.first()?)?)
    }

    /// The configuration of a path given to [`Workspace::open`], by its place in the list.
    pub(super) fn of_path(&self, path: usize) -> Option<usize> {
        self.of_path.get(path).copied().flatten()
    }

    /// A configuration by its index.
    pub(super) fn get(&self, index: Option<usize>) -> Option<&Config> {
        self.configs.get(index?)
    }

    /// All configurations.
    pub(super) fn configs(&self) -> &[Config] {
        &self.configs
    }

    /// The contents of a configuration, page or lexicon, for an excerpt.
    pub(super) fn contents(&self, path: &str) -> Option<String> {
        if let Some(config) = self.configs.iter().find(|config| config.path == path) {
            return Some(config.contents.clone());
        }
        if let Some(contents) = self.files.get(path) {
            return Some(contents.clone());
        }
        let below = path.strip_prefix("rules/")?;
        let page = lexicon::embedded_pages().iter().find(|(page, _)| *page == below);
        let table = || self.rules.lexicon.files("").find(|(_, file)| file.path == path);
        page.map(|(_, contents)| (*contents).to_owned()).or_else(|| Some(table()?.1.text().into_owned()))
    }

    /// Prints the problems; whether one of them means that the run could not be carried out as asked.
    pub(super) fn report_problems(&self, style: Style) -> bool {
        style.problems(&self.problems, &|path| self.contents(path));
        self.problems.iter().any(|problem| problem.fatal)
    }
}

/// A path for messages: relative to the current folder where it lies below it.
pub(super) fn shown(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let normal = normal(path);
    let relative = normal.strip_prefix(&here).ok().filter(|relative| !relative.as_os_str().is_empty());
    shown_path(relative.unwrap_or(&normal))
}

/// The pages and lexica of a house's folder, in the order of their paths.
fn list(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    entries.sort_unstable();
    for path in entries {
        let extension = path.extension().and_then(|e| e.to_str());
        if path.is_dir() {
            list(&path, files)?;
        } else if matches!(extension, Some("md" | "toml")) && !path.ends_with("README.md") {
            files.push(path);
        }
    }
    Ok(())
}

/// Most bytes of a page or table.
const PAGE: u64 = 16 << 20;

/// A page or table; what is no file would never end, and what is huge is none.
fn read(path: &Path) -> std::io::Result<String> {
    let about = std::fs::metadata(path)?;
    if !about.is_file() || about.len() > PAGE {
        return Err(std::io::Error::other("it is no file of at most 16 MB"));
    }
    std::fs::read_to_string(path)
}

/// The name of a table: its path below `lexicon/` without `.toml`. `None` for a page.
fn lexicon_name(folder: &Path, path: &Path) -> Option<String> {
    let below = path.strip_prefix(folder).ok()?.to_string_lossy().replace('\\', "/");
    let table = below.strip_suffix(".toml")?;
    Some(table.strip_prefix("lexicon/").unwrap_or(table).to_owned())
}
