//! From verdicts to findings: one per question, the sharpest pair first, the other places listed.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::groups::joined;
use super::outcomes::Outcomes;
use super::undated::{cases_of, without_escape};
use super::{
    Compared, Reason, Settings, Verdict, acronyms, acts, anniversaries, callings, cells, christened, compare, copies,
    denial, editions, elapsed, exchange, exclusives, founders, holders, incumbents, lapses, magnitudes, milestones,
    moments, names, orders, ratios, reckoned, records, rosters, same, single, sole, surnames, totals, turns,
    whereabouts, wording,
};
use crate::align::{self, Placed};
use crate::claim::{Claim, Value, hash};
use crate::diagnostic::{Comparison, Diagnostic, DocumentInfo, Label, Passed, Question, Report, Severity, VerdictName};
use crate::link::{Links, Role};
use crate::rule::{Mechanism, Rule, RuleSet};
use crate::source::{SourceKind, Span};

/// Most labels of a finding.
const LABELS: usize = 8;

/// A finding in the making.
#[derive(Clone, Debug)]
pub(crate) struct Draft<'a> {
    pub rule: &'a Rule,
    /// After attribution and inference; before the configuration.
    pub severity: Severity,
    pub predicate: String,
    /// Whether the question has slots of its own; a frame of words has none.
    pub exact: bool,
    /// Slots and other words that the message speaks of.
    pub slots: BTreeMap<String, String>,
    pub places: Vec<Place>,
    pub gates: Vec<Passed>,
    pub notes: Vec<String>,
    pub settled_by: Option<String>,
}

impl<'a> Draft<'a> {
    /// The document that is looked at first.
    fn path<'l>(&self, links: &Links<'l>) -> &'l str {
        self.places.first().map_or("", |place| links.documents[place.document].document.source.path.as_str())
    }

    /// A finding of a rule that reads no claims: its question is the rule's own.
    pub fn of_rule(
        rule: &'a Rule,
        severity: Severity,
        slots: BTreeMap<String, String>,
        places: Vec<Place>,
        gates: Vec<Passed>,
    ) -> Self {
        let predicate = rule.name.clone();
        Self { rule, severity, predicate, exact: false, slots, places, gates, notes: Vec::new(), settled_by: None }
    }
}

/// A place that bears on a finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub document: usize,
    pub span: Span,
    pub value: String,
    pub speaker: Option<String>,
    pub valid: Option<(Option<String>, Option<String>)>,
    /// The label's words, if the rule's own do not serve.
    pub message: Option<String>,
}

/// Compares everything and reports.
pub fn check(links: &Links<'_>, rules: &RuleSet, settings: &Settings) -> Report {
    let mut report = Report { documents: links.documents.iter().map(info).collect(), ..Report::default() };
    let active: Vec<&Rule> = rules.rules.iter().filter(|r| settings.runs_somewhere(r)).collect();
    let mut drafts = Vec::new();
    let mut lined_up = exchange::LinedUp::default();
    for rule in &active {
        match rule.mechanism {
            Mechanism::Calendar
            | Mechanism::NoSuchDay
            | Mechanism::Backwards
            | Mechanism::CountOfList
            | Mechanism::People
            | Mechanism::Parties => drafts.extend(single::find(links, rule)),
            Mechanism::Elapsed => {
                drafts.extend(elapsed::find(links, rule));
                drafts.extend(anniversaries::find(links, rule));
                drafts.extend(lapses::find(links, rule));
            }
            Mechanism::Order => {
                drafts.extend(orders::find(links, rule));
                drafts.extend(turns::find(links, rules, rule));
            }
            Mechanism::Totals => drafts.extend(totals::find(links, rule)),
            Mechanism::Share | Mechanism::Change => drafts.extend(ratios::find(links, rule)),
            Mechanism::Parts | Mechanism::Hundred | Mechanism::Product | Mechanism::Mean => {
                drafts.extend(reckoned::find(links, rule));
            }
            Mechanism::Cells => drafts.extend(cells::find(links, rule)),
            Mechanism::OtherFigure | Mechanism::OtherTime | Mechanism::Opposite => {
                drafts.extend(exchange::find(links, rules, rule, &mut lined_up));
            }
            Mechanism::Acts => drafts.extend(acts::find(links, rules, rule)),
            Mechanism::Whereabouts => drafts.extend(whereabouts::find(links, rule)),
            Mechanism::Edition => drafts.extend(editions::find(links, rule)),
            Mechanism::Magnitude => drafts.extend(magnitudes::find(links, rule)),
            Mechanism::Acronym => drafts.extend(acronyms::find(links, rule)),
            Mechanism::Surname => drafts.extend(surnames::find(links, rule)),
            Mechanism::Exclusive => drafts.extend(exclusives::find(links, rule)),
            Mechanism::Holders => {
                drafts.extend(holders::find(links, rules, rule));
                drafts.extend(incumbents::find(links, rules, rule));
            }
            Mechanism::Christened => drafts.extend(christened::find(links, rules, rule)),
            Mechanism::Calling => drafts.extend(callings::find(links, rules, rule)),
            Mechanism::RecordOffice | Mechanism::RecordMember | Mechanism::RecordFigure | Mechanism::RecordTerms => {
                drafts.extend(records::find(links, rules, rule))
            }
            Mechanism::Roster => drafts.extend(rosters::find(links, rules, rule)),
            Mechanism::Founders => drafts.extend(founders::find(links, rules, rule)),
            Mechanism::Denial => drafts.extend(denial::find(links, rules, rule, &mut lined_up)),
            Mechanism::Quantifier => drafts.extend(copies::find(links, rule, &mut lined_up)),
            Mechanism::Spelling => drafts.extend(names::find(links, rules, rule)),
            Mechanism::Wording | Mechanism::Quotation | Mechanism::Speaker => drafts.extend(wording::find(links, rule)),
            _ => {}
        }
    }
    drafts.extend(from_claims(links, rules, settings, &active, &mut report));
    // Of two findings on the same words that of the claims stays.
    let milestones = active.iter().filter(|rule| rule.mechanism == Mechanism::Milestone);
    drafts.extend(milestones.flat_map(|rule| milestones::find(links, rule)));
    let moments = active.iter().filter(|rule| rule.mechanism == Mechanism::Moment);
    let moments = moments.flat_map(|rule| moments::find(links, rules, rule)).collect();
    let moments = moments::further(moments, &drafts);
    drafts.extend(moments);
    records::yield_to_others(links, &mut drafts);
    sole::yield_to_others(&mut drafts);
    acts::yield_to_others(&mut drafts);
    // Before they are merged, so that what stays is never what an override takes out.
    let overrides = settings.compiled_overrides();
    drafts.retain(|d| settings.keeps(&overrides, d.rule, d.path(links)));
    let severity = |d: &Draft<'_>| settings.severity_in(&overrides, d.rule, d.path(links)).unwrap_or(d.severity);
    let merged = same::merge(drafts).into_iter();
    report.diagnostics = merged.map(|d| (severity(&d), d)).map(|(severity, d)| finish(d, links, severity)).collect();
    report.diagnostics.sort_by(|a, b| order(a).cmp(&order(b)));
    report.diagnostics.dedup_by(|a, b| a.id == b.id && a.labels == b.labels);
    report.account.documents = links.documents.len() as u64;
    report.account.words = links.documents.iter().map(|d| u64::from(d.document.claims.words)).sum();
    report.account.claims = links.documents.iter().map(|d| d.document.claims.claims.len() as u64).sum();
    report
}

fn order(d: &Diagnostic) -> (&str, Span, &str, &str) {
    let first = d.labels.first();
    (first.map_or("", |l| l.path.as_str()), first.map_or(Span::default(), |l| l.span), &d.code, &d.id)
}

fn info(linked: &crate::link::Linked<'_>) -> DocumentInfo {
    let source = &linked.document.source;
    let iso = |d: Option<chrono::NaiveDate>| d.map(|d| d.to_string());
    DocumentInfo {
        path: source.path.clone(),
        title: source.meta.title.clone(),
        date: (iso(linked.date.extent.low()), iso(linked.date.extent.high())),
        date_from: linked.date.origin,
        kind: source.meta.kind.unwrap_or(SourceKind::Report),
        topic: source.meta.topic.clone(),
        judged: linked.document.role == Role::Judged,
    }
}

/// The claims that ask each question, as indices.
type ByKey<'k> = FxHashMap<&'k str, Vec<usize>>;

/// One comparison that came to a conflict.
pub(super) struct Hit {
    pub a: usize,
    pub b: usize,
    pub compared: Compared,
}

fn from_claims<'r>(
    links: &Links<'_>,
    rules: &RuleSet,
    settings: &Settings,
    active: &[&'r Rule],
    report: &mut Report,
) -> Vec<Draft<'r>> {
    let overrides = settings.compiled_overrides();
    let placed = align::place(links, rules);
    let (pairs, agree) = align::candidates(&placed, links, settings.explain_pairs);
    report.account.agree += agree.pairs;
    let mut outcomes = Outcomes::new(placed.len());
    agree.claims.iter().for_each(|&claim| outcomes.same(claim));
    let mut by_key: ByKey<'_> = ByKey::default();
    for (i, p) in placed.iter().enumerate() {
        by_key.entry(p.key.as_str()).or_default().push(i);
    }
    // Claims that ask one question have one predicate, so the pairs of each can be told apart once for all rules.
    let mut by_predicate: BTreeMap<(&str, &str), Vec<(usize, usize)>> = BTreeMap::new();
    for &(a, b) in &pairs {
        by_predicate.entry((&placed[a].claim.predicate, &placed[b].claim.predicate)).or_default().push((a, b));
    }
    let concerned = |rule: &Rule, predicate: &str| rule.predicates.iter().any(|own| own == predicate);
    let mut by_rule: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    for ((a, b), pairs) in &by_predicate {
        let rules = active.iter().enumerate().filter(|(_, rule)| concerned(rule, a) && concerned(rule, b));
        let rules: Vec<usize> = rules.map(|(n, _)| n).collect();
        if rules.is_empty() {
            pairs.iter().for_each(|&(a, b)| outcomes.leave_out(a, b));
        }
        rules.into_iter().for_each(|rule| by_rule.entry(rule).or_default().extend(pairs));
    }
    let mut drafts = Vec::new();
    for (number, mut own) in by_rule {
        let rule = active[number];
        own.sort_unstable();
        let mut hits = Vec::new();
        let mut agreeing: Vec<(usize, usize, u32)> = Vec::new();
        let mut undated = Vec::new();
        let mut comparisons = Vec::new();
        for (a, b) in own {
            let compared = compare::compare(rules, links, rule.mechanism, &placed[a], &placed[b]);
            if settings.explain_pairs {
                comparisons.push((a, b, compared.clone()));
            }
            match compared.verdict {
                Verdict::Conflict(_) => hits.push(Hit { a, b, compared }),
                Verdict::Undecided(_) if !compared.open.is_empty() => undated.push(Hit { a, b, compared }),
                verdict => {
                    outcomes.compared(a, b, verdict);
                    account(report, links, &compared);
                    if verdict == Verdict::Agree {
                        agreeing.push((a, b, compared.likeness));
                    }
                }
            }
        }
        let (closed, escaping) = without_escape(links, &placed, undated);
        hits.extend(closed);
        for hit in &escaping {
            outcomes.compared(hit.a, hit.b, hit.compared.verdict);
            account(report, links, &hit.compared);
        }
        hits.sort_unstable_by_key(|h| (h.a, h.b));
        hits.iter().for_each(|h| account(report, links, &h.compared));
        for (a, b, compared) in comparisons {
            let hit = hits.binary_search_by_key(&(a, b), |h| (h.a, h.b)).ok();
            let compared = hit.map_or(&compared, |i| &hits[i].compared);
            report.comparisons.push(comparison(links, rule, &placed[a], &placed[b], compared));
        }
        let mut conflicts: BTreeMap<(usize, usize), Verdict> =
            hits.iter().map(|hit| ((hit.a, hit.b), hit.compared.verdict)).collect();
        let hits = sharpest(&placed, hits, &agreeing, links.topics.grouping().together);
        for group in joined(hits, |hit| [hit.a, hit.b]) {
            let pairs: Vec<(usize, usize)> = group.iter().map(|hit| (hit.a, hit.b)).collect();
            let draft = draft(links, rule, &placed, &by_key, group);
            if settings.keeps(&overrides, rule, draft.path(links)) {
                pairs.iter().for_each(|&(a, b)| outcomes.differ(a, b));
                drafts.push(draft);
            } else {
                conflicts.retain(|pair, _| !pairs.contains(pair));
                pairs.iter().for_each(|&(a, b)| outcomes.leave_out(a, b));
            }
        }
        conflicts.into_iter().for_each(|((a, b), verdict)| outcomes.compared(a, b, verdict));
    }
    let judged = links.documents.iter().filter(|linked| linked.document.role == Role::Judged);
    let judged = judged.map(|linked| linked.document.claims.claims.len() as u64).sum();
    outcomes.count(&placed, judged, &mut report.account);
    drafts
}

fn account(report: &mut Report, links: &Links<'_>, compared: &Compared) {
    let account = &mut report.account;
    if compared.verdict == Verdict::Undecided(Reason::UnknownDocumentDate) {
        for path in compared.undated.iter().map(|&d| &links.documents[d].document.source.path) {
            if !account.undated.contains(path) {
                account.undated.insert(path.clone());
            }
        }
    }
    match compared.verdict {
        Verdict::Agree => account.agree += 1,
        Verdict::Conflict(_) => account.conflict += 1,
        Verdict::Unrelated(_) => account.unrelated += 1,
        Verdict::Undecided(reason) => *account.undecided.entry(format!("{reason:?}")).or_default() += 1,
    }
}

/// For questions made of words only: a claim that agrees with one about as like in the other document (four fifths
/// will do) is settled, and of several partners that it differs from the likest counts.
fn sharpest(placed: &[Placed<'_>], hits: Vec<Hit>, agreeing: &[(usize, usize, u32)], together: bool) -> Vec<Hit> {
    let mut best: BTreeMap<(usize, usize), u32> = BTreeMap::new();
    let mut note = |claim: usize, other: usize, likeness: u32| {
        let entry = best.entry((claim, placed[other].document)).or_default();
        *entry = (*entry).max(likeness);
    };
    for &(a, b, likeness) in agreeing {
        note(a, b, likeness * 5 / 4 + 1);
        note(b, a, likeness * 5 / 4 + 1);
    }
    for hit in &hits {
        note(hit.a, hit.b, hit.compared.likeness);
        note(hit.b, hit.a, hit.compared.likeness);
    }
    let settled = |claim: usize, other: usize, likeness: u32| {
        best.get(&(claim, placed[other].document)).is_some_and(|&b| b > likeness)
    };
    let kept: Vec<Hit> = hits
        .into_iter()
        .filter(|h| {
            placed[h.a].claim.frame.is_none()
                || !(settled(h.a, h.b, h.compared.likeness) || settled(h.b, h.a, h.compared.likeness))
        })
        .collect();
    let mut partners: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for hit in &kept {
        partners.entry((hit.a, placed[hit.b].document)).or_default().push(hit.b);
        partners.entry((hit.b, placed[hit.a].document)).or_default().push(hit.a);
    }
    // Several partners are one if they say the same. Where the user put the documents together, whichever is meant, the two differ.
    let ambiguous = |claim: usize, other: usize| {
        let all = &partners[&(claim, placed[other].document)];
        !together && all.iter().any(|&p| !same_value(placed[p].claim, placed[all[0]].claim))
    };
    kept.into_iter()
        .filter(|h| placed[h.a].claim.frame.is_none() || !(ambiguous(h.a, h.b) || ambiguous(h.b, h.a)))
        .collect()
}

fn same_value(a: &Claim, b: &Claim) -> bool {
    match (&a.value, &b.value) {
        (Value::Quantity(x), Value::Quantity(y)) => x.agree(y),
        _ => a == b,
    }
}

fn draft<'r>(
    links: &Links<'_>,
    rule: &'r Rule,
    placed: &[Placed<'_>],
    by_key: &ByKey<'_>,
    mut hits: Vec<Hit>,
) -> Draft<'r> {
    hits.sort_unstable_by_key(|h| {
        let (severity, likeness) = (severity(rule, &h.compared), h.compared.likeness);
        (std::cmp::Reverse(severity), std::cmp::Reverse(likeness), h.compared.open.is_empty(), h.a, h.b)
    });
    let sharp = &hits[0];
    let mut seen = BTreeSet::new();
    let mut places = Vec::new();
    let all = hits.iter().flat_map(|h| [h.a, h.b]);
    for index in [sharp.a, sharp.b].into_iter().chain(all) {
        if seen.insert(index) {
            let place = place(links, rule, &placed[index]);
            if !places.iter().any(|p: &Place| p.document == place.document && p.span == place.span) {
                places.push(place);
            }
        }
    }
    places.extend(supporting(links, rule, placed, by_key, &hits, &seen));
    places.dedup();
    if let [first, second, ..] = places.as_mut_slice()
        && rank(links, second.document) < rank(links, first.document)
    {
        std::mem::swap(first, second);
    }
    let undated = sharp.compared.open.first().map(|o| o.claim);
    let cases = undated.map(|u| cases_of(links, placed, u, &hits.iter().collect::<Vec<_>>())).unwrap_or_default();
    let claim = placed[sharp.a].claim;
    let mut slots: BTreeMap<String, String> = claim.slots.iter().map(|(k, r)| (k.clone(), r.name.clone())).collect();
    for (name, referent) in &placed[sharp.b].claim.slots {
        slots.entry(name.clone()).or_insert_with(|| referent.name.clone());
    }
    if let Some(frame) = &claim.frame {
        slots.insert("measure".to_owned(), frame.shown.clone());
        slots.insert("event".to_owned(), frame.shown.clone());
    }
    Draft {
        rule,
        severity: severity(rule, &sharp.compared),
        exact: claim.frame.is_none(),
        predicate: claim.predicate.clone(),
        slots,
        places,
        gates: sharp.compared.gates.clone(),
        notes: sharp.compared.notes.iter().cloned().chain(cases.notes).collect(),
        settled_by: sharp.compared.settled_by.clone().filter(|_| !cases.closed),
    }
}

/// Further claims of the same question that give one of the differing values.
fn supporting(
    links: &Links<'_>,
    rule: &Rule,
    placed: &[Placed<'_>],
    by_key: &ByKey<'_>,
    hits: &[Hit],
    seen: &BTreeSet<usize>,
) -> Vec<Place> {
    let values: BTreeSet<&str> =
        hits.iter().flat_map(|h| [h.a, h.b]).filter_map(|i| placed[i].value.as_deref()).collect();
    let same_question = by_key.get(placed[hits[0].a].key.as_str()).map_or(&[][..], Vec::as_slice);
    same_question
        .iter()
        .filter(|i| !seen.contains(i) && placed[**i].value.as_deref().is_some_and(|v| values.contains(v)))
        .map(|&i| place(links, rule, &placed[i]))
        .collect()
}

/// One step down for any inference or for one attributed side; a note if both are attributed to different speakers.
fn severity(rule: &Rule, compared: &Compared) -> Severity {
    if compared.attributed == 2 && !compared.same_speaker {
        return Severity::Note;
    }
    if compared.inferred() || compared.attributed > 0 { rule.severity.lowered() } else { rule.severity }
}

/// The smaller, the more it is the one to look at: judged before reference, lower kind, later date, path.
fn rank(links: &Links<'_>, document: usize) -> (bool, SourceKind, std::cmp::Reverse<Option<chrono::NaiveDate>>, usize) {
    let linked = &links.documents[document];
    let kind = linked.document.source.meta.kind.unwrap_or(SourceKind::Report);
    (linked.document.role == Role::Reference, kind, std::cmp::Reverse(linked.date.extent.low()), document)
}

fn place(links: &Links<'_>, rule: &Rule, placed: &Placed<'_>) -> Place {
    let linked = &links.documents[placed.document];
    let iso = |d: Option<chrono::NaiveDate>| d.map(|d| d.to_string());
    let days = placed.valid.days;
    let valid = (days != crate::extent::Extent::all()).then(|| (iso(days.low()), iso(days.high())));
    // What a rule on terms compares is their times.
    let term = placed.claim.time.filter(|_| rule.mechanism == Mechanism::Term);
    let time = term.map(|time| linked.document.claims.mentions.times[time as usize].span);
    Place {
        document: placed.document,
        span: time.map_or(placed.claim.span, |time| placed.claim.span.join(time)),
        value: match time {
            Some(time) => format!("{}{}", placed.claim.bearing.word(), linked.document.source.words(time)),
            None => value_words(linked, placed.claim),
        },
        speaker: placed.claim.context.speaker.as_ref().map(|s| s.name.clone()),
        valid,
        message: None,
    }
}

/// What a claim answers, in the words of its document where it has some.
pub fn value_words(linked: &crate::link::Linked<'_>, claim: &Claim) -> String {
    let source = &linked.document.source;
    let tidy = |span: Span| source.words(span).split_whitespace().collect::<Vec<_>>().join(" ");
    match &claim.value {
        Value::Office(office) => tidy(office.span),
        Value::Listed(value) if !claim.only.is_empty() => {
            format!("{value} only for {}", claim.only.iter().map(|r| r.name.as_str()).collect::<Vec<_>>().join(" and "))
        }
        Value::Listed(value) if claim.context.polarity == crate::claim::Polarity::Negative && !claim.presupposed => {
            format!("not {value}")
        }
        Value::Listed(value) => value.clone(),
        Value::Time(index) => tidy(linked.document.claims.mentions.times[*index as usize].span),
        Value::Age(years) => format!("age {years}"),
        Value::Quantity(quantity) => tidy(quantity.span),
        Value::Referents { all, .. } => all.iter().map(|r| r.name.as_str()).collect::<Vec<_>>().join(" and "),
        Value::Truth => {
            if claim.context.polarity == crate::claim::Polarity::Negative { "no" } else { "yes" }.to_owned()
        }
    }
}

fn finish(draft: Draft<'_>, links: &Links<'_>, severity: Severity) -> Diagnostic {
    let rule = draft.rule;
    let more = draft.places.len().saturating_sub(LABELS) as u32;
    let id = fingerprint(&draft, links);
    let labels = draft
        .places
        .iter()
        .take(LABELS)
        .enumerate()
        .map(|(i, p)| label(rule, &draft.slots, p, links, i == 0))
        .collect();
    let beside = [dated_beside(&draft, links), records::notes(&draft, links)].concat();
    let first = draft.places.first();
    let fill = |template: &str| fill(template, &draft.slots, first);
    let mut question = draft.slots.clone();
    question.remove("event");
    Diagnostic {
        id,
        code: rule.code.clone(),
        rule: rule.name.clone(),
        severity,
        message: fill(&rule.message.title),
        help: rule.message.help.as_deref().map(fill),
        notes: [draft.notes, beside].concat(),
        settled_by: draft.settled_by,
        question: Question { predicate: draft.predicate, slots: question },
        gates: draft.gates,
        labels,
        more,
    }
}

/// Which documents of a finding that rests on a time are dated by what another one tells, and by what.
fn dated_beside(draft: &Draft<'_>, links: &Links<'_>) -> Vec<String> {
    if !draft.gates.iter().any(|passed| passed.gate == crate::diagnostic::Gate::Time) {
        return Vec::new();
    }
    let documents: BTreeSet<usize> = draft.places.iter().map(|place| place.document).collect();
    let dated = documents.into_iter().map(|document| &links.documents[document]).filter(|linked| linked.date.beside);
    let note = |linked: &crate::link::Linked<'_>| {
        let (low, high) = (linked.date.extent.low()?, linked.date.extent.high()?);
        let days = if low == high { low.to_string() } else { format!("{low} to {high}") };
        Some(format!("{} is dated {days} by {}", linked.document.source.path, linked.date.evidence))
    };
    dated.filter_map(note).collect()
}

fn label(rule: &Rule, slots: &BTreeMap<String, String>, place: &Place, links: &Links<'_>, primary: bool) -> Label {
    Label {
        path: links.documents[place.document].document.source.path.clone(),
        span: place.span,
        primary,
        message: place.message.clone().unwrap_or_else(|| fill(&rule.message.here, slots, Some(place))),
        value: Some(place.value.clone()).filter(|v| !v.is_empty()),
        speaker: place.speaker.clone(),
        valid: place.valid.clone(),
    }
}

/// Fills `{slot}`, `{value}`, `{time}`, `{speaker}`; what nothing fills is left out.
fn fill(template: &str, slots: &BTreeMap<String, String>, place: Option<&Place>) -> String {
    let mut out = template.to_owned();
    for (name, value) in slots {
        out = out.replace(&format!("{{{name}}}"), value);
    }
    if let Some(place) = place {
        out = out
            .replace("{value}", &place.value)
            .replace("{speaker}", place.speaker.as_deref().unwrap_or("the document itself"));
        let time = place.valid.as_ref().map_or_else(String::new, |(a, b)| match (a, b) {
            (Some(a), Some(b)) if a == b => a.clone(),
            (a, b) => format!("{} to {}", a.as_deref().unwrap_or("…"), b.as_deref().unwrap_or("…")),
        });
        out = out.replace("{time}", &time);
    }
    while let (Some(open), Some(close)) = (out.find('{'), out.find('}')) {
        if close < open {
            break;
        }
        out.replace_range(open..=close, "");
    }
    out.trim_end_matches([' ', ':']).to_owned()
}

/// Stable against line numbers, re-wording elsewhere and further copies: rule, question and the set of differing values.
fn fingerprint(draft: &Draft<'_>, links: &Links<'_>) -> String {
    let mut parts = vec![draft.rule.code.clone(), draft.predicate.clone()];
    parts.extend(draft.slots.iter().map(|(k, v)| format!("{k}={}", links.key(&v.to_lowercase()).0)));
    let values: BTreeSet<&str> = draft.places.iter().map(|p| p.value.as_str()).collect();
    parts.extend(values.into_iter().map(str::to_lowercase));
    format!("{:016x}", hash(parts.iter().flat_map(|p| p.bytes().chain([0]))))
}

fn comparison(links: &Links<'_>, rule: &Rule, a: &Placed<'_>, b: &Placed<'_>, compared: &Compared) -> Comparison {
    let (verdict, gate, reason) = match compared.verdict {
        Verdict::Agree => (VerdictName::Agree, None, None),
        Verdict::Conflict(difference) => (VerdictName::Conflict, Some(format!("{difference:?}")), None),
        Verdict::Unrelated(gate) => (VerdictName::Unrelated, Some(format!("{gate:?}")), None),
        Verdict::Undecided(reason) => (VerdictName::Undecided, None, Some(format!("{reason:?}"))),
    };
    let labels = [a, b]
        .iter()
        .enumerate()
        .map(|(i, p)| label(rule, &BTreeMap::new(), &place(links, rule, p), links, i == 0))
        .collect();
    Comparison { verdict, gate, reason, labels }
}
