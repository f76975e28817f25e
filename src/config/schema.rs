//! The JSON schema of `claimlint.toml`, for editors.

use serde_json::{Value, json};

use crate::source::{Field, RecordKind};

/// The schema.
pub fn schema() -> Value {
    let patterns = |words: &str| json!({"type": "array", "items": {"type": "string"}, "description": words});
    let rules = |words: &str| json!({"type": "array", "items": {"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9-]*$"}, "description": words});
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "claimlint.toml",
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "schema": {"const": 1, "description": "version of this format"},
            "required-version": {"type": "string", "pattern": "^(>=|>|<=|<|==|=)?[0-9]+(\\.[0-9]+)*$", "description": "the version of claimlint that is required"},
            "include": patterns("which files are taken when a folder is checked; all documents if empty"),
            "exclude": patterns("which files are not taken when a folder is checked"),
            "rules": patterns("folders of a house's own rules and predicates"),
            "partition": patterns("documents that match different patterns are never compared"),
            "against": {"type": "object", "additionalProperties": false, "properties": {"files": patterns("references: compared with, but not judged")}},
            "facts": {"type": "object", "additionalProperties": false, "properties": {
                "files": patterns("facts files: compared with, but not judged"),
                "csv": {"type": "array", "items": columns(), "description": "how the columns of facts files are to be read"},
            }},
            "names": {"type": "object", "additionalProperties": false, "properties": {"files": patterns("files of a house's own names")}},
            "source": {"type": "array", "items": source(), "description": "what is known about documents"},
            "lint": {"type": "object", "additionalProperties": false, "properties": {
                "select": rules("the rules that run; all if empty"),
                "ignore": rules("rules that do not run"),
                "extend-select": rules("rules that run beside those selected"),
                "require-reason": {"type": "boolean", "default": false, "description": "whether a suppression must give its reason"},
            }},
            "severity": severity("severities by code, beginning of a code, or name"),
            "review": {"type": "object", "additionalProperties": false, "properties": {
                "file": {"type": "string", "minLength": 1, "default": "review.jsonl", "description": "where decisions are kept"},
                "second-sign-off": {"type": "boolean", "default": false, "description": "whether two people have to agree before a finding is silent"},
            }},
            "override": {"type": "array", "items": {
                "type": "object", "additionalProperties": false, "required": ["files"],
                "properties": {
                    "files": patterns("the documents"),
                    "select": rules("the only rules that run for them"),
                    "extend-select": rules("rules that run for them besides"),
                    "ignore": rules("rules that do not run for them"),
                    "severity": severity("severities for them"),
                },
            }},
        },
    })
}

fn severity(words: &str) -> Value {
    json!({"type": "object", "additionalProperties": {"enum": ["error", "warning", "note"]}, "description": words})
}

fn columns() -> Value {
    let fields = |words: &str| {
        let names: serde_json::Map<String, Value> =
            Field::ALL.iter().map(|field| (field.name().to_owned(), json!({"type": "string"}))).collect();
        json!({"type": "object", "additionalProperties": false, "properties": names, "description": words})
    };
    json!({
        "type": "object", "additionalProperties": false, "required": ["files"],
        "properties": {
            "files": {"type": "string", "description": "a pattern"},
            "kind": {"enum": RecordKind::ALL.map(RecordKind::name), "description": "what the rows record; told by the columns if left out"},
            "columns": fields("the heading of the column of each field"),
            "constants": fields("values that hold for every row"),
            "delimiter": {"type": "string", "minLength": 1, "maxLength": 1, "description": "what parts the columns"},
            "dates": {"enum": ["year-first", "day-first", "month-first"], "default": "year-first", "description": "how dates are written"},
            "complete": {"type": "boolean", "default": false, "description": "whether the lists are complete"},
        },
    })
}

fn source() -> Value {
    json!({
        "type": "object", "additionalProperties": false, "required": ["files"],
        "properties": {
            "files": {"type": "string", "description": "a pattern"},
            "date": {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$", "description": "a day, a month or a year"},
            "kind": {"enum": ["record", "official", "report", "draft"], "description": "how much weight the documents have"},
            "topic": {"type": "string", "description": "the affair they speak of"},
            "living": {"type": "boolean", "default": false, "description": "whether they hold now"},
            "supersedes": {"type": "string", "description": "a pattern: the documents that they replace"},
        },
    })
}
