export default {
  title: 'Pulse waves',
  lead: 'Strips are drawn blind from the pile of a site and shift. An answer keeps its pile and nothing else: no name, no time, no strip.',

  waves: 'Waves',
  'state.draft': 'planned',
  'state.open': 'open now',
  'state.frozen': 'frozen',
  between: '{from} to {to}',
  'answered.of': 'about {answers} of {issued} strips answered',
  'answered.later': 'figures come after the last day',
  none: 'No wave is planned yet.',
  'before.first':
    'Figures come the day after the first wave’s last day, and are never changed again.',

  measure: 'Measure',
  by: 'Divided',
  latest: 'Latest wave: {wave}',
  over: 'Over the waves',
  drivers: 'What weighs on people',
  'drivers.line':
    'Share of all answers of wave {wave}. Up to three of twelve could be ticked, so drivers compete: where one gets more ticks, others get fewer. Of {n} comparisons judged one by one about {alone} would look like a change by chance alone; they are judged together, which makes even one false word rare.',
  'rule.verdict': {
    one: '“Up” and “down” are said only where the change since the wave before is larger than chance would make it. Whether up is good depends on the measure.',
    other:
      '“Up” and “down” are said only where the change since the wave before is larger than chance would make it, for {n} comparisons judged together. Whether up is good depends on the measure.',
  },
  'rule.ten':
    'A group is shown from ten answers and 25 people on the roster on, and hidden where it could be worked out from the others.',
  'no.both':
    'Site and shift are not crossed here: subtracted from the sites and from the shifts, such figures would let groups of a few people be worked out.',
  better: 'Higher is better.',
  worse: 'Higher means it weighs on more people.',
} as const;
