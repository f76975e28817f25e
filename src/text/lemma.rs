//! Lemmas by a table of irregular forms and by endings.
//!
//! The lemma hangs on the word alone, not on its sentence: `left` is of `leave`, `meeting` is a word of its own. It is worked out once per different word of a
//! document. A word with a capital inside a sentence is a name until its base word is known: `Agreements` is of `agreement`, `Rivas` stays.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::recall::Recall;
use super::syntax::Tag;
use super::{Sym, Text, TextTables, TokenKind};
use crate::diagnostic::Problem;
use crate::lexicon::Lexicon;

/// The table as it is written: a base word and its other forms, with spaces between.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Table {
    verbs: FxHashMap<Box<str>, String>,
    clitics: FxHashMap<Box<str>, Box<str>>,
    nouns: FxHashMap<Box<str>, String>,
    plurals: FxHashMap<Box<str>, Box<str>>,
    comparatives: FxHashMap<Box<str>, String>,
    words: Lists,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Lists {
    keep: String,
    names: String,
    known: String,
}

/// Irregular forms, words without a lemma of their own, and known base words.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lemmas {
    irregular: FxHashMap<Box<str>, Box<str>>,
    /// Those of them that are forms of verbs.
    pub(crate) verbs: FxHashSet<Box<str>>,
    /// Plurals that are forms of verbs as well: `leaves`.
    plurals: FxHashMap<Box<str>, Box<str>>,
    keep: FxHashSet<Box<str>>,
    names: FxHashSet<Box<str>>,
    known: FxHashSet<Box<str>>,
}

impl Lemmas {
    pub(crate) fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        let table: Table = lexicon.table("text/lemmas", problems);
        let mut irregular = FxHashMap::default();
        // Later groups win where a form belongs to two, so that the outcome does not hang on the order within one.
        for group in [&table.comparatives, &table.nouns, &table.verbs] {
            let mut pairs: Vec<(&str, &str)> = group
                .iter()
                .flat_map(|(base, forms)| forms.split_whitespace().map(move |form| (form, &**base)))
                .collect();
            pairs.sort_unstable();
            irregular.extend(pairs.into_iter().map(|(form, base)| (form.into(), base.into())));
        }
        irregular.extend(table.clitics);
        let verbs = table.verbs.values().flat_map(|forms| forms.split_whitespace()).map(Box::from).collect();
        let plurals = table.plurals.into_iter().map(|(base, form)| (form, base)).collect();
        let set = |words: &str| words.split_whitespace().map(Box::from).collect();
        Self {
            irregular,
            verbs,
            plurals,
            keep: set(&table.words.keep),
            names: set(&table.words.names),
            known: set(&table.words.known),
        }
    }

    /// The lemma of a word in lower case with a tag, in `out`: `meeting` is of `meet` as a verb only, `left` of `leave` as a verb only.
    pub(crate) fn lemma_as(&self, word: &str, tag: Tag, out: &mut String) {
        out.clear();
        out.push_str(word);
        let irregular = match tag {
            Tag::Nns | Tag::Nnps => self.plurals.get(word).or_else(|| self.irregular.get(word)),
            _ => self.irregular.get(word),
        };
        let found = match tag {
            Tag::Vb | Tag::Vbp | Tag::Vbd | Tag::Vbn | Tag::Vbg | Tag::Vbz if irregular.is_none() => {
                let ending = match tag {
                    Tag::Vb | Tag::Vbp => "",
                    Tag::Vbg => "ing",
                    Tag::Vbz => "s",
                    _ => "ed",
                };
                self.without_ending(word, ending, out)
            }
            Tag::Nns | Tag::Nnps if irregular.is_none() => {
                let kept = self.keep.contains(word);
                !kept && self.without_ending(word, "s", out)
            }
            // `saw`, `left`, `found`: a noun, an adjective or a base form is no form of another word.
            Tag::Nn | Tag::Nnp | Tag::Jj | Tag::Rb | Tag::In => false,
            Tag::Vb if !word.starts_with('\'') => false,
            _ => irregular.is_some_and(|base| {
                base.as_ref().clone_into(out);
                true
            }),
        };
        if !found || out.is_empty() {
            word.clone_into(out);
        }
    }

    /// The base word of a form that ends as regular ones do, whatever list it stands in.
    fn without_ending(&self, word: &str, ending: &str, out: &mut String) -> bool {
        let letters = word.len() > 3 && word.bytes().all(|b| b.is_ascii_lowercase());
        match word.strip_suffix(ending) {
            Some(stem) if letters => match ending {
                "ing" => self.of_verb(stem, false, out),
                "ed" => self.of_past(stem, false, out),
                "s" => self.of_plural(word, false, out),
                _ => false,
            },
            _ => false,
        }
    }

    /// The lemma of a word in lower case, in `out`; `false` if it is the word itself.
    pub(super) fn lemma(&self, word: &str, name: bool, out: &mut String) -> bool {
        out.clear();
        if let Some(base) = self.irregular.get(word) {
            out.push_str(base);
            return !(name && self.names.contains(word));
        }
        let letters = word.len() > 3 && word.bytes().all(|b| b.is_ascii_lowercase());
        let kept = || self.keep.contains(word);
        let found = if !letters {
            false
        } else if let Some(stem) = word.strip_suffix("ing") {
            !kept() && self.of_verb(stem, name, out)
        } else if let Some(stem) = word.strip_suffix("ed") {
            !kept() && self.of_past(stem, name, out)
        } else {
            word.ends_with('s') && !kept() && self.of_plural(word, name, out)
        };
        found && !out.is_empty()
    }

    /// Of `ied`, `eed` and other forms in `ed`, given what stands before `ed`.
    fn of_past(&self, stem: &str, name: bool, out: &mut String) -> bool {
        if let Some(short) = stem.strip_suffix('i') {
            return self.choose(&[(short, if short.len() < 2 { "ie" } else { "y" }), (stem, "e")], name, out);
        }
        if stem.ends_with('e') {
            return self.choose(&[(stem, "e")], true, out);
        }
        self.of_verb(stem, name, out)
    }

    /// The base word of a stem that `ed` or `ing` followed: itself, with a doubled consonant undone, or with an `e`.
    fn of_verb(&self, stem: &str, name: bool, out: &mut String) -> bool {
        if stem.len() < 2 || !stem.bytes().any(is_vowel) {
            return false;
        }
        let single = undoubled(stem);
        let e_first = is_short(stem);
        let plain = (stem, "");
        let with_e = (stem, "e");
        let (first, second) = if e_first { (with_e, plain) } else { (plain, with_e) };
        match single {
            Some(single) => {
                self.choose(&[plain, (single, ""), with_e], true, out) || {
                    let keeps = matches!(stem.as_bytes()[stem.len() - 1], b'l' | b's' | b'z' | b'f');
                    self.choose(&[(if keeps { stem } else { single }, "")], name, out)
                }
            }
            None => {
                self.choose(&[first, second], true, out) || {
                    self.choose(&[if wants_e(stem) { with_e } else { plain }], name, out)
                }
            }
        }
    }

    fn of_plural(&self, word: &str, name: bool, out: &mut String) -> bool {
        let stem = &word[..word.len() - 1];
        if self.choose(&[(stem, "")], true, out) {
            return true;
        }
        if let Some(short) = word.strip_suffix("ies") {
            return self.choose(&[(short, "y")], name || short.len() < 2, out);
        }
        if ["us", "ss", "is"].iter().any(|ending| word.ends_with(ending)) {
            return false;
        }
        let hissing = ["ss", "sh", "ch", "x", "zz", "o"];
        match stem.strip_suffix('e') {
            Some(short) if hissing.iter().any(|ending| short.ends_with(ending)) => {
                self.choose(&[(short, "")], name, out)
            }
            _ => self.choose(&[(stem, "")], name, out),
        }
    }

    /// Puts the first candidate (stem and ending) that is a known word into `out`, or, unless only known ones will do, the first.
    fn choose(&self, candidates: &[(&str, &str)], known_only: bool, out: &mut String) -> bool {
        for &(stem, ending) in candidates {
            out.clear();
            out.push_str(stem);
            out.push_str(ending);
            if self.known.contains(out.as_str()) {
                return true;
            }
        }
        if let (false, Some(&(stem, ending))) = (known_only, candidates.first()) {
            out.clear();
            out.push_str(stem);
            out.push_str(ending);
            return true;
        }
        false
    }
}

fn is_vowel(b: u8) -> bool {
    matches!(b, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

/// `plann` without its last letter; `None` where the last two letters differ or are vowels.
fn undoubled(stem: &str) -> Option<&str> {
    let [.., a, b] = *stem.as_bytes() else { return None };
    (a == b && !is_vowel(b)).then(|| &stem[..stem.len() - 1])
}

/// One vowel between consonants, as in `hop`: the bare verb would have doubled its consonant, so an `e` is missing.
fn is_short(stem: &str) -> bool {
    let vowels = stem.bytes().filter(|&b| is_vowel(b)).count();
    let [.., a, b] = *stem.as_bytes() else { return false };
    vowels == 1 && is_vowel(a) && !is_vowel(b) && !matches!(b, b'w' | b'x')
}

/// Whether an unknown stem ends as only verbs in `e` do.
fn wants_e(stem: &str) -> bool {
    const ALWAYS: [&str; 22] = [
        "c", "v", "u", "az", "iz", "oz", "yz", "bl", "cl", "dl", "fl", "gl", "kl", "pl", "sl", "tl", "dg", "rg", "ls",
        "ns", "rs", "ced",
    ];
    const AFTER_A_CONSONANT: [&str; 12] = ["ag", "as", "at", "ib", "ir", "is", "os", "uc", "ud", "ur", "us", "ut"];
    let consonant_before = stem.len() > 3 && !is_vowel(stem.as_bytes()[stem.len() - 3]);
    ALWAYS.iter().any(|ending| stem.ends_with(ending))
        || consonant_before && AFTER_A_CONSONANT.iter().any(|ending| stem.ends_with(ending))
        || is_short(stem)
}

/// Fills [`Token::lemma`](super::Token::lemma). `met` are the words of the text among those that are recalled.
pub(super) fn fill(text: &mut Text, tables: &TextTables, met: &[Sym], recall: &mut Recall) {
    const UNKNOWN: u32 = u32::MAX;
    let mut known = vec![[UNKNOWN; 2]; met.len()];
    // The first token of the sentence at hand, and how many sentences begin up to there.
    let (mut start, mut begun) = (usize::MAX, 0);
    let mut next = text.sentences.first().map_or(usize::MAX, |s| s.tokens.start as usize);
    for at in 0..text.tokens.len() {
        while next <= at {
            (start, begun) = (next, begun + 1);
            next = text.sentences.get(begun).map_or(usize::MAX, |s| s.tokens.start as usize);
        }
        let token = text.tokens[at];
        if token.kind != TokenKind::Word {
            continue;
        }
        let first = start == at || at > 0 && text.tokens[at - 1].kind == TokenKind::Punctuation && token.glued;
        let name = token.capital && !first;
        let slot = &mut known[token.lower.0 as usize][usize::from(name)];
        if *slot == UNKNOWN {
            let lemma = recall.lemma(met[token.lower.0 as usize], name, tables);
            *slot = lemma.map_or(token.lower, |(lemma, hash)| text.words.intern_hashed(lemma, hash)).0;
        }
        text.tokens[at].lemma = Sym(*slot);
    }
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Lexicon;
    use crate::source::Source;
    use crate::text::syntax::Tag;
    use crate::text::{Text, TextTables};

    fn lemmas(raw: &str) -> String {
        let tables = TextTables::new(&Lexicon::embedded(), &mut Vec::new());
        let text = Text::read(&Source::plain("t", raw), &tables);
        (0..text.tokens.len()).map(|i| text.lemma(i)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn regular_endings_are_taken_off() {
        for (raw, want) in [
            ("announced signed agreed planned visited", "announce sign agree plan visit"),
            ("suspended ended hoped hopped carried died", "suspend end hope hop carry die"),
            ("ceasing planning visiting lying telling using", "cease plan visit lie tell use"),
            ("cases countries agreements boxes churches losses", "case country agreement box church loss"),
            ("denies goes does watches resigns heroes", "deny go do watch resign hero"),
            ("blorped snaffled reglazing zonks", "blorp snaffle reglaze zonk"),
        ] {
            assert_eq!(lemmas(&format!("they {raw}")), format!("they {want}"), "{raw}");
        }
    }

    #[test]
    fn a_tag_decides_where_a_form_belongs_to_two_words() {
        let tables = TextTables::new(&Lexicon::embedded(), &mut Vec::new());
        for (word, tag, want) in [
            ("meeting", Tag::Vbg, "meet"),
            ("meeting", Tag::Nn, "meeting"),
            ("meetings", Tag::Nns, "meeting"),
            ("left", Tag::Vbd, "leave"),
            ("left", Tag::Jj, "left"),
            ("leaves", Tag::Vbz, "leave"),
            ("leaves", Tag::Nns, "leaf"),
            ("found", Tag::Vb, "found"),
            ("found", Tag::Vbd, "find"),
            ("limited", Tag::Vbd, "limit"),
            ("limited", Tag::Jj, "limited"),
            ("opened", Tag::Vbn, "open"),
            ("cities", Tag::Nns, "city"),
            ("series", Tag::Nns, "series"),
            ("was", Tag::Vbd, "be"),
            ("are", Tag::Vbp, "be"),
            ("'re", Tag::Vbp, "be"),
            ("wo", Tag::Md, "will"),
            ("better", Tag::Jjr, "good"),
            ("sign", Tag::Vb, "sign"),
            ("", Tag::Vbd, ""),
            ("ed", Tag::Vbd, "ed"),
        ] {
            assert_eq!(tables.lemma(word, tag), want, "{word} {}", tag.as_str());
        }
    }

    #[test]
    fn irregular_forms_come_from_the_table() {
        for (raw, want) in [
            ("was were been is are am has had", "be be be be be be have have"),
            ("won led met said took withdrew", "win lead meet say take withdraw"),
            ("men women children crises wolves", "man woman child crisis wolf"),
            ("better worst", "good bad"),
            ("don't won't they've we'll Ruiz's", "do not will not they have we will ruiz 's"),
        ] {
            assert_eq!(lemmas(&format!("they {raw}")), format!("they {want}"), "{raw}");
        }
    }

    #[test]
    fn words_that_only_look_inflected_stay() {
        let raw = "this news series bus hundred need during king evening red meeting its thing his Texas Rivas United";
        assert_eq!(lemmas(&format!("so {raw}")), format!("so {}", raw.to_lowercase()));
    }

    #[test]
    fn a_capital_inside_a_sentence_needs_a_known_base_word() {
        assert_eq!(lemmas("the Agreements of Rose Hayes"), "the agreement of rose hayes");
        assert_eq!(lemmas("Remittances rose"), "remittance rise");
    }
}
