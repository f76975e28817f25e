//! A reader of JSON schemas, as far as the schema of SARIF goes: a word of a schema that it does not know makes the test fail.

use serde_json::{Map, Value};

/// What a value breaks of a schema, each with its place.
pub(super) fn faults(root: &Value, value: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    check(root, root, value, "", &mut faults);
    faults
}

fn check(root: &Value, schema: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
    let schema = schema.as_object().unwrap_or_else(|| panic!("no schema at {at}"));
    for (word, rule) in schema {
        if !stands(root, schema, word, rule, value, at, faults) {
            faults.push(format!("{at}: {word} {rule}"));
        }
    }
}

/// Whether a value keeps one rule itself; what is inside of it is looked at as well.
fn stands(
    root: &Value,
    schema: &Map<String, Value>,
    word: &str,
    rule: &Value,
    value: &Value,
    at: &str,
    faults: &mut Vec<String>,
) -> bool {
    let list = || rule.as_array().expect("a list").iter();
    let fits = |schema: &Value| {
        let mut inside = Vec::new();
        check(root, schema, value, at, &mut inside);
        inside.is_empty()
    };
    match word {
        "$schema" | "$id" | "title" | "description" | "default" | "definitions" => true,
        "$ref" => {
            let name = rule.as_str().and_then(|name| name.strip_prefix('#')).expect("a place in the schema");
            check(root, root.pointer(name).expect("it is there"), value, at, faults);
            true
        }
        "type" => rule.as_str().map_or_else(|| list().any(|one| is(value, one.as_str())), |one| is(value, Some(one))),
        "enum" => list().any(|one| one == value),
        "anyOf" => list().any(fits),
        "oneOf" => list().filter(|one| fits(one)).count() == 1,
        "minimum" => value.as_f64().is_none_or(|n| n >= rule.as_f64().expect("a number")),
        "maximum" => value.as_f64().is_none_or(|n| n <= rule.as_f64().expect("a number")),
        "minItems" => value.as_array().is_none_or(|items| items.len() as u64 >= rule.as_u64().expect("a number")),
        "uniqueItems" => {
            value.as_array().is_none_or(|items| items.iter().enumerate().all(|(i, v)| !items[..i].contains(v)))
        }
        "required" => {
            value.as_object().is_none_or(|own| list().all(|key| own.contains_key(key.as_str().expect("a key"))))
        }
        "items" => {
            for (i, item) in value.as_array().into_iter().flatten().enumerate() {
                check(root, rule, item, &format!("{at}/{i}"), faults);
            }
            true
        }
        "properties" => {
            for (key, own) in value.as_object().into_iter().flatten() {
                if let Some(rule) = rule.get(key) {
                    check(root, rule, own, &format!("{at}/{key}"), faults);
                }
            }
            true
        }
        "additionalProperties" => {
            let known = |key: &String| schema.get("properties").is_some_and(|all| all.get(key).is_some());
            let others = value.as_object().into_iter().flatten().filter(|(key, _)| !known(key));
            match rule {
                Value::Bool(allowed) => *allowed || others.count() == 0,
                rule => {
                    others.for_each(|(key, own)| check(root, rule, own, &format!("{at}/{key}"), faults));
                    true
                }
            }
        }
        "format" => value.as_str().is_none_or(|words| is_of_format(rule.as_str().expect("a name"), words)),
        "pattern" => value.as_str().is_none_or(|words| match rule.as_str() {
            Some("[^/]+/.+") => words.split_once('/').is_some_and(|(a, b)| !a.is_empty() && !b.is_empty()),
            other => panic!("{at}: nobody has told this test what {other:?} means"),
        }),
        other => panic!("{at}: nobody has told this test what `{other}` means"),
    }
}

fn is(value: &Value, name: Option<&str>) -> bool {
    match name.expect("a name") {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64() || value.as_f64().is_some_and(|n| n.fract() == 0.0),
        other => panic!("no type is called {other}"),
    }
}

/// As RFC 3986 and RFC 3339 have them, as far as a slip of ours would show.
fn is_of_format(name: &str, words: &str) -> bool {
    let plain = words.bytes().all(|b| b.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&b));
    match name {
        "uri" => {
            plain
                && words
                    .split_once(':')
                    .is_some_and(|(scheme, _)| scheme.starts_with(|c: char| c.is_ascii_alphabetic()))
        }
        "uri-reference" => plain,
        "date-time" => chrono::DateTime::parse_from_rfc3339(words).is_ok(),
        other => panic!("no format is called {other}"),
    }
}
