export default {
  title: 'Imports',
  lead: 'Months of workload from your own systems. Kept are counts and sums by day; no agent, no customer, and not the file’s name.',
  empty: 'Nothing has been imported yet.',
  'month.sites': { one: '{month}: one import', other: '{month}: {n} imports' },
  'format.acd-log': 'ACD call log',
  lines: 'Lines read',
  rejected: 'Left out',
  version: 'Version',
  'version.shown': '{n}, shown',
  'version.old': '{n}, replaced',
  at: 'Imported',
  redated: 'the file speaks of {month}',
  all: 'none',

  how: 'How to import',
  'how.where': 'On the server, whoever runs this installation types:',
  'how.acd-log':
    'The file is tab separated, one line a call, with these 17 columns named in the first line, in this order:',
  'how.redate':
    '{option} shows the days in another month; every chart then says so. Leave it out to keep the file’s own month.',
  'how.lines':
    'A line that cannot be used, for example one with a negative time, is left out. The command names each by its number and says why; nothing of its content is repeated.',
  'how.again': 'Importing a month again makes a new version. Earlier ones stay in this list.',
  'how.ten':
    'Handling time and occupancy of a day are kept only where ten or more people were at work.',

  'flag.how': 'How to add a flag',
  'flag.what':
    'A flag says what changed at a site and from which day on. Charts of the site are then compared before and after it. Also on the server:',
  'flag.kinds': 'KIND is one of:',
  'flag.after':
    'Use the first day on which it held. The comparison says “too early” until enough has been counted on both sides.',
} as const;
