import { useWords } from '../../lib/i18n';
import { IconAlert, IconCheck, IconMinus, IconShield } from '../icons';
import { Tag } from '../Tag';
import type { Tone } from '../tokens';
import { care } from './words';

const LOOKS: Readonly<Record<string, readonly [Tone, typeof IconAlert]>> = {
  none_stated: ['ok', IconCheck],
  low: ['ok', IconShield],
  moderate: ['warn', IconAlert],
  high: ['crisis', IconAlert],
  imminent: ['crisis', IconAlert],
};

/** The counsellor's judgement in a word, with an icon; red from high on. */
export function Risk({ level }: { level: string }) {
  const t = useWords(care);
  const [tone, icon] = LOOKS[level] ?? (['info', IconMinus] as const);
  return (
    <Tag tone={tone} icon={icon}>
      {t(`risk.${level}` as 'risk.low')}
    </Tag>
  );
}
