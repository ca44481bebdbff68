export default {
  title: 'People and roles',
  line: 'Everybody who works for the programme. Nobody here is a client.',
  invite: 'Invite somebody',
  manage: 'Manage',
  'manage.of': 'Manage {name}',
  you: 'Nobody can change their own account. Ask another programme manager.',
  gone: { one: '{n} person has left', other: '{n} people have left' },

  'email.damaged': 'The e-mail address is damaged. Tell the privacy officer.',

  'state.invited': 'Invited {day}, not signed in yet',
  'state.in': 'Signs in',
  'state.left': 'Left {day}',

  'can.counsellor': 'Claims requests, keeps cases, leads groups.',
  'can.clinical_lead': 'Answers calls for help; no case without a request.',
  'can.on_call': 'Answers calls for help on the rota.',
  'can.programme_manager': 'Invites people, plans duty, approves groups.',
  'can.operations': 'Sees published figures and imports workload.',
  'can.privacy_officer': 'Sees who works here, and the dictionary of figures.',
  'can.auditor': 'Sees the dictionary of figures; checks the trail at the command line.',
  'can.system_admin': 'Keeps the installation running.',
  'roles.legend': 'Roles',
  'roles.apart': 'Not together with {others}: these must be different people.',
  'roles.choose': 'Choose at least one role.',
  'roles.line': 'They hold from the next click on, and every change is recorded.',
  'roles.save': 'Save roles',
  'roles.saved': 'Saved.',

  'invite.name': 'Name',
  'invite.name.hint': 'As colleagues know them; clients may see it.',
  'invite.name.wrong': 'Write a name of at most 80 characters.',
  'invite.email': 'Work e-mail',
  'invite.email.wrong': 'This is not an e-mail address.',
  'invite.email.taken': 'There is an account with this address already.',
  'invite.language': 'Language',
  'lang.zh-Hans': '中文',
  'lang.en': 'English',
  'invite.do': 'Create the account',

  'once.line':
    'It works once, for three days, and is not shown again. Give it to them yourself; the mail they get has no address in it.',
  'once.label': 'One-time address',
  'once.copy': 'Copy',
  'once.lost': 'The address has not been copied, and is not shown again.',
  'once.copied': 'Copied',
  'once.by-hand': 'Copying was not allowed. Select the address and copy it by hand.',

  'key.title': 'Lost password or address',
  'key.line':
    'A new one-time address ends the old one. It opens no notes: those need a passphrase.',
  'key.do': 'Make a new address',

  'leave.title': 'Leaving',
  'leave.line': 'Ends every role and sign-in at once. The account is kept, for the records.',
  'leave.show': 'Show what they have open',
  'leave.cases': { one: '{n} open case', other: '{n} open cases' },
  'leave.sessions': { one: '{n} coming session', other: '{n} coming sessions' },
  'leave.shifts': { one: '{n} coming duty shift', other: '{n} coming duty shifts' },
  'leave.level.1': 'first rung',
  'leave.level.2': 'second rung',
  'leave.level.3': 'third rung',
  'leave.open':
    'Once access ends nobody is on the first rung in these hours. Put somebody else on duty in the duty plan:',
  'leave.covered':
    'They are not called in these shifts once access ends; the first rung stays covered without them.',
  'leave.nothing': 'No open case, no coming session and no coming duty.',
  'leave.notes': { one: '{n} note not signed', other: '{n} notes not signed' },
  'leave.waiting': {
    one: '{n} request waits for them and can be assigned to somebody else.',
    other: '{n} requests wait for them and can be assigned to somebody else.',
  },
  'leave.waiting.go': 'Assign requests',
  'leave.hand':
    'Only they themselves can hand these cases over: on each case’s page, to a counsellor who then takes it on. You can neither read the cases nor hand them over. Once access ends, a case comes back only through the custodians, and only to a new key of the same person.',
  'leave.stays':
    'Nothing is handed over by itself. Once access ends the sessions stay booked, but nobody holds them, and no new times are offered. Before that, they themselves cancel the sessions, sign their notes and close what is done, or tell the clients; you cannot cancel for them. Clients can cancel, or move to another counsellor.',
  'leave.seen': 'I have read this and know that nothing is handed over by itself',
  'leave.lost': {
    one: 'I know that once {name}’s access ends nobody can open this {n} case, and that only the custodians could bring it back',
    other:
      'I know that once {name}’s access ends nobody can open these {n} cases, and that only the custodians could bring them back',
  },
  'leave.changed': 'They have taken on a case in the meantime. Close this and look again.',
  'leave.do': 'End {name}’s access',
  'leave.tick': 'Tick that you have read it.',
} as const;
