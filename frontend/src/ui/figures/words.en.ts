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

  'verdict.up': 'up',
  'verdict.down': 'down',
  'verdict.cannot_tell': 'cannot tell',

  'note.answered': '{answers} of {issued} answered',
  'note.redated': 're-dated from {month}',
  'hidden.few_answers': 'hidden: fewer than ten answers',
  'hidden.small_roster': 'hidden: fewer than 25 people on the roster',
  'hidden.next_to_hidden': 'hidden: it would give away a hidden one beside it',
  'hidden.small_remainder': 'hidden: fewer than ten answers would be left over',
  'hidden.few_agents': 'hidden: fewer than ten people were at work',

  'said.value': '{name}, {period}: {value}, between {low} and {high}.',
  'said.range': '{name}, {period}: between {low} and {high}, too uncertain for one figure.',
  'said.exact': '{name}, {period}: {value}.',
  'said.zero': '{name}, {period}: none.',
  'said.suppressed': '{name}, {period}: hidden, because too few people stand behind it.',
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
    one: 'One figure is hidden: too few people stand behind it or behind one beside it.',
    other: '{n} figures are hidden: too few people stand behind them or behind one beside them.',
  },
  'about.use':
    'Random noise protects people; 19 times out of 20 the range holds what was really counted.',
  'about.pulse': 'Of those who chose to answer; the range allows for chance (95 %).',
  'about.work': 'Exact, from your own imports.',
} as const;
