//! Tests of the models as a whole: what they must get right of plain news prose, and that nothing upsets them.

use super::features::Tok;
use super::{Analysis, Fault, Label, NameKind, Syntax, Tag, case, model, tagger};
use crate::lexicon::Lexicon;
use crate::source::Source;
use crate::text::{Text, TextTables};

thread_local! {
    static TABLES: TextTables = TextTables::new(&Lexicon::embedded(), &mut Vec::new());
}

const FILE: &[u8] = include_bytes!("../../../models/english.model");

fn read(raw: &str) -> Text {
    TABLES.with(|tables| Text::read(&Source::plain("t", raw), tables))
}

fn analyses(raw: &str) -> (Text, Vec<Analysis>) {
    let text = read(raw);
    let found = Syntax::embedded().expect("the embedded model is sound").reader(&text).analyse_all(&text.sentences);
    (text, found)
}

/// The analysis of a text of one sentence.
fn one(raw: &str) -> (Text, Analysis) {
    let (text, mut found) = analyses(raw);
    assert_eq!(found.len(), 1, "{raw}");
    (text, found.remove(0))
}

/// `word/TAG` for every token.
fn tagged(raw: &str) -> String {
    let (text, found) = one(raw);
    let pairs = found.tags.iter().enumerate().map(|(at, tag)| format!("{}/{}", text.raw(at), tag.as_str()));
    pairs.collect::<Vec<_>>().join(" ")
}

/// `label(head, word)` for every token that is asked for.
fn arc(raw: &str, word: &str) -> String {
    let (text, found) = one(raw);
    let at = (0..found.tags.len()).find(|&at| text.raw(at) == word).expect("the word is there");
    let head = found.heads[at].map_or("-", |head| text.raw(head as usize));
    format!("{} {head}", found.labels[at].as_str())
}

/// The names of a sentence, with their kinds.
fn names(raw: &str) -> Vec<(String, NameKind)> {
    let (text, found) = one(raw);
    let range = |name: &super::Name| name.tokens.start as usize..name.tokens.end as usize;
    found.names.iter().map(|name| (text.of(text.span(range(name))).to_owned(), name.kind)).collect()
}

#[test]
fn tags_hang_on_the_sentence_and_not_on_the_word_alone() {
    for (raw, want) in [
        ("They will meet on Monday.", "They/PRP will/MD meet/VB on/IN Monday/NNP ./."),
        ("The minister left the room.", "The/DT minister/NN left/VBD the/DT room/NN ./."),
        ("The vote was close.", "The/DT vote/NN was/VBD close/JJ ./."),
        ("They vote in May.", "They/PRP vote/VBP in/IN May/NNP ./."),
        ("The council plans new roads.", "The/DT council/NN plans/VBZ new/JJ roads/NNS ./."),
        ("The plans of the company failed.", "The/DT plans/NNS of/IN the/DT company/NN failed/VBD ./."),
        ("The plans of the council failed.", "The/DT plans/NNS of/IN the/DT council/NN failed/VBD ./."),
        ("He did not sign it.", "He/PRP did/VBD not/RB sign/VB it/PRP ./."),
        ("The dam has been closed since May.", "The/DT dam/NN has/VBZ been/VBN closed/VBN since/IN May/NNP ./."),
        ("She said that 24 people came.", "She/PRP said/VBD that/IN 24/CD people/NNS came/VBD ./."),
    ] {
        assert_eq!(tagged(raw), want);
    }
}

#[test]
fn quotation_marks_of_both_fashions_get_their_tags() {
    for raw in ["“We won,” she said.", "\"We won,\" she said."] {
        let tags = one(raw).1.tags;
        assert_eq!((tags[0], tags[4]), (Tag::OpenQuote, Tag::CloseQuote), "{raw}");
    }
}

#[test]
fn heads_and_labels_tell_who_did_what() {
    for (raw, word, want) in [
        ("The envoy signed the treaty in Solcombe.", "envoy", "nsubj signed"),
        ("The envoy signed the treaty in Solcombe.", "treaty", "dobj signed"),
        ("The envoy signed the treaty in Solcombe.", "Solcombe", "pobj in"),
        ("The treaty was signed by the envoy.", "treaty", "nsubjpass signed"),
        ("The treaty was signed by the envoy.", "by", "agent signed"),
        ("The minister, who resigned in May, will return.", "minister", "nsubj return"),
        ("The minister, who resigned in May, will return.", "resigned", "relcl minister"),
        ("The council did not approve the plan.", "not", "neg approve"),
        ("The council approved the plan.", "approved", "ROOT -"),
        ("She said that the dam had failed.", "failed", "ccomp said"),
        ("She said that the dam had failed.", "dam", "nsubj failed"),
        ("They built a bridge and a road.", "road", "conj bridge"),
        ("The company wants to sell the ship.", "sell", "xcomp wants"),
        ("If the vote fails, the minister will resign.", "fails", "advcl resign"),
        ("Three new schools opened in March.", "Three", "nummod schools"),
    ] {
        assert_eq!(arc(raw, word), want, "{word} in {raw}");
    }
}

#[test]
fn names_are_found_with_their_kinds_and_other_words_are_not() {
    use NameKind::{Nationality, Organisation, Person, Polity};
    for (raw, want) in [
        ("President Ana Ruiz met John Adams on Friday.", &[("Ana Ruiz", Person), ("John Adams", Person)][..]),
        (
            "The Department of Roads opened an office in Germany.",
            &[("The Department of Roads", Organisation), ("Germany", Polity)],
        ),
        ("The French delegation left early.", &[("French", Nationality)]),
        ("The talks began after a long night.", &[]),
        ("It rose by 24 percent in March.", &[]),
    ] {
        let want: Vec<(String, NameKind)> = want.iter().map(|(name, kind)| ((*name).to_owned(), *kind)).collect();
        assert_eq!(names(raw), want, "{raw}");
    }
}

/// What holds for every analysis: one entry a token, one root, no circle, no arcs that cross, names in order.
fn check(raw: &str) {
    let (text, found) = analyses(raw);
    assert_eq!(found.len(), text.sentences.len());
    for (sentence, analysis) in text.sentences.iter().zip(&found) {
        let len = sentence.tokens.len();
        assert_eq!((analysis.tags.len(), analysis.heads.len(), analysis.labels.len()), (len, len, len));
        let roots = analysis.heads.iter().filter(|head| head.is_none()).count();
        assert_eq!(roots, 1, "{raw:.60}");
        for (head, label) in analysis.heads.iter().zip(&analysis.labels) {
            assert_eq!(head.is_none(), *label == Label::Root);
        }
        assert!(analysis.heads.iter().flatten().all(|&head| (head as usize) < len));
        every_word_leads_to_the_root(&analysis.heads);
        let mut last = 0;
        for name in &analysis.names {
            assert!(
                name.tokens.start >= last && name.tokens.end > name.tokens.start && name.tokens.end as usize <= len
            );
            last = name.tokens.end;
        }
    }
}

/// Linear: a word whose way up is known is not walked again.
fn every_word_leads_to_the_root(heads: &[Option<u32>]) {
    let mut seen = vec![0; heads.len()];
    for start in 0..heads.len() {
        let mut at = start;
        while seen[at] == 0 {
            seen[at] = start + 1;
            match heads[at] {
                Some(head) => at = head as usize,
                None => break,
            }
        }
        assert!(seen[at] != start + 1 || heads[at].is_none(), "a circle at word {at}");
    }
}

#[test]
fn no_text_upsets_the_models() {
    for raw in [
        "",
        " ",
        "\0\0\0",
        "!",
        "?!?!?! ... ,,, ((( ]]] “””",
        "1 2 3 4 5.6 7,8 9%",
        "ALL MINISTERS RESIGN AFTER LONG NIGHT OF TALKS",
        "asdf qwer zxcv jklö äöü ñandú",
        "Der Minister hat den Vertrag nicht unterschrieben.",
        "大臣は条約に署名した。",
        "e\u{301}\u{301}\u{301} \u{200b}\u{feff} İ ß ﬁ 😀😀😀",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "http://orvel.example/a?b=c#d @x #y <z> {q} \\n",
    ] {
        check(raw);
    }
    // Such that are short enough to be read in several ways, and such that are not.
    for words in ["the ", "Ruiz and ", "(\"", "saw her duck, ", "that that "] {
        (1..80).step_by(13).for_each(|times| check(&words.repeat(times)));
    }
    check(&"the ".repeat(10_000));
    check(&"Ruiz and ".repeat(10_000));
    check(&"(\"".repeat(10_000));
    check(&"x".repeat(1_000_000));
}

#[test]
fn other_tags_are_others_and_leave_those_that_were_found() {
    let raw = "The envoy's plans near Orvel hurt; he called that close, back then, and left it open, as planned.";
    let text = read(raw);
    let syntax = Syntax::embedded().expect("sound");
    let toks: Vec<Tok> = text
        .tokens
        .iter()
        .map(|token| Tok {
            form: syntax.model().form(text.words.get(token.lower)),
            case: case(token.capital, token.caps, token.glued),
        })
        .collect();
    let (mut tags, mut margins, mut others) = (Vec::new(), Vec::new(), Vec::new());
    tagger::tag(&toks, &syntax.model().tagger, &mut tags, &mut margins);
    let former = tags.clone();
    tagger::others(&toks, &syntax.model().tagger, &mut tags, &margins, &mut others);
    assert_eq!(tags, former);
    assert!(!others.is_empty());
    for other in &others {
        assert_eq!(other.cost, margins[other.at as usize]);
        assert_ne!(other.tags()[0], tags[other.at as usize]);
        assert!(other.at as usize + other.tags().len() <= tags.len());
    }
}

/// Changes with the model, the features and the order of arithmetic, and with nothing else.
#[test]
fn an_analysis_is_the_same_on_every_machine() {
    let raw = "Foreign Minister Ana Ruiz, who took office in March 2019, signed the Coastal Fisheries Treaty with Arvenne on Friday. \
               “We hope to revive the talks,” she said; her party, the Halden Union, has not decided whether it will vote for the $3.2 billion plan. \
               NO VOTE BEFORE MAY? asked one paper - and, in small letters, john adams of germany asked the same.";
    let (_, found) = analyses(raw);
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut eat = |number: u64| hash = (hash ^ number).wrapping_mul(0x0100_0000_01b3);
    for analysis in &found {
        analysis.tags.iter().for_each(|&tag| eat(tag as u64));
        analysis.heads.iter().for_each(|head| eat(head.map_or(0, |head| u64::from(head) + 1)));
        analysis.labels.iter().for_each(|&label| eat(label as u64));
        analysis.names.iter().for_each(|name| {
            eat(name.tokens.start.into());
            eat(name.tokens.end.into());
            eat(name.kind as u64);
        });
    }
    assert_eq!(hash, 0x177a_84ef_7d6c_9557, "the hash is {hash:#x}");
}

#[test]
fn a_batch_reads_as_its_sentences_do_alone() {
    let raw = "Ana Ruiz signed the treaty. It was late. The talks, held in Solcombe, failed. ".repeat(300);
    let text = read(&raw);
    let syntax = Syntax::embedded().expect("sound");
    let together = syntax.reader(&text).analyse_all(&text.sentences);
    let mut reader = syntax.reader(&text);
    let alone: Vec<Analysis> = text.sentences.iter().map(|sentence| reader.analyse(sentence)).collect();
    assert_eq!(together, alone);
}

#[test]
fn a_sentence_of_another_text_is_cut_to_this_one() {
    let (long, short) = (read("Ana Ruiz signed the treaty in May."), read("It rains."));
    let analysis = Syntax::embedded().expect("sound").reader(&short).analyse(&long.sentences[0]);
    assert_eq!(analysis.tags.len(), 3);
    let mut beyond = long.sentences[0].clone();
    beyond.tokens = 90..95;
    assert_eq!(Syntax::embedded().expect("sound").reader(&short).analyse(&beyond), Analysis::default());
}

#[test]
fn a_damaged_model_is_refused_with_its_reason() {
    let refused = |bytes: &[u8]| Syntax::read(bytes).expect_err("it is damaged");
    assert_eq!(refused(b""), Fault::Magic);
    assert_eq!(refused(b"CLSYNTAX"), Fault::Size);
    assert_eq!(refused(&FILE[..FILE.len() - 1]), Fault::Checksum);
    assert_eq!(refused(&FILE[..30]), Fault::Checksum);
    for at in [16, 24, 60, 100, FILE.len() / 2, FILE.len() - 1] {
        let mut bytes = FILE.to_vec();
        bytes[at] ^= 0x10;
        assert_eq!(refused(&bytes), Fault::Checksum, "byte {at}");
    }
    let mut newer = FILE.to_vec();
    newer[8] = newer[8].wrapping_add(1);
    let fault = refused(&newer);
    assert_eq!(fault, Fault::Version(model::VERSION + 1));
    assert!(fault.to_string().contains("version"));
}

#[test]
fn sections_of_impossible_sizes_are_refused_though_the_checksum_is_right() {
    let classes = model::classes();
    let table = vec![0u8; 7];
    let fault = |sections| Syntax::read(&model::write(sections)).err();
    assert_eq!(fault([classes.as_bytes(), &[], &table, &table, &table, &table]), Some(Fault::Size));
    assert_eq!(fault([classes.as_bytes(), &[1], &[], &[], &[], &[]]), Some(Fault::Size));
    assert_eq!(fault([b"other tags", &[], &[], &[], &[], &[]]), Some(Fault::Classes));
    let mut file = model::write([classes.as_bytes(), &[], &[], &[], &[], &[]]);
    file[28..32].copy_from_slice(&u32::MAX.to_le_bytes());
    assert_eq!(Syntax::read(&signed(file)).err(), Some(Fault::Size));
}

#[test]
fn a_packed_section_that_does_not_unpack_to_its_length_is_refused() {
    let place = 24 + 12 * model::PACKED;
    let number = |at: usize| u32::from_le_bytes(FILE[at..at + 4].try_into().expect("four bytes"));
    let (start, len, unpacked) = (number(place) as usize, number(place + 4), number(place + 8));
    assert!(len < unpacked / 2, "{len} of {unpacked}");
    for wrong in [0, 1, unpacked - 1, unpacked + 1, u32::MAX] {
        let mut file = FILE.to_vec();
        file[place + 8..place + 12].copy_from_slice(&wrong.to_le_bytes());
        assert_eq!(Syntax::read(&signed(file)).err(), Some(Fault::Size), "{wrong}");
    }
    let mut file = FILE.to_vec();
    file[start..start + 8].fill(0xff);
    assert_eq!(Syntax::read(&signed(file)).err(), Some(Fault::Size));
}

/// A model with its checksum made right.
fn signed(mut file: Vec<u8>) -> Vec<u8> {
    let sum = model::checksum(&file[24..]).to_le_bytes();
    file[16..24].copy_from_slice(&sum);
    file
}
