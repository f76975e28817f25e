//! Trains and measures claimlint's syntax models. README.md shows the commands in their order.

mod clauses;
mod data;
mod dictionary;
mod evaluate;
mod oracle;
mod tokens;
mod train;
mod variety;
mod weights;

use std::process::ExitCode;

const USAGE: &str = "usage:
  claimlint-training tokens TEXTS.jsonl TOKENS.tsv
  claimlint-training tagger|parser|labels|names ANNOTATED.tsv WORK [FURTHER.tsv TIMES]...
  claimlint-training assemble WORK MODEL
  claimlint-training evaluate [--detail] ANNOTATED.tsv MODEL
  claimlint-training treebank TREEBANK.conllu MODEL
  claimlint-training speed TEXTS.jsonl MODEL
  claimlint-training clauses NUMBER SEED FILE...
  claimlint-training trees FILE...";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["tokens", texts, out] => tokens::write(texts, out),
        [part @ ("tagger" | "parser" | "labels" | "names"), annotated, work, further @ ..] => {
            train::train(part, annotated, work, further)
        }
        ["assemble", work, model] => train::assemble(work, model),
        ["evaluate", annotated, model] => evaluate::against_teacher(annotated, model, false),
        ["evaluate", "--detail", annotated, model] => evaluate::against_teacher(annotated, model, true),
        ["treebank", treebank, model] => evaluate::against_treebank(treebank, model),
        ["speed", texts, model] => evaluate::speed(texts, model),
        ["clauses", number, seed, files @ ..] => clauses::sample(number, seed, files),
        ["trees", files @ ..] => clauses::trees(files),
        _ => Err(USAGE.into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}
