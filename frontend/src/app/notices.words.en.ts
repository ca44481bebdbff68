export default {
  unsaved: {
    one: '{n} note is not saved yet: its text is only in this tab. Keep it open.',
    other: '{n} notes are not saved yet: their text is only in this tab. Keep it open.',
  },
  'unsaved.open': 'Open the note',
  'live.open': 'Your live text with {case} is open.',
  'live.new': { one: '{n} new message from {case}.', other: '{n} new messages from {case}.' },
  'live.waits': {
    one: '{n} new message waits in your session.',
    other: '{n} new messages wait in your session.',
  },
  'live.back': 'Back to the session',
} as const;
