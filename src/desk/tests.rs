use super::*;
use crate::session::Session;
use crate::source::{DateClue, DateOrigin};

/// A name of two syllables, another one for every number up to 200.
fn name(number: usize) -> String {
    const SYLLABLES: [&str; 15] =
        ["Bar", "Den", "Fol", "Gri", "Hal", "Jor", "Kel", "Lun", "Mor", "Nav", "Pel", "Ras", "Sil", "Tor", "Ven"];
    let n = number % 200;
    format!("{}{}", SYLLABLES[n % 15], SYLLABLES[n / 15].to_lowercase())
}

/// A report of an affair. Every fifth tells of the one before it with a figure of its own.
fn report(number: usize) -> Source {
    let affair = number - usize::from(number % 5 == 4);
    let (person, town, body) = (name(affair * 7 + 1), name(affair * 3 + 2), name(affair + 3));
    let text = format!(
        "Mayor Ida {person} of {town} signed the {body} Ferry Agreement on {} May 2021. The {body} Harbour Authority has {} employees, she said, \
         {} per cent more than in 2019.\n\nThe {body} Ferry Agreement {} in force. \"We want to bring back the old winter timetable of the {town} line in {}\
         ,\" {person} told the council. The old {body} yard was founded in {}.",
        affair % 28 + 1,
        300 + number % 90,
        number % 17 + 1,
        if number % 5 == 4 { "is not" } else { "is" },
        if number.is_multiple_of(2) { "full" } else { "part" },
        1880 + number % 70
    );
    let mut source = Source::plain(format!("{number:05}.txt"), text);
    let date = format!("2021-{:02}-{:02}", 5 + affair % 6, affair % 27 + 1);
    source.meta.dates.push(DateClue { value: date, origin: DateOrigin::Configuration });
    source
}

fn desk(count: usize) -> Desk {
    let rules = Arc::new(RuleSet::embedded().0);
    let mut session = Session::new(rules.clone(), Settings::default());
    session.extend((0..count).map(|n| (report(n), Role::Reference)).collect());
    Desk::new(rules, Settings::default(), session.documents().cloned().collect())
}

/// What is found, without what the whole run counts.
fn found(report: &Report) -> Vec<String> {
    report.diagnostics.iter().map(|finding| format!("{finding:?}")).collect()
}

#[test]
fn the_documents_that_bear_on_an_open_one_tell_all_that_the_whole_archive_tells() {
    let mut desk = desk(300);
    assert!(!desk.is_small());
    let (mut findings, mut quotations) = (0, 0);
    for number in (0..300).step_by(23).chain([4, 9, 14, 299]) {
        let mut source = report(number);
        source.path = "draft.txt".to_owned();
        source.text = source.text.replace("in force", "in force again").into();
        desk.open(source);
        let (near, whole) = (desk.check_near(), desk.snapshot().check());
        assert_eq!(found(&near), found(&whole), "{number}");
        findings += near.diagnostics.len();
        quotations += near.diagnostics.iter().filter(|finding| finding.code == "QUO602").count();
        assert!(desk.near().documents().len() < 100, "{}", desk.near().documents().len());
    }
    assert!(findings > 10 && quotations > 0, "{findings} {quotations}");
}

#[test]
fn documents_come_and_go() {
    let mut desk = desk(100);
    let clash = || Source::plain("draft.txt", &*report(8).text.replace("1888", "1777"));
    assert_eq!((desk.len(), desk.is_empty()), (100, false));
    desk.open(clash());
    let before = found(&desk.check_near());
    assert!(!before.is_empty());
    // What is open counts as it stands there, not as it lies in the archive.
    desk.open(report(9));
    assert_eq!(desk.len(), 101);
    assert_eq!(desk.document("00009.txt").map(|d| d.role), Some(Role::Judged));
    assert_eq!(found(&desk.check_near()), found(&desk.snapshot().check()));
    desk.open(Source::plain("00009.txt", report(9).text));
    assert_eq!(found(&desk.check_near()), found(&desk.snapshot().check()));
    desk.close("00009.txt");
    assert_eq!(found(&desk.check_near()), before);
    for source in [None, Some(report(8)), Some(report(8))] {
        desk.replace("00008.txt", source.clone());
        assert_eq!(desk.document("00008.txt").is_some(), source.is_some());
        assert_eq!(found(&desk.check_near()), found(&desk.snapshot().check()));
    }
    assert_eq!(found(&desk.check_near()), before);
    desk.close("draft.txt");
    assert!(desk.check_near().diagnostics.is_empty());
}

#[test]
fn what_is_kept_of_the_archive_does_not_hang_on_what_was_open_before() {
    // The draft tells when the bridge was opened, and with it the date of the notice, but only while it is told so.
    let notice = "The new Denbar Bridge over the Kelmor was opened last week by Mayor Ida Holt. It has 340 piles.";
    let draft = |day: &str, piles: u32| {
        let text = format!(
            "The new Denbar Bridge over the Kelmor was opened on {day} March 2021 by Mayor Ida Holt. It has {piles} piles, not 340."
        );
        let mut source = Source::plain("draft.txt", text);
        let value = "2021-03-22".to_owned();
        source.meta.dates.push(DateClue { value, origin: DateOrigin::Configuration });
        source
    };
    let fresh = || {
        let mut desk = desk(80);
        desk.replace("notice.txt", Some(Source::plain("notice.txt", notice)));
        desk
    };
    let mut worn = fresh();
    for source in [draft("10", 360), draft("17", 320), draft("10", 340), draft("10", 360)] {
        let mut new = fresh();
        new.open(source.clone());
        worn.open(source);
        let dates = |desk: &Desk| -> Vec<String> {
            desk.near().links().documents.iter().map(|linked| format!("{:?} {:?}", linked.date, linked.times)).collect()
        };
        assert_eq!(dates(&worn), dates(&new));
        let told = |desk: &Desk| format!("{:?}", desk.check_near());
        assert_eq!(told(&worn), told(&new));
    }
}

#[test]
fn what_is_changed_again_and_again_takes_no_more_room() {
    let mut desk = desk(100);
    let mut sizes = Vec::new();
    for round in 0..4 {
        for number in [8, 9] {
            let text = report(number).text.replace("1888", &format!("17{}7", round + 1));
            desk.replace(&report(number).path, Some(Source::plain(report(number).path, text)));
        }
        desk.open(Source::plain("draft.txt", &*report(8).text.replace("1888", "1777")));
        sizes.push((desk.index.len(), desk.archive.len(), desk.len()));
        assert_eq!(found(&desk.check_near()), found(&desk.snapshot().check()));
    }
    assert!(sizes.windows(2).all(|pair| pair[0] == pair[1]), "{sizes:?}");
    desk.replace("00008.txt", None);
    assert!(desk.index.len() < sizes[0].0);
}

#[test]
fn a_desk_without_an_archive_checks_what_is_open() {
    let mut desk = Desk::new(Arc::new(RuleSet::embedded().0), Settings::default(), Vec::new());
    assert!(desk.is_empty() && desk.check_near().diagnostics.is_empty());
    desk.open(Source::plain("a.txt", "The fair opens on Tuesday, 15 March 2021."));
    assert_eq!(desk.check_near().diagnostics.len(), 1);
    desk.close("b.txt");
    desk.replace("b.txt", None);
}
