"""Choice lists and the transition table of group sessions."""

from datetime import timedelta

from django.db import models

MOST_SEATS = 40
SEATS_KEPT_FOR = timedelta(days=731)  # two years, with the leap day that one of them may have
LINES_KEPT_FOR = timedelta(0)


# The names somebody may come by, each whole in both languages, so that everybody in a group can say
# it. Nobody types one of their own: what is typed may be a real name, and it stands in clear.
NAMES = (
    "Rowan 花楸", "Elm 榆树", "Cedar 雪松", "Fir 冷杉",
    "Maple 枫树", "Oak 橡树", "Pine 松树", "Birch 白桦",
    "Beech 山毛榉", "Larch 落叶松",
    "Spruce 云杉", "Alder 桤木", "Poplar 杨树", "Aspen 山杨",
    "Linden 椴树", "Willow 柳树", "Ginkgo 银杏", "Cypress 柏树",
    "Yew 红豆杉", "Juniper 刺柏",
    "Sequoia 红杉", "Hemlock 铁杉", "Plane 悬铃木", "Walnut 核桃树",
    "Hickory 山核桃", "Chestnut 栗树", "Hornbeam 鹅耳枥", "Sycamore 梧桐",
    "Acacia 金合欢", "Locust 刺槐",
    "Pagoda 国槐", "Catalpa 楸树", "Paulownia 泡桐", "Camphor 樟树",
    "Banyan 榕树", "Mulberry 桑树", "Paper Mulberry 构树", "Lacquer 漆树",
    "Tallow 乌桕", "Sweetgum 枫香",
    "Tulip Tree 鹅掌楸", "Magnolia 玉兰", "Osmanthus 桂花树", "Hackberry 朴树",
    "Zelkova 榉树", "Teak 柚木", "Ebony 乌木", "Sandalwood 檀香",
    "Eucalyptus 桉树", "Bamboo 竹子",
    "Palm 棕榈", "Coconut 椰子树", "Persimmon 柿树", "Jujube 枣树",
    "Plum 梅树", "Pear 梨树", "Peach 桃树", "Quince 木瓜树",
    "Loquat 枇杷树", "Cork Oak 栓皮栎",
)  # fmt: skip


def name_of(said: str) -> str | None:
    """The whole name that somebody said whole or in one of its languages, or None."""
    return _BY_PART.get(" ".join(said.split()).casefold())


def _parts(name: str) -> tuple[str, str, str]:
    english, chinese = name.rsplit(" ", 1)
    return name, english, chinese


_BY_PART = {part.casefold(): name for name in NAMES for part in _parts(name)}


class Kind(models.TextChoices):
    """What kind of meeting it is."""

    CIRCLE = "circle", "Closed group"
    WORKSHOP = "workshop", "Workshop"
    SALON = "salon", "Peer salon"
    LISTENING = "listening", "Listening session"


class State(models.TextChoices):
    """Where a group session stands."""

    DRAFT = "draft", "Draft"
    APPROVED = "approved", "Approved"
    OPEN = "open", "Open"
    CLOSED = "closed", "Registration closed"
    RUNNING = "running", "Running"
    COMPLETED = "completed", "Completed"
    EVALUATED = "evaluated", "Evaluated"
    CANCELLED = "cancelled", "Cancelled"


FULL = "full"  # how an open session with no free seat is shown

TRANSITIONS: dict[str, frozenset[str]] = {
    State.DRAFT: frozenset({State.APPROVED, State.CANCELLED}),
    State.APPROVED: frozenset({State.OPEN, State.CANCELLED}),
    State.OPEN: frozenset({State.CLOSED, State.CANCELLED}),
    State.CLOSED: frozenset({State.OPEN, State.RUNNING, State.CANCELLED}),
    State.RUNNING: frozenset({State.COMPLETED}),
    State.COMPLETED: frozenset({State.EVALUATED}),
    State.EVALUATED: frozenset(),
    State.CANCELLED: frozenset(),
}
SHOWN = (State.OPEN, State.CLOSED, State.RUNNING)


class SeatState(models.TextChoices):
    """What became of a seat."""

    FREE = "free", "Free"
    REGISTERED = "registered", "Registered"
    ATTENDED = "attended", "Attended"
    ABSENT = "absent", "Absent"


MARKS = (SeatState.REGISTERED, SeatState.ATTENDED, SeatState.ABSENT)


class EntryState(models.TextChoices):
    """What became of a place on the waiting list."""

    WAITING = "waiting", "Waiting"
    SEATED = "seated", "Given a seat"
    LEFT = "left", "Left"


def position_band(ahead: int) -> str:
    """How far up the waiting list somebody with `ahead` people before them is, coarsely."""
    if ahead < 3:
        return "1-3"
    return "4-10" if ahead < 10 else "11+"
