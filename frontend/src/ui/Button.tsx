import type { ComponentProps, ReactNode } from 'react';
import { Link } from 'wouter';
import css from './Button.module.css';

export interface ButtonLook {
  /** One filled button a page; `crisis` only for help and for what cannot be taken back. */
  variant?: 'filled' | 'light' | 'default' | 'subtle';
  tone?: 'primary' | 'crisis';
  /** As wide as its container. */
  wide?: boolean;
  large?: boolean;
}

function look({ variant = 'filled', tone = 'primary', wide, large }: ButtonLook) {
  return {
    className: css.button,
    'data-variant': variant,
    'data-tone': tone,
    'data-wide': wide || undefined,
    'data-large': large || undefined,
  };
}

type ButtonProps = Omit<ComponentProps<'button'>, 'className' | 'type'> &
  ButtonLook & {
    /** Work is under way: says so, keeps the focus and takes no second press. */
    busy?: boolean;
    submit?: boolean;
  };

/** Verb and object. At least 44 px high; long labels wrap. */
export function Button(props: ButtonProps) {
  const { variant, tone, wide, large, busy = false, submit = false, onClick, ...rest } = props;
  return (
    <button
      {...look({ variant, tone, wide, large })}
      {...rest}
      type={submit && !busy ? 'submit' : 'button'}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={busy ? undefined : onClick}
    />
  );
}

/**
 * A link that looks like a button: to another page of this entry, or with `anew` to an address that
 * is loaded afresh (the other entry, a page of the server, or this one with an empty memory).
 */
export function LinkButton({
  href,
  anew,
  onClick,
  children,
  ...rest
}: ButtonLook & { href: string; anew?: boolean; onClick?: () => void; children: ReactNode }) {
  if (anew) {
    return (
      <a href={href} onClick={onClick} {...look(rest)}>
        {children}
      </a>
    );
  }
  return (
    <Link href={href} onClick={onClick} {...look(rest)}>
      {children}
    </Link>
  );
}
