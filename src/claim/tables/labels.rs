//! What the label of a row or a column makes of it: a part, a part of a part, a total.

use super::Tables;
use super::figure::Cell;
use super::grid::Grid;
use crate::text::Text;

/// The most words of a label that is read for totals.
const WORDS: usize = 6;
/// The longest words before a table that are its caption, in bytes.
const CAPTION: usize = 120;

/// What a row or a column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Something that is added.
    Part,
    /// A part of the one before, which holds it already.
    Inner,
    /// A heading of the rows below.
    Heading,
    /// A total of some.
    Subtotal,
    /// A total of all before, or of those since the last.
    Total,
    /// Nobody knows; no total after it is judged.
    Unknown,
}

impl Kind {
    pub fn is_total(self) -> bool {
        matches!(self, Kind::Subtotal | Kind::Total)
    }
}

/// Reads the labels of one table.
pub(super) struct Labels<'a> {
    text: &'a Text,
    tables: &'a Tables,
    grid: &'a Grid,
    /// Words of the headings and captions, without their plural endings.
    known: Vec<String>,
    /// Whether the table tells amounts with a unit.
    measured: bool,
    /// Whether some labels begin with a dash and others do not, so that those tell parts of others.
    dashed: bool,
}

impl<'a> Labels<'a> {
    pub fn new(text: &'a Text, tables: &'a Tables, grid: &'a Grid, measured: bool) -> Self {
        let known = grid
            .around
            .iter()
            .filter(|s| s.len() <= CAPTION)
            .flat_map(|s| words(text.of(*s)))
            .map(|w| stem(&w).to_owned())
            .collect();
        let dashes = grid.rows.iter().filter(|row| is_dashed(text.of(row[0]))).count();
        let parts = grid.rows.iter().filter(|row| !words(text.of(row[0])).is_empty()).count();
        // All but the total may stand in one list.
        Self { text, tables, grid, known, measured, dashed: dashes > 0 && dashes + 1 < parts }
    }

    /// The kind of a row.
    pub fn row(&self, row: usize, cells: &[Cell]) -> Kind {
        let spans = &self.grid.rows[row];
        // A number of its own may stand before the label.
        let lettered = |i: &usize| self.text.of(spans[*i]).contains(char::is_alphabetic);
        let at = (0..spans.len().min(2)).find(|i| lettered(i) && cells[*i].number().is_none()).unwrap_or(0);
        let label = self.text.of(spans[at]);
        let beside = &cells[at + 1..];
        let empty = beside.iter().all(|c| *c == Cell::Empty);
        if empty && (beside.len() > 1 || label.trim_end().ends_with(':')) {
            let inner = self.kind(label) == Kind::Inner;
            return if inner { Kind::Unknown } else { Kind::Heading };
        }
        match self.kind(label) {
            Kind::Part if self.dashed && is_dashed(label) => Kind::Inner,
            kind => kind,
        }
    }

    /// The kind of a column. Columns whose figures are not added are passed over.
    pub fn column(&self, column: usize, cells: &[Vec<Cell>]) -> Kind {
        let heading = self.grid.heading(self.text, column);
        let words = words(&heading);
        let passed = |w: &String| self.tables.averaged.contains(w) || self.tables.shares.contains(w);
        let silent = cells.iter().all(|row| row[column].number().is_none());
        match self.kind(&heading) {
            // The labels of the rows are no part.
            _ if column == 0 || silent || words.iter().any(passed) => Kind::Heading,
            kind => kind,
        }
    }

    /// Makes a total of a row that tells of as many months as those right before it, which are its parts: "Nine months" below three quarters.
    pub fn sum_periods(&self, kinds: &mut [Kind]) {
        let months: Vec<Option<f64>> = self.grid.rows.iter().map(|row| self.months(self.text.of(row[0]))).collect();
        for row in 2..months.len().min(kinds.len()) {
            let Some(whole) = months[row] else { continue };
            let mut sum = 0.0;
            let parts = (0..row).rev().take_while(|&at| months[at].is_some_and(|own| own < whole));
            let first = parts.into_iter().find(|&at| {
                sum += months[at].unwrap_or_default();
                sum >= whole
            });
            if let Some(first) = first.filter(|first| sum == whole && row - first > 1) {
                kinds[first..row].fill(Kind::Part);
                kinds[row] = Kind::Total;
            }
        }
    }

    /// How many months a label tells of.
    fn months(&self, label: &str) -> Option<f64> {
        let words: Vec<String> =
            words(label).into_iter().filter(|word| word.contains(|c: char| c.is_alphabetic())).collect();
        let pairs = words.windows(2).map(|pair| pair.join(" "));
        let told = |words: String| self.tables.months.get(&words).copied();
        pairs.chain(words.iter().cloned()).find_map(told).filter(|_| words.len() <= WORDS)
    }

    fn kind(&self, label: &str) -> Kind {
        let words: Vec<String> = words(&without_brackets(label));
        let words: Vec<&str> = words.iter().map(String::as_str).filter(|w| w.contains(char::is_alphabetic)).collect();
        let tables = self.tables;
        let (Some(first), Some(last)) = (words.first().copied(), words.last().copied()) else { return Kind::Part };
        let is_inner = |phrase: &String| {
            let mut phrase = phrase.split(' ');
            let said = words.iter().zip(phrase.by_ref()).all(|(a, b)| *a == b);
            said && phrase.next().is_none()
        };
        if tables.inner.iter().any(is_inner) {
            return Kind::Inner;
        }
        if words.iter().any(|w| tables.subtracted.contains(*w)) || words.iter().any(|w| tables.averaged.contains(*w)) {
            return Kind::Unknown;
        }
        if tables.subtotal.contains(first) || tables.subtotal.contains(last) {
            return Kind::Subtotal;
        }
        let speaks = words.iter().any(|w| tables.total.contains(*w));
        if !speaks || words.iter().any(|w| tables.rest.contains(*w)) {
            return Kind::Part;
        }
        let named =
            if first == "all" { tables.groups.contains(last) } else { self.measured && tables.amounts.contains(last) };
        let known = |w: &str| (named && w == last) || self.known.iter().any(|k| k == stem(w));
        if words.len() > WORDS {
            return Kind::Unknown;
        }
        if words.iter().all(|w| tables.total.contains(*w) || tables.beside.contains(*w) || known(w)) {
            return Kind::Total;
        }
        let sums = |w: &str| w == "total" || w == "totals";
        match (sums(first), sums(last)) {
            // "Solcombe total" sums the rows of Solcombe, "total staff" anything.
            (false, true) => Kind::Subtotal,
            (true, _) => Kind::Unknown,
            // "All Saints' School".
            _ => Kind::Part,
        }
    }
}

/// The ways to read what a total sums, as lines; `None` if a line before it is not understood.
pub(super) fn readings(kinds: &[Kind], total: usize, kind: Kind) -> Option<Vec<Vec<usize>>> {
    let before = &kinds[..total];
    if before.contains(&Kind::Unknown) {
        return None;
    }
    let part = |i: &usize| before[*i] == Kind::Part;
    // Totals that stand before their parts are read by nobody with certainty.
    let first = kinds.iter().position(|k| k.is_total()).unwrap_or(total);
    (0..first).find(part)?;
    let since = |edge: &dyn Fn(Kind) -> bool| before.iter().rposition(|k| edge(*k)).map_or(0, |i| i + 1);
    let heading = since(&|k| k == Kind::Heading || k.is_total());
    let last = since(&Kind::is_total);
    let parts = |from: usize| (from..total).filter(part).collect::<Vec<usize>>();
    let mut all = vec![parts(last), parts(heading), parts(0)];
    let grand = since(&|k| k == Kind::Total);
    all.push(parts(grand));
    if kind == Kind::Total {
        // Totals of some, and what stands after the last of them; totals of all before as well.
        let totals = |from: usize| (from..total).filter(|i| before[*i].is_total() || (*i >= last && part(i)));
        all.push(totals(grand).collect());
        all.push(totals(0).collect());
        all.push((0..total).filter(|i| before[*i].is_total()).collect());
        all.push((0..total).filter(|i| before[*i] == Kind::Subtotal).collect());
    }
    Some(all)
}

/// The words of a label in lower case; hyphens join, a percent sign, a currency's sign and a stroke are words.
pub(super) fn words(label: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut word = String::new();
    for c in label.chars() {
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        } else if !matches!(c, '-' | '\'' | '’' | '\u{ad}') {
            if !word.is_empty() {
                all.push(std::mem::take(&mut word));
            }
            if matches!(c, '%' | '$' | '€' | '£' | '/') {
                all.push(c.to_string());
            }
        }
    }
    if !word.is_empty() {
        all.push(word);
    }
    all
}

fn without_brackets(label: &str) -> String {
    let mut depth = 0u32;
    let keep = |c: &char| {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => {
                depth = depth.saturating_sub(1);
                return false;
            }
            _ => {}
        }
        depth == 0
    };
    label.chars().filter(keep).collect()
}

fn is_dashed(label: &str) -> bool {
    label.trim_start().starts_with(['-', '–', '—', '•', '·', '└', '→', '*'])
}

/// A word without its plural ending.
fn stem(word: &str) -> &str {
    word.strip_suffix("ies").or_else(|| word.strip_suffix('y')).unwrap_or(word.strip_suffix('s').unwrap_or(word))
}
