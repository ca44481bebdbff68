export default {
  title: 'Pulse',
  'strip.line':
    'Twelve questions, about a minute: ten about the last two weeks, one about what weighs on you, one about your years here. A few more follow only if you like. No name, no account.',
  'strip.field': 'Code on your strip',
  'strip.hint': 'Ten letters and digits. Capitals and spaces do not matter. A strip works once.',
  'strip.begin': 'Begin',
  'strip.missing': 'Type the code first.',
  'strip.refused':
    'This strip opens nothing. It may have been used already, or the pulse is not running. Another strip from the pile will do.',
  'strip.wait': 'Too many wrong codes came from here. Try again in a few minutes.',
  'strip.who':
    'You drew your strip blind, so nobody knows whose it is. What is kept is the pile it came from: site and shift.',
  'strip.ten':
    'Figures are shown from ten answers on, with how uncertain they are. Your manager sees no single answer.',

  pile: '{site} · {shift}',
  drivers: 'What weighs on you most at work?',
  'drivers.line': 'Tick up to {most}.',
  'drivers.full': 'That is {most}. Untick one to choose another.',
  more: { one: 'One more question?', other: '{n} more questions?' },
  'more.line':
    'About: {module}. They are optional and change nothing about the answers before. Either way one last question follows: how long you have worked here.',
  'more.yes': 'Yes, go on',
  'more.no': 'Skip these; one last question',
  tenure: 'How long have you worked here?',
  'tenure.line': 'Only if you like to say.',
  send: 'Send',
  none: 'Please answer at least one of the first {n} questions. Without any there is nothing to count.',
  'none.back': 'To the first question',
  offline: 'You are offline. Your answers are on this page; send them when the network is back.',
  failed: 'Not sent yet. Your answers are still on this page.',
  again: 'Send again',

  'done.sent.title': 'Your answers have arrived',
  'done.perhaps.title': 'This strip counts as answered',
  'done.perhaps': 'The network broke off while you were sending, but your answers had arrived.',
  'done.used.title': 'These answers were not taken',
  'done.used': 'The strip has been used meanwhile, or the pulse has just ended.',
  'done.strip': 'The strip is used up and can be thrown away.',
  'done.when': 'The pulse runs until {date}. Afterwards its figures are fixed and never changed.',
  'done.help': 'If something weighs on you, you can talk to somebody in confidence.',
  'done.home': 'What is on offer',
} as const;
