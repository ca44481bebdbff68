export default {
  'family.calls': 'Calls',
  'family.handling_seconds': 'Handling time',
  'family.abandonment': 'Abandonment',
  'family.occupancy': 'Occupancy',
  'family.queue_seconds': 'Time in the queue',
  'family.agent_days': 'Agent-days',

  'split.overall': 'Everyone together',
  'split.site': 'By site',
  'split.shift': 'By shift',
  'split.site_shift': 'By site and shift',

  'verdict.up': 'up since {before}',
  'verdict.down': 'down since {before}',
  'verdict.cannot_tell': 'cannot tell against {before}',

  'note.answered': 'about {answers} of {issued} answered',
  'note.few_ticked': 'fewer than 10 of about {answers} answers',
  'note.few_left': 'all but fewer than 10 of about {answers} answers',
  'note.redated': 're-dated from {month}',
  hidden: 'not shown, so that nobody can be picked out',

  'said.value': '{name}, {period}: {value}, between {low} and {high}.',
  'said.range': '{name}, {period}: between {low} and {high}; no single figure is given.',
  'said.exact': '{name}, {period}: {value}.',
  'said.zero': '{name}, {period}: none.',
  'said.suppressed': '{name}, {period}: not shown, so that nobody can be picked out.',
  'said.nothing': 'There is no figure yet.',

  'moved.up': 'Up since {before}, by more than chance.',
  'moved.down': 'Down since {before}, by more than chance.',
  'moved.cannot_tell': 'Compared with {before} we cannot tell whether anything changed.',
  'moved.ups': '{names}: up since {before}, by more than chance.',
  'moved.downs': '{names}: down since {before}, by more than chance.',
  'moved.rest': {
    one: 'For one other line we cannot tell whether anything changed.',
    other: 'For {n} other lines we cannot tell whether anything changed.',
  },
  'moved.none': 'For none of these lines can we tell whether anything changed since {before}.',

  'hiding.count': {
    one: 'One figure is not shown, so that nobody can be picked out.',
    other: '{n} figures are not shown, so that nobody can be picked out.',
  },
  'about.use':
    'Random noise protects people; 19 times out of 20 the range holds what was really counted.',
  'about.pulse': 'This speaks of those who chose to answer; the range allows for chance (95 %).',
  'about.work': 'These figures are exact and come from your own imports.',
} as const;
