import { useWords } from '../../lib/i18n';
import { Chip } from '../../ui/Chip';
import { Refusal } from '../../ui/Refusal';
import { type Group, type Seat, useMark } from './data';
import css from './Groups.module.css';
import { isOver } from './steps';
import { words } from './words';

/** The seats that are taken, by nickname; with `marks`, whether each came can be said. */
export function Seats({
  group,
  seats,
  marks,
}: {
  group: Group;
  seats: readonly Seat[];
  marks: boolean;
}) {
  const t = useWords(words);
  const taken = seats.filter((seat) => seat.alias !== null);
  const free = seats.length - taken.length;
  return (
    <>
      <p className={css.small}>{t('roster.line')}</p>
      {taken.length === 0 ? <p className={css.muted}>{t('roster.none')}</p> : null}
      <ul className={css.seats}>
        {taken.map((seat) => (
          <Line key={seat.seat} group={group.id} seat={seat} marks={marks} />
        ))}
      </ul>
      {free > 0 ? <p className={css.small}>{t('roster.free', { n: free })}</p> : null}
      {taken.length > 0 && !marks && !isOver(group.state) ? (
        <p className={css.small}>{t('roster.later')}</p>
      ) : null}
    </>
  );
}

const MARKS = ['attended', 'absent'] as const;

function Line({ group, seat, marks }: { group: string; seat: Seat; marks: boolean }) {
  const t = useWords(words);
  const mark = useMark(group, seat.seat);
  const alias = seat.alias ?? '';
  const standing = mark.isPending ? mark.variables : seat.state;
  const said = MARKS.find((one) => one === seat.state);
  return (
    <li>
      <span className={css.alias}>
        <b>{alias}</b> <small>{t('seat', { number: seat.seat })}</small>
      </span>
      {marks ? (
        <fieldset className={css.marks}>
          <legend>{t('mark.of', { alias })}</legend>
          {MARKS.map((one) => (
            <Chip
              key={one}
              pressed={standing === one}
              onPress={() => mark.mutate(standing === one ? 'registered' : one)}
            >
              {t(one)}
            </Chip>
          ))}
        </fieldset>
      ) : (
        <span className={css.muted}>{said ? t(said) : null}</span>
      )}
      <Refusal
        failure={mark.error}
        said={{ not_begun: t('mark.not_begun'), not_now: t('mark.not_now') }}
      />
    </li>
  );
}
