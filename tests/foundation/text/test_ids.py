from datetime import UTC, datetime, timedelta

from foundation.text.ids import body_id, uuid7

NOON = datetime(2026, 11, 20, 3, 0, 0, 123_000, tzinfo=UTC)


def test_uuid7_has_the_layout_of_rfc_9562() -> None:
    made = uuid7(NOON)
    assert made.version == 7
    assert made.variant == "specified in RFC 4122"
    assert made.int >> 80 == int(NOON.timestamp() * 1000)


def test_ids_of_one_millisecond_increase() -> None:
    made = [uuid7(NOON) for _ in range(2_000)]
    assert made == sorted(made)
    assert len(set(made)) == 2_000


def test_ids_of_the_clock_increase_and_later_ones_sort_after_earlier_ones() -> None:
    made = [uuid7() for _ in range(20_000)]
    assert made == sorted(set(made))
    assert uuid7(NOON) < uuid7(NOON + timedelta(milliseconds=1))


def test_a_given_future_moment_does_not_pull_the_clock_forward() -> None:
    far = datetime(2090, 1, 1, tzinfo=UTC)
    assert uuid7(far) > uuid7()


def test_a_body_has_one_id_everywhere() -> None:
    assert body_id("011002") == body_id("011002")
    assert body_id("011002") != body_id("012025")
    assert str(body_id("342025")) == "18fde592-5971-5443-9cca-68e5dc2d7ad8"
