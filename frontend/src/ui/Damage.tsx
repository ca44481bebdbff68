import type { components } from '../api/schema';
import { useWords } from '../lib/i18n';
import { Card } from './Card';
import { common } from './words';

type Found = components['schemas']['DamageOut'];

/**
 * What a reading found that is not as it was written; nothing where all is sound. It stands beside
 * what still opens.
 */
export function Damage({ found }: { found: Found }) {
  const t = useWords(common);
  const { missing, reference } = found;
  if (!reference) return null;
  return (
    <Card tone="warn">
      <div role="status">
        <p>{missing > 0 ? t('damage.missing', { n: missing }) : t('damage.found')}</p>
        <p>{t('error.reference', { reference })}</p>
      </div>
    </Card>
  );
}
