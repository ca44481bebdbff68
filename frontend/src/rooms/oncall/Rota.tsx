import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, read } from '../../api/client';
import type { components } from '../../api/schema';
import { useLang, useWords } from '../../lib/i18n';
import { span } from '../../lib/time';
import { deviceZone } from '../../lib/zone';
import { Button } from '../../ui/Button';
import { ErrorCard } from '../../ui/ErrorCard';
import { Loaded } from '../../ui/Loaded';
import { Sheet } from '../../ui/Sheet';
import { AddShift } from './AddShift';
import css from './OnCall.module.css';
import { words } from './words';

type Found = components['schemas']['RotaOut'];
export type Person = components['schemas']['PersonOut'];

const DAYS = 14;
const DAY_MS = 86_400_000;
export const rotaKey = ['rota'] as const;

function useRota() {
  return useQuery({
    queryKey: rotaKey,
    queryFn: () => {
      const from = new Date();
      const to = new Date(from.getTime() + DAYS * DAY_MS);
      const query = { from: from.toISOString(), to: to.toISOString() };
      return read(api.GET('/api/v1/staff/duty', { params: { query } }));
    },
  });
}

function usePeople() {
  return useQuery({
    queryKey: ['people'],
    queryFn: async () => (await read(api.GET('/api/v1/staff/people'))).people,
  });
}

/** Who is on call in the next two weeks, and the hours nobody is. */
export function Rota() {
  const t = useWords(words);
  const rota = useRota();
  const people = usePeople();
  const [adding, setAdding] = useState(false);
  return (
    <section aria-labelledby="rota" className={css.rota}>
      <h2 id="rota">{t('rota')}</h2>
      <p className={css.small}>{t('rota.line')}</p>
      <Loaded query={rota}>
        {(found) => (
          <>
            <Gaps of={found} />
            <Shifts of={found} people={people.data ?? []} />
          </>
        )}
      </Loaded>
      <Button onClick={() => setAdding(true)}>{t('rota.add')}</Button>
      <Sheet open={adding} onClose={() => setAdding(false)} title={t('rota.add')}>
        <AddShift people={people.data ?? []} onDone={() => setAdding(false)} />
      </Sheet>
    </section>
  );
}

function useSpan(): (stretch: { start: string; end: string }) => string {
  const { lang } = useLang();
  return ({ start, end }) => span(start, end, lang, deviceZone());
}

function Gaps({ of }: { of: Found }) {
  const t = useWords(words);
  const said = useSpan();
  const queries = useQueryClient();
  const declare = useMutation({
    mutationFn: (body: { start: string; end: string }) =>
      read(api.POST('/api/v1/staff/duty/hotline-only', { body })),
    onSettled: () => queries.invalidateQueries({ queryKey: rotaKey }),
  });
  return (
    <>
      <h3>{t('rota.gaps')}</h3>
      {of.gaps.length === 0 ? <p>{t('rota.gaps.none')}</p> : null}
      <ul className={css.gaps}>
        {of.gaps.map((gap) => (
          <li key={gap.start}>
            {said(gap)}{' '}
            <Button
              variant="subtle"
              busy={declare.isPending && declare.variables?.start === gap.start}
              onClick={() => declare.mutate({ start: gap.start, end: gap.end })}
            >
              {t('rota.declare')}
            </Button>
          </li>
        ))}
        {of.hotline_only.map((stretch) => (
          <li key={stretch.start}>
            {said(stretch)} · {t('rota.hotline')}
          </li>
        ))}
      </ul>
      {declare.error ? <ErrorCard failure={declare.error} /> : null}
    </>
  );
}

function Shifts({ of, people }: { of: Found; people: readonly Person[] }) {
  const t = useWords(words);
  const said = useSpan();
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: (shift_id: string) =>
      read(api.DELETE('/api/v1/staff/duty/{shift_id}', { params: { path: { shift_id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: rotaKey }),
  });
  const named = new Map(people.map(({ id, name }) => [id, name]));
  if (of.shifts.length === 0) return <p>{t('rota.none')}</p>;
  return (
    <>
      <h3>{t('rota.shifts')}</h3>
      <table>
        <tbody>
          {of.shifts.map((shift) => (
            <tr key={shift.id}>
              <th scope="row">{said(shift)}</th>
              <td>{t('rota.level', { n: shift.level })}</td>
              <td>{named.get(shift.staff) ?? ''}</td>
              <td>
                <Button
                  variant="subtle"
                  busy={remove.isPending && remove.variables === shift.id}
                  onClick={() => remove.mutate(shift.id)}
                >
                  {t('rota.remove')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {remove.error ? <ErrorCard failure={remove.error} /> : null}
    </>
  );
}
