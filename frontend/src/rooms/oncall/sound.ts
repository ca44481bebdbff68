let context: AudioContext | undefined;

/** Two short notes, made here: nothing is fetched. Needs that somebody touched the page before. */
export function sound(): void {
  context ??= new AudioContext();
  const now = context.currentTime;
  for (const [at, pitch] of [
    [0, 660],
    [0.22, 880],
  ] as const) {
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.15, now + at);
    volume.gain.exponentialRampToValueAtTime(0.001, now + at + 0.2);
    tone.connect(volume).connect(context.destination);
    tone.start(now + at);
    tone.stop(now + at + 0.2);
  }
}
