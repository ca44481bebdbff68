export default {
  title: 'Dictionary',
  lead: 'What each figure counts, how it is made, how certain it is, and from how many people on it is shown.',

  use: 'Use of the service',
  'use.how':
    'Counted are people whose first session of a quarter has taken place and who agreed to be counted: at most once a quarter and twice a year each. A period is published once, 14 days after its end, and never changed.',
  'use.noise':
    'Every count carries random noise drawn once (discrete Gaussian). The range shown holds what was counted 19 times out of 20. Where it is at least as wide as the figure itself, only the range is shown, on the screen as in every file. For “up” and “down” chance in the arrivals is allowed for as well, and all figures of a table are judged together: even one false word among them is rarer than one in 20.',
  'use.heads':
    'A place is shown by itself where its headcount makes the expected count at least twice as large as the noise, and never below 200 people; the decision holds for a year.',
  'use.around':
    'Before and after a flag, means of up to four published quarters on each side are compared; the quarter in which the day falls is left out, unless the day is its first: then that quarter counts as after. The range of the change allows for the noise and for chance in the arrivals. It is worked out from the counts as they were drawn, so it may differ a little from the chart, whose figures were made to add up.',
  budget: 'The year’s privacy budget',
  'budget.what':
    'Every published figure tells a little about each person who may be in it. The budget limits what all figures of a year together may tell about any one person. It is fixed and signed for the year, each table takes its part of it, and what does not fit in is not published.',
  'budget.means':
    'Somebody who knows everything about everybody else and tosses a coin over whether a certain person was counted is right 50 times out of 100. With every figure of the year in hand, they are right at most {n} times out of 100. That is the worst case that can be proven. Every year has its own budget; over several years it adds up.',
  'budget.exact':
    'For whoever checks it: ρ = {rho} (zero-concentrated differential privacy), at most ε = {epsilon}.',
  'budget.none': 'No year has been opened yet.',
  carried: 'In this year’s programme',
  'not.carried': 'Not in this year’s programme; it would cost ρ = {cost}.',

  pulse: 'Pulse',
  'pulse.how':
    'Ten questions about the last two weeks, in our own words and not validated against others; answers from 0 to 4, turned round where agreeing is bad, averaged and set to 0–100. Up to two may be left out.',
  'pulse.interval':
    'The range is Student’s 95 % interval for a mean and Wilson’s for a share. It speaks of chance, not of who chose to answer. For “up” and “down” it is widened by how many comparisons stand in the table (Bonferroni’s rule).',
  'pulse.least':
    'A group is shown from ten answers and 25 people on the roster on. A split is shown whole or not at all, so that nothing smaller can be worked out by subtraction. Figures are whole, answers are counted in tens, and where fewer than ten ticked a thing only that is said.',
  'pulse.score': 'The ten questions',
  'pulse.module': 'Rotating questions: {name}',
  'pulse.drivers': 'What weighs on people: up to three of twelve',
  'pulse.choices': 'Answers',

  work: 'Workload',
  'work.how':
    'From your own files, exact. A month is as exact as its days: sums are divided, not ratios averaged.',
  'work.calls': 'All lines that could be used.',
  'work.handling_seconds': 'Mean seconds of service of the calls that had any.',
  'work.abandonment': 'Of those who waited in the queue, the part that hung up there.',
  'work.occupancy':
    'Seconds in service over the time from an agent’s first call of the day to the end of the last. Breaks count as time; overlapping calls count each.',
  'work.queue_seconds': 'Mean seconds in the queue of those who waited.',
  'work.agent_days': 'People at work, counted once for each day.',
  'work.least': 'Handling time and occupancy are kept only where ten or more people were at work.',
} as const;
