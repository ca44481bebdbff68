export default {
  'let.intake': 'Let {name} open waiting requests',
  'let.on_call': 'Let {name} open calls for help',
  'let.both': 'Let {name} open waiting requests and calls for help',
  'then.intake':
    'Check in person or by phone that it is really them. From then on they can open requests that wait.',
  'then.on_call':
    'Check in person or by phone that it is really them. From then on they can open calls for help when on duty.',
  'then.both':
    'Check in person or by phone that it is really them. From then on they can open requests that wait, and calls for help when on duty.',
  do: 'Let {name} in',
  done: '{name} is in.',
  'outside.intake': 'You can’t open waiting requests yet. A colleague has to let you in: {names}.',
  'outside.on_call': 'You can’t open calls for help yet. A colleague has to let you in: {names}.',
  'alone.intake':
    'You can’t open waiting requests yet, and nobody is there who could let you in. Ask your programme manager.',
  'alone.on_call':
    'You can’t open calls for help yet, and nobody is there who could let you in. Ask your programme manager.',
  'changed.intake':
    'The key to waiting requests was changed behind our back. Nothing is sealed to it, so no requests come in. Tell whoever runs the system.',
  'changed.on_call':
    'The key to calls for help was changed behind our back. Calls still come in, but without number and place. Tell whoever runs the system.',
  'behind.intake': {
    one: '{n} waiting request is sealed to an earlier key that nobody here has any more.',
    other: '{n} waiting requests are sealed to an earlier key that nobody here has any more.',
  },
  'behind.on_call': {
    one: '{n} call for help is sealed to an earlier key that nobody here has any more.',
    other: '{n} calls for help are sealed to an earlier key that nobody here has any more.',
  },
  'behind.what':
    'They stay shut until the custodians bring that key back. Somebody else has to ask them for you: your programme manager or a colleague.',
  'keyless.intake': 'You can’t open waiting requests yet. First choose your notes passphrase.',
  'keyless.on_call': 'You can’t open calls for help yet. First choose your notes passphrase.',
  choose: 'Choose it now',
} as const;
