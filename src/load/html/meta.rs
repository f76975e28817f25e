//! What a page's head and data blocks say about it: titles and dates of publication.

use crate::source::{DateClue, DateOrigin};

/// Titles and dates as they are found.
#[derive(Debug, Default)]
pub(super) struct Meta {
    pub title: Option<String>,
    pub og_title: Option<String>,
    published: Vec<String>,
    structured: Option<String>,
    time: Option<String>,
}

impl Meta {
    /// A `<meta>` element's name or property, and content.
    pub fn named(&mut self, name: &str, content: &str) {
        let content = content.trim();
        match name.to_ascii_lowercase().as_str() {
            _ if content.is_empty() => {}
            "og:title" => self.og_title = self.og_title.take().or_else(|| Some(content.to_owned())),
            "article:published_time"
            | "og:published_time"
            | "datepublished"
            | "dc.date"
            | "dc.date.issued"
            | "dcterms.date"
            | "dcterms.issued"
            | "date"
            | "pubdate"
            | "publishdate"
            | "citation_publication_date"
            | "parsely-pub-date"
            | "sailthru.date" => self.published.push(content.to_owned()),
            _ => {}
        }
    }

    /// The text of `<title>`.
    pub fn titled(&mut self, words: &str) {
        let words = words.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
        if !words.is_empty() {
            self.title.get_or_insert(words);
        }
    }

    /// The date of a `<time>`; one that is marked as the date of publication outdoes the first one.
    pub fn timed(&mut self, value: &str, publication: bool) {
        let value = value.trim();
        if value.is_empty() {
        } else if publication {
            self.published.push(value.to_owned());
        } else {
            self.time.get_or_insert(value.to_owned());
        }
    }

    /// A block of JSON-LD; searched rather than parsed, since many are faulty.
    pub fn structured(&mut self, json: &str) {
        const KEY: &str = "\"datePublished\"";
        let value = || {
            let after = json[json.find(KEY)? + KEY.len()..].trim_start().strip_prefix(':')?.trim_start();
            let inner = after.strip_prefix('"')?;
            inner.get(..inner.find('"').filter(|&end| end <= 64)?).filter(|v| !v.is_empty())
        };
        if self.structured.is_none() {
            self.structured = value().map(str::to_owned);
        }
    }

    /// The dates, without repetition. A mere `<time>` counts only where nothing else is known: it may date an event of the story.
    pub fn clues(&self) -> Vec<DateClue> {
        let mut values: Vec<&String> = Vec::new();
        for value in self.published.iter().chain(&self.structured) {
            if !values.contains(&value) {
                values.push(value);
            }
        }
        if values.is_empty() {
            values.extend(&self.time);
        }
        values.into_iter().map(|v| DateClue { value: v.clone(), origin: DateOrigin::Html }).collect()
    }
}
