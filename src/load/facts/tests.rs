use super::*;

fn read(path: &str, file: &str, columns: &Columns) -> (Source, Vec<Problem>) {
    parse_facts(path, Decoded::utf8(file), columns)
}

/// Line, column, code and message of each problem.
fn told(problems: &[Problem]) -> Vec<(u32, u32, &str, &str)> {
    let place = |p: &Problem| (p.line.unwrap_or(0), p.column.unwrap_or(0));
    let of = |p| (place(p).0, place(p).1);
    problems.iter().map(|p| (of(p).0, of(p).1, p.code.as_str(), p.message.as_str())).collect()
}

fn words(source: &Source, row: usize, field: Field) -> (&str, &str) {
    let row = &source.records.rows[row];
    (row.get(field).unwrap_or(""), source.words(row.span_of(field)))
}

#[test]
fn values_of_toml_have_their_exact_places() {
    let file = "as-of = '2026-01'\ncomplete = true\n\n[[office]]\nperson = \"Ana \\u0052uiz\"\noffice = 'Mayor'\nfrom = 2021-03-01\n\n[[member]]\nmember = '''Arvenne'''\nbody = \"League\"\nfrom = 2015\n";
    let (source, problems) = read("facts.toml", file, &Columns::default());
    assert_eq!(told(&problems), []);
    assert!(source.records.complete && source.is_facts() && !source.meta.living);
    assert_eq!(words(&source, 0, Field::Person), ("Ana Ruiz", "Ana \\u0052uiz"));
    assert_eq!(words(&source, 0, Field::From), ("2021-03-01", "2021-03-01"));
    assert_eq!(words(&source, 1, Field::Member), ("Arvenne", "Arvenne"));
    assert_eq!(words(&source, 1, Field::From), ("2015", "2015"));
}

#[test]
fn faults_of_toml_stand_at_their_places_and_the_rest_counts() {
    let file = "[[ofice]]\nperson = 'A'\n[[office]]\nperson = 'Ana Ruiz'\noffise = 'Mayor'\n[[office]]\nperson = 'Bo Lind'\noffice = 'Mayor'\nfrom = '2021-02-30'\n[[office]]\nperson = 'Bo Lind'\noffice = 'Mayor'\nfrom = 2022\nto = 2020\n[[office]]\nperson = 'Bo Lind'\noffice = 'Mayor'\n[[office]]\nperson = 'Bo Lind'\noffice = 'Mayor'\n";
    let (source, problems) = read("facts.toml", file, &Columns::default());
    assert_eq!(
        told(&problems),
        [
            (1, 3, "CFG151", "unknown list `ofice`"),
            (3, 1, "CFG152", "a row of `office` without `office`"),
            (5, 1, "CFG151", "unknown key `offise`"),
            (9, 9, "CFG153", "`2021-02-30` is a day that the calendar does not have"),
            (14, 6, "CFG154", "2020 lies before 2022"),
            (18, 1, "CFG155", "line 15 says the same"),
        ]
    );
    assert_eq!(source.records.rows.len(), 1);
    let (source, problems) = read("facts.toml", "[[office]]\nperson = \nx", &Columns::default());
    assert!(problems.iter().any(|p| p.code == "CFG150" && p.line == Some(2)), "{problems:?}");
    assert!(source.records.rows.is_empty());
}

#[test]
fn values_of_csv_have_their_exact_places() {
    let columns = Columns {
        headings: [(Field::Person, "Name"), (Field::Office, "Title"), (Field::From, "Start")]
            .map(|(field, heading)| (field, heading.to_owned()))
            .into(),
        constants: [(Field::Of, "Arvenne".to_owned())].into(),
        dates: crate::source::DateOrder::DayFirst,
        ..Columns::default()
    };
    let file = "\u{feff}Name;Title;Start;Remark\r\n\"Ruiz; \"\"Ana\"\"\";Mayor;01.03.2021;x\r\n\r\n Bo Lind ; Mayor ;2020;\r\n";
    let (source, problems) = read("a.csv", file, &columns);
    assert_eq!(told(&problems), []);
    assert_eq!(words(&source, 0, Field::Person), ("Ruiz; \"Ana\"", "Ruiz; \"\"Ana\"\""));
    assert_eq!(words(&source, 0, Field::From), ("2021-03-01", "01.03.2021"));
    assert_eq!(words(&source, 1, Field::Person), ("Bo Lind", "Bo Lind"));
    assert_eq!(words(&source, 1, Field::Office), ("Mayor", "Mayor"));
    assert_eq!(source.records.rows[1].get(Field::Of), Some("Arvenne"));
}

#[test]
fn faults_of_csv_stand_at_their_places() {
    let plain = Columns::default();
    let none = read("a.csv", "name,title\nAna,Mayor\n", &plain).1;
    assert_eq!(told(&none), [(1, 1, "CFG152", "the headings do not tell what the rows record")]);
    let named = Columns { headings: [(Field::Person, "Nmae".to_owned())].into(), ..Columns::default() };
    let wrong = read("a.csv", "Name,office\nAna,Mayor\n", &named).1;
    assert_eq!(wrong[0].help.as_deref(), Some("did you mean `Name`?"));
    let (source, uneven) = read("a.csv", "person,office\nAna Ruiz,Mayor\nBo, Lind,Mayor\n", &plain);
    assert_eq!(told(&uneven), [(3, 1, "CFG150", "3 columns, but 2 headings")]);
    assert_eq!(source.records.rows.len(), 1);
    let unclosed = read("a.csv", "person,office\nAna Ruiz,\"Mayor\nBo Lind,Mayor\n", &plain).1;
    assert_eq!(told(&unclosed), [(2, 1, "CFG150", "a quotation mark is not closed in this row")]);
    assert!(read("a.csv", "", &plain).0.records.rows.is_empty());
}

#[test]
fn of_very_many_faults_some_are_told_and_the_rest_counted() {
    let rows: String = (0..2000).map(|n| format!("Ana Ruiz,Mayor,2021-02-{}\n", 30 + n % 60)).collect();
    let (source, problems) = read("a.csv", &format!("person,office,from\n{rows}"), &Columns::default());
    assert!(source.records.rows.is_empty());
    assert_eq!(problems.len(), MOST + 1);
    assert_eq!(problems[MOST].message, "1950 further faults are not shown");
}
