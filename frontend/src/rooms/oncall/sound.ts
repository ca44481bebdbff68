import { flag } from '../../lib/flag';
import { onForget } from '../../lib/forget';

/** Two soft notes, made here so that no file is fetched when it matters. */
function chime(context: AudioContext): void {
  for (const [index, pitch] of [523, 659].entries()) {
    const from = context.currentTime + index * 0.25;
    const tone = new OscillatorNode(context, { frequency: pitch });
    const gain = new GainNode(context, { gain: 0.2 });
    gain.gain.exponentialRampToValueAtTime(0.001, from + 0.6);
    tone.connect(gain).connect(context.destination);
    tone.start(from);
    tone.stop(from + 0.6);
  }
}

/**
 * A sound for calls that wait. Off until somebody turns it on, which browsers ask for as well; then
 * on for every page, also while the screen is locked, until it is turned off or somebody leaves.
 */
const sounding = flag();

/** Whether it was turned off by hand, on this page: then nobody is reminded of it. */
const silenced = flag();
let context: AudioContext | null = null;

export function soundOn(): void {
  if (sounding.get()) return;
  context = new AudioContext();
  sounding.set(true);
  silenced.set(false);
  playSound();
}

export function soundOff(): void {
  void context?.close();
  context = null;
  sounding.set(false);
  silenced.set(true);
}

export function playSound(): void {
  if (context) chime(context);
}

onForget(soundOff);

export const useSounding = (): boolean => sounding.use();

/** Whether calls would come unheard without anybody having wished it, as after a reload. */
export function useUnheard(): boolean {
  const wished = silenced.use();
  return !sounding.use() && !wished;
}
