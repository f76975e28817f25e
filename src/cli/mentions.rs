//! `claimlint mentions`: dates, quantities, names, offices and quotations as JSON lines.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::args::{Global, MentionsArgs};
use super::gather::{Wanted, gather};
use super::jsonl::{self, Id};
use super::output::{Status, Style, written};
use super::parallel;
use super::workspace::Workspace;
use crate::entity::{Entities, EntityKind, EntityMention, OfficeMention, Tenure};
use crate::extent::{Days, Extent};
use crate::link::Linked;
use crate::quantity::{Bounds, Change, Quantity};
use crate::rule::RuleSet;
use crate::session::{Session, Settings};
use crate::source::{DateOrigin, Source, Span};
use crate::text::Text;
use crate::time::{Moment, Timex, TimexType};

/// First and last day, ISO; `None` where open.
type Ends = (Option<String>, Option<String>);

#[derive(Deserialize)]
struct Request {
    id: Id,
    text: String,
    reference_time: Option<String>,
}

#[derive(Serialize)]
struct Answer<'a> {
    id: Id,
    mentions: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct FileAnswer<'a> {
    path: &'a str,
    document: Dated<'a>,
    mentions: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Dated<'a> {
    date: Ends,
    date_from: Option<DateOrigin>,
    /// The words that tell it.
    evidence: Option<&'a str>,
}

/// A mention of any kind, in the order of its keys.
#[derive(Serialize)]
struct Row<'a> {
    start: u32,
    end: u32,
    text: &'a str,
    kind: &'static str,
    #[serde(flatten)]
    what: What<'a>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum What<'a> {
    Time {
        #[serde(rename = "type")]
        timex: TimexType,
        value: String,
        extent: Ends,
    },
    Quantity {
        number: Option<String>,
        from: Option<String>,
        to: Option<String>,
        low: Option<f64>,
        high: Option<f64>,
        unit: Option<String>,
        measured: Option<String>,
        bound: Bounds,
        change: Option<Change>,
        per: Option<String>,
    },
    Name {
        name: String,
        entity: Option<u32>,
    },
    Office {
        name: String,
        entity: Option<u32>,
        tenure: Tenure,
        body: Option<String>,
        place: Option<String>,
        to: Option<String>,
    },
    Quotation {
        name: &'a str,
        entity: Option<u32>,
    },
}

/// Runs the command.
pub(super) fn run(args: &MentionsArgs, global: &Global, style: Style) -> Status {
    match &args.jsonl {
        Some(path) => lines(path, global, style),
        None => files(&args.paths, global, style),
    }
}

fn lines(path: &Path, global: &Global, style: Style) -> Status {
    let workspace = Workspace::open(global, &["."], None);
    let fault = workspace.report_problems(style);
    let rules = &workspace.rules;
    jsonl::run(path, style, |lines| lines.iter().map(|line| answer(line, rules)).collect()).or_fault(fault)
}

fn answer(line: &[u8], rules: &RuleSet) -> jsonl::Answer {
    let request: Request = serde_json::from_slice(line).map_err(|error| error.to_string())?;
    let document = match &request.reference_time {
        Some(words) => rules
            .extractor
            .mentions
            .times
            .read_date(words)
            .ok_or_else(|| format!("`reference_time` is no date: {words}"))?,
        None => Extent::all(),
    };
    let moment = request.reference_time.as_deref().and_then(Moment::read);
    let source = Source::plain("text", request.text);
    let text = Text::read(&source, &rules.extractor.text);
    jsonl::line(&Answer { id: request.id, mentions: rows(&text, rules, document, moment) })
}

fn files(paths: &[PathBuf], global: &Global, style: Style) -> Status {
    let mut workspace = Workspace::open(global, paths, None);
    let wanted = Wanted { paths, ..Wanted::default() };
    let gathered = gather(&wanted, &workspace);
    workspace.problems.extend(gathered.problems);
    let fault = workspace.report_problems(style);
    let rules = &workspace.rules;
    let order: Vec<String> = gathered.documents.iter().map(|(source, _)| source.path.clone()).collect();
    // Linked as they are for checking, since a document's date may follow from its text or from another document.
    let settings = Settings { one_topic: gathered.together, ..Settings::default() };
    let mut session = Session::new(rules.clone(), settings);
    session.extend(gathered.documents);
    let links = session.links();
    let by_path: BTreeMap<&str, &Linked> =
        links.documents.iter().map(|linked| (linked.document.source.path.as_str(), linked)).collect();
    let answers = parallel::map(order, |path| match by_path.get(path.as_str()) {
        Some(linked) => file(linked, rules),
        None => Err(format!("{path} was not read")),
    });
    let mut out = style.stdout();
    let mut fault = fault;
    let outcome = answers.into_iter().try_for_each(|answer| match answer {
        Ok(bytes) => out.write_all(&bytes),
        Err(error) => {
            fault = true;
            eprintln!("claimlint: {error}");
            Ok(())
        }
    });
    written(outcome.and_then(|()| out.flush()), Status::Clean.or_fault(fault))
}

/// A document's date with the evidence for it, and its mentions.
fn file(linked: &Linked<'_>, rules: &RuleSet) -> Result<Vec<u8>, String> {
    let (source, date) = (&linked.document.source, &linked.date);
    let text = Text::read(source, &rules.extractor.text);
    let evidence = Some(date.evidence.as_str()).filter(|words| date.origin.is_some() && !words.is_empty());
    let document = Dated { date: ends(&date.extent), date_from: date.origin, evidence };
    jsonl::line(&FileAnswer { path: &source.path, document, mentions: rows(&text, rules, date.extent, None) })
}

/// All mentions of a text by their place; of two at one place the longer first.
fn rows<'a>(text: &'a Text, rules: &RuleSet, document: Days, moment: Option<Moment>) -> Vec<Row<'a>> {
    let found = rules.extractor.mentions.find(text);
    let reader = &rules.extractor.mentions.times;
    let times = reader.timexes_at(text, &reader.find_all(text), document, moment);
    let mut rows: Vec<Row<'a>> = Vec::new();
    rows.extend(times.into_iter().map(|timex| time(text, timex)));
    let lengths = rules.extractor.mentions.quantities.lengths(text, &found.times);
    // What is counted in years is a length of time where no time was read from it.
    let counted = |q: &&Quantity| q.unit.is_some() || !overlaps(&lengths, q.digits);
    let quantities: Vec<_> = found.quantities.iter().filter(counted).cloned().collect();
    let alone = lengths.iter().filter(|length| !overlaps(&quantities, length.span));
    rows.extend(alone.chain(&quantities).map(|quantity| self::quantity(text, quantity)));
    rows.extend(found.entities.mentions.iter().map(|mention| name(text, mention, &found.entities)));
    rows.extend(found.entities.offices.iter().map(|mention| office(text, mention)));
    rows.extend(text.quotations.iter().map(|quotation| {
        let what = What::Quotation { name: text.of(quotation.inner), entity: None };
        row(text, quotation.span, "quotation", what)
    }));
    rows.sort_unstable_by_key(|row| (row.start, std::cmp::Reverse(row.end), row.kind));
    rows
}

/// Whether one of the quantities, which are in order, overlaps a span.
fn overlaps(quantities: &[Quantity], span: Span) -> bool {
    let next = quantities.partition_point(|q| q.span.end <= span.start);
    quantities.get(next).is_some_and(|q| q.span.overlaps(span))
}

fn row<'a>(text: &'a Text, span: Span, kind: &'static str, what: What<'a>) -> Row<'a> {
    Row { start: span.start, end: span.end, text: text.of(span), kind, what }
}

fn time(text: &Text, Timex { span, timex, resolved }: Timex) -> Row<'_> {
    let what = What::Time { timex, value: resolved.value, extent: ends(&resolved.extent) };
    row(text, span, "time", what)
}

fn ends(days: &Days) -> Ends {
    (days.low().map(|day| day.to_string()), days.high().map(|day| day.to_string()))
}

fn quantity<'a>(text: &'a Text, quantity: &Quantity) -> Row<'a> {
    let (from, to) = quantity.range.clone().map_or((None, None), |(from, to)| (Some(from), Some(to)));
    let what = What::Quantity {
        number: quantity.number.clone(),
        from,
        to,
        low: quantity.extent.low(),
        high: quantity.extent.high(),
        unit: rate(quantity),
        measured: quantity.measured.clone(),
        bound: quantity.bound,
        change: quantity.change,
        per: quantity.per.clone(),
    };
    row(text, quantity.span, if quantity.ordinal { "rank" } else { "quantity" }, what)
}

/// The unit with what it is told by, where that is one word: "dollar per share". A base with a number of its own ("per 100,000 people") is in `per` alone.
fn rate(quantity: &Quantity) -> Option<String> {
    let unit = quantity.unit.as_deref()?;
    let base =
        quantity.per.as_deref().filter(|per| *per != "each" && per.chars().all(|c| c.is_alphabetic() || c == ' '));
    Some(base.map_or_else(|| unit.to_owned(), |base| format!("{unit} per {base}")))
}

fn name<'a>(text: &'a Text, mention: &EntityMention, entities: &Entities) -> Row<'a> {
    let kind = match mention.kind {
        EntityKind::Person => "person",
        EntityKind::Organisation => "organisation",
        EntityKind::Place => "place",
        EntityKind::Agreement => "agreement",
        EntityKind::Event => "event",
    };
    let name = mention.entity.map_or_else(|| text.of(mention.span).to_owned(), |id| entities.get(id).name.clone());
    row(text, mention.span, kind, What::Name { name, entity: mention.entity.map(|id| id.0) })
}

fn office<'a>(text: &'a Text, mention: &OfficeMention) -> Row<'a> {
    let of = mention.portfolio.join(" ");
    let name = if of.is_empty() { mention.role.clone() } else { format!("{} of {of}", mention.role) };
    let what = What::Office {
        name,
        entity: None,
        tenure: mention.tenure,
        body: mention.body.clone(),
        place: mention.place.clone(),
        to: mention.to.clone(),
    };
    row(text, mention.span, "office", what)
}
