//! Alignment: which claims are worth comparing. Claims are sorted by the key of their question, and only those of one key meet.
//!
//! A claim about something with a name of its own meets claims of any document; one about "the outbreak" or "the damage" only those of documents on the same affair,
//! found by walking the pairs of such documents. So work grows with claims and true candidates, never with all pairs.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::claim::{AGREEMENT, Bearing, Claim, DEADLINE, DECISION_ON, MEMBERSHIP, SITE, SOMEBODY, Value};
use crate::link::Role;
use crate::link::{Links, Valid};
use crate::predicate::SlotType;
use crate::rule::RuleSet;

/// A claim in its place: document, valid time, key.
#[derive(Clone, Debug)]
pub struct Placed<'a> {
    /// Its position among all placed claims.
    pub index: usize,
    /// Index of the document.
    pub document: usize,
    /// The claim.
    pub claim: &'a Claim,
    /// When it holds.
    pub valid: Valid,
    /// The key of its question.
    pub key: String,
    /// Whether it meets claims of documents on other affairs.
    pub wide: bool,
    /// Whether its document is judged.
    pub judged: bool,
    /// Key of its value: claims of the same value key agree without being compared.
    pub value: Option<String>,
}

/// All claims of all documents, placed, by document and start.
pub fn place<'a>(links: &'a Links<'a>, rules: &RuleSet) -> Vec<Placed<'a>> {
    let mut placed = Vec::new();
    for (document, linked) in links.documents.iter().enumerate() {
        let judged = linked.document.role == Role::Judged;
        let facts = linked.document.source.is_facts();
        for claim in &linked.document.claims.claims {
            // A text is held against all rows of a member and against figures at once, not row by row.
            if facts && (claim.frame.is_some() || claim.predicate == MEMBERSHIP) {
                continue;
            }
            let Some((key, wide)) = key(claim, links, rules) else { continue };
            let valid = links.valid(document, claim);
            placed.push(Placed {
                index: placed.len(),
                document,
                claim,
                valid,
                key,
                wide,
                judged,
                value: value_key(claim),
            });
        }
    }
    placed
}

/// The key of a claim's question and whether it names its subject; `None` if there is nothing to hold it by.
fn key(claim: &Claim, links: &Links<'_>, rules: &RuleSet) -> Option<(String, bool)> {
    if let Some(frame) = &claim.frame {
        let quantities = &rules.extractor.mentions.quantities;
        let what = match &claim.value {
            Value::Quantity(q) if q.unit.is_none() => {
                rules.extractor.tables.frames.counted(q.dimension().unwrap_or(""))
            }
            // The same sum may be told in another money.
            Value::Quantity(q) if q.unit.as_deref().is_some_and(|unit| quantities.is_money(unit)) => "money",
            Value::Quantity(q) => q.dimension().unwrap_or(""),
            _ => &frame.head,
        };
        // What "340 tonnes of fuel" are of is no part of what is measured, as it is of a share, unless a name may stand for that ("34 % of Brennet Glass").
        let grouping = links.topics.grouping();
        let put_together = grouping.together && !grouping.side_by_side;
        let scaled = matches!(&claim.value, Value::Quantity(q) if q.scale.is_some() || q.is_share() && put_together);
        let base = frame.base.as_deref().filter(|_| !scaled).unwrap_or("");
        return Some((format!("{}|{what}|{base}", claim.predicate), false));
    }
    let predicate = rules.extractor.predicates.get(&claim.predicate)?;
    if predicate.answers.is_empty() && claim.slots.len() == 2 && claim.slots.values().all(|r| r.key != SOMEBODY) {
        // Who did it to whom meets the same the other way round.
        let mut ends: Vec<&str> = claim.slots.values().map(|r| links.key(&r.key).0).collect();
        ends.sort_unstable();
        return Some((format!("{}|{}", claim.predicate, ends.join("|")), claim.slots.values().all(|r| r.named)));
    }
    if claim.predicate == MEMBERSHIP && links.topics.grouping().together {
        // A body may be called by a part of its name.
        return Some((MEMBERSHIP.to_owned(), false));
    }
    if rules.is_of_story(&claim.predicate) {
        // What the question is about may be called by other words.
        return links.topics.grouping().together.then(|| (format!("{}|story", claim.predicate), false));
    }
    if let Some(event) = claim.slots.get("event").filter(|_| claim.predicate == SITE) {
        // What was signed at the end of a document meets whatever it is called elsewhere.
        return Some((format!("{SITE}|{}", event.key.split(' ').next().unwrap_or_default()), false));
    }
    if let Some(matter) = claim.slots.get("matter").filter(|_| claim.predicate == DECISION_ON) {
        return Some((format!("{DECISION_ON}|{}", matter.key.split(' ').next().unwrap_or_default()), false));
    }
    if claim.slots.get(AGREEMENT).is_some_and(|r| r.key.starts_with("the ") && links.key(&r.key).0 == r.key) {
        return None;
    }
    let named = |kind: &SlotType| matches!(kind, SlotType::Thing | SlotType::Where | SlotType::Work);
    if predicate.slots.values().any(named) {
        // Of two texts laid side by side the one may call by a pronoun what the other names; elsewhere a pronoun tells nothing.
        if links.topics.grouping().side_by_side {
            return Some((format!("{}|", claim.predicate), true));
        }
        if claim.slots.values().any(|r| r.key == SOMEBODY) {
            return None;
        }
    }
    let rank = |kind: &SlotType| match kind {
        SlotType::Agreement => 0,
        SlotType::Person => 1,
        SlotType::Organisation => 2,
        SlotType::Office => 3,
        _ => 4,
    };
    let (name, _) = predicate
        .slots
        .iter()
        .filter(|(name, _)| claim.slots.contains_key(*name))
        .min_by_key(|(name, kind)| (rank(kind), *name))?;
    let referent = &claim.slots[name];
    let (key, _) = links.key(&referent.key);
    Some((format!("{}|{name}|{key}", claim.predicate), referent.named))
}

fn value_key(claim: &Claim) -> Option<String> {
    match &claim.value {
        // Terms of one office are compared by their times.
        Value::Office(_) if claim.bearing != Bearing::During => None,
        Value::Office(office) => Some(crate::entity::office_key(office)),
        Value::Listed(value) if claim.only.is_empty() && claim.frame.is_none() => {
            let slots: Vec<&str> = claim.slots.values().map(|r| r.key.as_str()).collect();
            Some(format!("{value} {:?} {}", claim.context.polarity, slots.join("|")))
        }
        _ => None,
    }
}

/// What agrees by its value key alone, without being compared.
#[derive(Clone, Debug, Default)]
pub struct Agreed {
    /// How many pairs.
    pub pairs: u64,
    /// The claims, as indices; some stand there several times.
    pub claims: Vec<usize>,
}

/// Pairs of indices into `placed` that are worth comparing, in order and without repetition; and what agrees by its value key alone.
/// With `all`, that too is listed as pairs.
pub fn candidates(placed: &[Placed<'_>], links: &Links<'_>, all: bool) -> (Vec<(usize, usize)>, Agreed) {
    let mut pairs = Vec::new();
    let mut agree = Agreed::default();
    let mut wide: Vec<usize> = (0..placed.len()).filter(|&i| placed[i].wide).collect();
    wide.sort_unstable_by(|&a, &b| placed[a].key.cmp(&placed[b].key).then(a.cmp(&b)));
    for group in wide.chunk_by(|&a, &b| placed[a].key == placed[b].key) {
        meet(placed, group, all, &mut pairs, &mut agree);
    }
    narrow(placed, links, all, &mut pairs, &mut agree);
    pairs.sort_unstable();
    pairs.dedup();
    (pairs, agree)
}

/// Most claims of one group that a claim is compared with: those next to it. What asks one question more often than this is a table.
const PARTNERS: usize = 256;

fn meet(placed: &[Placed<'_>], group: &[usize], all: bool, pairs: &mut Vec<(usize, usize)>, agree: &mut Agreed) {
    let mut by_value: BTreeMap<Option<&str>, Vec<usize>> = BTreeMap::new();
    for &i in group {
        by_value.entry(placed[i].value.as_deref()).or_default().push(i);
    }
    let buckets: Vec<_> = by_value.into_iter().collect();
    for (n, (value, bucket)) in buckets.iter().enumerate() {
        match value {
            Some(_) if !all => {
                let judged = bucket.iter().filter(|&&i| placed[i].judged).count() as u64;
                agree.pairs += judged * (bucket.len() as u64 - 1) - judged * judged.saturating_sub(1) / 2;
                if bucket.len() > 1 {
                    agree.claims.extend(bucket);
                }
            }
            _ => {
                for (k, &a) in bucket.iter().enumerate() {
                    bucket[k + 1..].iter().take(PARTNERS).for_each(|&b| add(placed, a, b, pairs));
                }
            }
        }
        for (_, other) in &buckets[n + 1..] {
            for &a in bucket {
                let from = other.partition_point(|&b| b < a).min(other.len().saturating_sub(PARTNERS));
                other[from..].iter().take(PARTNERS).for_each(|&b| add(placed, a, b, pairs));
            }
        }
    }
}

/// Claims without a name of their own, document by document and pair by pair of documents on one affair.
fn narrow(placed: &[Placed<'_>], links: &Links<'_>, all: bool, pairs: &mut Vec<(usize, usize)>, agree: &mut Agreed) {
    let mut by_document: Vec<Vec<usize>> = vec![Vec::new(); links.documents.len()];
    for (i, p) in placed.iter().enumerate() {
        by_document[p.document].push(i);
    }
    for list in &mut by_document {
        list.sort_unstable_by(|&a, &b| placed[a].key.cmp(&placed[b].key).then(a.cmp(&b)));
        // Within one document only numbers asked for in the very same words meet; dates do not, deadlines apart.
        let alone = |i: &usize| {
            let claim = placed[*i].claim;
            let date = claim.frame.is_some() && matches!(claim.value, Value::Time(_)) && claim.predicate != DEADLINE;
            !placed[*i].wide && !date
        };
        let words = |i: usize| placed[i].claim.frame.as_ref().map(|f| (&f.head, &f.words, &f.places, &f.actors));
        let mut alone: Vec<usize> = list.iter().copied().filter(alone).collect();
        alone.sort_unstable_by(|&a, &b| {
            placed[a].key.cmp(&placed[b].key).then_with(|| words(a).cmp(&words(b))).then(a.cmp(&b))
        });
        for group in alone.chunk_by(|&a, &b| placed[a].key == placed[b].key && words(a) == words(b)) {
            meet(placed, group, all, pairs, agree);
        }
    }
    for (i, j) in links.topics.pairs(links.documents.len()) {
        let (mut a, mut b) = (by_document[i].as_slice(), by_document[j].as_slice());
        while let (Some(&x), Some(&y)) = (a.first(), b.first()) {
            match placed[x].key.cmp(&placed[y].key) {
                std::cmp::Ordering::Less => a = &a[1..],
                std::cmp::Ordering::Greater => b = &b[1..],
                std::cmp::Ordering::Equal => {
                    let run = |list: &[usize]| list.iter().take_while(|&&k| placed[k].key == placed[x].key).count();
                    let (m, n) = (run(a), run(b));
                    for &p in &a[..m] {
                        b[..n]
                            .iter()
                            .take(PARTNERS)
                            .filter(|&&q| !(placed[p].wide && placed[q].wide))
                            .for_each(|&q| add(placed, p, q, pairs));
                    }
                    (a, b) = (&a[m..], &b[n..]);
                }
            }
        }
    }
}

/// Claims of judged documents that other documents tell in the very same words, by their indices. Those without a name of their own are not compared unless the documents
/// are known to be on one affair.
pub fn worded_alike(placed: &[Placed<'_>]) -> Vec<usize> {
    let mut groups: FxHashMap<_, Vec<usize>> = FxHashMap::default();
    for (i, p) in placed.iter().enumerate().filter(|(_, p)| !p.wide) {
        if let Some(frame) = &p.claim.frame {
            groups.entry((&p.key, &frame.head, &frame.words, &frame.places, &frame.actors)).or_default().push(i);
        }
    }
    let several = |group: &&Vec<usize>| group.iter().any(|&i| placed[i].document != placed[group[0]].document);
    let mut alike: Vec<usize> =
        groups.values().filter(several).flatten().copied().filter(|&i| placed[i].judged).collect();
    alike.sort_unstable();
    alike
}

fn add(placed: &[Placed<'_>], a: usize, b: usize, pairs: &mut Vec<(usize, usize)>) {
    if placed[a].judged || placed[b].judged {
        pairs.push((a.min(b), a.max(b)));
    }
}
