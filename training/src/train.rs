//! Trains the four models, one after the other; each writes its section into a folder of work.

use std::error::Error;
use std::fs;
use std::path::Path;

use claimlint::text::syntax::features::{Scorer, Tok};
use claimlint::text::syntax::labels::{self, Tree};
use claimlint::text::syntax::model::{self, Dictionary};
use claimlint::text::syntax::parser::{self, NONE, State};
use claimlint::text::syntax::{Label, names, tagger};

use crate::data::{Corpus, Sentence};
use crate::dictionary;
use crate::oracle::Gold;
use crate::variety;
use crate::weights::{Random, Weights};

type Outcome = Result<(), Box<dyn Error>>;

/// How often training runs over all sentences: to find the best features, and with those alone.
struct Rounds {
    first: usize,
    second: usize,
    /// How often the second training is done, with other orders of sentences, each time on a thread of its own. The sum of all counts, which is as good as a vote and costs readers nothing.
    times: usize,
    /// Errors after which a feature gets weights.
    after: u8,
    /// Rows of the table.
    rows: usize,
}

const TAGGER: Rounds = Rounds { first: 4, second: 6, times: 4, after: 3, rows: 40_000 };
const PARSER: Rounds = Rounds { first: 2, second: 8, times: 3, after: 3, rows: 850_000 };
const LABELS: Rounds = Rounds { first: 3, second: 6, times: 2, after: 3, rows: 46_000 };
const NAMES: Rounds = Rounds { first: 4, second: 10, times: 1, after: 3, rows: 48_000 };

/// Where the random orders of sentences begin; an odd number.
const SEED: u64 = 0x1234_5678_9abc_def1;

/// Tags for training the other models come from taggers that did not see the sentence; there are this many.
const FOLDS: usize = 4;

/// A sentence made ready, with tags as a tagger gives them.
struct Ready<'a> {
    gold: &'a Sentence,
    /// Which of the [`FOLDS`] it belongs to, with all its repetitions.
    fold: usize,
    toks: Vec<Tok>,
    tags: Vec<u8>,
}

/// Trains one section: `tagger`, `parser`, `labels` or `names`. Further sentences are pairs of a file and how often each of its sentences is met; none of them are held out.
pub fn train(part: &str, annotated: &str, work: &str, further: &[&str]) -> Outcome {
    let work = Path::new(work);
    fs::create_dir_all(work)?;
    let mut corpus = Corpus::read(annotated)?;
    for pair in further.chunks(2) {
        let [file, times] = pair else { return Err("how often each sentence is met is missing".into()) };
        corpus.add_further(file, times.parse()?)?;
    }
    if part == "tagger" {
        let made = dictionary::dictionary(&corpus, work)?;
        fs::write(work.join("dictionary"), made.bytes)?;
        fs::write(work.join("unseen"), made.unseen)?;
    }
    let dictionary = fs::read(work.join("dictionary"))?;
    let known = Dictionary::read(&dictionary)?;
    corpus.set_forms(|word| known.form(word));
    let sentences = corpus.part(false);
    let tags = if part == "tagger" { Vec::new() } else { fs::read(work.join("tags"))? };
    let letters = variety::Letters::new(&corpus, fs::read(work.join("unseen"))?, |word| known.form(word));
    let prepare = |manner: variety::Manner| {
        let (mut at, mut random) = (0, Random(0x0fed_cba9_8765_4321));
        let mut ready = Vec::with_capacity(sentences.len());
        for (number, &gold) in sentences.iter().enumerate() {
            for _ in 0..gold.times {
                let end = at + gold.tags.len();
                let tags = tags.get(at..end).map_or_else(Vec::new, <[u8]>::to_vec);
                at = end;
                let mut toks = corpus.toks(gold);
                variety::alter(&mut toks, gold, &letters, manner, &mut random);
                ready.push(Ready { gold, fold: number / 50 % FOLDS, toks, tags });
            }
        }
        ready
    };
    let ready = prepare(match part {
        "tagger" => variety::TAGGER,
        "names" => variety::NAMES,
        _ => variety::TREES,
    });
    let section = match part {
        "tagger" => {
            let section = two_rounds::<{ tagger::CLASSES }, { model::TAGGER_ROW }, 2>(&TAGGER, &ready, tagger_round);
            fs::write(work.join("tags"), tags_of_others(&ready, &prepare(variety::TREES)))?;
            section
        }
        "parser" => two_rounds::<{ parser::CLASSES }, { model::PARSER_ROW }, 1>(&PARSER, &ready, parser_round),
        "labels" => two_rounds::<{ labels::CLASSES }, { model::LABELS_ROW }, 2>(&LABELS, &ready, labels_round),
        "names" => two_rounds::<{ names::CLASSES }, { model::NAMES_ROW }, 2>(&NAMES, &ready, names_round),
        _ => return Err(format!("there is no model called {part}").into()),
    };
    Ok(fs::write(work.join(part), section)?)
}

/// Puts the sections together.
pub fn assemble(work: &str, file: &str) -> Outcome {
    let read = |name: &str| fs::read(Path::new(work).join(name));
    let parts = [read("dictionary")?, read("tagger")?, read("parser")?, read("labels")?, read("names")?];
    let [dictionary, tagger, parser, labels, names] = &parts;
    let classes = model::classes();
    Ok(fs::write(file, model::write([classes.as_bytes(), dictionary, tagger, parser, labels, names]))?)
}

/// Runs over sentences once; the number of the run, from 0. Returns how many decisions were wrong.
type Round<const C: usize> = fn(&mut Weights<C>, &[Ready], usize, &mut Random) -> (u64, u64);

fn two_rounds<const C: usize, const ROW: usize, const CHECK: usize>(
    rounds: &Rounds,
    ready: &[Ready],
    round: Round<C>,
) -> Vec<u8> {
    let mut random = Random(SEED);
    let mut weights = Weights::<C>::any(rounds.after);
    run(&mut weights, ready, 0..rounds.first, round, &mut random);
    let chosen = weights.choose::<ROW, CHECK>(rounds.rows);
    drop(weights);
    let mut sum = vec![[0.0; C]; chosen.len()];
    let trained = &|time: usize| {
        let mut weights = chosen.fresh();
        run(&mut weights, ready, 0..rounds.second, round, &mut Random(SEED.wrapping_mul(time as u64 + 3)));
        weights.averages()
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..rounds.times).map(|time| scope.spawn(move || trained(time))).collect();
        for thread in threads {
            let averages = thread.join().expect("training does not panic");
            sum.iter_mut().flatten().zip(averages.iter().flatten()).for_each(|(sum, weight)| *sum += weight);
        }
    });
    chosen.quantise::<ROW, CHECK>(&sum)
}

fn run<const C: usize>(
    weights: &mut Weights<C>,
    ready: &[Ready],
    runs: std::ops::Range<usize>,
    round: Round<C>,
    random: &mut Random,
) {
    for number in runs {
        let begin = std::time::Instant::now();
        let (wrong, all) = round(weights, ready, number, random);
        let share = 100.0 * wrong as f64 / all as f64;
        eprintln!(
            "  round {number}: {share:.2} % wrong, {} features, {:.0} s",
            weights.len(),
            begin.elapsed().as_secs_f64()
        );
    }
}

fn best<const C: usize>(scores: &[i32; C]) -> usize {
    (0..C).rev().max_by_key(|&class| scores[class]).unwrap_or(0)
}

fn tagger_round(
    weights: &mut Weights<{ tagger::CLASSES }>,
    ready: &[Ready],
    _: usize,
    random: &mut Random,
) -> (u64, u64) {
    let (mut wrong, mut all) = (0, 0);
    let mut tags = Vec::new();
    for at in random.order(ready.len()) {
        let Ready { gold, toks, .. } = &ready[at];
        tags.clear();
        for (at, tok) in toks.iter().enumerate() {
            if let Some(tag) = tagger::certain(tok) {
                tags.push(tag);
                continue;
            }
            let features = tagger::features(toks, &tags, at);
            let mut scores = [0; tagger::CLASSES];
            weights.score(features.get(), &mut scores);
            tagger::forbid(tok, &mut scores);
            let (guess, right) = (best(&scores), usize::from(gold.tags[at]));
            weights.tick();
            all += 1;
            wrong += u64::from(guess != right);
            // What is forbidden is not learnt: the weights would grow without end.
            if guess != right && scores[right] != i32::MIN {
                weights.learn(features.get(), right, guess);
            }
            tags.push(guess as u8);
        }
    }
    (wrong, all)
}

/// For all sentences, as the other models will see them, the tags of a tagger that was trained on the others.
fn tags_of_others(ready: &[Ready], seen: &[Ready]) -> Vec<u8> {
    let mut found: Vec<Vec<u8>> = vec![Vec::new(); seen.len()];
    for fold in 0..FOLDS {
        let others = ready.iter().filter(|r| r.fold != fold);
        let others: Vec<Ready> =
            others.map(|r| Ready { gold: r.gold, fold: r.fold, toks: r.toks.clone(), tags: Vec::new() }).collect();
        let mut weights = Weights::any(TAGGER.after);
        run(&mut weights, &others, 0..2, tagger_round, &mut Random(fold as u64 + 77));
        for at in (0..seen.len()).filter(|&at| seen[at].fold == fold) {
            tagger::tag(&seen[at].toks, &weights, &mut found[at], &mut Vec::new());
        }
    }
    found.concat()
}

fn parser_round(
    weights: &mut Weights<{ parser::CLASSES }>,
    ready: &[Ready],
    number: usize,
    random: &mut Random,
) -> (u64, u64) {
    let (mut wrong, mut all) = (0, 0);
    let mut state = State::default();
    for at in random.order(ready.len()) {
        let Ready { gold, toks, tags, .. } = &ready[at];
        let tree = Gold::new(&gold.heads);
        state.begin(toks, tags);
        while (state.next as usize) < toks.len() {
            let allowed = state.allowed();
            if allowed == [false, false, false, true] {
                state.act(parser::SHIFT);
                continue;
            }
            let features = state.features();
            let mut scores = [0; parser::CLASSES];
            weights.score(features.get(), &mut scores);
            let scores = [scores[0], scores[1], scores[2], 0];
            let guess = parser::choose(&scores, allowed);
            let free = tree.free(&state, allowed);
            weights.tick();
            all += 1;
            if free[guess] || !free.contains(&true) {
                state.act(guess);
                continue;
            }
            let right = parser::choose(&scores, free);
            wrong += 1;
            weights.learn(features.get(), right, guess);
            // From the second run on errors are mostly followed, so that the parser learns what to do after one.
            state.act(if number > 0 && random.below(10) > 0 { guess } else { right });
        }
    }
    (wrong, all)
}

fn labels_round(
    weights: &mut Weights<{ labels::CLASSES }>,
    ready: &[Ready],
    _: usize,
    random: &mut Random,
) -> (u64, u64) {
    let (mut wrong, mut all) = (0, 0);
    let mut tree = Tree::default();
    for at in random.order(ready.len()) {
        let Ready { gold, toks, tags, .. } = &ready[at];
        tree.begin(toks, tags, gold.heads.iter().copied());
        for at in 0..tree.order().len() {
            let word = tree.order()[at];
            let right = usize::from(gold.labels[word as usize]);
            if gold.heads[word as usize] == NONE || right >= labels::CLASSES {
                tree.set(word, Label::Root as u8);
                continue;
            }
            let features = tree.features(word);
            let mut scores = [0; labels::CLASSES];
            weights.score(features.get(), &mut scores);
            let guess = best(&scores);
            weights.tick();
            all += 1;
            if guess != right {
                wrong += 1;
                weights.learn(features.get(), right, guess);
            }
            tree.set(word, guess as u8);
        }
    }
    (wrong, all)
}

fn names_round(
    weights: &mut Weights<{ names::CLASSES }>,
    ready: &[Ready],
    _: usize,
    random: &mut Random,
) -> (u64, u64) {
    let (mut wrong, mut all) = (0, 0);
    let mut classes = Vec::new();
    for at in random.order(ready.len()) {
        let Ready { gold, toks, tags, .. } = &ready[at];
        classes.clear();
        for at in 0..toks.len() {
            let features = names::features(toks, tags, &classes, at);
            let mut scores = [0; names::CLASSES];
            weights.score(features.get(), &mut scores);
            let before = classes.last().copied().unwrap_or(names::OUTSIDE);
            let (guess, right) = (names::choose(&scores, before, at + 1 == toks.len()), gold.names[at]);
            weights.tick();
            all += 1;
            if guess != right {
                wrong += 1;
                weights.learn(features.get(), right.into(), guess.into());
            }
            // The next decision sees the right class: after a wrong one it could have no right answer.
            classes.push(right);
        }
    }
    (wrong, all)
}
