export default {
  title: 'Trends',
  what: 'Figure',
  'group.use': 'Use of the service',
  'group.pulse': 'Pulse',
  'group.drivers': 'Pulse: what weighs on people',
  'group.work': 'Workload',
  refused: '{name} (not this year)',
  split: 'Divided',
  site: 'Site',
  'site.all': 'All sites, by month',
  'site.days': '{site}, by day',
  below: 'Below it',
  'below.none': 'Nothing',
  'below.title': '{family}, {site}',
  'below.none.here': 'Nothing was imported for this time.',
  both: '{name} · {split}',

  'not.title': 'Not in this year’s programme',
  'not.why':
    'What is published is fixed and signed for a year, so that nobody can ask again and again until a person shows through. “{name}” is not in it.',
  'not.cost':
    'It would cost ρ = {cost} of the year’s privacy budget. The programme of next year can take it up.',
  'not.instead': 'Show the wider figure instead',

  empty: 'There is no figure yet.',
  'empty.pulse': 'No pulse wave is over yet. The next one runs from {from} to {to}.',
  'empty.pulse.none': 'No pulse wave is over yet, and none is planned.',
  'empty.work': 'Nothing of this has been imported yet.',

  'foot.use':
    'Privacy budget of the year: ρ = {rho}, that is at most ε = {epsilon} for one person.',
  'foot.heads': 'A place is shown by itself from {n} heads on; smaller ones are counted together.',
  'foot.next': 'Next figure on {date}.',
  'foot.pulse':
    'Shown from ten answers and 25 people on the roster on. Strips bear no name, so the pulse costs nothing of the privacy budget.',
  'foot.work': 'Figures about people at work are shown from ten people on.',
  'foot.dictionary': 'What this figure is, and how it is made',
  'foot.finer':
    'There is no finer cut: a team of 25 would show 0.4 people a quarter, and no honest number exists for that.',
} as const;
