export default {
  title: 'Sign out while on duty?',
  until: 'You are on duty until {when}.',
  waiting: { one: '{n} call waits.', other: '{n} calls wait.' },
  others: 'Others on the rota now: {names}.',
  nobody: 'Others on the rota now: nobody.',
  device: 'New calls no longer show or sound on this device.',
  stay: 'Stay',
  out: 'Sign out all the same',
} as const;
