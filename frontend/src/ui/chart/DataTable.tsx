import css from './BandChart.module.css';
import { ABSENT, type Reading, type Series } from './data';

/** The chart as a real table: the same figures, the same three kinds of nothing, in words. */
export function DataTable({
  title,
  period,
  periods,
  series,
  say,
}: {
  title: string;
  /** Heading of the first column. */
  period: string;
  periods: readonly string[];
  series: readonly Series[];
  say: (reading: Reading) => string;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keys
    <section className={css.scroll} tabIndex={0} aria-label={title}>
      <table className={css.table}>
        <caption className={css.caption}>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{period}</th>
            {series.map((one) => (
              <th key={one.id} scope="col">
                {one.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {periods.map((label, at) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              {series.map((one) => (
                <td key={one.id}>{say(one.readings[at] ?? ABSENT)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
