"""Which kinds of session can be booked with whom."""

from mentoring.models import Availability, Kind
from mentoring.selectors.pairs import Pair


def offered(pair: Pair) -> list[Kind]:
    """The kinds the guest of a pair can choose from, in the cohort's order (two queries).

    A kind with a length of its own is left out where the host gives no sessions of that length.
    """
    given = Kind.objects.given_by(pair.host, pair.cohort)
    lengths = Availability.objects.filter(person=pair.host).values_list("lengths", flat=True).first()
    return [kind for kind in given if not lengths or kind.minutes is None or kind.minutes in lengths]
