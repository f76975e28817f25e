//! The closed sets that the models choose from: part-of-speech tags, dependency labels, kinds of names.

/// Declares an enumeration with the names its values have in models and in the teacher's annotation.
macro_rules! kinds {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $value:ident = $text:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum $name { $($(#[$doc])* $value,)* }

        impl $name {
            /// All values, in the order of the models' classes.
            pub const ALL: &[Self] = &[$(Self::$value,)*];

            /// The name in models and annotation.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$value => $text,)* }
            }

            /// The value of a name.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$value),)* _ => None }
            }

            /// The value of a class; an unknown class yields the last value.
            pub fn of_class(class: usize) -> Self {
                Self::ALL.get(class).copied().unwrap_or(Self::ALL[Self::ALL.len() - 1])
            }
        }
    };
}

kinds! {
    /// A part-of-speech tag of the Penn Treebank, with the tags for hyphens and web text that came later.
    Tag {
        /// Currency sign.
        Currency = "$",
        /// Closing quotation mark.
        CloseQuote = "''",
        /// Comma.
        Comma = ",",
        /// Opening bracket.
        OpenBracket = "-LRB-",
        /// Closing bracket.
        CloseBracket = "-RRB-",
        /// Mark that ends a sentence.
        Stop = ".",
        /// Colon, semicolon, dash.
        Colon = ":",
        /// Web or mail address.
        Add = "ADD",
        /// Prefix that stands alone.
        Afx = "AFX",
        /// Coordinating conjunction.
        Cc = "CC",
        /// Cardinal number.
        Cd = "CD",
        /// Determiner.
        Dt = "DT",
        /// Existential `there`.
        Ex = "EX",
        /// Foreign word.
        Fw = "FW",
        /// Hyphen.
        Hyph = "HYPH",
        /// Preposition or subordinating conjunction.
        In = "IN",
        /// Adjective.
        Jj = "JJ",
        /// Comparative adjective.
        Jjr = "JJR",
        /// Superlative adjective.
        Jjs = "JJS",
        /// Mark of a list item.
        Ls = "LS",
        /// Modal verb.
        Md = "MD",
        /// Superfluous punctuation.
        Nfp = "NFP",
        /// Common noun, singular.
        Nn = "NN",
        /// Proper noun, singular.
        Nnp = "NNP",
        /// Proper noun, plural.
        Nnps = "NNPS",
        /// Common noun, plural.
        Nns = "NNS",
        /// Predeterminer.
        Pdt = "PDT",
        /// Possessive ending.
        Pos = "POS",
        /// Personal pronoun.
        Prp = "PRP",
        /// Possessive pronoun.
        PrpPoss = "PRP$",
        /// Adverb.
        Rb = "RB",
        /// Comparative adverb.
        Rbr = "RBR",
        /// Superlative adverb.
        Rbs = "RBS",
        /// Particle.
        Rp = "RP",
        /// Symbol.
        Sym = "SYM",
        /// Infinitival `to`.
        To = "TO",
        /// Interjection.
        Uh = "UH",
        /// Verb, base form.
        Vb = "VB",
        /// Verb, past tense.
        Vbd = "VBD",
        /// Verb, gerund or present participle.
        Vbg = "VBG",
        /// Verb, past participle.
        Vbn = "VBN",
        /// Verb, present tense, not third person singular.
        Vbp = "VBP",
        /// Verb, present tense, third person singular.
        Vbz = "VBZ",
        /// Determiner in `wh`.
        Wdt = "WDT",
        /// Pronoun in `wh`.
        Wp = "WP",
        /// Possessive pronoun in `wh`.
        WpPoss = "WP$",
        /// Adverb in `wh`.
        Wrb = "WRB",
        /// Opening quotation mark.
        OpenQuote = "``",
    }
}

kinds! {
    /// A dependency label: what a word is to its head (the ClearNLP scheme).
    Label {
        /// Clause that modifies a noun (participle, infinitive).
        Acl = "acl",
        /// Adjective as complement.
        Acomp = "acomp",
        /// Adverbial clause.
        Advcl = "advcl",
        /// Adverb.
        Advmod = "advmod",
        /// `by` of a passive.
        Agent = "agent",
        /// Adjective that modifies a noun.
        Amod = "amod",
        /// Apposition.
        Appos = "appos",
        /// Noun as complement of a copula.
        Attr = "attr",
        /// Auxiliary.
        Aux = "aux",
        /// Auxiliary of a passive.
        Auxpass = "auxpass",
        /// Possessive ending.
        Case = "case",
        /// Coordinating conjunction.
        Cc = "cc",
        /// Clause as complement, with a subject of its own.
        Ccomp = "ccomp",
        /// Part of a compound noun or name.
        Compound = "compound",
        /// Further member of a coordination; its head is the member before.
        Conj = "conj",
        /// Clause as subject.
        Csubj = "csubj",
        /// Clause as subject of a passive.
        Csubjpass = "csubjpass",
        /// Indirect object.
        Dative = "dative",
        /// Something else.
        Dep = "dep",
        /// Determiner.
        Det = "det",
        /// Direct object.
        Dobj = "dobj",
        /// Expletive `there`, `it`.
        Expl = "expl",
        /// Interjection.
        Intj = "intj",
        /// Word that introduces a subordinate clause.
        Mark = "mark",
        /// Modifier of the text rather than the clause.
        Meta = "meta",
        /// Negation.
        Neg = "neg",
        /// Noun that modifies a noun.
        Nmod = "nmod",
        /// Noun phrase used as an adverb.
        Npadvmod = "npadvmod",
        /// Subject.
        Nsubj = "nsubj",
        /// Subject of a passive.
        Nsubjpass = "nsubjpass",
        /// Number that modifies a noun.
        Nummod = "nummod",
        /// Complement of the object.
        Oprd = "oprd",
        /// Parenthetical clause.
        Parataxis = "parataxis",
        /// Clause as complement of a preposition.
        Pcomp = "pcomp",
        /// Object of a preposition.
        Pobj = "pobj",
        /// Possessor.
        Poss = "poss",
        /// `both`, `either` before a coordination.
        Preconj = "preconj",
        /// Word before a determiner.
        Predet = "predet",
        /// Preposition.
        Prep = "prep",
        /// Particle of a verb.
        Prt = "prt",
        /// Punctuation.
        Punct = "punct",
        /// Modifier of a number.
        Quantmod = "quantmod",
        /// Relative clause.
        Relcl = "relcl",
        /// Clause as complement, whose subject is another's.
        Xcomp = "xcomp",
        /// The sentence's root, which has no head.
        Root = "ROOT",
    }
}

kinds! {
    /// What a name names.
    NameKind {
        /// A person.
        Person = "PERSON",
        /// A company, agency, institution, party.
        Organisation = "ORG",
        /// A country, state, city: a place that also acts.
        Polity = "GPE",
        /// Another place: a region, river, mountain, building, bridge.
        Place = "LOC",
        /// Members of a nation, religion or party, and their adjectives.
        Nationality = "NORP",
        /// A named event: war, storm, summit.
        Event = "EVENT",
        /// A law, treaty or agreement.
        Law = "LAW",
        /// A product or the title of a work.
        Work = "WORK",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_classes_lead_back_to_their_values() {
        assert!(Tag::ALL.iter().all(|t| Tag::from_name(t.as_str()) == Some(*t) && Tag::of_class(*t as usize) == *t));
        assert!(Label::ALL.iter().all(|l| Label::from_name(l.as_str()) == Some(*l)));
        assert!(NameKind::ALL.iter().all(|k| NameKind::from_name(k.as_str()) == Some(*k)));
        assert_eq!((Tag::from_name("no tag"), Label::of_class(99)), (None, Label::Root));
    }
}
