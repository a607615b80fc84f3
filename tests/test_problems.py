"""Problems: collected once, sorted, accepted where an editor says so."""

from publish.problems import Place, Problems


def filled() -> Problems:
    problems = Problems()
    problems.add("W204", Place("b.md", 3), "Late.")
    problems.add("W204", Place("a.md", 9), "Late.")
    problems.add("W204", Place("a.md", 9), "Late.")
    problems.add("E001", Place("a.md", 2), "Missing.")
    return problems


def test_sorted_without_duplicates() -> None:
    assert [(p.file, p.line, p.code) for p in filled()] == [
        ("a.md", 2, "E001"),
        ("a.md", 9, "W204"),
        ("b.md", 3, "W204"),
    ]


def test_an_accepted_warning_is_gone_from_its_file_alone() -> None:
    problems = filled()
    problems.accept("a.md", ("W204",))
    assert [(p.file, p.code) for p in problems] == [("a.md", "E001"), ("b.md", "W204")]


def test_an_error_is_never_accepted() -> None:
    problems = filled()
    problems.accept("a.md", ("E001",))
    assert len(problems.errors) == 1
