import { useWords } from '../../lib/i18n';
import { Card } from '../../ui/Card';
import { words } from './words';

/** An address asked for what is not shown: that and why, above the wider figure. */
export function Refused({ what }: { what: 'figure' | 'cut' | 'role' }) {
  const t = useWords(words);
  return (
    <Card tone="info">
      <p>{t(`refused.${what}`)}</p>
    </Card>
  );
}
