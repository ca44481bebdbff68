"""Jobs of the pulse: waves open and freeze on their days; answers lose their order, and go."""

from procrastinate.contrib.django import app

from eap.core import clock
from eap.core.actor import Actor
from eap.wellbeing.models import PulseWave
from eap.wellbeing.policies import ARRANGING, FREEZING
from eap.wellbeing.waves import forget_old_answers, freeze_wave, open_wave, shuffle_wave
from eap.wellbeing.words import WaveState

ARRANGER = Actor.system(ARRANGING)
FREEZER = Actor.system(FREEZING)


@app.periodic(cron="7 0 * * *")
@app.task(queueing_lock="turn-waves", name="wellbeing.turn_waves")
def turn_waves(timestamp: int) -> None:
    """Open waves whose first day has come, freeze those whose last day is over."""
    today = clock.today()
    begun = PulseWave.objects.filter(
        state=WaveState.DRAFT, opens_on__lte=today, closes_on__gte=today, batches__isnull=False
    )
    for wave in begun.distinct():
        open_wave(ARRANGER, wave=wave.code)
    for wave in PulseWave.objects.filter(state=WaveState.OPEN, closes_on__lt=today):
        freeze_wave(FREEZER, wave=wave.code)


@app.periodic(cron="37 3 * * *")
@app.task(queueing_lock="shuffle-waves", name="wellbeing.shuffle_waves")
def shuffle_waves(timestamp: int) -> None:
    """Wipe the order of answers and strips of every open wave; delete answers past their time."""
    for wave in PulseWave.objects.filter(state=WaveState.OPEN):
        shuffle_wave(FREEZER, wave=wave.code)
    forget_old_answers(FREEZER)
