//! Mends what the parser gets wrong in ways that show: each repair needs evidence from tags and words against a label or a head, and changes nothing without it.

mod adjectives;
mod agents;
mod doubles;
mod forms;
mod gerunds;
mod helpers;
mod hyphens;
mod infinitives;
mod inversions;
mod joints;
mod lists;
mod measures;
mod members;
mod nouns;
mod openings;
mod parallels;
mod parted;
mod participles;
mod pronouns;
mod relatives;
mod smalls;
mod speech;
mod subjects;
mod titles;
mod verbs;
mod wanting;

use super::class;
use super::tree::{NONE, is_verb};
use crate::text::syntax::{Analysis, Label, Tag};

/// How far a repair looks from a word.
const REACH: usize = 24;

/// Tags, heads and labels of a sentence, of one length, with heads that exist.
#[derive(Debug, Default)]
pub(super) struct Words {
    pub tags: Vec<Tag>,
    pub heads: Vec<u32>,
    pub labels: Vec<Label>,
}

impl Words {
    pub fn new(analysis: &Analysis) -> Self {
        let words = analysis.tags.len().min(analysis.heads.len()).min(analysis.labels.len());
        let head = |word: usize| analysis.heads[word].filter(|&h| (h as usize) < words && h as usize != word);
        Self {
            tags: analysis.tags[..words].to_vec(),
            heads: (0..words).map(|word| head(word).unwrap_or(NONE)).collect(),
            labels: analysis.labels[..words].to_vec(),
        }
    }

    /// Mends the tree; `is` tells whether a word belongs to a class of [`super::class`], `ends` whether it ends so.
    pub fn mend(&mut self, is: impl Fn(u32, u64) -> bool, ends: impl Fn(u32, &str) -> bool) {
        self.mend_words(&is, &ends);
        self.mend_objects(&is, &ends);
        self.mend_nouns(&is, &ends);
        self.mend_lists(&is, &ends);
        self.mend_predicates(&is, &ends);
        self.mend_roots(&is);
        self.mend_subjects(&is, &ends);
    }

    /// What signs, tags and endings tell of single words: hyphens, owners, auxiliaries, adjectives.
    fn mend_words(&mut self, is: &impl Fn(u32, u64) -> bool, ends: &impl Fn(u32, &str) -> bool) {
        self.cut_markup(is);
        self.free_months(is);
        self.read_cannot(ends);
        self.join_endings(is);
        self.read_hyphens(is);
        self.join_hyphens(is);
        self.join_owners(is, &|word| ends(word, "s"));
        self.expand_has(is);
        self.free_adjectives();
        self.free_gerund_members(ends);
        self.open_adjectives(is);
        self.settle_adjectives(is);
        self.settle_objects();
        self.settle_behind(is);
        self.see_verbs(is);
        self.find_doing(is);
        self.list_adjectives();
        self.see_objects(is);
    }

    /// Objects, measures, titles and auxiliaries of verbs.
    fn mend_objects(&mut self, is: &impl Fn(u32, u64) -> bool, ends: &impl Fn(u32, &str) -> bool) {
        self.take_objects(is);
        self.list_nouns();
        self.count_measures();
        self.count_objects(is);
        self.part_terms(is);
        self.count_up_to(is, ends);
        self.free_ago(ends);
        self.begin_with_days(is, ends);
        self.free_before_modals(is);
        self.free_titles(is);
        self.part_gifts();
        self.let_objects(is);
        self.join_progressives(is);
        self.lower_be(is);
        self.gerund_adjectives();
        self.open_numbers(is);
        self.read_participles(is);
        self.read_past(is);
        self.lift_from_auxiliaries(is);
        self.lower_has(is);
        self.lower_modals();
        self.part_days(is);
    }

    /// Nouns, days and infinitives that hang on the wrong word.
    fn mend_nouns(&mut self, is: &impl Fn(u32, u64) -> bool, ends: &impl Fn(u32, &str) -> bool) {
        self.point_there(is);
        self.point_back();
        self.free_reflexives(is);
        self.free_nouns();
        self.free_qualified(is);
        self.free_present();
        self.free_past(is, ends);
        self.split_days(is, ends);
        self.free_times(is);
        self.have_objects(is);
        self.cut_dateline(is);
        self.free_infinitives(is);
        self.ask_objects(is);
        self.aim_infinitives(is);
        self.close_brackets();
        self.free_gerunds();
    }

    /// Members, appositions, prepositions and what stands behind them.
    fn mend_lists(&mut self, is: &impl Fn(u32, u64) -> bool, ends: &impl Fn(u32, &str) -> bool) {
        self.join_infinitives(is);
        self.single_infinitives(is);
        self.gather_adjectives();
        self.call_nouns();
        self.list_objects(is);
        self.join_nouns();
        self.free_participles(is);
        self.free_owners(is);
        self.free_appositions(is);
        self.share_appositions();
        self.call_otherwise();
        self.hang_attributes(is);
        self.part_lists(is);
        self.part_recipients(is);
        self.fill_prepositions();
        self.join_objects(is);
        self.match_of(is);
        self.free_objects();
        self.open_absolutes(&|word| ends(word, "with"), is);
        self.hang_to_come(is);
        self.free_flags(is);
        self.free_dates(is);
        self.ask_what(is);
        self.sink_questions(is);
        self.bare_infinitives(is);
        self.enable_objects(is);
    }

    /// Verbs whose subjects tell that they are clauses of their own, or none.
    fn mend_predicates(&mut self, is: &impl Fn(u32, u64) -> bool, ends: &impl Fn(u32, &str) -> bool) {
        self.join_passives(&|word| is(word, class::BE));
        self.sink_marks(is);
        self.row_gerunds();
        self.part_times(is);
        let subjects = self.subjects();
        self.part_predicates(&subjects);
        let subjects = self.subjects();
        self.sink_subjects(&subjects);
        self.row_members(&subjects);
        self.free_marks(&subjects);
        self.part_openings(&subjects);
        self.gerund_subjects(&subjects);
        let subjects = self.subjects();
        self.believe_clauses(&subjects, is);
        self.free_determined(&subjects, is);
        self.love_objects(is);
        self.free_subject_nouns(is);
        let subjects = self.subjects();
        self.close_bare_relatives();
        self.open_whom(&subjects);
        let subjects = self.subjects();
        self.free_forms(&subjects, is);
        self.join_past(&subjects);
        self.give_tense(&subjects, is, ends);
        self.free_modifiers(&subjects);
        self.join_gerunds(&subjects, is);
        self.free_bare_nouns(&subjects, is);
        self.free_contents(&subjects, is);
        self.free_first_names(&subjects);
        self.hear_contents(&subjects, is);
        self.tell_contents(&subjects, is);
        self.hear_before(&subjects, is);
        self.part_reports(&subjects, is);
        self.free_names(&subjects);
    }

    /// What carries the sentence; headings, reports and quotations.
    fn mend_roots(&mut self, is: &impl Fn(u32, u64) -> bool) {
        let subjects = self.subjects();
        self.free_roots(&subjects, is);
        self.free_first_members(&subjects);
        let subjects = self.subjects();
        self.close_participles(&subjects, is);
        self.close_appositions(&subjects);
        let subjects = self.subjects();
        self.free_mains(&subjects);
        self.part_calls(is);
        self.cut_headings(is);
        let subjects = self.subjects();
        self.part_quotes(&subjects, is);
        self.close_openings(&subjects);
        self.part_speech(&subjects, is);
        self.invert_speech(&subjects, is);
    }

    /// Verbs with tense that lack their subject; members of coordinations; relative clauses.
    fn mend_subjects(&mut self, is: &impl Fn(u32, u64) -> bool, ends: &impl Fn(u32, &str) -> bool) {
        let subjects = self.subjects();
        self.close_relatives(&subjects);
        let subjects = self.subjects();
        self.part_pronouns(&subjects);
        self.mark_clauses(&subjects, is);
        let subjects = self.subjects();
        self.join_subjects(&subjects, &|word| ends(word, "and"));
        let subjects = self.subjects();
        self.share_with_participles(&subjects);
        self.part_clauses(&subjects);
        let subjects = self.subjects();
        self.raise_last_verb(&subjects);
        self.part_from_times(&subjects, is);
        self.reach_over_speech(&subjects, is);
        self.agree();
        let subjects = self.subjects();
        self.raise_first_noun(&subjects);
        let subjects = self.subjects();
        self.name_doers(&subjects);
        self.lift_verbs(&subjects);
        self.yield_objects(&subjects, is);
        self.add_objects();
        let subjects = self.subjects();
        self.find_subjects(&subjects, is);
        let subjects = self.subjects();
        self.hang_members(&subjects);
        self.raise_members(&subjects, ends);
        self.agree_members(&subjects);
        self.part_subjects(is);
        self.join_double_objects(is);
        self.part_prepositions(is);
        self.open_relatives(is);
        self.touch_relatives(is);
        self.hold_contents(is);
        self.strand_pronouns(is);
        self.sink_outcomes(is);
        self.invert_subjects(is);
        self.leave_later_objects(is);
        let subjects = self.subjects();
        self.share_passives(&subjects, is, &|word| ends(word, "ed"));
        self.find_agents(is);
    }

    fn head(&self, word: usize) -> Option<usize> {
        self.heads.get(word).copied().filter(|&head| head != NONE).map(|head| head as usize)
    }

    /// Whether a word stands beneath another, as far as a few steps tell.
    fn stands_beneath(&self, mut word: usize, above: usize) -> bool {
        for _ in 0..REACH {
            match self.head(word) {
                Some(head) if head == above => return true,
                Some(head) => word = head,
                None => return false,
            }
        }
        false
    }

    /// Hangs what hangs on a word, as far as it stands near it, on another: a sentence of ten thousand words takes no more than its share.
    fn move_dependents(&mut self, from: usize, to: usize) {
        let near = from.saturating_sub(2 * REACH)..(from + 2 * REACH).min(self.heads.len());
        for word in near.filter(|&word| word != to) {
            if self.heads[word] == from as u32 {
                self.heads[word] = to as u32;
            }
        }
    }

    /// For each word its last subject, or [`NONE`].
    fn subjects(&self) -> Vec<u32> {
        let mut found = vec![NONE; self.heads.len()];
        for word in 0..self.heads.len() {
            if let (Label::Nsubj | Label::Nsubjpass | Label::Expl, Some(head)) = (self.labels[word], self.head(word)) {
                found[head] = word as u32;
            }
        }
        found
    }

    /// "On 1 May 2020": beside a number a month is no modal verb.
    fn free_months(&mut self, is: &impl Fn(u32, u64) -> bool) {
        for word in 1..self.tags.len() {
            let number = |at: usize| self.tags.get(at) == Some(&Tag::Cd);
            let month = self.tags[word] == Tag::Md && is(word as u32, class::CALENDAR);
            if !month || !(number(word - 1) || number(word + 1)) {
                continue;
            }
            let numbers: Vec<usize> = [word - 1, word + 1].into_iter().filter(|&at| number(at)).collect();
            let before = (word.saturating_sub(2)..word).rev().find(|&at| self.tags[at] == Tag::In);
            self.tags[word] = Tag::Nnp;
            // What the month hangs on must not hang on it.
            let Some(head) = self.head(word).filter(|head| !numbers.contains(head) && Some(*head) != before) else {
                continue;
            };
            for at in numbers {
                (self.heads[at], self.labels[at]) = (word as u32, Label::Nummod);
            }
            self.labels[word] = Label::Npadvmod;
            if let Some(preposition) = before {
                (self.heads[preposition], self.labels[preposition]) = (head as u32, Label::Prep);
                (self.heads[word], self.labels[word]) = (preposition as u32, Label::Pobj);
            }
        }
    }

    fn is_finite(&self, word: usize) -> bool {
        matches!(self.tags[word], Tag::Vbd | Tag::Vbz | Tag::Vbp)
    }

    /// "The envoy, head of the mission, named Vell adviser", with all of it beneath the noun: a verb with tense, or a participle with an object, whose noun
    /// stands by itself has it as its subject.
    fn free_roots(&mut self, subjects: &[u32], is: &impl Fn(u32, u64) -> bool) {
        let Some(noun) = self.heads.iter().position(|&head| head == NONE) else { return };
        if !matches!(self.tags[noun], Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Nnps | Tag::Prp) || subjects[noun] != NONE {
            return;
        }
        let end = self.heads.len();
        let clause = (noun + 1..end).find(|&at| {
            self.heads[at] == noun as u32
                && matches!(self.labels[at], Label::Acl | Label::Relcl)
                && subjects[at] == NONE
        });
        let Some(verb) = clause else { return };
        let object =
            (verb + 1..end).take(REACH).any(|at| self.heads[at] == verb as u32 && self.labels[at] == Label::Dobj);
        // "The ferry sank in June."
        let active = verb == noun + 1 && is(verb as u32, class::OBJECTLESS) && self.tags.last() == Some(&Tag::Stop);
        let told = self.is_finite(verb) || self.tags[verb] == Tag::Vbn && (object || active);
        let relative = |at: usize| {
            matches!(self.tags[at], Tag::Wdt | Tag::Wp | Tag::WpPoss | Tag::Wrb | Tag::In)
                && self.heads[at] == verb as u32
        };
        if !told || (noun + 1..verb).any(relative) {
            return;
        }
        if self.tags[verb] == Tag::Vbn {
            self.tags[verb] = Tag::Vbd;
        }
        (self.heads[verb], self.labels[verb]) = (NONE, Label::Root);
        (self.heads[noun], self.labels[noun]) = (verb as u32, Label::Nsubj);
    }

    /// "Is committed" as copula and adjective, though the adjective is tagged as a participle: the same as a passive, and read as such.
    fn join_passives(&mut self, is_be: &impl Fn(u32) -> bool) {
        let mut moved: Vec<(u32, u32)> = Vec::new();
        for word in 1..self.heads.len() {
            let Some(head) = self.head(word).filter(|&head| head < word) else { continue };
            let participle = self.tags[word] == Tag::Vbn && matches!(self.labels[word], Label::Acomp | Label::Attr);
            let new = moved.last().is_none_or(|&(last, _)| (last as usize) < head);
            if participle && new && word - head <= 4 && is_verb(self.tags[head]) && is_be(head as u32) {
                moved.push((head as u32, word as u32));
            }
        }
        if moved.is_empty() {
            return;
        }
        for word in 0..self.heads.len() {
            let Ok(at) = moved.binary_search_by_key(&self.heads[word], |&(from, _)| from) else { continue };
            if moved[at].1 != word as u32 {
                self.heads[word] = moved[at].1;
                if self.labels[word] == Label::Nsubj {
                    self.labels[word] = Label::Nsubjpass;
                }
            }
        }
        for &(be, participle) in &moved {
            (self.heads[participle as usize], self.labels[participle as usize]) =
                (self.heads[be as usize], self.labels[be as usize]);
            (self.heads[be as usize], self.labels[be as usize]) = (participle, Label::Auxpass);
        }
    }
}

#[cfg(test)]
impl Words {
    /// Words by tag, head and label; heads count from 1, and 0 is the root's.
    fn of(list: &[(Tag, u32, Label)]) -> Self {
        Self {
            tags: list.iter().map(|&(tag, ..)| tag).collect(),
            heads: list.iter().map(|&(_, head, _)| head.checked_sub(1).unwrap_or(NONE)).collect(),
            labels: list.iter().map(|&(.., label)| label).collect(),
        }
    }
}
