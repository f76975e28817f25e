//! What holds for every text, however odd.

use proptest::prelude::*;

use super::{Text, TextReader, TextTables};
use crate::lexicon::Lexicon;
use crate::source::{Source, Span};

thread_local! {
    static TABLES: TextTables = TextTables::new(&Lexicon::embedded(), &mut Vec::new());
}

fn read(raw: &str) -> Text {
    TABLES.with(|tables| Text::read(&Source::plain("t", raw), tables))
}

/// Pieces that meet in hostile ways.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "Mr.", "U.S.", "a.m", "“", "”", "\"", "'", "’", "‘", "«", "»", "6'2\"", "…", "...", "?!", ".", "(", ")", "\n",
        "\r\n", "\n\n", "  ", "\t", "- ", "• ", "1. ", "(a) ", "iv) ", "IV. ", "don't", "n't", "I.", "X.", "é",
        "e\u{301}", "\u{ad}", "\u{200b}", "\u{feff}", "\0", "İ", "ß", "ﬁ", "日本", "😀", "http://", "www.", "the",
        "Halden", "signed", "cities", "1,234.5", "28th", "’s", "-", "—", "\u{a0}", "\u{2028}",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

fn check(raw: &str) {
    let text = read(raw);
    let mut last = 0;
    for block in &text.blocks {
        assert!(block.span.start >= last && !block.span.is_empty() && raw.get(block.span.range()).is_some());
        last = block.span.end;
    }
    let mut last = 0;
    for token in &text.tokens {
        assert!(token.span.start >= last && !token.span.is_empty() && raw.get(token.span.range()).is_some());
        assert!(text.blocks.iter().any(|block| block.span.contains(token.span)));
        last = token.span.end;
    }
    let mut next = 0;
    for sentence in &text.sentences {
        assert!(sentence.tokens.start == next && sentence.tokens.end > next);
        assert_eq!(sentence.span, text.span(sentence.tokens.start as usize..sentence.tokens.end as usize));
        assert!(text.blocks[sentence.block as usize].span.contains(sentence.span));
        next = sentence.tokens.end;
    }
    assert_eq!(next as usize, text.tokens.len());
    for pair in text.quotations.windows(2) {
        assert!(pair[0].span.start <= pair[1].span.start);
    }
    for quotation in &text.quotations {
        assert!(quotation.span.contains(quotation.inner) && raw.get(quotation.inner.range()).is_some());
        assert!(text.blocks.iter().any(|block| block.span.contains(quotation.span)));
    }
    for token in &text.tokens {
        let slow = text.quotations.iter().rfind(|q| q.inner.contains(token.span));
        assert_eq!(text.quotation_of(token.span), slow);
    }
}

/// The tokens within a span, and their words, are found as by a walk over all of them.
fn check_spans(text: &Text, ends: (u32, u32)) {
    let span = Span { start: ends.0.min(ends.1), end: ends.0.max(ends.1) };
    let start = text.tokens.iter().filter(|t| t.span.start < span.start).count();
    let end = text.tokens.iter().filter(|t| t.span.end <= span.end).count();
    assert_eq!(text.tokens_in(span), start..end.max(start));
    assert_eq!(text.ended_by(span.end), end);
}

proptest! {
    #[test]
    fn what_comes_of_a_text_does_not_hang_on_those_read_before(first in pieces(), second in pieces()) {
        TABLES.with(|tables| {
            let mut reader = TextReader::new(tables);
            for raw in [&first, &second, &first] {
                let (text, alone) = (reader.read(&Source::plain("t", raw.as_str())), read(raw));
                prop_assert_eq!(format!("{:?}", text), format!("{:?}", alone));
            }
            Ok(())
        })?;
    }

    #[test]
    fn tokens_are_found_by_their_place(raw in pieces(), from in 0u32..300, to in 0u32..300) {
        check_spans(&read(&raw), (from, to));
    }

    #[test]
    fn any_text_is_cut_into_ordered_tokens_and_sentences(raw in "\\PC{0,80}") {
        check(&raw);
    }

    #[test]
    fn hostile_pieces_are_cut_into_ordered_tokens_and_sentences(raw in pieces()) {
        check(&raw);
    }
}

#[test]
fn hostile_texts_are_read_whole() {
    for piece in
        ["“", "\"", "' ", "A.", "a.", "’", "(", ".", "- ", "1. ", "Mr. ", "\n", "\r", "e\u{301}", "A. \n", "“ \"a "]
    {
        let text = read(&piece.repeat(20_000));
        assert!(text.quotations.len() <= text.tokens.len(), "{piece:?}");
        let last = text.sentences.last().map_or(0, |s| s.tokens.end as usize);
        assert_eq!(last, text.tokens.len(), "{piece:?}");
    }
}
