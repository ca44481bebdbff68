export default {
  title: 'My sessions',

  'in.line': 'Come in with the code you were given when you booked.',
  'in.line.words': 'Come in with the twelve words of your private key.',
  'in.code': 'Visit code',
  'in.code.hint': '12 digits',
  'in.code.short': 'A visit code has 12 digits.',
  'in.code.refused':
    'This code opens nothing. Please compare the digits; a code ends 30 days after the last session.',
  'in.words': 'Your twelve words',
  'in.words.hint': 'In order, in either language. Spaces and capitals do not matter.',
  'in.words.missing': 'Please enter the twelve words.',
  'in.words.count': 'There should be twelve words.',
  'in.words.unknown_word': 'One word is not in the list. Please check the spelling.',
  'in.words.checksum': 'These words do not belong together. Please check their order.',
  'in.words.refused':
    'These words open nothing here. Please compare them with what you wrote down.',
  'in.enter': 'Come in',
  'in.by.words': 'Use my twelve words',
  'in.by.code': 'Use a visit code',
  'in.busy':
    'Too many tries from this network. Please wait a quarter of an hour; help needs no code.',
  'in.first': 'First time here? Book a session',
  'in.lost':
    'Code lost? Nobody can look it up. With your twelve words, if you made some, you come in all the same. Otherwise book again, with any card or without one: you begin under a new number, and the earlier time passes unused. Your counsellor can give you a new card when you meet.',

  none: 'Nothing booked. You can book whenever you like.',
  book: 'Book a session',
  again: 'Book another session',
  upcoming: 'Upcoming',
  past: { one: '{n} earlier session', other: '{n} earlier sessions' },
  prepare: 'Help us prepare',
  'prepare.again': 'Tell it anew',
  'prepare.told':
    'What you sent is with your counsellor. After a yes about safety, so is what you had answered up to there. Sending again replaces it.',
  'prepare.line': 'Two minutes; every question can be skipped.',

  groups: 'Groups',
  'groups.seat': 'Group “{title}”: you have a seat',
  'groups.waiting': 'Group “{title}”: you are on the waiting list',

  'way.text': 'Live text',
  'way.phone': 'Phone',
  'way.room': 'Room',
  with: 'with {name}',
  'status.booked': 'Booked',
  'status.cancelled': 'Cancelled',
  'status.late_cancel': 'Cancelled',
  'status.counsellor_cancelled': 'Cancelled by the counsellor',
  'status.done': 'Took place',
  'status.no_show': 'Did not take place',
  'cancelled.by': 'We are sorry. Your place with this counsellor stays; please book another time.',

  join: 'Come in now',
  'join.later': 'The way in opens at {time}.',
  'join.phone': 'Call this number',
  'join.phone.line': 'Your counsellor is waiting. Your phone bill lists the number.',
  'join.room': 'Come to this place',
  'join.room.line': 'Just come in; you need not give a name.',
  'join.room.none': 'Your counsellor meets you at the place you agreed on.',
  'join.until': 'Until {time} you can come in.',
  'join.closed': 'The way in is closed. It opens ten minutes before the start.',

  move: 'Move',
  cancel: 'Cancel',
  calendar: 'Calendar file',
  late: 'It begins within 24 hours: you can cancel it, but no longer move it.',
  'cancel.title': 'Cancel this session?',
  'cancel.line': 'No reason is needed, and your counsellor is told only that the time is free.',
  'cancel.unreachable':
    'There is no connection: your session is not cancelled yet. Please press again once the network is back.',
  'cancel.late':
    'It begins within 24 hours, so your counsellor sees “late cancellation” in their calendar and in your case. Nobody at work sees it, and nothing else follows.',
  'cancel.yes': 'Cancel the session',
  'cancel.no': 'Keep it',
  'cancel.past': 'It has begun already and can no longer be cancelled.',
} as const;
