//! What holds for every text, however odd.

use proptest::prelude::*;

use super::{Text, TextTables};
use crate::lexicon::Lexicon;
use crate::source::Source;

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

proptest! {
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
