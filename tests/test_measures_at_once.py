"""Workers who record the same file at the same moment, on the database that lets them."""

import pytest

from measures import actions
from measures.models import Observation, Release, Stage, Upload
from tests.plugins.measures import AT
from tests.test_rollout_at_once import at_once  # noqa: F401, the fixture

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("round_", range(4))
def test_one_release_is_recorded_whole(at_once, agree_to, settings, tmp_path, round_):  # noqa: F811
    """Two workers have one upload, and one has another upload of the same file."""
    settings.MEDIA_ROOT = tmp_path
    first, second = agree_to(), agree_to()
    at_once(lambda pk: actions.record_upload(pk, now=AT), [first.pk, first.pk, second.pk])
    assert (Release.objects.count(), Observation.objects.count()) == (1, 1)
    assert sorted(Upload.objects.values_list("stage", flat=True)) == [Stage.RECORDED, Stage.REFUSED]
