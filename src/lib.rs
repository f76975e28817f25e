//! claimlint: a linter for contradictions in prose.
//!
//! It reads documents about the same affairs, turns sentences into claims, compares claims that answer the same question, and reports where their
//! statements cannot all stand. It checks consistency, never truth. `docs/architecture.md` shows the layers.

#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod align;
pub mod baseline;
pub mod claim;
pub mod conflict;
pub mod desk;
pub mod diagnostic;
pub mod entity;
pub mod examples;
pub mod extent;
pub mod lexicon;
pub mod link;
pub mod load;
pub mod mention;
pub mod predicate;
pub mod quantity;
pub mod rule;
pub mod session;
pub mod source;
pub mod suppress;
pub mod text;
pub mod time;
pub mod versions;

#[cfg(feature = "cli")]
pub mod cache;
#[cfg(feature = "cli")]
pub mod cli;
pub mod config;
pub mod render;
pub mod review;
