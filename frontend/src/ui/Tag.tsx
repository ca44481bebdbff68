import type { Icon as Drawing } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Icon } from './Icon';
import css from './Tag.module.css';
import type { Tone } from './tokens';

/** A state in a word, with an icon: colour alone never says it. */
export function Tag({ tone, icon, children }: { tone: Tone; icon: Drawing; children: ReactNode }) {
  return (
    <span className={css.tag} data-tone={tone}>
      <Icon of={icon} size={16} />
      {children}
    </span>
  );
}
