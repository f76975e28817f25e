//! Laws: telling the same amount in other units, rounded, in words or less exactly never makes it another amount.

use super::*;
use crate::source::Source;
use crate::text::TextTables;

/// Numbers of all sizes, always the same ones.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below.max(1)
    }

    /// From one digit to nine, each size as often as the others.
    fn any(&mut self) -> u64 {
        let digits = self.next(9) as u32;
        10_u64.pow(digits) + self.next(9 * 10_u64.pow(digits))
    }
}

struct Reader(QuantityReader, TextTables);

impl Reader {
    fn new() -> Self {
        Self(QuantityReader::new(&Lexicon::embedded(), &mut Vec::new()), TextTables::default())
    }

    fn all(&self, raw: &str) -> Vec<Quantity> {
        self.0.find(&Text::read(&Source::plain("t", raw), &self.1), &[])
    }

    fn one(&self, raw: &str) -> Option<Quantity> {
        let mut found = self.all(raw);
        (found.len() == 1).then(|| found.remove(0))
    }
}

/// A value with three significant digits, as it is written without a power of ten.
fn rounded(value: f64) -> String {
    let size = value.abs().log10().floor() as i32;
    let step = 10_f64.powi(size - 2);
    format!("{:.*}", usize::try_from(2 - size).unwrap_or(0), (value / step).round() * step)
}

#[test]
fn converting_units_never_makes_extents_disjoint() {
    let (reader, mut numbers, mut pairs) = (Reader::new(), Numbers(1), 0);
    let units = &reader.0.tables.units;
    for a in units {
        for b in units {
            let (Some(x), Some(y)) = (&a.scale, &b.scale) else { continue };
            let told = numbers.any() % 9999 + 1;
            let value = (told as f64 + x.offset) * x.factor / y.factor - y.offset;
            if x.of != y.of || !(0.01..1e12).contains(&value) {
                continue;
            }
            let (p, q) = (format!("It has {told} {}.", a.name), format!("It has {} {}.", rounded(value), b.name));
            let (Some(p), Some(q)) = (reader.one(&p), reader.one(&q)) else { continue };
            // Some names are told by no word that the text could have ("pound-mass").
            if p.unit.as_deref() != Some(&a.name) || q.unit.as_deref() != Some(&b.name) {
                continue;
            }
            assert!(p.comparable(&q) && p.agree(&q), "{p:?} {q:?}");
            assert_eq!(p.dimension(), q.dimension());
            pairs += 1;
        }
    }
    assert!(pairs > 300, "{pairs}");
}

#[test]
fn rounding_to_two_digits_or_more_never_makes_extents_disjoint() {
    let (reader, mut numbers) = (Reader::new(), Numbers(2));
    for _ in 0..2000 {
        let told = numbers.any();
        let exact = reader.one(&format!("It weighs {told} grams.")).unwrap();
        for digits in 2..=told.to_string().len() {
            let step = 10_u64.pow((told.to_string().len() - digits) as u32);
            let near = (told + step / 2) / step * step;
            let again = reader.one(&format!("It weighs {near} grams.")).unwrap();
            assert!(exact.agree(&again), "{told} {near}");
        }
        for (power, word) in [(1_000_000, "million"), (1_000, "thousand")] {
            let near = format!("{:.1}", told as f64 / power as f64);
            if told >= power / 10 {
                let again = reader.one(&format!("It weighs {near} {word} grams.")).unwrap();
                assert!(exact.agree(&again), "{told} {near} {word}");
            }
        }
    }
}

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

fn spelled(n: u64) -> String {
    match n {
        0..20 => SMALL[n as usize].to_owned(),
        20..100 if n.is_multiple_of(10) => TENS[n as usize / 10].to_owned(),
        20..100 => format!("{}-{}", TENS[n as usize / 10], SMALL[n as usize % 10]),
        100..1_000 => joined(n, 100, "hundred", " and "),
        1_000..1_000_000 => joined(n, 1_000, "thousand", if n % 1_000 < 100 { " and " } else { " " }),
        _ => joined(n, 1_000_000, "million", if n % 1_000_000 < 100 { " and " } else { " " }),
    }
}

fn joined(n: u64, power: u64, word: &str, with: &str) -> String {
    let rest = if n.is_multiple_of(power) { String::new() } else { format!("{with}{}", spelled(n % power)) };
    format!("{} {word}{rest}", spelled(n / power))
}

#[test]
fn words_and_digits_tell_the_same_amount() {
    let (reader, mut numbers) = (Reader::new(), Numbers(3));
    for _ in 0..3000 {
        let told = numbers.any() + 1;
        let digits = told.to_string();
        let grouped: Vec<_> = digits.as_bytes().rchunks(3).rev().map(|g| std::str::from_utf8(g).unwrap()).collect();
        let words = reader.one(&format!("It weighs {} grams.", spelled(told))).unwrap_or_else(|| panic!("{told}"));
        for digits in [digits.clone(), grouped.join(","), grouped.join("\u{202f}")] {
            let digits = reader.one(&format!("It weighs {digits} grams.")).unwrap_or_else(|| panic!("{digits}"));
            assert_eq!(words.value(), digits.value(), "{} {told}", spelled(told));
            assert!(words.agree(&digits) && words.comparable(&digits), "{words:?} {digits:?}");
        }
    }
}

#[test]
fn saying_it_less_exactly_never_makes_extents_disjoint() {
    let (reader, mut numbers) = (Reader::new(), Numbers(4));
    let wider = [
        "about {}",
        "some {}",
        "nearly {}",
        "at least {}",
        "at most {}",
        "more than {}",
        "up to {}",
        "just over {}",
        "{} or so",
        "{} or more",
    ];
    for _ in 0..300 {
        let told = numbers.any().to_string();
        let plain = reader.one(&format!("It weighs {told} grams.")).unwrap();
        for wording in wider {
            let wide = reader.one(&format!("It weighs {} grams.", wording.replace("{}", &told))).unwrap();
            assert!(plain.agree(&wide) && wide.agree(&plain), "{told} {wording}");
            let hull = Quantity { extent: plain.extent.hull(&wide.extent), ..plain.clone() };
            assert!(hull.agree(&plain) && hull.agree(&wide));
        }
    }
}

#[test]
fn tokens_in_any_order_neither_panic_nor_leave_the_text() {
    let (reader, mut numbers) = (Reader::new(), Numbers(5));
    let pieces = [
        "1",
        "000",
        "1.000",
        "1,5",
        "1e999",
        "e9",
        "×",
        "10",
        "^",
        "-",
        "−",
        "/",
        "0",
        "in",
        "one",
        "two",
        "half",
        "a",
        "of",
        "and",
        "million",
        "dozen",
        "third",
        "thirds",
        "$",
        "USD",
        "USD5",
        "MEUR",
        "£",
        "%",
        "km",
        "feet",
        "\"",
        "'",
        "pounds",
        "from",
        "to",
        "between",
        "per",
        "year",
        "times",
        "as",
        "doubled",
        "fold",
        "quarter",
        "±",
        "(",
        ")",
        "kg",
        "point",
        "every",
        "out",
        "no",
        ".",
        ",",
        "٣",
        "½",
        "²",
        "999999999999999999999999999999",
        "°",
        "C",
        "K",
        "cents",
        "dollars",
        "minus",
        "nearly",
        "least",
        "at",
        "e\u{301}",
        "\0",
        "“",
        "boats",
        "hundredths",
        "billion",
        "trillion",
        "quadrillion",
    ];
    for _ in 0..4000 {
        let mut raw = String::new();
        for _ in 0..numbers.next(14) {
            raw.push_str(pieces[numbers.next(pieces.len() as u64) as usize]);
            raw.push_str(if numbers.next(3) > 0 { " " } else { "" });
        }
        let mut last = 0;
        for quantity in reader.all(&raw) {
            let inside = raw.get(quantity.span.range()).is_some() && quantity.span.contains(quantity.digits);
            assert!(inside && quantity.span.start >= last, "{raw:?} {quantity:?}");
            assert!(quantity.value().is_none_or(f64::is_finite), "{raw:?}");
            let ends = [quantity.extent.low(), quantity.extent.high()];
            assert!(ends.into_iter().flatten().all(f64::is_finite), "{raw:?} {quantity:?}");
            assert!(quantity.agree(&quantity), "{raw:?}");
            last = quantity.span.end;
        }
    }
}
