import { ROLES, type Role } from '../../api/session';
import { useLang, useWords } from '../../lib/i18n';
import { list } from '../../lib/time';
import { Checkbox } from '../../ui/Field';
import { roleWords } from '../../ui/roles/words';
import { keepers, type Pairs } from './apart';
import css from './People.module.css';
import { words } from './words';

/** The roles somebody is to hold. One that may not stand beside a chosen one says why. */
export function RolesField({
  value,
  onChange,
  pairs,
  missing,
}: {
  value: readonly Role[];
  onChange: (value: Role[]) => void;
  pairs: Pairs;
  /** None was chosen although one is needed. */
  missing: boolean;
}) {
  const t = useWords(words);
  const { lang } = useLang();
  const called = useWords(roleWords);
  const toggle = (role: Role) =>
    onChange(value.includes(role) ? value.filter((one) => one !== role) : [...value, role]);
  return (
    <fieldset className={css.roles}>
      <legend>{t('roles.legend')}</legend>
      {ROLES.map((role) => {
        const others = keepers(role, value, pairs);
        const kept = others.length > 0;
        return (
          <Checkbox
            key={role}
            label={called(role)}
            hint={
              kept
                ? t('roles.apart', {
                    others: list(
                      others.map((other) => called(other as Role)),
                      lang,
                    ),
                  })
                : t(`can.${role}`)
            }
            checked={value.includes(role)}
            disabled={kept && !value.includes(role)}
            onChange={() => toggle(role)}
          />
        );
      })}
      {missing && value.length === 0 ? (
        <p role="alert" className={css.fault}>
          {t('roles.choose')}
        </p>
      ) : null}
    </fieldset>
  );
}
