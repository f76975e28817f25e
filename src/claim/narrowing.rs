//! Words around a statement that narrow it, so that it leaves room for another.

use serde::Deserialize;

use crate::diagnostic::Problem;
use crate::lexicon::Lexicon;

/// The word lists of the table `claim/narrowing`, in lower case.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Narrowing {
    /// Who stands for all that uses a site.
    pub traffic: Vec<String>,
    /// A site is meant in part, or with exceptions.
    pub parts: Vec<String>,
    /// Bodies that are called by different words, a list for each kind.
    pub bodies: Vec<Vec<String>>,
    /// What tells that an office changes, or of another time.
    pub changing: Vec<String>,
    /// Somebody takes an office or changes from one to another.
    pub succession: Vec<String>,
    /// Somebody leaves an office.
    pub leaving: Vec<String>,
    /// Somebody is no more than called so, or beside the one who holds it in full, or in a story.
    pub contested: Vec<String>,
    /// Words of an office that make another of it, where only one side has them.
    pub besides: Vec<String>,
    /// Somebody has more than one office.
    pub doubling: Vec<String>,
    /// Somebody has an office that is not named beside another, words of a phrase with spaces between.
    pub several_offices: Vec<String>,
    /// Words that make a portfolio of the word beside them.
    pub briefs: Vec<String>,
    /// What stands for an office where none is named.
    pub posts: Vec<String>,
    /// They open what is said, asked or known, right behind its verb.
    pub contents: Vec<String>,
    /// Bodies that prepare what others decide.
    pub preparing: Vec<String>,
    /// What does not part a body from others.
    pub plain: Vec<String>,
    /// Steps on the way to a decision.
    pub stages: Vec<String>,
    /// Which step is meant.
    pub orders: Vec<String>,
    /// An agreement binds some, or in another sense: words of a phrase with spaces between.
    pub binding: Vec<String>,
    /// An instrument is one of several, or was one.
    pub kinds: Vec<String>,
    /// It is one in a manner of speaking: words of a phrase with spaces between.
    pub in_effect: Vec<String>,
    /// What was nearly so was not: one word or two.
    pub nearly: Vec<String>,
    /// Works in which things happen that do not.
    pub stories: Vec<String>,
    /// A body was founded more than once, or as something else.
    pub refounded: Vec<String>,
    /// Words by which a resignation that is tendered comes to nothing.
    pub refused: Vec<String>,
    /// Acts before a signature.
    pub initialled: Vec<String>,
    /// Several hold an office.
    pub several: Vec<String>,
    /// Prepositions before what a figure is of.
    pub before_parts: Vec<String>,
    /// What may stand behind these prepositions, or before a measure, without making it another one.
    pub of_measures: Vec<String>,
    /// Verbs that only tell a figure.
    pub telling: Vec<String>,
    /// Behind a figure, these open what belongs to another statement.
    pub breaking: Vec<String>,
    /// Prepositions before what a figure is counted with or without.
    pub limiting: Vec<String>,
    /// Persons and things that are told from others of their kind.
    pub groups: Vec<String>,
    /// Parts of a thing, and steps on the way to it.
    pub portions: Vec<String>,
    /// What befalls more and more things as it is reported.
    pub growing: Vec<String>,
    /// What is traded every day, and where.
    pub markets: Vec<String>,
    /// How it closed, moved or was traded.
    pub trading: Vec<String>,
    /// What tells in what way a movement is counted, or what it is set against.
    pub counting: Vec<String>,
    /// Before a time, these set a movement against it.
    pub against: Vec<String>,
    /// Ballots and surveys.
    pub ballots: Vec<String>,
    /// Parts of a year that come again.
    pub seasons: Vec<String>,
    /// Verbs of what a thing has at all times.
    pub standing: Vec<String>,
    /// Beside a name, these tell of two bearers of one family.
    pub generations: Vec<String>,
    /// Those who bear a surname together.
    pub relatives: Vec<String>,
    /// A figure is counted in a way of its own.
    pub adjusting: Vec<String>,
    /// Prepositions that limit a statement to some place, group, part, way or purpose.
    pub scoping: Vec<String>,
    /// What limits nothing behind such a preposition.
    pub circumstances: Vec<String>,
    /// What may open a noun phrase.
    pub articles: Vec<String>,
    /// Auxiliaries, behind which nothing belongs to the subject.
    pub auxiliaries: Vec<String>,
    /// Words that make what follows no preposition of its own.
    pub bound: Vec<String>,
    /// Verbs of a cost, which somebody may bear.
    pub costing: Vec<String>,
    /// Numbers in words.
    pub numerals: Vec<String>,
    /// What a court does.
    pub punishing: Vec<String>,
    /// Parts of something, behind such a preposition.
    pub shares: Vec<String>,
    /// Words that point to what the sentence before tells of.
    pub pointing: Vec<String>,
    /// Words in the names of political parties.
    pub parties: Vec<String>,
    /// Behind "any" and a noun they leave some out.
    pub excepting: Vec<String>,
    /// Before the noun of an agreement, these tell it from the one that came of it or went before it.
    pub stages_of_agreements: Vec<String>,
    /// In the name of an agreement these do not tell which one it is.
    pub plain_agreements: Vec<String>,
    /// What was left, ended or given up is taken up again.
    pub returning: Vec<String>,
    /// An agreement is carried out in part.
    pub partial: Vec<String>,
    /// It is carried out in full.
    pub full: Vec<String>,
    /// What numbers one of a row, a list of forms for each number from one.
    pub rows: Vec<Vec<String>>,
}

impl Narrowing {
    /// Reads the table `claim/narrowing`.
    pub fn new(lexicon: &Lexicon, problems: &mut Vec<Problem>) -> Self {
        lexicon.table("claim/narrowing", problems)
    }

    /// The number that a word gives one of a row, from one: "second", "II".
    pub fn number_in_row(&self, word: &str) -> Option<usize> {
        let lower = word.to_lowercase();
        let roman = word.bytes().all(|b| b.is_ascii_uppercase());
        let named = |form: &String| *form == lower || roman && form.to_uppercase() == word;
        self.rows.iter().position(|forms| forms.iter().any(named)).map(|n| n + 1)
    }

    /// Which kind of body a word calls; the word itself where it calls none.
    pub fn body<'w>(&self, word: &'w str) -> Result<usize, &'w str> {
        self.bodies.iter().position(|kind| kind.iter().any(|body| body == word)).ok_or(word)
    }
}
