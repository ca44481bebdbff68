export default {
  home: 'Home',
  book: 'Book',
  sessions: 'Sessions',
  messages: 'Messages',
} as const;
