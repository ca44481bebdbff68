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

/** The counsellor's judgement in a word, with an icon; red from high on. `named` says that it is risk. */
export function Risk({ level, named }: { level: string; named?: boolean }) {
  const t = useWords(care);
  const [tone, icon] = LOOKS[level] ?? (['info', IconMinus] as const);
  const word = t(`risk.${level}` as 'risk.low');
  return (
    <Tag tone={tone} icon={icon}>
      {named ? t('risk.badge', { level: word }) : word}
    </Tag>
  );
}
