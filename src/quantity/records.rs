//! The tables `quantity/*` as they stand in their files.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::tables::{UnitKind, Vague};

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Numbers {
    pub denominators: BTreeMap<String, u64>,
    pub plural_denominators: BTreeMap<String, u64>,
    pub dozens: Vec<String>,
    pub fixed: Vec<String>,
    pub letters: BTreeMap<String, u8>,
    pub magnitudes: BTreeMap<String, u8>,
    pub ordinals: BTreeMap<String, u32>,
    pub small: BTreeMap<String, u8>,
    pub tens: BTreeMap<String, u8>,
    pub vulgar: BTreeMap<String, (u8, u8)>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Vagues {
    pub amounts: BTreeMap<String, Vague>,
    pub multiples: BTreeMap<String, u8>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(super) struct BoundWords {
    pub about: Vec<String>,
    pub at_least: Vec<String>,
    pub at_most: Vec<String>,
    pub exactly: Vec<String>,
    pub just_over: Vec<String>,
    pub less_than: Vec<String>,
    pub more_than: Vec<String>,
    pub nearly: Vec<String>,
    pub fillers: Vec<String>,
    pub after: Option<Box<BoundWords>>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(super) struct Changes {
    pub up: Vec<String>,
    pub up_by: Vec<String>,
    pub down: Vec<String>,
    pub down_by: Vec<String>,
    pub more: Vec<String>,
    pub less: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UnitWords {
    pub kind: UnitKind,
    /// What it measures, how many of that measure's base unit it holds, and what is added first.
    pub of: Option<String>,
    #[serde(default)]
    pub factor: f64,
    #[serde(default)]
    pub offset: f64,
    pub words: Vec<String>,
    #[serde(default)]
    pub symbols: Vec<String>,
    /// Symbols that tell so many powers of ten of it.
    #[serde(default)]
    pub scaled: BTreeMap<String, u8>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Currencies {
    pub signs: BTreeMap<String, String>,
    pub codes: BTreeMap<String, String>,
    pub names: BTreeMap<String, Vec<String>>,
    pub national: BTreeMap<String, BTreeMap<String, String>>,
    pub scaled: Scaled,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Surroundings {
    pub apart: Vec<String>,
    pub clock: Vec<String>,
    pub designators: Vec<String>,
    pub determiners: Vec<String>,
    pub halved: Vec<String>,
    pub hyphen_idioms: Vec<String>,
    pub invariable: Vec<String>,
    pub irregular: BTreeMap<String, String>,
    pub not_plural: Vec<String>,
    pub often: BTreeMap<String, String>,
    pub one_after: Vec<String>,
    pub ordinal_idioms: Vec<String>,
    pub per_nouns: Vec<String>,
    pub rank_marks: Vec<String>,
    pub measured: Vec<String>,
    pub money: Vec<String>,
    pub rates: BTreeMap<String, String>,
    pub scores: Vec<String>,
    pub stops: Vec<String>,
    pub streets: Vec<String>,
    pub sums: Vec<String>,
    pub times: Vec<String>,
    pub weights: Vec<String>,
    pub age_units: BTreeMap<String, String>,
}

/// Codes that take the letter of a magnitude before them.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Scaled {
    pub codes: Vec<String>,
    pub letters: BTreeMap<String, u8>,
}

/// Wordings of how many times as much there is.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Multiples {
    pub up: BTreeMap<String, u32>,
    pub down: BTreeMap<String, u32>,
    pub compared: BTreeMap<String, u32>,
    pub folds: BTreeMap<String, u32>,
}
