export default {
  title: 'Hello. How can we help today?',
  book: 'Book a session',
  'book.terms': 'Free of charge, in working time or outside it, and not on your HR file.',
  'book.line': "Your manager and HR can't see that you booked.",
  more: 'More',
  prepare: 'Help us prepare',
  sessions: 'My sessions',
  messages: 'Messages',
  groups: 'Groups and workshops',
  check: 'Self-check',
  voice: 'Raise a concern',
  key: 'My private key',
  data: 'My data',
  who: 'Who can see what?',
  'who.you': 'You see everything kept about you.',
  'who.counsellor': 'Your counsellor sees what you tell them and their notes.',
  'who.lead':
    'The clinical lead sees a case only when your counsellor asks for advice or there is a risk to life.',
  'who.manager':
    'Your team leader, HR and operations see nothing about you: no name, no booking, no reason.',
  'who.admin': 'Administrators run the system and cannot read what is in it.',
  'who.counts':
    'Figures count many people together and carry deliberate inaccuracy, so that nobody can be found in them.',
  'exceptions.line':
    'Exceptions: danger to life, harm to a minor, a serious infectious danger to others, or a written legal demand. We say the least possible and tell you first if we can.',
} as const;
