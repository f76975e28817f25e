//! Any bytes, as any format: reading, extraction and checking never panic, and every span cuts the text at characters.

#![no_main]

use std::sync::{Arc, LazyLock};

use claimlint::load;
use claimlint::rule::RuleSet;
use claimlint::session::{Role, Session, Settings};
use claimlint::source::{Format, Source};
use libfuzzer_sys::fuzz_target;

static RULES: LazyLock<Arc<RuleSet>> = LazyLock::new(|| Arc::new(RuleSet::embedded().0));

// The first byte gives the format; a byte of 0xff parts two documents.
fuzz_target!(|data: &[u8]| {
    let Some((&first, rest)) = data.split_first() else { return };
    let format = [Format::Text, Format::Markdown, Format::Html][usize::from(first) % 3];
    let mut session = Session::new(RULES.clone(), Settings { one_topic: true, ..Settings::default() });
    for (i, bytes) in rest.splitn(2, |&b| b == 0xff).enumerate() {
        let Ok(decoded) = load::decode(bytes) else { continue };
        let (source, _) = load::parse(&format!("{i}.txt"), format, decoded);
        session.upsert(source, Role::Judged);
    }
    let sound = |source: &Source, span: claimlint::source::Span| source.text.get(span.range()).is_some();
    for document in session.documents() {
        let (source, claims) = (&document.source, &document.claims);
        assert!(claims.claims.iter().all(|c| sound(source, c.span)));
        assert!(claims.mentions.times.iter().all(|t| sound(source, t.span)));
        assert!(claims.mentions.quantities.iter().all(|q| sound(source, q.span)));
        assert!(claims.mentions.entities.mentions.iter().all(|m| sound(source, m.span)));
    }
    for label in session.check().diagnostics.iter().flat_map(|finding| &finding.labels) {
        let source = &session.document(&label.path).expect("a document of the run").source;
        assert!(sound(source, label.span));
        source.positions(label.span);
    }
});
