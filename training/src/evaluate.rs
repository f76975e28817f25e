//! Measures a model: against the teacher on the documents held out, against a treebank, and its speed.

use std::error::Error;
use std::fs;
use std::io::{BufRead, BufReader};
use std::time::Instant;

use claimlint::lexicon::Lexicon;
use claimlint::source::Source;
use claimlint::text::syntax::features::Tok;
use claimlint::text::syntax::labels::{self, Tree};
use claimlint::text::syntax::model::Model;
use claimlint::text::syntax::parser::{self, Beam};
use claimlint::text::syntax::{Label, NameKind, Syntax, Tag, look, names, spans, tagger};
use claimlint::text::{Text, TextTables};

use crate::data::{Corpus, Sentence, tag_class};

type Outcome = Result<(), Box<dyn Error>>;

/// Right out of all.
#[derive(Clone, Copy, Default)]
struct Share {
    right: u64,
    all: u64,
}

impl Share {
    fn add(&mut self, right: bool) {
        self.right += u64::from(right);
        self.all += 1;
    }

    fn percent(self) -> f64 {
        100.0 * self.right as f64 / self.all.max(1) as f64
    }
}

/// Names found, expected, and both.
#[derive(Clone, Copy, Default)]
struct Found {
    found: u64,
    wanted: u64,
    both: u64,
}

impl Found {
    fn line(self) -> String {
        let precision = self.both as f64 / self.found.max(1) as f64;
        let recall = self.both as f64 / self.wanted.max(1) as f64;
        let f = 2.0 * precision * recall / (precision + recall).max(1e-9);
        format!("precision {precision:.3}  recall {recall:.3}  F {f:.3}  ({} wanted)", self.wanted)
    }
}

#[derive(Default)]
struct Tally {
    tags: Share,
    heads: Share,
    labelled: Share,
    heads_plain: Share,
    labelled_plain: Share,
    names: [Found; NameKind::ALL.len()],
    label_given_head: Share,
    by_label: Vec<(Share, Share)>,
    confused: Confused,
}

/// Tags, heads, labels and names against the teacher, on the documents held out.
pub fn against_teacher(annotated: &str, file: &str, detail: bool) -> Outcome {
    let bytes = fs::read(file)?;
    let model = Model::read(&bytes)?;
    let mut corpus = Corpus::read(annotated)?;
    corpus.set_forms(|word| model.form(word));
    let mut tally = Tally { by_label: vec![Default::default(); Label::ALL.len()], ..Tally::default() };
    let (mut reading, mut tree, mut classes) = (Reading::default(), Tree::default(), Vec::new());
    for sentence in corpus.part(true) {
        let toks = corpus.toks(sentence);
        let Some((tags, heads)) = reading.of(&toks, &model) else { continue };
        tree.begin(&toks, tags, heads.iter().copied());
        labels::label(&model.labels, &mut tree);
        names::find(&toks, tags, &model.names, &mut classes);
        tally.add(sentence, tags, &tree, &classes);
    }
    tally.print(detail);
    Ok(())
}

/// Tags and heads as the library finds them.
#[derive(Default)]
struct Reading {
    tags: Vec<u8>,
    margins: Vec<u16>,
    others: Vec<tagger::Other>,
    beam: Beam,
}

impl Reading {
    /// Those of a sentence.
    fn of(&mut self, toks: &[Tok], model: &Model) -> Option<(&[u8], &[u32])> {
        let Self { tags, margins, others, beam } = self;
        tagger::tag(toks, &model.tagger, tags, margins);
        others.clear();
        tagger::others(toks, &model.tagger, tags, margins, others);
        parser::parse(toks, tags, others, &model.parser, beam);
        let state = beam.best()?;
        tags.clear();
        tags.extend(state.tags());
        Some((tags, &state.heads))
    }
}

impl Tally {
    fn add(&mut self, gold: &Sentence, tags: &[u8], tree: &Tree, classes: &[u8]) {
        for (at, (&tag, &right)) in tags.iter().zip(&gold.tags).enumerate() {
            self.tags.add(tag == right);
            if tag != right {
                *self.confused.entry((right, tag)).or_default() += 1;
            }
            let head = tree.heads[at] == gold.heads[at];
            let label = head && tree.labels[at] == gold.labels[at];
            self.heads.add(head);
            self.labelled.add(label);
            if gold.labels[at] != Label::Punct as u8 {
                self.heads_plain.add(head);
                self.labelled_plain.add(label);
            }
            if head {
                self.label_given_head.add(label);
            }
            let (by_head, by_label) = &mut self.by_label[usize::from(gold.labels[at])];
            by_head.add(head);
            by_label.add(label);
        }
        let (found, wanted) = (spans(classes), spans(&gold.names));
        for name in &found {
            let kind = &mut self.names[name.kind as usize];
            kind.found += 1;
            kind.both += u64::from(wanted.contains(name));
        }
        for name in &wanted {
            self.names[name.kind as usize].wanted += 1;
        }
    }

    fn print(&self, detail: bool) {
        println!("tokens held out   {}", self.tags.all);
        println!("tags              {:.2} %", self.tags.percent());
        println!(
            "heads             {:.2} %   without punctuation {:.2} %",
            self.heads.percent(),
            self.heads_plain.percent()
        );
        println!(
            "heads and labels  {:.2} %   without punctuation {:.2} %",
            self.labelled.percent(),
            self.labelled_plain.percent()
        );
        println!("labels, given a right head  {:.2} %", self.label_given_head.percent());
        let mut all = Found::default();
        for (kind, found) in NameKind::ALL.iter().zip(self.names) {
            println!("names {:7} {}", kind.as_str(), found.line());
            all.found += found.found;
            all.wanted += found.wanted;
            all.both += found.both;
        }
        println!("names         {}", all.line());
        if detail {
            for (label, (head, labelled)) in Label::ALL.iter().zip(&self.by_label) {
                println!(
                    "{:10} {:7} heads {:.1} % labelled {:.1} %",
                    label.as_str(),
                    head.all,
                    head.percent(),
                    labelled.percent()
                );
            }
            print_confused(&self.confused);
        }
    }
}

/// A sentence of a treebank.
#[derive(Default)]
struct Treebanked {
    toks: Vec<Tok>,
    tags: Vec<u8>,
    /// Whether a word is a dash or dots.
    pause: Vec<bool>,
}

/// The sentences of a treebank in CoNLL-U, with its own tokens.
fn treebanked(treebank: &str, model: &Model) -> Result<Vec<Treebanked>, Box<dyn Error>> {
    let mut sentences = vec![Treebanked::default()];
    let mut glued = false;
    // The number of the last word of those that are written together ("don't"), and whether no space stands behind it.
    let mut together: Option<(String, bool)> = None;
    for line in BufReader::new(fs::File::open(treebank)?).lines() {
        let line = line?;
        let fields: Vec<&str> = line.split('\t').collect();
        let [number, word, _, _, tag, _, _, _, _, more] = fields[..] else {
            if line.is_empty() {
                sentences.push(Treebanked::default());
                glued = false;
            }
            continue;
        };
        let tight = more.contains("SpaceAfter=No");
        if let Some((_, last)) = number.split_once('-') {
            together = Some((last.to_owned(), tight));
        }
        if number.contains(['-', '.']) {
            continue;
        }
        let (lower, case) = look(word, glued);
        if let Some(sentence) = sentences.last_mut() {
            sentence.toks.push(Tok { form: model.form(&lower), case });
            sentence.tags.push(tag_class(tag));
            sentence.pause.push(word.chars().all(|c| "-–—.…".contains(c)));
        }
        glued = match together.take_if(|(last, _)| last == number) {
            Some((_, tight)) => tight,
            None => together.is_some() || tight,
        };
    }
    Ok(sentences)
}

/// Penn tags against a treebank. The English Web Treebank gives the comma's tag to dashes and dots, where the Penn Treebank has the colon's; the second figure
/// takes both for right there.
pub fn against_treebank(treebank: &str, file: &str) -> Outcome {
    let bytes = fs::read(file)?;
    let model = Model::read(&bytes)?;
    let (mut strict, mut lenient) = (Share::default(), Share::default());
    let mut confused = Confused::new();
    let mut reading = Reading::default();
    for sentence in treebanked(treebank, &model)? {
        let Some((tags, _)) = reading.of(&sentence.toks, &model) else { continue };
        for ((&tag, &right), &pause) in tags.iter().zip(&sentence.tags).zip(&sentence.pause) {
            strict.add(tag == right);
            lenient.add(tag == right || pause && right == Tag::Comma as u8 && tag == Tag::Colon as u8);
            if tag != right {
                *confused.entry((right, tag)).or_default() += 1;
            }
        }
    }
    println!("tokens {}  tags {:.2} %", strict.all, strict.percent());
    println!("with the Penn Treebank's tags for dashes and dots  {:.2} %", lenient.percent());
    print_confused(&confused);
    Ok(())
}

/// How often one tag was taken for another: the right one, the one found.
type Confused = std::collections::BTreeMap<(u8, u8), u32>;

/// Prints the most frequent of them.
fn print_confused(confused: &Confused) {
    let mut confused: Vec<_> = confused.iter().map(|(pair, count)| (count, pair)).collect();
    confused.sort_by(|a, b| b.cmp(a));
    for (count, (gold, found)) in confused.into_iter().take(20) {
        let tag = |class: u8| Tag::of_class(class.into()).as_str();
        println!("{count} {} taken for {}", tag(*gold), tag(*found));
    }
}

/// Tokens per second of each part, on one core. The text is read many times so that the figures are steady.
pub fn speed(texts: &str, file: &str) -> Outcome {
    let bytes = fs::read(file)?;
    let begin = Instant::now();
    let syntax = Syntax::read(&bytes)?;
    println!("load        {:.2} ms, {} bytes", begin.elapsed().as_secs_f64() * 1e3, bytes.len());
    let tables = TextTables::new(&Lexicon::embedded(), &mut Vec::new());
    let mut all = Vec::new();
    for line in BufReader::new(fs::File::open(texts)?).lines().take(400) {
        let record: serde_json::Value = serde_json::from_str(&line?)?;
        let text = record["text"].as_str().ok_or("a record lacks `text`")?;
        all.push(Text::read(&Source::plain("t", text), &tables));
    }
    let tokens: usize = all.iter().map(|text| text.tokens.len()).sum();
    let rate = |what: &str, begin: f64| println!("{what:11} {:>9.0} tokens/s", tokens as f64 / (busy() - begin));
    let model = syntax.model();
    let begin = busy();
    let mut sentences = Vec::new();
    for text in &all {
        let forms: Vec<_> =
            (0..text.words.len()).map(|at| model.form(text.words.get(claimlint::text::Sym(at as u32)))).collect();
        for sentence in &text.sentences {
            let tok = |at: u32| {
                let token = text.token(at as usize);
                let case = if token.caps { 2 } else { u8::from(token.capital) } | u8::from(token.glued) << 2;
                Tok { form: forms[token.lower.0 as usize], case }
            };
            sentences.push(sentence.tokens.clone().map(tok).collect::<Vec<_>>());
        }
    }
    rate("forms", begin);
    let begin = busy();
    let mut tags = vec![Vec::new(); sentences.len()];
    let mut others = vec![Vec::new(); sentences.len()];
    let mut margins = Vec::new();
    for (toks, (tags, others)) in sentences.iter().zip(tags.iter_mut().zip(&mut others)) {
        tagger::tag(toks, &model.tagger, tags, &mut margins);
        tagger::others(toks, &model.tagger, tags, &margins, others);
    }
    rate("tagger", begin);
    let begin = busy();
    let mut beam = Beam::default();
    let mut heads = Vec::new();
    for (toks, (tags, others)) in sentences.iter().zip(tags.iter_mut().zip(&others)) {
        parser::parse(toks, tags, others, &model.parser, &mut beam);
        let Some(state) = beam.best() else { continue };
        heads.push(state.heads.clone());
        tags.clear();
        tags.extend(state.tags());
    }
    rate("heads", begin);
    let begin = busy();
    let mut tree = Tree::default();
    for ((toks, tags), heads) in sentences.iter().zip(&tags).zip(&heads) {
        tree.begin(toks, tags, heads.iter().copied());
        labels::label(&model.labels, &mut tree);
    }
    rate("labels", begin);
    let begin = busy();
    let mut classes = Vec::new();
    for (toks, tags) in sentences.iter().zip(&tags) {
        names::find(toks, tags, &model.names, &mut classes);
    }
    rate("names", begin);
    let begin = busy();
    let mut count = 0;
    for text in &all {
        let mut reader = syntax.reader(text);
        count += reader.analyse_all(&text.sentences).iter().map(|analysis| analysis.names.len()).sum::<usize>();
    }
    rate("everything", begin);
    println!("{tokens} tokens, {count} names");
    Ok(())
}

/// Seconds that this thread has been running on a core, so that other work on the machine does not count; where the system does not tell, seconds by the clock.
fn busy() -> f64 {
    static BEGIN: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|text| text.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| BEGIN.get_or_init(Instant::now).elapsed().as_secs_f64(), |ns| ns / 1e9)
}
