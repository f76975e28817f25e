//! The cache as the command line uses it: documents whose claims an earlier run has kept are not read again. And `claimlint clean`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;

use super::args::Global;
use super::output::{Status, Style};
use super::parallel;
use super::workspace::{Workspace, shown};
use crate::cache::{Cache, clean, place};
use crate::config;
use crate::link::Document;
use crate::session::{Role, Session};
use crate::source::Source;

/// Whether there is a cache.
#[derive(Clone, Debug, Default, Args)]
pub struct CacheArgs {
    /// Read every document anew, and keep nothing for the next run
    #[arg(long)]
    pub no_cache: bool,
}

/// Arguments of `clean`.
#[derive(Debug, Args)]
pub struct CleanArgs {
    /// A document or folder whose cache is meant
    #[arg(default_value = ".")]
    pub path: PathBuf,
}

/// The cache of a run on a path, by the configuration that the path falls under.
pub(super) fn open(workspace: &Workspace, path: &Path) -> Cache {
    let root = workspace.primary().map(|config| workspace.origin(&config.root));
    Cache::new(&place(root.as_deref(), &workspace.origin(path)), &workspace.rules)
}

/// Adds documents to a session: with the claims that are kept where there are some, else read, and kept for the next run. Standard input, which lies nowhere, is not.
pub(super) fn extend(
    session: &mut Session,
    documents: Vec<(Source, Role)>,
    places: &BTreeMap<String, PathBuf>,
    cache: &Cache,
    style: Style,
) {
    let found = parallel::map(documents, |(source, role)| {
        let claims = if places.contains_key(&source.path) { cache.get(&source) } else { None };
        (source, role, claims)
    });
    let mut fresh = Vec::new();
    for (source, role, claims) in found {
        match claims {
            Some(claims) => session.adopt([Document { source, role, claims }]),
            None => fresh.push((source, role)),
        }
    }
    let paths: Vec<String> = fresh.iter().map(|(source, _)| source.path.clone()).collect();
    session.extend(fresh);
    let read = paths.iter().filter(|path| places.contains_key(*path)).filter_map(|path| session.document(path));
    parallel::map(read.collect(), |document| cache.put(&document.source, &document.claims));
    cache.tidy();
    if style.verbose {
        told(cache);
    }
}

fn told(cache: &Cache) {
    match cache.fault() {
        Some(fault) => eprintln!("nothing is kept for the next run: {fault}"),
        None => {
            let (kept, read) = cache.counts();
            eprintln!("{kept} documents from the cache, {read} read anew");
        }
    }
}

/// Runs `clean`.
pub(super) fn run(args: &CleanArgs, global: &Global, style: Style) -> Status {
    let root = match &global.config {
        _ if global.isolated => None,
        Some(path) => Some(config::normal(path)),
        None => config::find(&args.path),
    };
    let place = place(root.as_deref().and_then(Path::parent), &args.path);
    let removed = clean(&place);
    if !style.quiet {
        let place = shown(&place);
        let place = crate::render::visible(&place);
        match removed {
            Some(removed) => {
                let plural = if removed.files == 1 { "" } else { "s" };
                println!("removed {} file{plural}, {} KB, from {place}", removed.files, removed.bytes.div_ceil(1024));
            }
            None => println!("there is no cache in {place}"),
        }
    }
    Status::Clean
}
