use super::read::meets;
use super::*;

fn parse(contents: &str) -> (Config, Vec<Problem>) {
    Config::parse(contents.to_owned(), "claimlint.toml", PathBuf::from("/house"))
}

#[test]
fn faults_come_with_their_place() {
    for (contents, code, place, words) in [
        ("schema = 1\nselct = []\n", "CFG001", (2, 1), "selct"),
        ("schema = 2\n", "CFG002", (1, 10), "2"),
        ("include = 'a'\n", "CFG001", (1, 11), "'a'"),
        ("[[source]]\nfiles = 'a'\ndate = '2019-02-30'\n", "CFG002", (3, 8), "'2019-02-30'"),
        ("[[source]]\nfiles = 'a'\nkind = 'rumour'\n", "CFG002", (3, 8), "'rumour'"),
        ("[[source]]\nfiles = 'a'\nnote = 'x'\n", "CFG001", (3, 1), "note"),
        ("exclude = ['a', 'b[']\n", "CFG002", (1, 17), "'b['"),
        ("[severity]\nMEM = 'loud'\n", "CFG002", (2, 7), "'loud'"),
        ("required-version = '>=99'\n", "CFG005", (1, 20), "'>=99'"),
        ("required-version = 'new'\n", "CFG002", (1, 20), "'new'"),
        ("rules = ['nowhere/']\n", "CFG002", (1, 10), "'nowhere/'"),
    ] {
        let (_, problems) = parse(contents);
        let [problem] = &problems[..] else { panic!("{contents}: {problems:?}") };
        assert_eq!(problem.code, code, "{contents}");
        assert_eq!((problem.line, problem.column), (Some(place.0), Some(place.1)), "{contents}");
        assert_eq!(problem.span.map(|span| span.of(contents)), Some(words), "{contents}");
        assert!(problem.fatal, "{contents}");
    }
}

#[test]
fn an_unknown_key_gets_advice() {
    let advice = |contents: &str| {
        let problem = parse(contents).1.remove(0);
        (problem.message, problem.help.unwrap_or_default())
    };
    assert_eq!(advice("exclud = []"), ("unknown key `exclud`".into(), "did you mean `exclude`?".into()));
    assert_eq!(advice("[against]\nzzz = 1"), ("unknown key `zzz`".into(), "the keys here are files".into()));
}

#[test]
fn a_full_configuration_is_read_without_a_fault() {
    let (config, problems) = parse(
        "schema = 1\nrequired-version = '>=0.1'\ninclude = ['drafts/**/*.md']\nexclude = ['ABOUT.md']\npartition = ['v1/**', 'v2/**']\n\
         [against]\nfiles = ['archive/**/*.txt']\n\
         [[source]]\nfiles = 'archive/letter.txt'\ndate = '2019-08'\nkind = 'record'\ntopic = 'letter'\nliving = true\nsupersedes = 'archive/old.txt'\n\
         [lint]\nselect = ['ALL']\nextend-select = ['NUM']\nignore = ['QUO']\nrequire-reason = true\n\
         [severity]\nMEM = 'error'\n'name-spelling' = 'note'\n\
         [[override]]\nfiles = ['opinion/**']\nignore = ['NUM']\n",
    );
    assert_eq!(problems, []);
    let severities: Vec<_> =
        config.severity.iter().map(|(selector, severity)| (selector.words.as_str(), *severity)).collect();
    assert_eq!(severities, [("MEM", Severity::Error), ("name-spelling", Severity::Note)]);
    let mut meta = Metadata::default();
    config.describe("archive/letter.txt", &mut meta);
    config.describe("v2/x.txt", &mut meta);
    assert_eq!((meta.kind, meta.topic.as_deref(), meta.living), (Some(SourceKind::Record), Some("letter"), true));
    assert_eq!(meta.dates, [DateClue { value: "2019-08".into(), origin: DateOrigin::Configuration }]);
    assert_eq!(meta.partition, Some(1));
}

#[test]
fn patterns_that_matched_nothing_are_remarked() {
    let (config, _) = parse("[[source]]\nfiles = 'a.txt'\n[[source]]\nfiles = '*.md'\n");
    config.describe("notes.md", &mut Metadata::default());
    let unused = config.unused(true);
    assert_eq!(unused.len(), 1);
    assert_eq!((unused[0].line, unused[0].fatal), (Some(2), false));
}

#[test]
fn the_last_entry_that_speaks_wins() {
    let (config, _) = parse(
        "[[source]]\nfiles = '*.txt'\ndate = '2019'\nkind = 'official'\n[[source]]\nfiles = 'a.txt'\ndate = '2020'\n",
    );
    let mut meta = Metadata::default();
    config.describe("a.txt", &mut meta);
    assert_eq!((meta.dates[0].value.as_str(), meta.dates.len(), meta.kind), ("2020", 1, Some(SourceKind::Official)));
}

#[test]
fn versions_meet_requirements_by_their_numbers() {
    for (required, version, met) in [
        (">=0.1", "0.1.0", Some(true)),
        (">=0.2", "0.10.0", Some(true)),
        (">=0.2", "0.1.9", Some(false)),
        ("==0.1", "0.1.7", Some(true)),
        (">0.1", "0.1.7", Some(false)),
        ("<1", "0.9.9", Some(true)),
        ("~0.1", "0.1.0", None),
        ("", "0.1.0", None),
    ] {
        assert_eq!(meets(required, version), met, "{required} {version}");
    }
}

#[test]
fn paths_are_made_plain_without_touching_the_disk() {
    assert_eq!(normal(Path::new("/a/./b/../c")), PathBuf::from("/a/c"));
    assert_eq!(parse("").0.relative(Path::new("/house/x/../y.txt")).as_deref(), Some("y.txt"));
    assert_eq!(parse("").0.relative(Path::new("/elsewhere/y.txt")), None);
}

#[test]
fn what_is_sound_beside_a_fault_still_counts() {
    for contents in [
        "bogus = 1\ninclude = [1]\n[lint]\nignore = ['NUM']\n[severity]\nMEM = 3\nNAM = 'note'\n",
        "[severity]\nNAM = 'note'\nMEM = ['é', 2]\n[lint]\nselekt = ['ß']\nignore = ['NUM']\nselect = 1\n",
    ] {
        let (config, problems) = parse(contents);
        assert_eq!(problems.iter().map(|p| p.code.as_str()).collect::<Vec<_>>(), ["CFG001"; 3], "{contents}");
        let ignored: Vec<_> = config.ignore.iter().map(|selector| selector.words.as_str()).collect();
        let severities: Vec<_> = config.severity.iter().map(|(s, severity)| (s.words.as_str(), *severity)).collect();
        assert_eq!((ignored, severities), (vec!["NUM"], vec![("NAM", Severity::Note)]), "{contents}");
    }
    assert_eq!(parse("[[[").1.len(), 1);
}
