//! Tables of wordings: what must be read from them, and what must not be read at all.

use super::*;
use crate::source::Source;
use crate::text::TextTables;
use crate::time::Expression;

fn read(raw: &str, times: &[TimeMention]) -> Vec<Quantity> {
    let mut problems = Vec::new();
    let reader = QuantityReader::new(&Lexicon::embedded(), &mut problems);
    assert!(problems.is_empty(), "{problems:?}");
    reader.find(&Text::read(&Source::plain("t", raw), &TextTables::default()), times)
}

/// Fails with every row whose reading differs from what is wanted.
#[track_caller]
fn all_rows<T: PartialEq + std::fmt::Debug>(
    rows: impl IntoIterator<Item = (&'static str, T)>,
    read: impl Fn(&str) -> T,
) {
    let row = |(raw, want)| Some((raw, read(raw), want)).filter(|(_, got, want)| got != want);
    let wrong: Vec<_> = rows.into_iter().filter_map(row).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn extent(raw: &str) -> (f64, f64) {
    let found = read(raw, &[]);
    let first = found.first().unwrap_or_else(|| panic!("nothing in {raw}"));
    (first.extent.low().unwrap_or(f64::NEG_INFINITY), first.extent.high().unwrap_or(f64::INFINITY))
}

/// `number` (or `low..high`), unit or counted noun, of each quantity.
fn brief(raw: &str) -> String {
    let found = read(raw, &[]);
    let one = |q: &Quantity| {
        let number = match (&q.number, &q.range) {
            (Some(n), _) => n.clone(),
            (_, Some((a, b))) => format!("{a}..{b}"),
            _ => format!("~{}..{}", q.extent.low().unwrap_or(0.0), q.extent.high().unwrap_or(0.0)),
        };
        let rank = if q.ordinal { "#" } else { "" };
        format!("{rank}{number} {}", q.unit.as_deref().or(q.measured.as_deref()).unwrap_or("-"))
    };
    found.iter().map(one).collect::<Vec<_>>().join(", ")
}

#[test]
fn each_wording_admits_its_extent() {
    let inf = f64::INFINITY;
    let rows = [
        ("Output rose 24 %.", (23.5, 24.5)),
        ("It spent 3.2 billion crowns.", (3.15e9, 3.25e9)),
        ("It came to 27.2 per head.", (27.15, 27.25)),
        ("A fund of 600 million kessars.", (5.5e8, 6.5e8)),
        ("A fund of 8 million kessars.", (7.5e6, 8.5e6)),
        ("A fund of 20 million kessars.", (1.5e7, 2.5e7)),
        ("It holds 20,000 books.", (19_500.0, 20_500.0)),
        ("It holds 300 books.", (295.0, 305.0)),
        ("It holds 45,000 books.", (44_500.0, 45_500.0)),
        ("It holds 115,460 books.", (115_460.0, 115_460.0)),
        ("It holds 7 books.", (7.0, 7.0)),
        ("About 200 books burnt.", (180.0, 220.0)),
        ("An estimated 200 books burnt.", (180.0, 220.0)),
        ("About 2 million books burnt.", (1.5e6, 2.5e6)),
        ("Nearly 600,000 books burnt.", (540_000.0, 600_000.0)),
        ("Just under 600,000 books burnt.", (540_000.0, 600_000.0)),
        ("More than 26,000 books burnt.", (26_000.0, inf)),
        ("At least 26,000 books burnt.", (26_000.0, inf)),
        ("Up to 26,000 books burnt.", (-inf, 26_000.0)),
        ("Fewer than 26,000 books burnt.", (-inf, 26_000.0)),
        ("As many as 26,000 books burnt.", (-inf, 26_000.0)),
        ("Just over 200 books burnt.", (200.0, 220.0)),
        ("Between 5 and 7 books burnt.", (5.0, 7.0)),
        ("It burnt 5 to 7 books.", (5.0, 7.0)),
        ("It burnt 5–7 million books.", (5e6, 7e6)),
        ("Dozens of books burnt.", (24.0, 99.0)),
        ("Hundreds of books burnt.", (200.0, 999.0)),
        ("Several books burnt.", (3.0, 9.0)),
        ("A handful of books burnt.", (3.0, 9.0)),
        ("Half a million books burnt.", (450_000.0, 550_000.0)),
        ("Exactly 200 books burnt.", (200.0, 200.0)),
        ("Two and a half million books burnt.", (2.25e6, 2.75e6)),
        ("It is 2 1/4 miles.", (2.125, 2.375)),
        ("It weighs 9.8 +/- 0.2 kg.", (9.6, 10.0)),
        ("It is 100 %.", (99.5, 100.5)),
    ];
    all_rows(rows, extent);
}

#[test]
fn numbers_are_read_with_unit_and_noun() {
    let rows = [
        ("It logged 115,460 asylum applications from Norland.", "115460 application"),
        ("One hundred and forty thousand voters stayed away.", "140000 voter"),
        ("Thirty-one people were in the hall.", "31 person"),
        ("Six injured were flown out.", "6 injured"),
        ("The site had 300 usable nights in a year.", "300 night"),
        ("Workers drained 23 of the 61 wells.", "23 well, 61 well"),
        ("It cost $3.2bn, or €5m a year.", "3200000000 dollar, 5000000 euro"),
        ("It cost US$4.5 million.", "4500000 US dollar"),
        ("They paid 600 million dollars.", "600000000 dollar"),
        ("They paid 40 million Canadian dollars.", "40000000 Canadian dollar"),
        ("They paid USD 200 and 300 EUR.", "200 US dollar, 300 euro"),
        ("They paid Rs 500.", "500 rupee"),
        ("They gave 18 million kessars.", "18000000 kessar"),
        ("They gave 12,500 kessars.", "12500 kessar"),
        ("It fell to 24 per cent, 3 percentage points lower.", "24 percent, 3 percentage point"),
        ("Coverage was 88 and 76 per cent.", "88 percent, 76 percent"),
        ("The 4.6-metre mirror cracked.", "4.6 metre"),
        ("A 200-bed hospital opened.", "200 bed"),
        ("The road is 38 km long.", "38 kilometre"),
        ("The train ran at 80 mph.", "80 mile per hour"),
        ("It was 38.5 degrees Celsius.", "38.5 celsius"),
        ("It dropped to -5 °C.", "-5 celsius"),
        ("Half of the crew left.", "0.5 fraction"),
        ("Two-thirds of the crew left.", "0.666667 fraction"),
        ("A third of the crew left.", "0.333333 fraction"),
        ("One in five pupils failed.", "0.2 fraction"),
        ("One pupil in five failed.", "0.2 fraction"),
        ("One judge in five towns resigned.", "1 judge, 5 town"),
        ("Two out of every 100 Norlanders emigrate.", "0.02 fraction"),
        ("Two and a half million eggs.", "2500000 egg"),
        ("A dozen eggs.", "12 egg"),
        ("Hundreds of thousands of Norlanders marched.", "~200000..999000 norlander"),
        ("The Kestrel finished in fourth place.", "#4 place"),
        ("It is the third-largest city.", "#3 city"),
        ("It was the second time.", "#2 time"),
        ("She is ranked No. 10 in the world, he is number two.", "#10 -, #2 -"),
        ("Of these, 40 were nurses.", "40 nurse"),
        ("Ana Ruiz, 34, drove.", "34 year of age"),
        ("A 34-year-old drove.", "34 year of age"),
        ("One person was hurt.", "1 person"),
        ("An 8- to 16-metre mast.", "8..16 metre"),
        ("Between 8 million and 10 million dollars.", "8000000..10000000 dollar"),
        ("It cost $5 to $7 million.", "5000000..7000000 dollar"),
        ("Two or three boats sank.", "2..3 boat"),
        ("It sold 500k copies.", "500000 copy"),
        ("It sold 120 women-led firms.", "120 firm"),
        ("It sent eight at-home tests to 12 midshipmen.", "8 test, 12 midshipman"),
        ("Hundreds of millions of dollars were lost.", "~200000000..999000000 dollar"),
        ("It has two of the valley's deepest wells.", "2 well"),
        ("We need four million and one half.", "4500000 -"),
        ("We need a billion and a half million boats.", "1000500000 boat"),
        ("He is 5 ft 11 in tall, she 6 feet 2 inches.", "5.916667 foot, 6.166667 foot"),
        ("It cost 13 dollars and 45 cents.", "13.45 dollar"),
        ("It cost 3 dollars and 5 euros.", "3 dollar, 5 euro"),
        ("It owed USD115.5m, 30 MEUR and 75 CHF million.", "115500000 US dollar, 30000000 euro, 75000000 Swiss franc"),
        ("It owed euro 22.5 million.", "22500000 euro"),
        ("They pushed the dollar 22 percent higher.", "22 percent"),
        ("It owed CHF 1'000 and 10,000 swiss francs.", "1000 Swiss franc, 10000 Swiss franc"),
        ("It holds 1.200.000 books, of which 1.500 burnt.", "1200000 book, 1500 -"),
        ("It holds 1.5 books.", "1.5 book"),
        ("It holds 80, 000 books and 10 000 maps.", "80000 book, 10000 map"),
        ("It emits 1.3x10^6 watts, 5×10−3 grams and 4e14 joules.", "1300000 watt, 0.005 gram, 400000000000000 joule"),
        ("Output doubled, debts halved and sales rose fourfold.", "2 times, 0.5 times, 4 times"),
        ("It has three times as many wells and won three times.", "3 times, 3 time"),
        ("They doubled down on it.", ""),
        ("It rose from 2 to 3 million tonnes.", "2000000 metric ton, 3000000 metric ton"),
        ("Divers found 40 pounds of amber.", "40 pound-mass"),
        ("It lost 40 pounds of public money.", "40 pound"),
        ("The load is 20 (kg) ± 5.", "20 kilogram, 5 -"),
        ("It weighs 20 ± 5 kg.", "20 kilogram"),
        ("It lasted at 300 °C (573.15K) .", "300 celsius, 573.15 kelvin"),
        ("It has 573K readers.", "573000 reader"),
        ("A half-million barrels leaked.", "500000 barrel"),
        ("Sales were $13 billion a year earlier.", "13000000000 dollar"),
        ("It pumps 40,000 b/d, or 3,000 barrels a day.", "40000 barrel per day, 3000 barrel per day"),
        ("He drove 80 miles an hour, she at 50 mph.", "80 mile per hour, 50 mile per hour"),
        ("It sent 30 bcm of gas and 5 bcf.", "30000000000 cubic metre, 5000000000 cubic foot"),
        ("It holds 4 km cubed, 6 feet squared and 5 m³.", "4 cubic kilometre, 6 square foot, 5 cubic metre"),
        (
            "It is half a mile, three quarters of an inch and 0.5 of a percentage point.",
            "0.5 mile, 0.75 inch, 0.5 percentage point",
        ),
        ("It is two and three-quarter inches, 2-1/2 feet or six-and-a-half acres.", "2.75 inch, 2.5 foot, 6.5 acre"),
        ("Shares lost 1/4 point.", "0.25 point"),
        (
            "It is one one-hundredth of it, five ten-thousandths or two twenty-fifths.",
            "0.01 fraction, 0.0005 fraction, 0.08 fraction",
        ),
        ("The odds are one over three.", "0.333333 fraction"),
        ("It is one one hundred and fifth of it, two and fifty-four hundredths.", "0.00952381 fraction, 2.54 -"),
        ("They won five over three.", "5 -, 3 -"),
        ("It drew three million, two hundred and forty readers.", "3000240 reader"),
        ("Of three thousand, two hundred and forty were nurses.", "3000 -, 240 nurse"),
        ("It weighs 9.8 +/- 0.2 kg.", "9.8 kilogram"),
        ("It is 2 in. thick, its lid 3 in.", "2 inch, 3 inch"),
        ("He kept 12 in six boxes.", "12 -, 6 box"),
        ("A room of 10 by 12 feet, a 6-by-9-inch card.", "10 foot, 12 foot, 6 inch, 9 inch"),
        ("She held two $5 bills and 3 USD50 cards.", "2 bill, 5 dollar, 3 card, 50 US dollar"),
        ("A 5 - mile run.", "5 mile"),
        ("He counted 5 - most of them old.", "5 -"),
        ("A twenty-pound bag and a five-pound note.", "20 pound-mass, 5 pound"),
        ("He paid $10 and lost 30 pounds.", "10 dollar, 30 pound-mass"),
        ("It cost 300 pounds ($400).", "300 pound, 400 dollar"),
        ("It lost 5 million pounds, $5 and 30 pounds.", "5000000 pound, 5 dollar, 30 pound"),
        ("He paid £10 and $5 and lost 30 pounds.", "10 pound sterling, 5 dollar, 30 pound"),
        ("It cost 20p a litre, and 50¢.", "20 penny, 50 cent"),
        ("Profits rose to 3m; the wall is 3m high.", "3000000 -, 3 metre"),
        ("It cost Rs. 30 lakh.", "3000000 rupee"),
    ];
    all_rows(rows.map(|(raw, want)| (raw, want.to_owned())), brief);
}

#[test]
fn names_references_and_pronouns_are_no_quantities() {
    let rows = [
        "MS-13 met G-20 envoys about COVID-19 in an F-16.",
        "A Boeing 737 landed near Route 66.",
        "Article 5 is on page 12 of Volume 3.",
        "Call 911 or 555-010-7788.",
        "Version 2.0.1 came out at 14:30.",
        "The Rovers won 3-1.",
        "It was rejected by three to one.",
        "No one saw one of the boats, and the one he saw sank.",
        "At first he had second thoughts.",
        "The first lady spoke of third-country nationals.",
        "The shed on Quay Nine burnt.",
        "The terms are in [12] and (3).",
        "We met at 5 p.m. on the quay.",
        "The attack of 9/11 and the 24/7 news.",
        "1. Opening of the meeting",
        "The planet Tarvel 4b is cold.",
        "The class of ’72 wants net zero and zero-emission buses.",
        "They run the First Movers Coalition.",
        "The host is 192.168.100.200.",
        "A rise of 1e999 and of 5×10^400.",
        "It is 1.000.000,00.0 or 1,5.",
        "He saw ٣٤ and １２.",
        "The shop is at 123 Tarn Hill Street.",
        "Write to Solcombe, AV 23456.",
        "They saw it in 1080p.",
    ];
    all_rows(rows.map(|raw| (raw, String::new())), brief);
}

#[test]
fn bounds_changes_rates_and_bases_are_told() {
    let one = |raw: &str| {
        let q = read(raw, &[]).into_iter().next().unwrap();
        let of = q.of.map(|o| o.of(raw).to_owned());
        (q.bound, q.change, q.per, of)
    };
    let some = |s: &str| Some(s.to_owned());
    let rows = [
        ("Prices rose by 3 %.", (Bounds::Exact, Some(Change::Up), None, None)),
        ("Prices fell 3 %.", (Bounds::Exact, Some(Change::Down), None, None)),
        ("They cut spending by 3 million dollars.", (Bounds::Exact, Some(Change::Down), None, None)),
        ("They saw a drop of about 40 pupils.", (Bounds::About, Some(Change::Down), None, None)),
        ("It was 3 % higher.", (Bounds::Exact, Some(Change::Up), None, None)),
        ("Prices rose to 30 dollars.", (Bounds::Exact, None, None, None)),
        ("It spent 24% of GDP.", (Bounds::Exact, None, None, some("GDP"))),
        ("It owed $600 million of debt.", (Bounds::Exact, None, None, some("debt"))),
        ("Half the voters stayed.", (Bounds::Exact, None, None, some("the voters"))),
        ("They pay $100,000 a month.", (Bounds::Exact, None, some("month"), None)),
        ("It saw 103 per 100,000 people.", (Bounds::Exact, None, some("100000 people"), None)),
        ("It makes 40 boats daily.", (Bounds::Exact, None, some("day"), None)),
        ("It holds 20 mg/dL.", (Bounds::Exact, None, some("decilitre"), None)),
        ("It has 20 people per sq km.", (Bounds::Exact, None, some("square kilometre"), None)),
        ("It burns 6 litres per 100 km.", (Bounds::Exact, None, some("100 kilometre"), None)),
        ("It costs $60 / bbl.", (Bounds::Exact, None, None, None)),
        ("It costs $60/bbl.", (Bounds::Exact, None, some("barrel"), None)),
        ("Twelve tonnes each.", (Bounds::Exact, None, some("each"), None)),
        ("It needs 500 votes or more.", (Bounds::AtLeast, None, None, None)),
    ];
    all_rows(rows, one);
}

#[test]
fn a_change_from_one_value_to_another_is_two_quantities() {
    assert_eq!(brief("Poverty rose from 22.8 percent to 27.2 percent."), "22.8 percent, 27.2 percent");
    assert_eq!(brief("They own from 20 to 30 boats."), "20..30 boat");
}

#[test]
fn numbers_of_times_are_left_out() {
    let raw = "In March 2021 about 40 boats sank in six months.";
    let expression = Expression::parts(Some(2021), Some(3), None, None);
    let times = [(3, 13), (37, 47)].map(|(a, b)| TimeMention { span: Span::new(a, b), expression: expression.clone() });
    let found = read(raw, &times);
    assert_eq!(found.iter().map(|q| q.span.of(raw)).collect::<Vec<_>>(), ["about 40 boats"]);
}

#[test]
fn quantities_compare_by_unit_and_noun() {
    let q = |raw: &str| read(raw, &[]).into_iter().next().unwrap();
    assert!(q("It cost $5m.").comparable(&q("It cost US$6m.")));
    assert!(!q("It rose 5 %.").comparable(&q("It lost 5 boats.")));
    assert!(q("He saw 12 boats.").comparable(&q("He saw a dozen old boats.")));
    assert!(q("He saw 12 boats.").agree(&q("He saw a dozen old boats.")));
    assert!(!q("He saw 12 boats.").agree(&q("He saw 14 boats.")));
    assert!(q("A third of them left.").comparable(&q("It was 33 per cent.")));
    assert!(q("A third of them left.").agree(&q("It was 33 per cent.")));
    assert!(!q("A third of them left.").agree(&q("It was 53 per cent.")));
    for (a, b, agree) in [
        ("It is 5 miles long.", "It is 8 km long.", true),
        ("It is 5 miles long.", "It is 12 km long.", false),
        ("It was 100 °F.", "It was 38 °C.", true),
        ("It was 100 °F.", "It was 20 °C.", false),
        ("It is 5 ft 11 in tall.", "It is 180 cm tall.", true),
        ("It lost 25 basis points.", "It lost 0.25 percentage points.", true),
        ("It covers 640 acres.", "It covers a square mile, or 2.6 square km.", true),
    ] {
        let (a, b) = (q(a), q(b));
        assert!(a.comparable(&b) && a.agree(&b) == agree, "{a:?} {b:?}");
    }
    assert_eq!(q("It is 12 miles long.").before(&q("It is 25 km long.")), Some(true));
    assert_eq!(q("It is 12 miles long.").before(&q("It is 15 km long.")), Some(false));
    assert_eq!(q("It is 12 miles long.").before(&q("It is 19 km long.")), None);
    assert!(q("It was 72 °F.").agree(&q("It was 22 °C.")) && !q("It was 72 °F.").agree(&q("It was 27 °C.")));
    assert!(q("It is 4,910 km long.").may_be_slip_of(&q("It is 9,410 km long.")));
    assert!(!q("It is 4,910 miles long.").may_be_slip_of(&q("It is 9,410 km long.")));
    assert!(!q("It rose by 9 °F.").comparable(&q("It rose by 5 °C.")));
    assert!(!q("It is 5 miles long.").comparable(&q("It is 5 hectares large.")));
}

#[test]
fn hostile_text_neither_panics_nor_yields_nonsense() {
    for raw in [
        String::new(),
        "\0 5 \0%".to_owned(),
        "9".repeat(400),
        format!("{} million billion trillion trillion", "9".repeat(30)),
        "1-".repeat(2000),
        "one hundred ".repeat(2000),
        "5 million ".repeat(2000),
        "a third of ".repeat(500),
        "$ ".repeat(500) + "€5e\u{301}% ½½½ 1/2/3 −−5 5\u{301} million",
        ". 5 . .5 , - to 5 between and of per 5 per".to_owned(),
    ] {
        let mut last = 0;
        for q in read(&raw, &[]) {
            assert!(q.span.start >= last && raw.get(q.span.range()).is_some(), "{:?}", q.span);
            assert!(raw.get(q.digits.range()).is_some() && q.span.contains(q.digits));
            last = q.span.end;
        }
    }
}
