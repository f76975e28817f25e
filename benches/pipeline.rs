//! Speed: each stage in bytes per second over a synthetic text, the whole check as documents grow tenfold, and start-up.
//!
//! `cargo bench --bench pipeline` runs all; `cargo bench --bench pipeline -- growth` one group. The text is made of the documents in `corpus/`,
//! repeated with the surnames varied, so that no two copies speak of the same people. Texts are judged at one core:
//! `RAYON_NUM_THREADS=1 cargo bench`. The times of other texts are measured beside it where `CLAIMLINT_TEXTS` names a folder of `.txt` files.

#![allow(missing_docs)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use claimlint::claim::{Depth, DocumentClaims};
use claimlint::load::{self, Decoded};
use claimlint::rule::RuleSet;
use claimlint::session::{Role, Session, Settings};
use claimlint::source::{DateClue, DateOrigin, Format, Source};
use claimlint::text::Text;
use claimlint::text::clauses::{ClauseReader, TextClauses};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

/// Bytes of the synthetic text, about.
const BYTES: usize = 400_000;
/// What makes surnames of one copy differ from those of another.
const ENDINGS: &[&str] = &["el", "ova", "ani", "ister", "und", "omar", "ez", "ith", "asko", "urra"];

struct Piece {
    name: String,
    format: Format,
    contents: String,
}

/// The documents of the corpus.
fn corpus() -> Vec<Piece> {
    let mut pieces = Vec::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    for collection in fs::read_dir(root).expect("the corpus is there").flatten() {
        for entry in fs::read_dir(collection.path()).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if let Some(format) = load::format_of(&name).filter(|_| name != "ABOUT.md") {
                let contents = fs::read_to_string(entry.path()).expect("UTF-8");
                pieces.push(Piece {
                    name: format!("{}/{name}", collection.file_name().to_string_lossy()),
                    format,
                    contents,
                });
            }
        }
    }
    pieces.sort_by(|a, b| a.name.cmp(&b.name));
    pieces
}

fn parse(piece: &Piece) -> Source {
    load::parse(&piece.name, piece.format, Decoded::utf8(piece.contents.as_str())).0
}

fn surnames(pieces: &[Piece], rules: &RuleSet) -> BTreeSet<String> {
    let claims = pieces.iter().map(|piece| DocumentClaims::extract(&parse(piece), &rules.extractor));
    let persons = claims.flat_map(|c| c.mentions.entities.entities).filter_map(|entity| entity.person);
    persons.flat_map(|person| person.family).filter(|name| name.len() > 4).collect()
}

/// Copies of the pieces, each with surnames of its own, until they have about as many bytes as asked for.
fn copies(pieces: &[Piece], rules: &RuleSet, bytes: usize) -> Vec<Piece> {
    let surnames = surnames(pieces, rules);
    let mut out: Vec<Piece> = Vec::new();
    let (mut copy, mut size) = (0, 0);
    while size < bytes {
        let ending = format!("{}{}", ENDINGS[copy % ENDINGS.len()], ENDINGS[copy / ENDINGS.len() % ENDINGS.len()]);
        for piece in pieces {
            let contents = surnames
                .iter()
                .fold(piece.contents.clone(), |text, name| text.replace(name.as_str(), &format!("{name}{ending}")));
            size += contents.len();
            out.push(Piece { name: format!("{copy:03}/{}", piece.name), format: piece.format, contents });
        }
        copy += 1;
    }
    out
}

fn rules() -> Arc<RuleSet> {
    Arc::new(RuleSet::embedded().0)
}

fn session(rules: &Arc<RuleSet>, sources: Vec<Source>) -> Session {
    let mut session = Session::new(rules.clone(), Settings::default());
    session.extend(sources.into_iter().map(|source| (source, Role::Judged)).collect());
    session
}

fn reading(c: &mut Criterion) {
    let rules = rules();
    let pieces = copies(&corpus(), &rules, BYTES);
    let mut group = c.benchmark_group("load");
    group.sample_size(10).measurement_time(Duration::from_secs(2)).warm_up_time(Duration::from_millis(500));
    for (name, format) in [("text", Format::Text), ("markdown", Format::Markdown), ("html", Format::Html)] {
        let of_format: Vec<&Piece> = pieces.iter().filter(|piece| piece.format == format).collect();
        group.throughput(Throughput::Bytes(of_format.iter().map(|piece| piece.contents.len() as u64).sum()));
        group.bench_function(name, |b| {
            b.iter(|| {
                for piece in &of_format {
                    let decoded = load::decode(black_box(piece.contents.as_bytes())).expect("text");
                    black_box(load::parse(&piece.name, format, decoded));
                }
            });
        });
    }
    group.finish();
}

/// The `.txt` files of the folder that `CLAIMLINT_TEXTS` names, and of those in it.
fn other_texts() -> Vec<Source> {
    let mut folders: Vec<_> = std::env::var_os("CLAIMLINT_TEXTS").map(Into::into).into_iter().collect();
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        let folder: std::path::PathBuf = folder;
        for path in fs::read_dir(folder).expect("a folder of texts").flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "txt") {
                sources.push(Source::plain(path.to_string_lossy(), fs::read_to_string(&path).expect("UTF-8")));
            }
        }
    }
    sources
}

fn stages(c: &mut Criterion) {
    let rules = rules();
    let sources: Vec<Source> = copies(&corpus(), &rules, BYTES).iter().map(parse).collect();
    let bytes: u64 = sources.iter().map(|source| source.text.len() as u64).sum();
    let extractor = &rules.extractor;
    let texts: Vec<Text> = sources.iter().map(|source| Text::read(source, &extractor.text)).collect();
    let times: Vec<_> = texts.iter().map(|text| extractor.mentions.times.find(text)).collect();
    let mentions: Vec<_> = texts.iter().map(|text| extractor.mentions.find(text)).collect();
    let surface = TextClauses::default();
    let read = session(&rules, sources.clone());

    let mut group = c.benchmark_group("stage");
    group.sample_size(10).measurement_time(Duration::from_secs(3)).warm_up_time(Duration::from_millis(500));
    group.throughput(Throughput::Bytes(bytes));
    group.bench_function("text", |b| {
        b.iter(|| sources.iter().for_each(|source| drop(black_box(Text::read(source, &extractor.text)))));
    });
    group.bench_function("times", |b| {
        b.iter(|| texts.iter().for_each(|text| drop(black_box(extractor.mentions.times.find(text)))));
    });
    let others: Vec<Text> = other_texts().iter().map(|source| Text::read(source, &extractor.text)).collect();
    if !others.is_empty() {
        group.throughput(Throughput::Bytes(others.iter().map(|text| text.raw.len() as u64).sum()));
        group.bench_function("times of other texts", |b| {
            b.iter(|| others.iter().for_each(|text| drop(black_box(extractor.mentions.times.find(text)))));
        });
        group.throughput(Throughput::Bytes(bytes));
    }
    group.bench_function("times, placed", |b| {
        let reader = &extractor.mentions.times;
        let document = reader.read_date("18 April 2024").expect("a date");
        b.iter(|| {
            texts.iter().for_each(|text| drop(black_box(reader.timexes(text, &reader.find(text), document))));
        });
    });
    group.bench_function("quantities", |b| {
        let all = || texts.iter().zip(&times);
        b.iter(|| all().for_each(|(text, times)| drop(black_box(extractor.mentions.quantities.find(text, times)))));
    });
    let entities = &extractor.mentions.entities;
    group.bench_function("entities", |b| {
        b.iter(|| texts.iter().for_each(|text| drop(black_box(entities.find(text, &entities.look(text))))));
    });
    let syntax = extractor.syntax.expect("sound models");
    let all = || texts.iter().map(|text| (text, text.sentences.as_slice()));
    let analyses = syntax.analyse_texts(all());
    group.bench_function("syntax of every sentence", |b| b.iter(|| black_box(syntax.analyse_texts(all()))));
    group.bench_function("clauses of every sentence", |b| {
        b.iter(|| {
            let mut analyses = analyses.iter();
            for text in &texts {
                let reader = ClauseReader::new(text, &extractor.text);
                for (sentence, analysis) in text.sentences.iter().zip(&mut analyses) {
                    black_box(reader.read(sentence, analysis));
                }
            }
        });
    });
    group.bench_function("predicates", |b| {
        let all = || texts.iter().zip(&mentions);
        b.iter(|| {
            all().for_each(|(text, mentions)| {
                drop(black_box(extractor.predicates.find(text, mentions, &surface, false)))
            })
        });
    });
    group.bench_function("extraction", |b| {
        b.iter(|| sources.iter().for_each(|source| drop(black_box(DocumentClaims::extract(source, extractor)))));
    });
    let mut whole = extractor.clone();
    whole.depth = Depth::Everything;
    let all: Vec<&Source> = sources.iter().collect();
    group.bench_function("extraction, documents together", |b| {
        b.iter(|| black_box(DocumentClaims::extract_all(&all, extractor)));
    });
    group.bench_function("extraction, every sentence analysed", |b| {
        b.iter(|| black_box(DocumentClaims::extract_all(&all, &whole)));
    });
    group.bench_function("comparison", |b| b.iter(|| black_box(read.check())));
    group.finish();
}

/// A name of two or three syllables, another one for every number up to 5,000.
fn name(number: usize) -> String {
    const SYLLABLES: &[&str] = &[
        "Bar", "Den", "Fol", "Gri", "Hal", "Jor", "Kel", "Lun", "Mor", "Nav", "Or", "Pel", "Ras", "Sil", "Tor", "Ul",
        "Ven",
    ];
    let (n, count) = (number % 5_000, SYLLABLES.len());
    let mut name = SYLLABLES[n % count].to_owned();
    for digit in [n / count % count, n / count / count % count] {
        name.push_str(&SYLLABLES[digit].to_lowercase());
    }
    name
}

/// A short report. One in five tells of the same affair as the one before it, with a figure of its own.
fn report(number: usize) -> Source {
    let affair = number - number % 5 % 2;
    let (person, town, body) = (name(affair * 7 + 1), name(affair * 3 + 2), name(affair + 3));
    let mut text = String::new();
    let _ = writeln!(
        text,
        "Mayor Ida {person} of {town} signed the {body} Ferry Agreement on {} May 2021. The {body} Harbour Authority has {} employees, \
         she said, {} per cent more than in 2019.\n",
        affair % 28 + 1,
        300 + number % 90,
        number % 17 + 1
    );
    let _ = writeln!(
        text,
        "The line between {town} and the islands carried nearly {},000 passengers last year. \"We want to revive the winter timetable,\" \
         {person} told the council, which meets again next Tuesday. The old yard was founded in {} and closed in 1998.",
        20 + affair % 60,
        1880 + affair % 70
    );
    let mut source = Source::plain(format!("{number:05}.txt"), text);
    let value = format!("2021-{:02}-{:02}", 5 + affair % 6, affair % 27 + 1);
    source.meta.dates.push(DateClue { value, origin: DateOrigin::Configuration });
    source
}

fn growth(c: &mut Criterion) {
    let rules = rules();
    let mut group = c.benchmark_group("growth");
    group.sample_size(10).measurement_time(Duration::from_secs(5)).warm_up_time(Duration::from_millis(500));
    for documents in [100, 1_000, 10_000] {
        let sources: Vec<Source> = (0..documents).map(report).collect();
        group.throughput(Throughput::Bytes(sources.iter().map(|source| source.text.len() as u64).sum()));
        group.bench_with_input(BenchmarkId::from_parameter(documents), &sources, |b, sources| {
            b.iter_batched(
                || sources.clone(),
                |sources| session(&rules, sources).check(),
                criterion::BatchSize::PerIteration,
            );
        });
    }
    group.finish();
}

fn start_up(c: &mut Criterion) {
    let mut group = c.benchmark_group("start-up");
    group.sample_size(10).measurement_time(Duration::from_secs(2)).warm_up_time(Duration::from_millis(500));
    group.bench_function("embedded rules", |b| b.iter(RuleSet::embedded));
    group.finish();
}

criterion_group!(benches, reading, stages, growth, start_up);
criterion_main!(benches);
