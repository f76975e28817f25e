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
    assert!(read("a.csv", "", &plain).0.records.rows.is_empty());
}

#[test]
fn a_torn_quotation_mark_costs_its_own_row_only() {
    let torn = |file: &str| {
        let (source, problems) = read("a.csv", file, &Columns::default());
        let persons: Vec<String> =
            source.records.rows.iter().filter_map(|row| row.get(Field::Person)).map(str::to_owned).collect();
        let told: Vec<(u32, u32)> = told(&problems).into_iter().map(|(line, column, ..)| (line, column)).collect();
        assert!(problems.iter().all(|p| p.message == "a quotation mark is not closed in this row"), "{problems:?}");
        (told, persons.join(", "))
    };
    // Nothing closes it; the mark of another row does; a mark that seems to close it, in a cell that has one line, or that looks like rows.
    let cases = [
        ("person,office\nAna Ruiz,\"Mayor\nBo Lind,Mayor\n", (2, 10), "Bo Lind"),
        ("person,office\nAna Ruiz,\"Mayor\nBo Lind,\"Mayor\"\nMia Sand,Envoy\n", (2, 10), "Bo Lind, Mia Sand"),
        ("person,office\n\"Ana Ruiz,Mayor\nBo Lind\",Mayor\nMia Sand,Envoy\n", (2, 1), "Bo Lind\", Mia Sand"),
        ("person,office,source\nAna Ruiz,Mayor,\"x\nBo Lind,Mayor,y\"\n", (2, 16), "Bo Lind"),
        // The last row.
        ("person,office\nAna Ruiz,\"Mayor\n", (2, 10), ""),
        ("person,office\nAna Ruiz,\"Mayor", (2, 10), ""),
    ];
    for (file, place, left) in cases {
        assert_eq!(torn(file), (vec![place], left.to_owned()), "{file}");
    }
    // Lines that end as they did on old machines.
    let (places, left) = torn("person,office\rAna Ruiz,\"Mayor\rBo Lind,Mayor\r");
    assert_eq!((places.len(), left.as_str()), (1, "Bo Lind"));
    let sound = "person,office,source\nAna Ruiz,Mayor,\"Gazette,\nno. 4\"\nBo Lind,\"Mayor\",\"\"\"y\"\"\"\n";
    assert_eq!(torn(sound), (Vec::new(), "Ana Ruiz, Bo Lind".to_owned()));
}

#[test]
fn columns_that_nobody_reads_and_headings_that_stand_there_twice_are_told() {
    let plain = Columns::default();
    let file = "person,office,form,Remark\nAna Ruiz,Mayor,2021,x\n";
    let over = read("a.csv", file, &plain).1;
    assert_eq!(told(&over), [(1, 15, "CFG157", "the columns `form`, `Remark` are passed over")]);
    assert_eq!((over[0].help.as_deref(), over[0].fatal), (Some("did you mean `from`?"), false));
    let chosen = Columns { headings: [(Field::Person, "person".to_owned())].into(), ..Columns::default() };
    assert_eq!(told(&read("a.csv", file, &chosen).1), []);
    let (source, twice) = read("a.csv", "person,office,Office\nAna Ruiz,Mayor,Envoy\n", &plain);
    assert_eq!(told(&twice)[0], (1, 15, "CFG151", "two columns have the heading `office`"));
    assert_eq!(source.records.rows[0].get(Field::Office), Some("Mayor"));
}

#[test]
fn of_very_many_faults_some_are_told_and_the_rest_counted() {
    let rows: String = (0..2000).map(|n| format!("Ana Ruiz,Mayor,2021-02-{}\n", 30 + n % 60)).collect();
    let (source, problems) = read("a.csv", &format!("person,office,from\n{rows}"), &Columns::default());
    assert!(source.records.rows.is_empty());
    assert_eq!(problems.len(), MOST + 1);
    assert_eq!(problems[MOST].message, "1950 further faults are not shown");
}
