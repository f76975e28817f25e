//! Where places lie, to tell that two of them exclude each other: neither can lie in the other, nor are they two names of one.
//!
//! A name stands for all places that bear it. Two names exclude each other only if each place of the one lies outside of each place of the other, so that a town in its
//! country, a borough in its city and a town in a former state are no contradiction. What the table does not know excludes nothing.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::fold::fold;
use crate::diagnostic::Problem;
use crate::lexicon::Lexicon;

/// Towns within so many degrees of each other may be one, or one a suburb of the other.
const NEAR: f32 = 1.0;

/// A country, or a first-level division of one.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Area {
    country: Box<str>,
    division: Option<Box<str>>,
}

impl Area {
    fn read(code: &str) -> Self {
        let (country, division) = code.split_once('.').map_or((code, None), |(c, d)| (c, Some(d)));
        Self { country: country.into(), division: division.map(Into::into) }
    }

    fn meets(&self, other: &Self) -> bool {
        let whole = self.division.is_none() || other.division.is_none();
        self.country == other.country && (whole || self.division == other.division)
    }
}

/// One place of a name: the areas that it may touch, and for a town where it stands.
#[derive(Clone, Debug)]
struct Spot {
    areas: Vec<Area>,
    /// Degrees north and east.
    point: Option<(f32, f32)>,
}

impl Spot {
    fn apart(&self, other: &Self) -> bool {
        match (self.point, other.point) {
            (Some(a), Some(b)) => (a.0 - b.0).abs() > NEAR || (a.1 - b.1).abs() * a.0.to_radians().cos() > NEAR,
            _ => !self.areas.iter().any(|a| other.areas.iter().any(|b| a.meets(b))),
        }
    }

    fn meets(&self, other: &Self) -> bool {
        self.areas.iter().any(|a| other.areas.iter().any(|b| a.meets(b)))
    }
}

/// The table as written: names and codes; codes and towns.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    areas: BTreeMap<String, String>,
    cities: BTreeMap<String, String>,
    nouns: Nouns,
}

/// Nouns of places.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Nouns {
    towns: Vec<String>,
    had_by_towns: Vec<String>,
    directed: Vec<String>,
    others: Vec<String>,
}

/// Where places lie. The table is unfolded when it is first asked: most runs never do.
#[derive(Debug, Default)]
pub struct Geography {
    file: File,
    spots: OnceLock<FxHashMap<String, Vec<Spot>>>,
}

impl Geography {
    /// Reads the table `entity/geography`.
    pub(super) fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        Self { file: lexicon.table("entity/geography", problems), spots: OnceLock::new() }
    }

    /// Whether two places are known to exclude each other. Names may be qualified: "Springfield, Illinois".
    pub fn exclude(&self, a: &str, b: &str) -> bool {
        let (a, b) = (fold(a), fold(b));
        let (Some(x), Some(y)) = (self.spots(&a), self.spots(&b)) else { return false };
        !alike(&a, &b) && x.iter().all(|x| y.iter().all(|y| x.apart(y)))
    }

    /// Whether the table knows a place of this name.
    pub fn knows(&self, name: &str) -> bool {
        self.of(&fold(name)).is_some()
    }

    /// Whether the table knows several towns of this name that lie apart, unless it is a larger place as well.
    pub fn is_ambiguous(&self, name: &str) -> bool {
        let apart = |spots: &[Spot]| spots.iter().any(|a| spots.iter().any(|b| a.apart(b)));
        !self.is_area(name) && self.of(&fold(name)).is_some_and(apart)
    }

    /// Whether the table knows a place of this name that is larger than a town.
    pub fn is_area(&self, name: &str) -> bool {
        self.of(&fold(name)).is_some_and(|spots| spots.iter().any(|spot| spot.point.is_none()))
    }

    /// Whether a noun is one of towns, or of what a town has: "the mayor of".
    pub fn is_of_town(&self, noun: &str) -> bool {
        self.file.nouns.towns.iter().any(|n| n == noun)
    }

    /// Whether a noun right behind a name is of what only a town gives its name to: "Norhaven airport".
    pub fn is_had_by_town(&self, noun: &str) -> bool {
        self.file.nouns.had_by_towns.iter().any(|n| n == noun)
    }

    /// Whether a word before "at" tells that what follows is aimed at rather than where something is: "angry at".
    pub fn is_directed(&self, word: &str) -> bool {
        self.file.nouns.directed.iter().any(|n| n == word)
    }

    /// Whether a noun is one of places that are larger than a town, or parts of one.
    pub fn is_of_other(&self, noun: &str) -> bool {
        self.file.nouns.others.iter().any(|n| n == noun)
    }

    fn of(&self, name: &str) -> Option<&[Spot]> {
        let name = name.strip_prefix("the ").unwrap_or(name);
        self.spots.get_or_init(|| unfold(&self.file)).get(name).map(Vec::as_slice)
    }

    /// The places that a name, qualified or not, may mean: those of the name that meet what qualifies it, or else somewhere in the latter.
    fn spots(&self, name: &str) -> Option<Vec<Spot>> {
        let mut spots: Option<Vec<Spot>> = None;
        for part in name.rsplit(", ") {
            let Some(own) = self.of(part) else { continue };
            spots = Some(match spots {
                Some(within) => {
                    let kept: Vec<Spot> = own.iter().filter(|o| within.iter().any(|w| o.meets(w))).cloned().collect();
                    if kept.is_empty() { within } else { kept }
                }
                None => own.to_vec(),
            });
        }
        spots
    }
}

/// Whether two names have their first part in common, or one is a word of the other.
fn alike(a: &str, b: &str) -> bool {
    let first = |name: &str| name.split(", ").next().unwrap_or("").to_owned();
    let (a, b) = (first(a), first(b));
    let within = |a: &str, b: &str| a.split(' ').any(|word| word.len() > 3 && word == b);
    a == b || within(&a, &b) || within(&b, &a)
}

fn unfold(file: &File) -> FxHashMap<String, Vec<Spot>> {
    let mut spots: FxHashMap<String, Vec<Spot>> = FxHashMap::default();
    for (name, codes) in &file.areas {
        let areas = codes.split(' ').map(Area::read).collect();
        spots.entry(name.clone()).or_default().push(Spot { areas, point: None });
    }
    for (code, towns) in &file.cities {
        for town in towns.split(", ") {
            let mut words = town.rsplitn(3, ' ');
            let (east, north, name) = (words.next(), words.next(), words.next());
            let degrees = |word: Option<&str>| word.and_then(|word| word.parse().ok());
            let (Some(east), Some(north), Some(name)) = (degrees(east), degrees(north), name) else { continue };
            let spot = Spot { areas: vec![Area::read(code)], point: Some((north, east)) };
            spots.entry(name.to_owned()).or_default().push(spot);
        }
    }
    spots
}

#[cfg(test)]
mod tests {
    use super::Geography;
    use crate::lexicon::Lexicon;

    fn exclude(a: &str, b: &str) -> bool {
        Geography::new(&Lexicon::embedded(), &mut Vec::new()).exclude(a, b)
    }

    #[test]
    fn two_countries_or_distant_towns_exclude_each_other() {
        for (a, b) in [
            ("France", "Norway"),
            ("Naples", "Trieste"),
            ("Lyon", "Spain"),
            ("Scotland", "England"),
            ("Little Corner, Oklahoma", "Nevada"),
            ("Sydney", "Europe"),
        ] {
            assert!(exclude(a, b) && exclude(b, a), "{a} / {b}");
        }
    }

    #[test]
    fn what_may_lie_in_the_other_or_is_unknown_excludes_nothing() {
        for (a, b) in [
            ("Lyon", "France"),
            ("England", "United Kingdom"),
            ("Brooklyn", "New York City"),
            ("Kyiv", "Soviet Union"),
            ("Tbilisi", "Georgia"),
            ("Versailles", "Paris"),
            ("Norhaven", "Lyon"),
            ("Birmingham", "Alabama"),
            ("Paris", "Paris, Texas"),
            ("Belfast", "Ireland"),
        ] {
            assert!(!exclude(a, b) && !exclude(b, a), "{a} / {b}");
        }
    }
}
