//! A JSON Schema of what editors write: the `toml` block of a page and predicate files, for completion in their editors.

use serde_json::{Value, json};

use super::Mechanism;
use crate::predicate::{Kind, SlotType};

/// The schema: `$defs.page` describes the settings of a rule page, `$defs.predicates` a predicate file.
pub fn schema() -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "rule pages and predicate files of claimlint",
        "anyOf": [{ "$ref": "#/$defs/page" }, { "$ref": "#/$defs/predicates" }],
        "$defs": { "page": page(), "predicates": predicates() },
    })
}

fn text(description: &str) -> Value {
    json!({ "type": "string", "description": description })
}

fn texts(description: &str) -> Value {
    json!({ "type": "array", "items": { "type": "string" }, "description": description })
}

fn page() -> Value {
    json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["code", "severity", "mechanism", "message"],
        "properties": {
            "code": { "type": "string", "pattern": "^[A-Z]{3}[0-9]{3}$", "description": "a house's own begin with X" },
            "severity": { "enum": ["error", "warning", "note"], "description": "the ceiling" },
            "since": text("the version the rule came with"),
            "mechanism": { "enum": Mechanism::ALL.map(Mechanism::name).to_vec() },
            "predicates": texts("names of predicates"),
            "message": {
                "type": "object",
                "additionalProperties": false,
                "required": ["title", "here"],
                "properties": {
                    "title": text("the message; {slot}, {value}, {time}, {speaker}, {count} are filled in"),
                    "here": text("the label at each place"),
                    "help": text("advice"),
                },
            },
            "where": { "type": "object", "additionalProperties": { "type": "string" } },
        },
    })
}

fn predicates() -> Value {
    let by_value = |description: &str| json!({ "type": "object", "additionalProperties": texts("wordings"), "description": description });
    json!({
        "type": "object",
        "additionalProperties": {
            "type": "object",
            "additionalProperties": false,
            "required": ["kind", "slots"],
            "properties": {
                "kind": { "enum": Kind::NAMES },
                "slots": { "type": "object", "minProperties": 1, "additionalProperties": { "enum": SlotType::NAMES } },
                "answers": text("the slot, or the word for the closed list of values, that is compared"),
                "asserts": texts("it holds"),
                "begins": texts("it begins"),
                "ends": texts("it ends"),
                "denies": texts("it does not hold"),
                "engine": text("`frame`: the words around a number or a date are the question; no wordings"),
                "persists": text("how long an undated present-tense statement holds: 90 days"),
                "nouns": texts("the nouns that its question may be about"),
                "surface": { "type": "boolean", "description": "its words alone are no reason to analyse a sentence" },
                "together": {
                    "type": "boolean",
                    "description": "it is looked for in a handful of documents alone that were put together",
                },
                "excludes": {
                    "type": "array",
                    "items": { "type": "array", "items": { "type": "string" }, "minItems": 2, "maxItems": 2 },
                    "description": "pairs of values that cannot hold together",
                },
                "values": by_value("the closed list of values and their wordings"),
                "onsets": by_value("wordings that tell how a value came about, which holds from then on"),
                "presupposes": by_value("wordings that take a value for granted"),
            },
        },
    })
}
