//! Plain text: the file is the text, but for lines `%% claimlint: …`.

use super::Parts;
use crate::source::{Directive, OffsetMap, Span};

pub(super) fn read(file: &str) -> Parts {
    if !file.contains("claimlint:") {
        return Parts::default();
    }
    let mut text = String::with_capacity(file.len());
    let (mut map, mut directives, mut at) = (OffsetMap::default(), Vec::new(), 0);
    for line in file.split_inclusive('\n') {
        if let Some(words) = directive(line) {
            let file = Span::new(at, at + line.trim_end().len());
            // A line in the middle of a paragraph stands within it.
            directives.push(Directive { words, at: Span::new(text.len(), text.len()), file, inside: false });
        } else {
            map.push(text.len()..text.len() + line.len(), at..at + line.len());
            text.push_str(line);
        }
        at += line.len();
    }
    if directives.is_empty() {
        return Parts::default();
    }
    Parts { text: Some(text), map, directives, ..Parts::default() }
}

fn directive(line: &str) -> Option<String> {
    in_comment(line.trim().strip_prefix("%%")?)
}

/// The words of a directive in the inside of a comment.
pub(super) fn in_comment(comment: &str) -> Option<String> {
    Some(comment.trim().strip_prefix("claimlint:")?.trim().to_owned())
}
