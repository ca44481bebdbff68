import { useCallback, useEffect, useRef, useState } from 'react';

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

/** A sound for calls that wait. Off until somebody turns it on, which browsers ask for as well. */
export function useSound() {
  const [on, setOn] = useState(false);
  const context = useRef<AudioContext | null>(null);
  const play = useCallback(() => {
    if (context.current) chime(context.current);
  }, []);
  const silence = useCallback(() => {
    void context.current?.close();
    context.current = null;
  }, []);
  const toggle = () => {
    silence();
    if (!on) {
      context.current = new AudioContext();
      play();
    }
    setOn(!on);
  };
  useEffect(() => silence, [silence]);
  return { on, toggle, play };
}
