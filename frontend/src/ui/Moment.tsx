import type { ReactNode } from 'react';
import { useLang } from '../lib/i18n';
import { day } from '../lib/time';
import { SelectField, TextField } from './Field';

const STEP = 15;
const QUARTERS = Array.from({ length: (24 * 60) / STEP }, (_, index) => {
  const minute = index * STEP;
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
});

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/**
 * A day, "2027-01-04", by the browser's own calendar. Browsers write dates as they please, so the
 * chosen day stands below with its weekday.
 */
export function DateField({
  label,
  error,
  hint,
  value,
  onChange,
  min,
}: {
  label: ReactNode;
  error?: ReactNode;
  hint?: ReactNode;
  value: string;
  onChange: (date: string) => void;
  min?: string;
}) {
  const { lang } = useLang();
  return (
    <TextField
      label={label}
      error={error}
      hint={value ? day(`${value}T12:00:00Z`, lang, 'UTC') : hint}
      type="date"
      min={min}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** A time of day on the quarter hour, always of 24 hours; "" is none yet. */
export function TimeField({
  label,
  error,
  hint,
  value,
  onChange,
}: {
  label: ReactNode;
  error?: ReactNode;
  hint?: ReactNode;
  value: string;
  onChange: (time: string) => void;
}) {
  const times = QUARTERS.includes(value) ? QUARTERS : [value, ...QUARTERS];
  return (
    <SelectField
      label={label}
      error={error}
      hint={hint}
      options={times.map((time) => ({ value: time, label: time || '–' }))}
      value={value}
      onChange={onChange}
    />
  );
}
