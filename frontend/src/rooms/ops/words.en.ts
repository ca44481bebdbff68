export default {
  title: 'Overview',
  lead: 'Each answer comes from its own source. Nobody can be picked out of any of them.',

  changed: 'Since last time, beyond chance:',
  'changed.nothing': 'Nothing changed since last time by more than chance.',
  'changed.what': '{what} ({where})',
  'changed.up': ' went up since {before}',
  'changed.down': ' went down since {before}',
  'changed.sizes': ', from {from} to {to}',
  'changed.better': ', which is better for people.',
  'changed.worse': ', which is worse for people.',
  'changed.open': '; the number alone does not say whether that is good or bad.',
  'followed.add': 'Flag something that you change, to see what follows',
  followed: 'Before and after “{name}” in {site}',
  'followed.named': 'Before and after “{name}”',
  'followed.of': ': ',

  work: 'Workload',
  'work.line': 'Exact figures from your own imports.',
  'work.line.of':
    'Exact figures from your own imports: {site} in {month}. The lines show the last twelve months.',
  'work.site': 'Site',
  'work.empty':
    'No workload has been imported yet. Twelve months can be filled in at once, so that there is something to compare with from the first day.',
  'work.import': 'How to import',
  'work.change': '{change} on {before}',
  'work.same': 'as in {before}',
  'work.points': '{change} percentage points on {before}',
  'work.none': 'no figure',

  people: 'How people are',
  'people.line':
    'The pulse asks ten questions of whoever draws a strip. At least ten answers stand behind each figure.',
  'people.everyone': 'Everyone',
  'people.of100': 'out of 100, higher is better',
  'people.by': 'Divided by',
  'people.site': 'Site',
  'people.shift': 'Shift',
  'people.drivers': 'What weighs most',
  'people.drivers.line':
    'Share of all answers; up to three of twelve could be ticked, so where one gets more ticks, others get fewer. {n} comparisons are judged together: that even one “up” or “down” is mere chance happens at most once in 20 waves.',
  'people.open': 'Wave {wave} is open until {to}; its figures come the day after.',
  'people.next': 'The next wave runs from {from} to {to}.',
  'people.before': 'No wave is over yet.',
  'people.wave': 'The first wave runs from {from} to {to}.',
  'people.unplanned': 'No wave is planned yet.',

  help: 'Can people get help',
  'help.line': 'From what is offered alone; who comes is not looked at.',
  'help.hours': 'Counsellor hours offered',
  'help.hours.unit': 'a week per 1,000 people, over the next four weeks',
  'help.hours.none': 'The headcount is not known yet.',
  'help.next': 'Next free day',
  'help.next.line': 'as any agent sees it now',
  'help.next.none': 'Nothing is free',
  'help.next.none.line': 'in the next four weeks',
  'help.duty': 'Duty covered',
  'help.duty.line':
    'of the next 14 days: somebody is on call, or the hours are declared hotline-only',

  use: 'Use of the service',
  'use.line':
    'Counts with random noise, so that nobody can be found in them. Only people who agreed are counted.',
  'use.openings': 'People who began',
  'use.by': 'Use per 1,000 people a year',
  'use.first': 'First figure on {date}',
  'use.first.line':
    'It will be about {about} ± {half}: the number to expect, and how far noise can move it.',
  'use.next': 'Next figure on {date}.',

  closer: 'Look closer: {what}',
} as const;
