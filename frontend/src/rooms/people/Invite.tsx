import { type FormEvent, useState } from 'react';
import { ProblemError } from '../../api/problem';
import type { Role } from '../../api/session';
import { type Lang, useLang, useWords } from '../../lib/i18n';
import { Button } from '../../ui/Button';
import { SelectField, TextField } from '../../ui/Field';
import { Refusal } from '../../ui/Refusal';
import { useTypedInSheet } from '../../ui/Sheet';
import type { Pairs } from './apart';
import { addressOf, useInvite } from './data';
import { Once } from './Once';
import { RolesField } from './RolesField';
import { words } from './words';

const LANGUAGES: readonly Lang[] = ['zh-Hans', 'en'];
const ADDRESS = /^\S+@\S+\.\S+$/;

interface Form {
  name: string;
  email: string;
  language: Lang;
  roles: Role[];
}

/** Makes an account, then shows the address with which its owner sets a password. */
export function Invite({ pairs }: { pairs: Pairs }) {
  const t = useWords(words);
  const { lang } = useLang();
  const [form, setForm] = useState<Form>({ name: '', email: '', language: lang, roles: [] });
  const [tried, setTried] = useState(false);
  const invite = useInvite();
  const set = (part: Partial<Form>) => setForm({ ...form, ...part });
  const wrong = useFaults(form, tried, invite.error);
  useTypedInSheet(!invite.data && (form.name + form.email).trim() !== '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isWhole(form)) invite.mutate(form);
  };
  if (invite.data) return <Once address={addressOf(invite.data.key)} />;
  return (
    <form onSubmit={submit} noValidate>
      <TextField
        label={t('invite.name')}
        hint={t('invite.name.hint')}
        error={wrong.name}
        maxLength={80}
        value={form.name}
        onChange={(event) => set({ name: event.target.value })}
      />
      <TextField
        label={t('invite.email')}
        error={wrong.email}
        type="email"
        value={form.email}
        onChange={(event) => set({ email: event.target.value })}
      />
      <SelectField
        label={t('invite.language')}
        options={LANGUAGES.map((value) => ({ value, label: t(`lang.${value}`) }))}
        value={form.language}
        onChange={(language) => set({ language })}
      />
      <RolesField
        value={form.roles}
        onChange={(roles) => set({ roles })}
        pairs={pairs}
        missing={tried}
      />
      <Refusal failure={wrong.email || wrong.name ? null : invite.error} />
      <Button submit wide busy={invite.isPending}>
        {t('invite.do')}
      </Button>
    </form>
  );
}

const isName = ({ name }: Form) => name.trim() !== '';
const isAddress = ({ email }: Form) => ADDRESS.test(email.trim());
const isWhole = (form: Form) => isName(form) && isAddress(form) && form.roles.length > 0;

/** What is wrong with name and address: as typed, or as the server found. */
function useFaults(form: Form, tried: boolean, failure: unknown) {
  const t = useWords(words);
  const problem = failure instanceof ProblemError ? failure : null;
  const refused = (field: string) => field in (problem?.fields ?? {});
  const email = problem?.code === 'account_exists' ? 'invite.email.taken' : 'invite.email.wrong';
  return {
    name: (tried && !isName(form)) || refused('name') ? t('invite.name.wrong') : undefined,
    email:
      (tried && !isAddress(form)) || refused('email') || problem?.code === 'account_exists'
        ? t(email)
        : undefined,
  };
}
