import pytest

from launch import test as bin_test
from launch.messages import Fault


@pytest.fixture
def ran(monkeypatch):
    """What bin/test would run, without running it; each answers with the code in `codes`, else with 0."""
    commands, codes = [], {}

    def run(command, env):
        commands.append((" ".join(command), env))
        return next((code for words, code in codes.items() if words in commands[-1][0]), 0)

    monkeypatch.setattr(bin_test, "run", run)
    monkeypatch.setattr(bin_test.packages, "install", lambda *_: None)
    monkeypatch.setattr(bin_test.packages, "compile_front_end", lambda *_: None)
    monkeypatch.setattr(bin_test, "browser_tests", lambda env: ["tests/browser/test_sign_in.py::test_one_click"])
    monkeypatch.setattr(bin_test.signal, "signal", lambda *_: None)
    monkeypatch.setenv("TEST_DATABASE_URL", "postgres://db.example/t")
    run.commands, run.codes = commands, codes
    return run


def test_the_quick_run_names_what_it_leaves_out(ran, capsys):
    bin_test.main([])
    said = capsys.readouterr().out
    assert "bin/test --full" in said
    assert "the same tests on PostgreSQL" in said
    assert "tests/browser/test_sign_in.py::test_one_click" in said


def test_the_quick_run_checks_everything_and_keeps_the_gate(ran):
    bin_test.main([])
    commands = " ; ".join(command for command, _ in ran.commands)
    for check in (
        "ruff check",
        "ruff format",
        "djlint",
        "lint-imports",
        "mypy",
        "makemigrations --check",
        "--cov-fail-under=95",
    ):
        assert check in commands
    assert "walks" not in commands
    assert "TEST_DATABASE_URL" not in ran.commands[-1][1]


@pytest.mark.parametrize("broken", ["ruff check", "djlint", "lint-imports", "mypy", "makemigrations", "pytest"])
def test_one_broken_check_fails_it_after_all_the_others_have_run(ran, broken):
    ran.codes[broken] = 1
    with pytest.raises(Fault, match="Failed: "):
        bin_test.main([])
    assert len(ran.commands) == 7


def test_the_full_run_is_on_both_databases_and_takes_no_skip(ran, capsys):
    bin_test.main(["--full"])
    (on_sqlite, sqlite), (on_postgres, postgres), (faults, _), (in_browser, browser) = ran.commands[-4:]
    assert "TEST_DATABASE_URL" not in sqlite
    assert postgres["TEST_DATABASE_URL"] == browser["TEST_DATABASE_URL"] == "postgres://db.example/t"
    assert "not postgresql and not faults and not walks -n" in on_sqlite
    assert "-m not browser and not faults -p" in on_postgres  # everything else, what walks too
    assert "-m faults -p" in faults
    assert "-n 2" not in faults
    assert "-m browser -p" in in_browser
    assert all("tests.plugins.no_skips" in command for command in (on_sqlite, on_postgres, faults, in_browser))
    assert capsys.readouterr().out.rstrip().endswith("Left out: nothing")


def test_no_tests_at_all_fails_unless_arguments_left_them_out(ran):
    ran.codes["pytest"] = 5
    bin_test.main(["--full", "tests/browser"])
    with pytest.raises(Fault):
        bin_test.main(["--full"])
