//! The keys of `claimlint.toml` as they are written, each value with its place.
//!
//! Flat structures without `flatten` or untagged enums, so that an unknown key or a value of the wrong type is found with its span.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

/// A string and where it stands.
pub(super) type Word = Spanned<String>;

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Raw {
    pub schema: Option<Spanned<i64>>,
    pub required_version: Option<Word>,
    pub include: Vec<Word>,
    pub exclude: Vec<Word>,
    pub rules: Vec<Word>,
    pub partition: Vec<Word>,
    pub against: RawAgainst,
    pub facts: RawFacts,
    pub names: RawNames,
    pub source: Vec<RawSource>,
    pub lint: RawLint,
    pub severity: BTreeMap<Word, Word>,
    pub review: RawReview,
    #[serde(rename = "override")]
    pub overrides: Vec<RawOverride>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawAgainst {
    pub files: Vec<Word>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawFacts {
    pub files: Vec<Word>,
    pub csv: Vec<RawColumns>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawColumns {
    pub files: Word,
    pub kind: Option<Word>,
    #[serde(default)]
    pub columns: BTreeMap<Word, Word>,
    #[serde(default)]
    pub constants: BTreeMap<Word, Word>,
    pub delimiter: Option<Word>,
    pub dates: Option<Word>,
    #[serde(default)]
    pub complete: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RawNames {
    pub files: Vec<Word>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSource {
    pub files: Word,
    pub date: Option<Word>,
    pub kind: Option<Word>,
    pub topic: Option<String>,
    pub living: Option<bool>,
    pub supersedes: Option<Word>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawLint {
    pub select: Vec<Word>,
    pub ignore: Vec<Word>,
    pub extend_select: Vec<Word>,
    pub require_reason: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawReview {
    pub file: Option<Word>,
    pub second_sign_off: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawOverride {
    pub files: Vec<Word>,
    #[serde(default)]
    pub select: Vec<Word>,
    #[serde(default)]
    pub extend_select: Vec<Word>,
    #[serde(default)]
    pub ignore: Vec<Word>,
    #[serde(default)]
    pub severity: BTreeMap<Word, Word>,
}
