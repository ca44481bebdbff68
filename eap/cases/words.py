"""Words of a case: its states and how they follow one another, bands, risk levels, code names."""

from collections.abc import Collection, Sequence

from django.db import models


class Sent(models.TextChoices):
    """How a case on the desk came to whom it waits for, when the client did not choose them."""

    ASSIGNED = "assigned", "Assigned by the programme manager"
    HANDED_OVER = "handed_over", "Handed over by a counsellor"


class CaseState(models.TextChoices):
    """Where a case stands."""

    ASSESSING = "assessing", "Assessing"
    ACTIVE = "active", "Active"
    CLOSED = "closed", "Closed"


CASE_TRANSITIONS: dict[str, frozenset[str]] = {
    CaseState.ASSESSING: frozenset({CaseState.ACTIVE, CaseState.CLOSED}),
    CaseState.ACTIVE: frozenset({CaseState.CLOSED}),
    CaseState.CLOSED: frozenset(),
}
OPEN_STATES = frozenset(state for state, following in CASE_TRANSITIONS.items() if following)


class RequestState(models.TextChoices):
    """Where a request stands."""

    BOOKED = "booked", "Booked"
    CONVERTED = "converted", "Converted"
    WITHDRAWN = "withdrawn", "Withdrawn"


REQUEST_TRANSITIONS: dict[str, frozenset[str]] = {
    RequestState.BOOKED: frozenset({RequestState.CONVERTED, RequestState.WITHDRAWN}),
    RequestState.CONVERTED: frozenset(),
    RequestState.WITHDRAWN: frozenset(),
}
WAITING_STATES = frozenset(state for state, following in REQUEST_TRANSITIONS.items() if following)


class Band(models.TextChoices):
    """Triage band of a request, most pressing first."""

    CRISIS = "crisis", "Crisis"
    URGENT = "urgent", "Urgent"
    ROUTINE = "routine", "Routine"
    ADVICE = "advice", "Advice only"


BAND_ORDER = tuple(Band.values)


class RiskLevel(models.TextChoices):
    """The counsellor's judgement of risk, lowest first. Not assessed is not the same as none."""

    NOT_ASSESSED = "not_assessed", "Not assessed"
    NONE_STATED = "none_stated", "None stated"
    LOW = "low", "Low"
    MODERATE = "moderate", "Moderate"
    HIGH = "high", "High"
    IMMINENT = "imminent", "Imminent"


# In a caseload by risk: not assessed may be anything, so it stands above what was judged low.
RISK_ORDER = (
    RiskLevel.NONE_STATED.value,
    RiskLevel.LOW.value,
    RiskLevel.NOT_ASSESSED.value,
    RiskLevel.MODERATE.value,
    RiskLevel.HIGH.value,
    RiskLevel.IMMINENT.value,
)
# At these levels a case is not closed and a missed session is not let pass.
RISK_PRESSING = frozenset({RiskLevel.MODERATE, RiskLevel.HIGH, RiskLevel.IMMINENT})

# Open cases at these levels stay before their counsellor's eyes.
RISK_HIGH = frozenset({RiskLevel.HIGH, RiskLevel.IMMINENT})


class CloseReason(models.TextChoices):
    """Why a case was closed."""

    GOALS_MET = "goals_met", "Goals met"
    REFERRED = "referred", "Referred"
    DECLINED_FURTHER = "declined_further", "Declined further sessions"
    NO_CONTACT = "no_contact", "No contact after three attempts"
    LEFT_EMPLOYER = "left_employer", "Left the employer"
    OUT_OF_SCOPE = "out_of_scope", "Out of scope"
    DIED = "died", "Died"


class CasePart(models.TextChoices):
    """A part of a caseload. `UNPLANNED`: the open cases with no session ahead."""

    OPEN = "open", "Open"
    UNPLANNED = "unplanned", "Nothing planned"
    CLOSED = "closed", "Closed"


class CaseSort(models.TextChoices):
    """Orders in which a caseload may be read."""

    OPENED = "opened", "Last opened first"
    RISK = "risk", "Highest risk first"


# A case is spoken of by a bird, so that nobody needs a name: code -> (Chinese, English).
CODE_NAMES: dict[str, tuple[str, str]] = {
    "albatross": ("信天翁", "Albatross"),
    "avocet": ("反嘴鹬", "Avocet"),
    "barbet": ("拟啄木鸟", "Barbet"),
    "bittern": ("麻鳽", "Bittern"),
    "blackbird": ("乌鸫", "Blackbird"),
    "bluebird": ("蓝鸲", "Bluebird"),
    "bluethroat": ("蓝喉歌鸲", "Bluethroat"),
    "brambling": ("燕雀", "Brambling"),
    "bulbul": ("鹎", "Bulbul"),
    "bullfinch": ("灰雀", "Bullfinch"),
    "bunting": ("鹀", "Bunting"),
    "bustard": ("大鸨", "Bustard"),
    "buzzard": ("鵟", "Buzzard"),
    "chiffchaff": ("叽喳柳莺", "Chiffchaff"),
    "cormorant": ("鸬鹚", "Cormorant"),
    "crake": ("田鸡", "Crake"),
    "crane": ("鹤", "Crane"),
    "crossbill": ("交嘴雀", "Crossbill"),
    "curlew": ("杓鹬", "Curlew"),
    "dabchick": ("小䴙䴘", "Dabchick"),
    "dipper": ("河乌", "Dipper"),
    "dove": ("斑鸠", "Dove"),
    "dunlin": ("黑腹滨鹬", "Dunlin"),
    "dunnock": ("岩鹨", "Dunnock"),
    "eagle": ("雕", "Eagle"),
    "egret": ("白鹭", "Egret"),
    "eider": ("绒鸭", "Eider"),
    "falcon": ("隼", "Falcon"),
    "fieldfare": ("田鸫", "Fieldfare"),
    "flamingo": ("火烈鸟", "Flamingo"),
    "flycatcher": ("鹟", "Flycatcher"),
    "gadwall": ("赤膀鸭", "Gadwall"),
    "godwit": ("塍鹬", "Godwit"),
    "goldcrest": ("戴菊", "Goldcrest"),
    "goldeneye": ("鹊鸭", "Goldeneye"),
    "goldfinch": ("金翅雀", "Goldfinch"),
    "goshawk": ("苍鹰", "Goshawk"),
    "grebe": ("䴙䴘", "Grebe"),
    "greenfinch": ("绿金翅", "Greenfinch"),
    "harrier": ("鹞", "Harrier"),
    "hawfinch": ("锡嘴雀", "Hawfinch"),
    "heron": ("苍鹭", "Heron"),
    "hobby": ("燕隼", "Hobby"),
    "hoopoe": ("戴胜", "Hoopoe"),
    "ibis": ("朱鹮", "Ibis"),
    "jacana": ("水雉", "Jacana"),
    "jackdaw": ("寒鸦", "Jackdaw"),
    "jay": ("松鸦", "Jay"),
    "kestrel": ("红隼", "Kestrel"),
    "kingfisher": ("翠鸟", "Kingfisher"),
    "kite": ("鸢", "Kite"),
    "kittiwake": ("三趾鸥", "Kittiwake"),
    "knot": ("红腹滨鹬", "Knot"),
    "lapwing": ("凤头麦鸡", "Lapwing"),
    "lark": ("云雀", "Lark"),
    "linnet": ("赤胸朱顶雀", "Linnet"),
    "magpie": ("喜鹊", "Magpie"),
    "mallard": ("绿头鸭", "Mallard"),
    "mandarin": ("鸳鸯", "Mandarin"),
    "martin": ("毛脚燕", "Martin"),
    "merganser": ("秋沙鸭", "Merganser"),
    "minivet": ("山椒鸟", "Minivet"),
    "myna": ("八哥", "Myna"),
    "nightingale": ("夜莺", "Nightingale"),
    "nightjar": ("夜鹰", "Nightjar"),
    "nutcracker": ("星鸦", "Nutcracker"),
    "nuthatch": ("䴓", "Nuthatch"),
    "oriole": ("黄鹂", "Oriole"),
    "osprey": ("鹗", "Osprey"),
    "partridge": ("山鹑", "Partridge"),
    "pelican": ("鹈鹕", "Pelican"),
    "pheasant": ("雉鸡", "Pheasant"),
    "pintail": ("针尾鸭", "Pintail"),
    "pipit": ("鹨", "Pipit"),
    "plover": ("金鸻", "Plover"),
    "pochard": ("红头潜鸭", "Pochard"),
    "puffin": ("海鹦", "Puffin"),
    "quail": ("鹌鹑", "Quail"),
    "redpoll": ("朱顶雀", "Redpoll"),
    "redshank": ("红脚鹬", "Redshank"),
    "redstart": ("红尾鸲", "Redstart"),
    "redwing": ("白眉歌鸫", "Redwing"),
    "robin": ("知更鸟", "Robin"),
    "roller": ("佛法僧", "Roller"),
    "rosefinch": ("朱雀", "Rosefinch"),
    "ruff": ("流苏鹬", "Ruff"),
    "sanderling": ("三趾滨鹬", "Sanderling"),
    "sandpiper": ("矶鹬", "Sandpiper"),
    "serin": ("丝雀", "Serin"),
    "shelduck": ("翘鼻麻鸭", "Shelduck"),
    "shoveler": ("琵嘴鸭", "Shoveler"),
    "siskin": ("黄雀", "Siskin"),
    "snipe": ("沙锥", "Snipe"),
    "sparrow": ("麻雀", "Sparrow"),
    "spoonbill": ("琵鹭", "Spoonbill"),
    "starling": ("椋鸟", "Starling"),
    "stilt": ("黑翅长脚鹬", "Stilt"),
    "stonechat": ("黑喉石䳭", "Stonechat"),
    "stork": ("东方白鹳", "Stork"),
    "sunbird": ("太阳鸟", "Sunbird"),
    "swallow": ("家燕", "Swallow"),
    "swan": ("天鹅", "Swan"),
    "swift": ("雨燕", "Swift"),
    "teal": ("绿翅鸭", "Teal"),
    "tern": ("燕鸥", "Tern"),
    "thrush": ("鸫", "Thrush"),
    "tit": ("山雀", "Tit"),
    "treecreeper": ("旋木雀", "Treecreeper"),
    "turnstone": ("翻石鹬", "Turnstone"),
    "twite": ("黄嘴朱顶雀", "Twite"),
    "wagtail": ("鹡鸰", "Wagtail"),
    "warbler": ("柳莺", "Warbler"),
    "waxwing": ("太平鸟", "Waxwing"),
    "wheatear": ("穗䳭", "Wheatear"),
    "whimbrel": ("中杓鹬", "Whimbrel"),
    "whinchat": ("草原石䳭", "Whinchat"),
    "widgeon": ("赤颈鸭", "Widgeon"),
    "woodcock": ("丘鹬", "Woodcock"),
    "woodpecker": ("啄木鸟", "Woodpecker"),
    "wren": ("鹪鹩", "Wren"),
    "wryneck": ("蚁䴕", "Wryneck"),
    "yellowhammer": ("黄鹀", "Yellowhammer"),
}
# Names with a character that many cannot read aloud are no longer given; cases keep theirs.
HARD_TO_READ = frozenset("䴓䴙䴘䴕䳭鹬鹎鹀鹟鵟鳽鹨鸻鹡鸰鹗鸨鹮鸲鸫鹪鹩鹞塍椋")
GIVEN_NAMES = tuple(code for code, (zh, _) in CODE_NAMES.items() if not HARD_TO_READ & set(zh))


def names_free(taken: Collection[str]) -> Sequence[str]:
    """Names that may be given beside `taken`; every one when all of them are taken."""
    return [name for name in GIVEN_NAMES if name not in taken] or GIVEN_NAMES
