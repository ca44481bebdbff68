import { useWords } from '../../lib/i18n';
import { IconCheck, IconClock, IconCross } from '../icons';
import { Tag } from '../Tag';
import type { Tone } from '../tokens';
import { care } from './words';

const LOOKS: Readonly<Record<string, readonly [Tone, typeof IconClock]>> = {
  booked: ['primary', IconClock],
  done: ['ok', IconCheck],
  no_show: ['warn', IconCross],
};

/** What became of a session. */
export function Status({ of }: { of: string }) {
  const t = useWords(care);
  const [tone, icon] = LOOKS[of] ?? (['info', IconCross] as const);
  return (
    <Tag tone={tone} icon={icon}>
      {t(`status.${of}` as 'status.booked')}
    </Tag>
  );
}
