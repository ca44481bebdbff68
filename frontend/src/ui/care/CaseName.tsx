import { Link } from 'wouter';
import type { CaseBrief } from '../../api/staff';
import { pick, useLang } from '../../lib/i18n';
import { paths } from '../../lib/paths';
import css from './care.module.css';

/** A case as it is spoken of: its bird and its number. With `link`, the way to its page. */
export function CaseName({ of, link }: { of: CaseBrief; link?: boolean }) {
  const { lang } = useLang();
  const name = (
    <>
      <b>{pick(of, 'code_name', lang)}</b> <span className={css.number}>{of.number}</span>
    </>
  );
  if (!link) return <span className={css.name}>{name}</span>;
  return (
    <Link href={paths.case(of.id)} className={css.name}>
      {name}
    </Link>
  );
}
