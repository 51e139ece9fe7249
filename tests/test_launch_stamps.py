from launch.packages import fingerprint, is_current, remember


def test_a_step_is_done_again_only_when_what_it_was_made_from_changes(tmp_path):
    source, stamp = tmp_path / "requirements.txt", tmp_path / "var" / "stamp"
    source.write_text("django==5.2.1")
    assert not is_current(stamp, fingerprint([source]))
    remember(stamp, fingerprint([source]))
    assert is_current(stamp, fingerprint([source]))
    source.write_text("django==5.2.2")
    assert not is_current(stamp, fingerprint([source]))


def test_a_folder_counts_by_its_files_names_and_contents(tmp_path):
    folder = tmp_path / "frontend"
    (folder / "components").mkdir(parents=True)
    (folder / "components" / "grid.scss").write_text("a {}")
    before = fingerprint([folder])
    assert before == fingerprint([folder])
    (folder / "components" / "grid.scss").rename(folder / "components" / "tiles.scss")
    renamed = fingerprint([folder])
    (folder / "components" / "tiles.scss").write_text("b {}")
    assert len({before, renamed, fingerprint([folder])}) == 3


def test_another_python_is_another_mark(tmp_path):
    assert fingerprint([tmp_path / "missing"], "3.11") != fingerprint([tmp_path / "missing"], "3.12")
