import type { ReactNode } from 'react';
import type { Told as ToldAnswer } from '../../api/staff';
import { useLang, useWords } from '../../lib/i18n';
import { list } from '../../lib/time';
import css from './care.module.css';
import { care } from './words';

/** What a client told with one request; text only, as they wrote it. */
export function Told({ told }: { told: ToldAnswer }) {
  const t = useWords(care);
  const isHurt = (cell: string) => told.damaged.includes(cell);
  return (
    <div className={css.told}>
      <Piece name={t('told.line')}>
        {isHurt('line') ? (
          <Hurt reference={told.damage.reference} />
        ) : told.line ? (
          <blockquote className={css.words}>{told.line}</blockquote>
        ) : (
          <p className={css.muted}>{t('told.none')}</p>
        )}
      </Piece>
      {isHurt('preparation') ? (
        <Hurt reference={told.damage.reference} />
      ) : told.preparation ? (
        <Prepared of={told.preparation} />
      ) : (
        <p className={css.muted}>{t('told.unprepared')}</p>
      )}
    </div>
  );
}

/** In place of what is damaged, so that it is not taken for something nobody said. */
function Hurt({ reference }: { reference: string }) {
  const t = useWords(care);
  return <p role="alert">{t('told.damaged', { reference })}</p>;
}

function Prepared({ of }: { of: NonNullable<ToldAnswer['preparation']> }) {
  const t = useWords(care);
  const { lang } = useLang();
  const named = (codes: readonly string[]) =>
    list(
      codes.map((code) => t(code as 'C01')),
      lang,
    );
  const answer = (code: string | null) => t(`answer.${code ?? 'none'}` as 'answer.yes');
  return (
    <dl className={css.facts}>
      <Fact name={t('told.in_danger')} pressing={of.in_danger === 'yes'}>
        {answer(of.in_danger)}
      </Fact>
      <Fact name={t('told.harm')} pressing={of.harm === 'yes'}>
        {answer(of.harm)}
      </Fact>
      {of.concerns.length > 0 ? <Fact name={t('told.concerns')}>{named(of.concerns)}</Fact> : null}
      {of.drivers.length > 0 ? <Fact name={t('told.drivers')}>{named(of.drivers)}</Fact> : null}
      {of.impact === null ? null : (
        <Fact name={t('told.impact')}>{t('told.impact.value', { value: of.impact })}</Fact>
      )}
      {of.text ? (
        <Fact name={t('told.text')}>
          <span className={css.words}>{of.text}</span>
        </Fact>
      ) : null}
    </dl>
  );
}

function Piece({ name, children }: { name: string; children: ReactNode }) {
  return (
    <section>
      <h3 className={css.label}>{name}</h3>
      {children}
    </section>
  );
}

/** One line of a list of facts. `pressing` makes an answer stand out. */
export function Fact({
  name,
  pressing,
  children,
}: {
  name: string;
  pressing?: boolean;
  children: ReactNode;
}) {
  return (
    <div data-pressing={pressing || undefined}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** A list of facts, names at the left where there is room. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className={css.facts}>{children}</dl>;
}
