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
  'site.every': 'Every site',
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
    'It would use up a further part of the year’s privacy budget. The programme of next year can take it up.',
  'not.dictionary': 'What it would use up stands in the dictionary',
  'not.instead': 'Show the wider figure instead',

  'refused.figure': 'The address asks for a figure that does not exist. Here is another one.',
  'refused.role': 'Workload is read by operations only. Here is another figure.',
  'refused.cut':
    'This cut is not shown: together with the figures that are shown, it would let groups of a few people be worked out. Here is the wider figure.',

  left: 'Not with this figure: {what}. It comes back with a figure that has it.',
  'left.below': '{family} below',
  kinds: 'In {period}. The table holds every year.',

  'around.see': 'Before and after flag {number} in {site} ({label}):',
  'around.see.named': 'Before and after flag {number} ({label}):',
  'around.sites': 'What changed before and after a flag is told by site',
  around:
    'Flag {number} ({label}): on average {before} before it (waves: {earlier}) and {after} after it (waves: {later}). The change is {change}, between {low} and {high}.',
  'around.use':
    'Flag {number} ({label}): on average {before} before it (quarters: {earlier}) and {after} after it (quarters: {later}). The change is {change}, between {low} and {high}.',
  'around.up': 'That is up by more than chance.',
  'around.down': 'That is down by more than chance.',
  'around.cannot_tell': 'We cannot tell whether anything changed.',
  'around.none':
    'Flag {number} ({label}): before and after cannot be compared yet; each side needs a wave that is shown.',
  'around.cause': 'This says that it changed, not why: other things may have changed too.',
  'around.compete':
    'Up to three of twelve could be ticked, so where one gets more ticks others get fewer. Judge by the pulse score first.',
  'around.smallest': 'Only a change of more than about {smallest} could be seen here.',
  'around.why':
    'The bands in the chart may look apart all the same: they hold the noise only, and how many come also varies by chance from quarter to quarter.',
  'around.elsewhere':
    'At sites without a flag, counted for as many people, it was {change} in the same time, between {low} and {high}.',
  'around.early':
    'Flag {number} ({label}): too early to compare. Each side needs two published quarters; there are {earlier} before it and {later} after it.',
  'around.early.smallest':
    'Once there are two, only a change of more than about {smallest} could be seen.',

  empty: 'There is no figure yet.',
  'empty.pulse': 'No pulse wave is over yet. The next one runs from {from} to {to}.',
  'empty.pulse.none': 'No pulse wave is over yet, and none is planned.',
  'empty.work': 'Nothing of this has been imported yet.',

  'foot.use':
    'A privacy budget limits how much all figures of a year together can tell about anybody.',
  'foot.heads': 'A place is shown by itself from {n} people on; smaller ones are counted together.',
  'foot.next': 'The next figure comes on {date}.',
  'foot.pulse':
    'A group is shown from ten answers and 25 people on the roster on. Strips bear no name, so the pulse costs nothing of the privacy budget.',
  'foot.compared': {
    one: 'For “up” and “down” one comparison is judged.',
    other: 'For “up” and “down” {n} comparisons are judged together.',
  },
  'foot.work': 'Figures about people at work are shown from ten people on.',
  'foot.dictionary': 'What this figure is, and how it is made',
  'foot.budget': 'What the privacy budget is',
  'foot.finer':
    'There is no finer cut: a team of 25 would show 0.4 people a quarter, and no reliable number can be given for that.',
} as const;
