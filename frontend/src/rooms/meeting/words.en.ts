export default {
  title: 'Live text',
  with: 'With {case}',
  until: 'Open until {time}',
  over: 'This session is over. You can read it; writing is closed.',
  'not.open': 'The session opens ten minutes before it begins.',
  missed:
    'This session was marked as not attended, so writing is closed. If the client did come, put it right below: within its time it opens again.',
  empty: 'Nothing has been written yet. The client sees that you are here as soon as you write.',
  thread: 'What was written',
  client: 'Client',
  you: 'You',
  damaged: 'This message is damaged.',
  text: 'Message',
  hint: 'Enter sends, Shift and Enter begins a new line.',
  send: 'Send',
  unsent:
    'Not sent. Look above whether it arrived before you send it again; the text is still here.',
  after: 'This session',
  page: 'Open the case',
} as const;
