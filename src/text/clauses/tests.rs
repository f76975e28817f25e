//! What clauses are read off sentences, written as `head(role: words; …)`.

mod laters;
mod mends;
mod strays;

use super::*;
use crate::source::Source;
use crate::text::syntax::Syntax;

/// The clauses of a text, in the order of their heads: `signed(S: Ana Ruiz; O: the treaty)`.
fn clauses(text: &str) -> Vec<String> {
    let tables = TextTables::new(&Lexicon::embedded(), &mut Vec::new());
    let text = Text::read(&Source::plain("t", text), &tables);
    let mut syntax = Syntax::embedded().expect("a sound model").reader(&text);
    let reader = ClauseReader::new(&text, &tables);
    let mut all: Vec<Clause> = Vec::new();
    for sentence in &text.sentences {
        all.extend(reader.read(sentence, &syntax.analyse(sentence)).list);
    }
    all.sort_by_key(|clause| clause.head);
    all.iter().map(|clause| show(&text, clause)).collect()
}

fn show(text: &Text, clause: &Clause) -> String {
    let argument = |a: &Argument| {
        let words = text.of(text.span(a.tokens.start as usize..a.tokens.end as usize));
        let role = match (a.role, a.preposition) {
            (Role::Subject, _) => "S",
            (Role::Object, _) => "O",
            (Role::Complement, _) => "C",
            (_, Some(preposition)) => text.lower(preposition as usize),
            _ => "A",
        };
        format!("{role}: {words}")
    };
    let arguments: Vec<String> = clause.arguments.iter().map(argument).collect();
    format!("{}({})", text.lower(clause.head as usize), arguments.join("; "))
}

/// What the clauses of words hang on: `sign <Open of plans>`.
fn links(text: &str) -> Vec<String> {
    let tables = TextTables::new(&Lexicon::embedded(), &mut Vec::new());
    let text = Text::read(&Source::plain("t", text), &tables);
    let mut syntax = Syntax::embedded().expect("a sound model").reader(&text);
    let reader = ClauseReader::new(&text, &tables);
    let mut all = Vec::new();
    for sentence in &text.sentences {
        let clauses = reader.read(sentence, &syntax.analyse(sentence));
        for clause in &clauses.list {
            let head = |clause: &Clause| text.lower(clause.head as usize).to_owned();
            let parent = clause.parent.map_or(String::new(), |p| format!(" of {}", head(&clauses.list[p as usize])));
            all.push(format!("{} {:?} {:?}{parent}", head(clause), clause.form, clause.link));
        }
    }
    all
}

/// Each text has the clause.
fn has(table: &[(&str, &str)]) {
    for (text, wanted) in table {
        assert!(clauses(text).iter().any(|c| c == wanted), "{text} {wanted}: {:?}", clauses(text));
    }
}

#[test]
fn roles_do_not_hang_on_the_surface() {
    has(&[
        ("Ana Ruiz signed the treaty.", "signed(S: Ana Ruiz; O: the treaty)"),
        ("The treaty was signed by Ana Ruiz.", "signed(S: Ana Ruiz; O: The treaty)"),
        ("The treaty, which was signed by Ana Ruiz, is in force.", "signed(S: Ana Ruiz; O: The treaty)"),
        ("Ana Ruiz plans to sign the treaty.", "sign(S: Ana Ruiz; O: the treaty)"),
        ("The town was ruled by Sudmark until 1960.", "ruled(S: Sudmark; O: The town; until: 1960)"),
        ("Norland is committed to the pact.", "committed(O: Norland; to: the pact)"),
    ]);
}

#[test]
fn relative_clauses_are_about_their_noun() {
    has(&[
        ("Norland, which plans to leave the pact, signed the accord.", "leave(S: Norland; O: the pact)"),
        ("Norland, which plans to leave the pact, signed the accord.", "signed(S: Norland; O: the accord)"),
        ("The pact that Norland signed in 2019 expired.", "signed(S: Norland; O: The pact; in: 2019)"),
        ("The pact they signed has expired.", "signed(S: they; O: The pact)"),
        ("Tomas Vell, whose party won the election, refused to resign.", "won(S: whose party; O: the election)"),
        ("Tomas Vell, whose party won the election, refused to resign.", "resign(S: Tomas Vell)"),
        ("The envoy to whom she gave the letter has resigned.", "gave(S: she; to: The envoy; O: the letter)"),
        ("Vell, who won the race, and Ruiz met in Solcombe.", "won(S: Vell; O: the race)"),
        ("Vell, who won the race, met Ruiz in Solcombe.", "met(S: Vell; O: Ruiz; in: Solcombe)"),
        ("The claim that Norland signed the treaty is false.", "signed(S: Norland; O: the treaty)"),
    ]);
}

#[test]
fn participles_take_the_noun_they_stand_by() {
    has(&[
        ("The treaty signed by Norland in 2019 will end in May.", "signed(S: Norland; O: The treaty; in: 2019)"),
        ("The party, founded in 1990 by Ruiz, has 300 members.", "founded(S: Ruiz; O: The party; in: 1990)"),
        ("The soldiers killed in the attack were buried on Monday.", "killed(O: The soldiers; in: the attack)"),
        ("Having lost the vote, Ruiz left the party.", "lost(S: Ruiz; O: the vote)"),
        ("The minister resigned, citing her health.", "citing(S: The minister; O: her health)"),
        ("Ruiz denied having signed the treaty.", "signed(S: Ruiz; O: the treaty)"),
    ]);
}

#[test]
fn appositions_are_other_names_and_say_what_their_noun_is() {
    has(&[
        (
            "Ana Ruiz, the minister of finance, praised Tomas Vell.",
            "praised(S: Ana Ruiz; S: the minister of finance; O: Tomas Vell)",
        ),
        ("Ana Ruiz, the minister of finance, praised Tomas Vell.", "minister(S: Ana Ruiz; C: the minister of finance)"),
        ("Vell, 47, a former mayor, leads the party.", "mayor(S: Vell; C: a former mayor)"),
        (
            "Ana Ruiz, of Norport, a member of the council, leads the party.",
            "member(S: Ana Ruiz; C: a member of the council)",
        ),
        (
            "The board studied the division of its duties, the simplification of its rules, and the provision of funds.",
            "studied(S: The board; O: the division of its duties; O: the simplification of its rules; O: the provision of funds)",
        ),
        // A date is nothing that a pact is.
        ("The pact, March 2021, was signed by Norland.", "signed(S: Norland; O: The pact)"),
    ]);
    for text in
        ["Minister of Finance, Norland", "Table of contents", "Ana Ruiz, Minister of Finance", "1990 – 1992", ""]
    {
        assert!(clauses(text).is_empty(), "{text}: {:?}", clauses(text));
    }
}

#[test]
fn members_of_a_coordination_share_what_they_lack() {
    has(&[
        (
            "Norland, Sudmark and Estland signed the treaty.",
            "signed(S: Norland; S: Sudmark; S: Estland; O: the treaty)",
        ),
        (
            "Ana Ruiz and Tomas Vell signed and ratified the treaty.",
            "signed(S: Ana Ruiz; S: Tomas Vell; O: the treaty)",
        ),
        ("Ruiz met Vell and signed the treaty.", "signed(S: Ruiz; O: the treaty)"),
        ("Ruiz met Vell and signed the treaty.", "met(S: Ruiz; O: Vell)"),
        ("Ruiz was arrested and charged with fraud.", "charged(O: Ruiz; with: fraud)"),
        ("Norland will sign the treaty and ratify it.", "ratify(S: Norland; O: it)"),
        ("The explosion killed 12 people and injured 40 others.", "injured(S: The explosion; O: 40 others)"),
        ("Twelve people were killed and 40 injured in the explosion.", "injured(O: 40; in: the explosion)"),
        ("The firm lost because it broke the law or misled its clients.", "misled(S: it; O: its clients)"),
        ("Neither Norland nor Sudmark signed the treaty.", "signed(S: Neither Norland; S: Sudmark; O: the treaty)"),
    ]);
}

#[test]
fn infinitives_are_done_by_whom_the_governing_word_leads_to() {
    has(&[
        ("Ruiz wants to sign the treaty.", "sign(S: Ruiz; O: the treaty)"),
        ("The mayor asked her deputy to sign the treaty.", "sign(S: her deputy; O: the treaty)"),
        ("Ruiz promised Vell to sign the treaty.", "sign(S: Ruiz; O: the treaty)"),
        ("Norland is expected to sign the treaty.", "sign(S: Norland; O: the treaty)"),
        ("Norland is likely to sign the treaty.", "sign(S: Norland; O: the treaty)"),
        ("Norland was forced to leave the union.", "leave(S: Norland; O: the union)"),
        ("Vell criticised the refusal of Norland to sign the treaty.", "sign(S: Norland; O: the treaty)"),
        ("Ruiz refuses to resign, but Vell has left the party.", "resign(S: Ruiz)"),
        ("Ruiz made Vell sign the treaty.", "sign(S: Vell; O: the treaty)"),
        ("The officer told the driver to show her licence.", "show(S: the driver; O: her licence)"),
        ("The guards stopped the driver from leaving the town.", "leaving(S: the driver; O: the town)"),
        ("The council accused Vell of hiding the report.", "hiding(S: Vell; O: the report)"),
        ("Norland was the first country to leave the union.", "leave(S: the first country; O: the union)"),
        ("Ruiz used the vote to leave the union.", "leave(S: Ruiz; O: the union)"),
        ("Ruiz announced commitments from Sudmark to leave the union.", "leave(S: Sudmark; O: the union)"),
        ("We promise to ensure that they obey the law and to help the towns.", "help(S: We; O: the towns)"),
    ]);
    for (text, wanted) in [
        ("Ruiz wants to sign the treaty.", "sign Infinitive Open of wants"),
        ("Ruiz made Vell sign the treaty.", "sign Infinitive Open of made"),
        ("Vell criticised the refusal of Norland to sign the treaty.", "sign Infinitive Modifier of criticised"),
    ] {
        assert!(links(text).iter().any(|c| c == wanted), "{text}: {:?}", links(text));
    }
}

#[test]
fn copulas_say_what_their_subject_is() {
    has(&[
        ("Ruiz is the president of Norland.", "is(S: Ruiz; C: the president of Norland)"),
        ("Ruiz was named head of the bank.", "named(O: Ruiz; C: head of the bank)"),
        ("There were twelve deaths in Norland.", "were(S: twelve deaths)"),
        ("The minister is responsible for the attack.", "is(S: The minister; C: responsible; for: the attack)"),
        ("Norland is no longer a member of the union.", "is(S: Norland; C: a member of the union)"),
        ("Losing the vote is bad for the party.", "losing(O: the vote)"),
        ("NORPORT, Dec 3 -- The council is in session.", "is(S: The council; in: session)"),
    ]);
}

#[test]
fn nouns_of_events_have_roles() {
    has(&[
        ("Norland's withdrawal from the pact surprised Vell.", "withdrawal(S: Norland's; from: the pact)"),
        ("The arrest of Vell by the police was a mistake.", "arrest(S: the police; O: Vell)"),
        ("Norland's invasion of Sudmark began in May.", "invasion(S: Norland's; O: Sudmark)"),
        // A time is no doer.
        ("This week's invasion of Sudmark began in May.", "invasion(O: Sudmark)"),
    ]);
}

#[test]
fn speech_has_a_speaker_and_what_is_said() {
    has(&[
        ("\"Norland signed the treaty,\" said Ruiz.", "said(S: Ruiz)"),
        ("The police arrested three men, said Ida Ruiz.", "said(S: Ida Ruiz)"),
        ("The treaty, Ruiz said, was signed by Norland.", "signed(S: Norland; O: The treaty)"),
        ("The treaty, Ruiz said, was signed in May.", "signed(O: The treaty; in: May)"),
        ("Police say a man stole the car.", "stole(S: a man; O: the car)"),
        ("Police said Vell, 47, was called back to Norport.", "called(O: Vell; to: Norport)"),
        ("According to Ruiz, Norland signed the treaty.", "signed(S: Norland; according: Ruiz; O: the treaty)"),
        (
            "The president announced on Monday that the army would leave Sudmark.",
            "announced(S: The president; on: Monday)",
        ),
    ]);
    for (text, wanted) in [
        ("Ruiz said that Vell had told her that Norland would sign the treaty.", "told Finite Complement of said"),
        ("Ruiz said that Vell had told her that Norland would sign the treaty.", "sign Finite Complement of told"),
        ("The treaty, Ruiz said, was signed in May.", "said Finite Parenthesis of signed"),
        ("The war ended; Norland stayed neutral.", "ended Finite Coordinate of stayed"),
        ("Norland withdrew from the pact after Sudmark had signed it.", "signed Finite Adverbial of withdrew"),
        ("Norland may sign the treaty if Sudmark leaves the union.", "leaves Finite Adverbial of sign"),
    ] {
        assert!(links(text).iter().any(|c| c == wanted), "{text}: {:?}", links(text));
    }
}

/// Auxiliaries and adverbs, tense, aspect of the first clause.
fn group(text: &str) -> String {
    let tables = TextTables::new(&Lexicon::embedded(), &mut Vec::new());
    let text = Text::read(&Source::plain("t", text), &tables);
    let mut syntax = Syntax::embedded().expect("a sound model").reader(&text);
    let clauses = ClauseReader::new(&text, &tables).read(&text.sentences[0], &syntax.analyse(&text.sentences[0]));
    let Some(clause) = clauses.list.first() else { return String::new() };
    let words: Vec<&str> = clause.group.iter().map(|&token| text.lower(token as usize)).collect();
    let flag = |set, name| if set { name } else { "" };
    let aspect =
        [flag(clause.perfect, " perfect"), flag(clause.progressive, " progressive"), flag(clause.passive, " passive")];
    format!("{} {:?}{}", words.join(" "), clause.tense, aspect.concat())
}

#[test]
fn the_verb_tells_time_denial_and_modality() {
    for (text, wanted) in [
        ("Norland signed the treaty.", " Past"),
        ("Norland did not sign the treaty.", "did not Past"),
        ("Norland never signed the treaty.", "never Past"),
        ("Norland is no longer a member of the union.", "no longer Present"),
        ("Norland has not yet ratified the treaty.", "has not yet Present perfect"),
        ("Norland had been ruled by Sudmark.", "had been Past perfect passive"),
        ("Norland has been building a bridge.", "has been Present progressive"),
        ("She will be leaving the party.", "will be Future progressive"),
        ("Ruiz might have signed the letter.", "might have None perfect"),
        ("The treaty was signed.", "was Past passive"),
        ("Did Norland sign the treaty?", "did Past"),
        ("Norland could not leave the union.", "could not None"),
    ] {
        assert_eq!(group(text), wanted, "{text}");
    }
}

#[test]
fn verbs_get_the_subjects_that_were_hung_elsewhere() {
    has(&[
        ("The sun is shining.", "shining(S: The sun)"),
        (
            "Norport is sending a ship to the island but fears a storm.",
            "sending(S: Norport; O: a ship; to: the island)",
        ),
    ]);
}

#[test]
fn gerunds_and_infinitives_go_to_their_doers() {
    has(&[
        ("The council used the funds to build a bridge.", "build(S: The council; O: a bridge)"),
        ("The council got Vell to sign the treaty.", "sign(S: Vell; O: the treaty)"),
        ("The town waited for Ana Ruiz to sign the treaty.", "sign(S: Ana Ruiz; O: the treaty)"),
        ("It is impossible to save the bridge.", "save(O: the bridge)"),
        ("Ruiz said she is ready to sign the treaty.", "sign(S: she; O: the treaty)"),
        ("The plan rests on the mayor's success in ending the strike.", "ending(S: the mayor's; O: the strike)"),
        ("The board praised efforts to end the strike.", "end(O: the strike)"),
        ("The board announced plans to end the strike.", "end(S: The board; O: the strike)"),
        ("Sudmark left the union in a bid to end the strike.", "end(S: Sudmark; O: the strike)"),
    ]);
}

#[test]
fn doers_behind_by_are_agents_and_times_and_manners_are_not() {
    has(&[
        ("The treaty was rejected in May by Norland.", "rejected(S: Norland; O: The treaty; in: May)"),
        ("The pact was drafted by lawyers and by Norland.", "drafted(S: lawyers; S: Norland; O: The pact)"),
        ("The port was closed by hand by December 2022.", "closed(O: The port; by: hand; by: December 2022)"),
        ("The law was strengthened by adding a fine.", "adding(O: a fine)"),
        ("She's led three teams.", "led(S: She; O: three teams)"),
        ("The letter was sent in May and opened in June.", "opened(O: The letter; in: June)"),
    ]);
}

#[test]
fn parts_of_words_and_owners_belong_to_their_noun() {
    has(&[
        ("The board fined the workers' union.", "fined(S: The board; O: the workers' union)"),
        ("Norland fixed the drivers' monthly pay.", "fixed(S: Norland; O: the drivers' monthly pay)"),
        ("The council wants to re-open the port.", "open(S: The council; O: the port)"),
        ("Ana Ruiz is the co-founder of the bank.", "is(S: Ana Ruiz; C: the co-founder of the bank)"),
        ("Vell built a strong and growing firm.", "built(S: Vell; O: a strong and growing firm)"),
        ("The Office of Roads and Bridges fined the firm.", "fined(S: The Office of Roads and Bridges; O: the firm)"),
    ]);
}

#[test]
fn lists_and_second_objects_are_no_other_names() {
    has(&[
        (
            "The police seized 14 rifles, 31 boxes and 900 rounds.",
            "seized(S: The police; O: 14 rifles; O: 31 boxes; O: 900 rounds)",
        ),
        ("People, especially women, left the town.", "left(S: People; O: the town)"),
        ("Norland praised Vell for leaving the union.", "leaving(S: Vell; O: the union)"),
        ("The town had trouble paying the fine.", "paying(S: The town; O: the fine)"),
        ("The council passed a law to ban the sale.", "ban(O: the sale)"),
    ]);
}

#[test]
fn clauses_are_hung_where_they_touch() {
    has(&[
        ("Two clerks testified they heard a shot.", "heard(S: they; O: a shot)"),
        ("On Monday a group of farmers blocked the road.", "blocked(S: a group of farmers; on: Monday; O: the road)"),
        ("The vote was held on Tuesday and the party won six seats.", "won(S: the party; O: six seats)"),
        ("He joined a firm that trains guards, and which pays them.", "pays(S: a firm; O: them)"),
        ("The board offered the attention the town had earned.", "earned(S: the town; O: the attention)"),
        ("\"We lost the vote,\" added the mayor.", "added(S: the mayor)"),
        ("The thing we have to do is to leave.", "do(S: we; O: The thing)"),
        ("The thing we have to do is to leave.", "leave()"),
        ("Ana Ruiz is to leave in May.", "leave(S: Ana Ruiz; in: May)"),
        ("You do what you have to do.", "do(S: you; O: what)"),
        ("We applaud and echo the call.", "applaud(S: We; O: the call)"),
        ("Norland will focus on expanding and repairing roads.", "expanding(S: Norland; O: roads)"),
        ("Norland denied the report, saying it was old, and warned of a crisis.", "warned(S: Norland; of: a crisis)"),
    ]);
}

#[test]
fn what_is_no_verb_and_no_object_is_not_told() {
    for (text, head) in [
        ("Ten patients were treated for cuts, crush wounds and other injuries.", "crush("),
        ("Ana Ruiz moved to Norland in May, including by ship.", "including("),
    ] {
        assert!(clauses(text).iter().all(|c| !c.starts_with(head)), "{text}: {:?}", clauses(text));
    }
    has(&[
        ("Everybody showed me kindness.", "showed(S: Everybody; A: me; O: kindness)"),
        ("Vell ended up that night at a farm.", "ended(S: Vell; A: that night; at: a farm)"),
    ]);
}

#[test]
fn no_text_and_no_analysis_makes_it_panic() {
    let tables = TextTables::new(&Lexicon::embedded(), &mut Vec::new());
    let long = "Ruiz and Vell who saw the ".repeat(2000);
    let garbage = "<td> -- { } ))) 12 \u{0} e\u{301} said | of of of to to by, , , ; was was".repeat(30);
    for text in [
        "",
        "Ruiz",
        "!!!",
        "THE TREATY WAS SIGNED BY NORLAND AND RATIFIED BY SUDMARK.",
        "Year | Name | Seats | 1990 | Ruiz | 12 |",
        "Der Vertrag wurde im Mai von Norland unterzeichnet.",
        "条約は署名された。",
        &long,
        &garbage,
    ] {
        let text = Text::read(&Source::plain("t", text), &tables);
        let mut syntax = Syntax::embedded().expect("a sound model").reader(&text);
        let reader = ClauseReader::new(&text, &tables);
        for sentence in &text.sentences {
            let clauses = reader.read(sentence, &syntax.analyse(sentence));
            let words = (sentence.tokens.end - sentence.tokens.start) as usize;
            assert!(clauses.list.len() <= words && clauses.list.iter().all(|c| c.arguments.len() <= 64));
        }
    }
}

#[test]
fn an_analysis_that_does_not_fit_is_harmless() {
    use crate::text::syntax::{Analysis, Label, Name, NameKind, Tag};
    let tables = TextTables::new(&Lexicon::embedded(), &mut Vec::new());
    let text = Text::read(&Source::plain("t", "Ana Ruiz signed the treaty and left. Vell stayed."), &tables);
    let reader = ClauseReader::new(&text, &tables);
    let labels =
        [Label::Nsubj, Label::Conj, Label::Ccomp, Label::Relcl, Label::Appos, Label::Acomp, Label::Pobj, Label::Prep];
    let tags = [Tag::Vbd, Tag::Vbn, Tag::Nnp, Tag::Vb, Tag::In, Tag::Wdt, Tag::Cd];
    let mut state = 7_u32;
    let mut next = |below: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 16) % below
    };
    for round in 0..3000 {
        // Heads on circles and out of range, lists of different lengths, too many words.
        let length = next(14);
        let heads = (0..length).map(|_| Some(next(16)).filter(|h| h % 5 != 0)).collect();
        let labels = (0..length + next(3)).map(|_| labels[next(labels.len() as u32) as usize]).collect();
        let tags = (0..length + round % 2).map(|_| tags[next(tags.len() as u32) as usize]).collect();
        let names = vec![Name { tokens: next(20)..next(40), kind: NameKind::Person }; next(3) as usize];
        let clauses = reader.read(&text.sentences[0], &Analysis { tags, heads, labels, names, margins: Vec::new() });
        assert!(clauses.list.iter().all(|c| (c.head as usize) < text.tokens.len()));
        assert!(clauses.list.iter().enumerate().all(|(at, c)| c.parent.is_none_or(|p| (p as usize) < at)));
    }
}

#[test]
fn helpers_and_forms_that_look_like_something_else_are_mended() {
    has(&[
        (
            "The larger, the Grand Vell Mill, saw its first visitors on 9 May 2006.",
            "saw(S: The larger; S: the Grand Vell Mill; O: its first visitors; on: 9 May 2006)",
        ),
        ("We ought to keep the promise.", "keep(S: We; O: the promise)"),
        ("The cabinet met on Monday, and she's gone home since.", "gone(S: she)"),
        ("Norland knows of no plan more likely to save the mill.", "save(S: no plan; O: the mill)"),
        ("The mayor raised the fee, widened the road and closed the gate.", "closed(S: The mayor; O: the gate)"),
        (
            "Yesterday, Governor Leon T. Vell, Jr. declared that the dam had held.",
            "declared(S: Governor Leon T. Vell; A: Yesterday)",
        ),
        (
            "Ana Ruiz studied in Norport but won most of her cases in Vell where her father worked.",
            "won(S: Ana Ruiz; O: most of her cases)",
        ),
    ]);
}

#[test]
fn who_does_what_an_infinitive_says_is_not_guessed() {
    has(&[
        ("The moment has come to rebuild the harbour.", "rebuild(O: the harbour)"),
        ("The levy is hard to explain.", "explain()"),
        ("The council will not itself pay the fee.", "pay(S: The council; O: the fee)"),
        (
            "Norland and Sudmark have found and stopped many smugglers.",
            "found(S: Norland; S: Sudmark; O: many smugglers)",
        ),
        ("The mayor called on the council to sign the pact.", "sign(S: the council; O: the pact)"),
        ("The grant gives the town a chance to mend the bridge.", "mend(S: the town; O: the bridge)"),
        ("Provision was made for extending the line.", "extending(O: the line)"),
        ("Norland repeated its commitment to closing the mine.", "closing(S: its; O: the mine)"),
    ]);
}
