import { type ComponentProps, type ReactNode, useId } from 'react';
import css from './Field.module.css';

interface Around {
  label: ReactNode;
  hint?: ReactNode;
  /** What is wrong and what to do; announced when it appears. */
  error?: ReactNode;
}

/** The label above, what it is for, the control, what is wrong. `children` gets the wiring. */
export function Field({
  label,
  hint,
  error,
  children,
}: Around & { children: (wired: Wired) => ReactNode }) {
  const id = useId();
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean);
  return (
    <div className={css.field}>
      <label htmlFor={id} className={css.label}>
        {label}
      </label>
      {hint ? (
        <p id={`${id}-hint`} className={css.hint}>
          {hint}
        </p>
      ) : null}
      {children({
        id,
        'aria-describedby': described.join(' ') || undefined,
        'aria-invalid': error ? true : undefined,
      })}
      <p id={`${id}-error`} role="alert" className={css.error}>
        {error}
      </p>
    </div>
  );
}

interface Wired {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
}

type Control<E extends 'input' | 'textarea' | 'select'> = Omit<
  ComponentProps<E>,
  'className' | 'id'
>;

/** One line. Nothing typed is offered again later unless the caller asks for it. */
export function TextField({ label, hint, error, ...input }: Around & Control<'input'>) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(wired) => <input autoComplete="off" {...input} {...wired} className={css.control} />}
    </Field>
  );
}

/** Several lines; grows with the text where the browser can. */
export function TextArea({ label, hint, error, ...area }: Around & Control<'textarea'>) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(wired) => (
        <textarea autoComplete="off" rows={4} {...area} {...wired} className={css.control} />
      )}
    </Field>
  );
}

export interface Option<V extends string = string> {
  value: V;
  label: string;
  hint?: string;
}

/** One of many, by the browser's own list. */
export function SelectField<V extends string>({
  label,
  hint,
  error,
  options,
  value,
  onChange,
  ...select
}: Around &
  Omit<Control<'select'>, 'value' | 'onChange'> & {
    options: readonly Option<V>[];
    value: V;
    onChange: (value: V) => void;
  }) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(wired) => (
        <select
          {...select}
          {...wired}
          className={css.control}
          value={value}
          onChange={(event) => onChange(event.target.value as V)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** One of a few, all in sight, each a large row. Starts with none chosen when `value` is null. */
export function RadioList<V extends string>({
  legend,
  options,
  value,
  onChange,
  name,
}: {
  legend: ReactNode;
  options: readonly Option<V>[];
  value: V | null;
  onChange: (value: V) => void;
  name?: string;
}) {
  const group = useId();
  return (
    <fieldset className={css.group}>
      <legend className={css.label}>{legend}</legend>
      {options.map((option) => (
        <label key={option.value} className={css.row}>
          <input
            type="radio"
            name={name ?? group}
            value={option.value}
            checked={value === option.value}
            onChange={() => onChange(option.value)}
          />
          <span>
            {option.label}
            {option.hint ? <small>{option.hint}</small> : null}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** Yes or no; never ticked beforehand for a consent. */
export function Checkbox({
  label,
  hint,
  ...input
}: { label: ReactNode; hint?: ReactNode } & Omit<ComponentProps<'input'>, 'type' | 'className'>) {
  return (
    <label className={css.row}>
      <input type="checkbox" {...input} />
      <span>
        {label}
        {hint ? <small>{hint}</small> : null}
      </span>
    </label>
  );
}
