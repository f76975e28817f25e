//! Sentences and what must be found in them, and what must not.

use super::*;
use crate::source::Source;
use crate::text::TextTables;

fn reader() -> EntityReader {
    let mut problems = Vec::new();
    let reader = EntityReader::new(&Lexicon::embedded(), &mut problems);
    assert!(problems.iter().all(|p| !format!("{p:?}").contains("entity/")), "{problems:?}");
    reader
}

fn read(raw: &str) -> (Text, Entities) {
    let mut problems = Vec::new();
    let tables = TextTables::new(&Lexicon::embedded(), &mut problems);
    let text = Text::read(&Source::plain("t", raw), &tables);
    let reader = reader();
    let entities = reader.find(&text, &reader.look(&text));
    (text, entities)
}

/// The mentions of a kind as "words=key", undecided ones as "words=?".
fn found(raw: &str, kind: EntityKind) -> String {
    let (text, e) = read(raw);
    let mentions = e.mentions.iter().filter(|m| m.kind == kind);
    let shown = mentions.map(|m| format!("{}={}", text.of(m.span), m.entity.map_or("?", |id| &e.get(id).key)));
    shown.collect::<Vec<_>>().join("; ")
}

fn check(kind: EntityKind, cases: &[(&str, &str)]) {
    for (raw, want) in cases {
        assert_eq!(found(raw, kind), *want, "{raw}");
    }
}

#[test]
fn persons_are_told_by_given_names_titles_and_context() {
    check(
        EntityKind::Person,
        &[
            ("On Monday Helena Varga spoke.", "Helena Varga=helena varga"),
            ("Dr Brandt left; Ms Oyelaran stayed.", "Brandt=brandt; Oyelaran=oyelaran"),
            ("Kevin K. Adu signed. Later Adu left.", "Kevin K. Adu=kevin adu; Adu=kevin adu"),
            ("Talks with Ruud van der Meer went on.", "Ruud van der Meer=ruud van der meer"),
            ("“No,” said Tolvar Esk.", "Tolvar Esk=tolvar esk"),
            ("Tolvar Esk, 34, was hurt.", "Tolvar Esk=tolvar esk"),
            ("Governor Quill arrived.", "Quill=quill"),
            ("Carlos Ibarra, Governor of Upper Danu, signed.", "Carlos Ibarra=carlos ibarra"),
            (
                "Elena Marsh-Dunmore spoke. Then Dunmore left.",
                "Elena Marsh-Dunmore=elena marsh-dunmore; Dunmore=elena marsh-dunmore",
            ),
        ],
    );
}

#[test]
fn organisations_headings_and_days_are_no_persons() {
    check(
        EntityKind::Person,
        &[
            ("Saint Brigid's Hospital lies near the Tannery Canal.", ""),
            ("Grace Period Extended For Late Filings", ""),
            ("Will Adunna resign? In May Adunna did not.", ""),
            ("On Friday March rain fell on Port Ombrel.", ""),
            ("The Brannoc Courier and the Salvadoran Army agreed.", ""),
            ("New Agreement Strengthens Border Security Cooperation", ""),
            ("The Lincoln Memorial and Madison Avenue were closed.", ""),
        ],
    );
}

#[test]
fn a_surname_of_two_persons_is_undecided() {
    check(
        EntityKind::Person,
        &[
            ("Tomás Ruiz met Carla Ruiz. Ruiz smiled.", "Tomás Ruiz=tomas ruiz; Carla Ruiz=carla ruiz; Ruiz=?"),
            (
                "Tomás Ruiz spoke. Ruiz smiled. Carla Ruiz left.",
                "Tomás Ruiz=tomas ruiz; Ruiz=tomas ruiz; Carla Ruiz=carla ruiz",
            ),
            (
                "Donald Adu came with Adu Jr and left. Adu waved.",
                "Donald Adu=donald adu; Adu Jr=adu jr; Adu=donald adu",
            ),
        ],
    );
}

#[test]
fn a_fuller_name_takes_up_a_shorter_one() {
    check(
        EntityKind::Person,
        &[
            (
                "Laura Paz came. Laura Paz Tinoco spoke.",
                "Laura Paz=laura paz tinoco; Laura Paz Tinoco=laura paz tinoco",
            ),
            ("Then Bill Okoro came. William Okoro spoke.", "Bill Okoro=bill okoro; William Okoro=bill okoro"),
            (
                "The Okoro-Varga talks: Ben Okoro met Ida Varga.",
                "Okoro=ben okoro; Varga=ida varga; Ben Okoro=ben okoro; Ida Varga=ida varga",
            ),
        ],
    );
}

#[test]
fn countries_have_aliases_and_demonyms() {
    check(
        EntityKind::Place,
        &[
            (
                "The US and the U.S. are one; Mexican towns are not.",
                "US=united states; U.S.=united states; Mexican=mexico",
            ),
            ("It hurt us. He lives in the province of Colvino; Colvino is small.", "Colvino=colvino; Colvino=colvino"),
            ("They crossed the Lessa Valley to Mount Tarvel.", "Lessa Valley=lessa valley; Mount Tarvel=mount tarvel"),
        ],
    );
}

#[test]
fn bodies_are_runs_of_capitals_around_a_noun() {
    check(
        EntityKind::Organisation,
        &[
            (
                "The Center for Strategic and Rural Studies praised the National Foundation for Growth (FUNCRE). FUNCRE agreed.",
                "Center for Strategic and Rural Studies=center for strategic and rural studies; National Foundation for Growth=national foundation for growth; FUNCRE=national foundation for growth; FUNCRE=national foundation for growth",
            ),
            (
                "the Ministry of Health of Honduras and the Ministry of Justice",
                "Ministry of Health=ministry of health; Ministry of Justice=ministry of justice",
            ),
            (
                "The UN and the IMF met at Saint Brigid's Hospital.",
                "UN=united nations; IMF=international monetary fund; Saint Brigid's Hospital=saint brigid's hospital",
            ),
            ("The Norland Millers' Guild met.", "Norland Millers' Guild=norland millers' guild"),
            ("The Norland millers' Friday meeting was short.", ""),
            ("the council and the committee met", ""),
        ],
    );
}

#[test]
fn agreements_are_named_described_and_referred_to() {
    check(
        EntityKind::Agreement,
        &[
            (
                "They signed the Halden Bridge Accord. The accord binds both.",
                "Halden Bridge Accord=halden bridge accord; accord=halden bridge accord",
            ),
            (
                "the Customs Aid Agreement (CAAG). CAAG holds.",
                "Customs Aid Agreement=customs aid agreement; CAAG=customs aid agreement; CAAG=customs aid agreement",
            ),
            ("a peace deal and peace accords", "peace deal=peace agreement; peace accords=peace agreement"),
            (
                "The Lessa Water Compact and the Halden Bridge Accord differ. The agreement ends; the accord does not.",
                "Lessa Water Compact=lessa water compact; Halden Bridge Accord=halden bridge accord; agreement=?; accord=halden bridge accord",
            ),
            (
                "They signed the Grain Agreement. Then came the Water Agreement. This agreement is new.",
                "Grain Agreement=grain agreement; Water Agreement=water agreement; agreement=water agreement",
            ),
            ("Under the Ostrava Accords, they met.", "Ostrava Accords=ostrava accords"),
            ("They reached an agreement. The plan failed.", "agreement=?; plan=?"),
            (
                "They signed the Halden Accord. The agreement between the towns ended.",
                "Halden Accord=halden accord; agreement=?",
            ),
        ],
    );
}

fn offices(raw: &str) -> Vec<OfficeMention> {
    read(raw).1.offices
}

#[test]
fn offices_are_read_with_what_stands_around_them() {
    for (raw, want) in [
        (
            "the acting secretary of the US Department of Rural Housing",
            "acting secretary | department of rural housing | united states",
        ),
        ("U.S. Ambassador to Honduras", "ambassador | united states | to honduras"),
        ("the Honduran Minister of Foreign Affairs", "minister | affairs foreign | honduras"),
        ("foreign minister Ana Ruiz", "minister | affairs foreign"),
        ("the Minister of Justice and Public Security of Honduras", "minister | justice public security | honduras"),
        ("We met Secretary of State Ida Varga.", "secretary | state"),
        ("the former rural housing secretary", "former secretary | housing rural"),
        ("Minister of Foreign Affairs, Honduras", "minister | affairs foreign | honduras"),
        ("the deputy health minister", "deputy minister | health"),
        ("Governor of Upper Danu", "governor | upper danu"),
        ("president of UnidosKey", "president | unidoskey"),
        ("the ambassador-designate", "future ambassador"),
        ("Ardo's envoy for Latin America", "envoy | to latin america"),
        ("Honduras’s President", "president | honduras"),
        ("the Secretary of State-to-be", "future secretary | state"),
        ("to chair the council", ""),
        ("the head of the queue", ""),
        ("a leader for Honduras", ""),
        ("directors of companies", ""),
    ] {
        let keys: Vec<String> = offices(raw).iter().map(office_key).collect();
        assert_eq!(keys.join("; "), want, "{raw}");
    }
}

#[test]
fn offices_differ_only_where_the_words_clearly_do() {
    use OfficeRelation::{Different, Same, Unknown};
    let reader = reader();
    for (a, b, want) in [
        ("the secretary of state", "the secretary of rural housing", Different),
        ("the finance minister", "the foreign minister", Different),
        ("the minister of finance", "the treasury secretary", Same),
        ("the justice minister", "the minister of justice and public security", Same),
        ("the president of UnidosKey", "the director", Unknown),
        ("acting head of the Department of Rural Housing", "acting secretary of rural housing", Same),
        ("the special envoy", "the secretary of state", Unknown),
        ("the president", "the president of Mexico", Same),
        ("the president of Peru", "the president of Mexico", Different),
        ("the ambassador to Peru", "the ambassador to Mexico", Different),
        ("the mayor of Port Ombrel", "the health minister", Different),
        ("the prime minister", "the defence minister", Unknown),
        ("the defense secretary", "the defence minister", Same),
        ("the deputy health minister", "the health minister", Different),
    ] {
        let (left, right) = (offices(a), offices(b));
        let relation = |x: &[OfficeMention], y: &[OfficeMention]| reader.relate_offices(&x[0], &y[0]);
        assert_eq!((left.len(), right.len()), (1, 1), "{a} / {b}");
        assert_eq!(relation(&left, &right), want, "{a} / {b}");
        assert_eq!(relation(&right, &left), want, "{b} / {a}");
    }
}

#[test]
fn mentions_are_in_order_and_do_not_overlap_in_hostile_texts() {
    let odd = [
        "",
        "\0",
        "((((",
        "A. B. C.",
        "(A",
        "’s ’s",
        "Mr.",
        "the the the",
        "de la van",
        "e\u{301}É-É-É-É",
        "President",
        "of of of",
        "The U.S.-",
        "(UN",
        "“(",
    ];
    let long = "Helena Varga and ".repeat(2000) + &"President of ".repeat(2000) + &"A-".repeat(3000);
    for raw in odd.iter().copied().chain([long.as_str()]) {
        let (_, e) = read(raw);
        assert!(e.mentions.windows(2).all(|w| w[0].span.end <= w[1].span.start), "{raw:.60}");
    }
}

#[test]
fn a_title_cut_down_and_initials_take_up_the_one_that_was_given_in_full() {
    let trust = "solcombe harbour trust";
    check(
        EntityKind::Organisation,
        &[
            (
                "The Solcombe Harbour Trust met. The Harbour Trust voted.",
                &format!("Solcombe Harbour Trust={trust}; Harbour Trust={trust}"),
            ),
            (
                "The Solcombe Harbour Trust met. Later SHT voted.",
                &format!("Solcombe Harbour Trust={trust}; SHT={trust}"),
            ),
            (
                "The Solcombe Harbour Trust and the Kelm Harbour Trust met. The Harbour Trust voted.",
                "Solcombe Harbour Trust=solcombe harbour trust; Kelm Harbour Trust=kelm harbour trust; Harbour Trust=harbour trust",
            ),
            (
                "The Harbour Trust met. The Solcombe Harbour Trust voted.",
                "Harbour Trust=harbour trust; Solcombe Harbour Trust=solcombe harbour trust",
            ),
        ],
    );
    check(
        EntityKind::Agreement,
        &[(
            "The Northern Ferry Convention on Pilots holds. The Northern Ferry Convention was signed.",
            "Northern Ferry Convention on Pilots=northern ferry convention on pilots; Northern Ferry Convention=northern ferry convention on pilots",
        )],
    );
}

#[test]
fn a_term_may_stand_partly_in_quotation_marks() {
    check(EntityKind::Agreement, &[("They want a “free trade” pact.", "free trade” pact=free trade agreement")]);
}

#[test]
fn a_government_is_told_by_its_country_or_by_who_leads_it() {
    check(
        EntityKind::Organisation,
        &[
            (
                "The French government spoke; the government of France fell.",
                "government=government of france; government=government of france",
            ),
            ("The former French government spoke.", ""),
            (
                "The governments of France, Spain and Italy spoke.",
                "governments=government of france; governments=government of spain; governments=government of italy",
            ),
            (
                "The French and Spanish governments spoke.",
                "governments=government of france; governments=government of spain",
            ),
            ("The government of France and Spain spoke.", "government=government of france"),
            ("The government of the Coral Sea nation spoke.", ""),
            ("The French government-run daily closed.", ""),
            (
                "The French president, Ana Varga, spoke. The Varga administration is new.",
                "administration=government of france",
            ),
            (
                "The French president, Ana Varga, spoke. So did the French president, Olaf Brandt. The Varga government fell.",
                "government=government of ana varga",
            ),
            ("Ana Varga spoke. Varga's administration of the estate is at an end.", ""),
            (
                "With Ana Varga still in the French presidency the French government waits. The Varga government fell.",
                "government=government of france; government=government of france",
            ),
        ],
    );
}

#[test]
fn a_capital_that_acts_is_its_country() {
    check(
        EntityKind::Place,
        &[
            ("Madrid denied it. She lives in Madrid.", "Madrid=spain; Madrid=madrid"),
            ("Talks with Madrid went on.", "Madrid=spain"),
            ("The ambassador to Madrid resigned.", "Madrid=spain"),
            ("A walk to Madrid takes a week.", "Madrid=madrid"),
            ("Dealers in Madrid denied it.", "Madrid=madrid"),
            ("Shops in downtown Madrid said so.", "Madrid=madrid"),
            ("Madrid has grown since.", "Madrid=madrid"),
            ("Brussels denied it.", "Brussels=brussels"),
        ],
    );
}

#[test]
fn two_spellings_of_a_given_name_are_one_person() {
    check(
        EntityKind::Person,
        &[
            ("Erik Solmar spoke. Eric Solmar left.", "Erik Solmar=erik solmar; Eric Solmar=erik solmar"),
            ("Mario Solmar spoke. Maria Solmar left.", "Mario Solmar=mario solmar; Maria Solmar=maria solmar"),
        ],
    );
}

#[test]
fn an_office_of_one_holder_means_its_holder() {
    let office = "Erik Solmar, the finance minister, spoke.";
    for (rest, want) in [
        ("The finance minister then left.", "; finance minister=erik solmar"),
        ("Ana Varga became the finance minister.", "; Ana Varga=ana varga"),
        ("The former finance minister left.", ""),
        ("The finance minister of France left.", ""),
        ("A finance minister needs patience.", ""),
        ("The defense minister left.", ""),
        ("Ana Varga, the finance minister, left. The finance minister spoke.", "; Ana Varga=ana varga"),
    ] {
        let text = format!("{office} {rest}");
        assert_eq!(found(&text, EntityKind::Person), format!("Erik Solmar=erik solmar{want}"), "{text}");
    }
}

#[test]
fn a_noun_means_the_only_body_whose_name_it_heads() {
    let name = "The Tarvel Harbour Academy=tarvel harbour academy";
    let body = "She runs the Tarvel Harbour Academy.";
    for (rest, want) in [
        ("The academy offers courses.", "; academy=tarvel harbour academy"),
        ("The academy of the navy offers courses.", ""),
        (
            "He runs the Solcombe Music Academy. The academy offers courses.",
            "; Solcombe Music Academy=solcombe music academy",
        ),
        ("The institute offers courses.", ""),
        ("An academy in Vell closed. The academy opens in May.", ""),
    ] {
        let text = format!("{body} {rest}");
        assert_eq!(found(&text, EntityKind::Organisation), format!("{}{want}", &name[4..]), "{text}");
    }
}

#[test]
fn what_stands_beside_a_name_tells_a_body() {
    check(
        EntityKind::Organisation,
        &[
            (
                "Members of the Lanza del Este fled. Lanza del Este is feared.",
                "Lanza del Este=lanza del este; Lanza del Este=lanza del este",
            ),
            ("The Lanza del Este gang fled.", "Lanza del Este=lanza del este"),
            ("The road to Lanza del Este is closed.", ""),
        ],
    );
}

#[test]
fn the_accounts_of_one_page_are_one_body() {
    check(
        EntityKind::Organisation,
        &[
            (
                "Write to Tarvel Amigos.\n\nInstagram: @Tarvelamigos\nFacebook: Amigos Unidos de Tarvel\n",
                "Tarvel Amigos=amigos unidos de tarvel; Tarvelamigos=amigos unidos de tarvel; Amigos Unidos de Tarvel=amigos unidos de tarvel",
            ),
            ("Facebook: Amigos Unidos de Tarvel\n", ""),
            ("Ana Varga writes.\n\nInstagram: @Anavarga\nFacebook: Ana Varga\n", ""),
        ],
    );
}

#[test]
fn a_border_is_told_by_the_two_countries_that_have_it() {
    let border = "border=border of norway and sweden";
    for (raw, want) in [
        ("The Norway-Sweden border is long.", border),
        ("The Swedish–Norwegian border is long.", border),
        ("The border between Sweden and Norway is long.", border),
        ("Sweden's border with Norway is long.", border),
        ("Guards closed the U.S. southern border.", "border=border of mexico and united states"),
        ("Guards closed Mexico's northern border.", "border=border of mexico and united states"),
        ("Guards closed Sweden's northern border.", ""),
        ("Guards closed the Swedish border.", ""),
        ("The Norway-Sweden border guards slept.", ""),
    ] {
        let found = found(raw, EntityKind::Place);
        let borders = found.split("; ").filter(|mention| mention.starts_with("border="));
        assert_eq!(borders.collect::<Vec<_>>().join("; "), want, "{raw}");
    }
}

#[test]
fn a_relative_is_the_person_of_whom_the_text_says_so() {
    check(
        EntityKind::Person,
        &[
            (
                "Pedro Varga and his wife, Ana Brandt, left. Varga's wife wept.",
                "Pedro Varga=pedro varga; Ana Brandt=ana brandt; Varga=pedro varga; wife=ana brandt",
            ),
            (
                "Ana Brandt, the widow of Pedro Varga, wept. The widow of Varga left.",
                "Ana Brandt=ana brandt; Pedro Varga=pedro varga; widow=ana brandt; Varga=pedro varga",
            ),
            (
                "Pedro Varga spoke. Pedro Varga Jr. left. Varga and his son met.",
                "Pedro Varga=pedro varga; Pedro Varga Jr.=pedro varga jr; Varga=pedro varga; his son=pedro varga jr",
            ),
            (
                "Pedro Varga spoke. Pedro Varga Jr. left. Varga and his son met. Varga's sons wept.",
                "Pedro Varga=pedro varga; Pedro Varga Jr.=pedro varga jr; Varga=pedro varga; Varga=pedro varga",
            ),
            ("Pedro Varga left. Varga and his wife met.", "Pedro Varga=pedro varga; Varga=pedro varga"),
            (
                "Pedro Varga and his wife, Ana Brandt, divorced. Varga's wife wept.",
                "Pedro Varga=pedro varga; Ana Brandt=ana brandt; Varga=pedro varga",
            ),
            (
                "Pedro Varga's brother Erik Solmar met Pedro Varga's brother Olaf Solmar. Pedro Varga's brother left.",
                "Pedro Varga=pedro varga; Erik Solmar=erik solmar; Pedro Varga=pedro varga; Olaf Solmar=olaf solmar; Pedro Varga=pedro varga",
            ),
        ],
    );
}
