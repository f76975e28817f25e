//! Which blocks of a page are its article.

use crate::load::drafts::{Draft, Drafts};
use crate::source::BlockKind;

/// An article shorter than this many bytes may be an empty shell around which the real text stands.
const SHELL: usize = 200;

/// The choice: a rule for blocks, and the headline if that stands outside.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Chosen {
    region: Region,
    forms: bool,
    soft: bool,
    /// Scratch offset of a headline that the rule leaves out.
    headline: Option<usize>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Region {
    #[default]
    Page,
    Main,
    /// `<main>`, of whose articles only one.
    MainArticle(u32),
    Articles,
    Article(u32),
}

impl Chosen {
    /// Whether a block belongs to the article.
    pub fn keeps(&self, draft: &Draft) -> bool {
        self.headline == Some(draft.start) || self.rule(draft)
    }

    fn rule(&self, draft: &Draft) -> bool {
        let place = draft.place;
        let region = match self.region {
            Region::Page => true,
            Region::Main => place.main,
            Region::MainArticle(number) => place.main && (place.article == 0 || place.article == number),
            Region::Articles => place.article > 0,
            Region::Article(number) => place.article == number,
        };
        region && !place.header && (self.forms || !place.form) && (self.soft || !place.soft)
    }

    /// The words of the first headline.
    pub fn heading<'a>(&self, drafts: &'a Drafts) -> Option<&'a str> {
        let kept = |level: u8| drafts.blocks.iter().find(|d| d.kind == BlockKind::Heading(level) && self.keeps(d));
        kept(1).map(|d| drafts.words(d))
    }

    fn size(&self, drafts: &Drafts) -> usize {
        drafts.blocks.iter().filter(|d| self.rule(d)).map(|d| d.end - d.start).sum()
    }
}

pub(super) fn choose(drafts: &Drafts) -> Chosen {
    let main = drafts.blocks.iter().any(|d| d.place.main);
    let region = match (main, dominant(drafts)) {
        (true, Some(number)) => Region::MainArticle(number),
        (true, None) => Region::Main,
        (false, Some(number)) => Region::Article(number),
        (false, None) if drafts.blocks.iter().any(|d| d.place.article > 0 && !d.place.soft) => Region::Articles,
        (false, None) => Region::Page,
    };
    let mut chosen = with_forms(Chosen { region, ..Chosen::default() }, drafts);
    for wider in [Chosen::default(), Chosen { soft: true, ..Chosen::default() }] {
        let size = chosen.size(drafts);
        let wider = with_forms(wider, drafts);
        if size < SHELL && wider.size(drafts) > 4 * size.max(SHELL / 4) {
            chosen = wider;
        }
    }
    Chosen { headline: headline(&chosen, drafts), ..chosen }
}

/// Some pages are one large form.
fn with_forms(chosen: Chosen, drafts: &Drafts) -> Chosen {
    let all = Chosen { forms: true, ..chosen };
    if all.size(drafts) > 2 * chosen.size(drafts) { all } else { chosen }
}

/// The article that holds two thirds of the text of all articles; the others are teasers. `None` also if there is but none.
fn dominant(drafts: &Drafts) -> Option<u32> {
    let mut sizes: Vec<usize> = Vec::new();
    for draft in drafts.blocks.iter().filter(|d| d.place.article > 0 && !d.place.soft) {
        let index = draft.place.article as usize;
        if sizes.len() <= index {
            sizes.resize(index + 1, 0);
        }
        sizes[index] += draft.end - draft.start;
    }
    let total: usize = sizes.iter().sum();
    sizes.iter().position(|&size| size * 3 > total * 2).filter(|_| total > 0).map(|index| index as u32)
}

/// If no first-level heading is chosen, the last one before the article, which may stand in the page's header.
fn headline(chosen: &Chosen, drafts: &Drafts) -> Option<usize> {
    let top = |d: &&Draft| d.kind == BlockKind::Heading(1);
    if drafts.blocks.iter().filter(top).any(|d| chosen.rule(d)) {
        return None;
    }
    let first = drafts.blocks.iter().find(|d| chosen.rule(d))?.start;
    drafts.blocks.iter().filter(top).take_while(|d| d.start < first).filter(|d| !d.place.soft).last().map(|d| d.start)
}
