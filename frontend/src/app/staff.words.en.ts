export default {
  today: 'Today',
  queue: 'Requests',
  cases: 'Cases',
  calendar: 'Calendar',
  groups: 'Groups',
  oncall: 'On call',
  ops: 'Overview',
  explore: 'Trends',
  pulse: 'Pulse waves',
  imports: 'Imports',
  dictionary: 'Dictionary',
  people: 'People and roles',
} as const;
