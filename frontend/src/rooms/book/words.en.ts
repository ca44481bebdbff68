export default {
  title: 'Which kind of session?',
  line: 'You need not say why. Nothing is booked yet.',
  minutes: '{n} minutes',
  unsure: 'Not sure? Choose the first one: your counsellor will help you find the right way.',
  none: 'Nothing can be booked online at the moment. The numbers above work all the same.',

  'times.title': 'Choose a time',
  'times.move': 'Choose a new time',
  'times.kept':
    'Times with the same counsellor. Your present time stays until the new one is confirmed:',
  'times.change': 'Change',
  'times.way': 'How would you like to meet?',
  'way.text': 'Live text',
  'way.phone': 'Phone',
  'way.room': 'Room',
  'times.more': 'Language, counsellor, evenings',
  'times.language': 'Language',
  'times.counsellor': 'Counsellor',
  'times.any': 'Any',
  'times.evening': 'From 18:00 on only',
  'times.soonest': 'Soonest',
  'times.soonest.spoken': 'Soonest in English',
  'times.today': 'Today',
  'times.tomorrow': 'Tomorrow',
  'times.count': { one: '{n} time', other: '{n} times' },
  'times.none': 'none',
  'times.later': 'Show the next week',
  'times.empty': 'No time fits these choices within the days shown.',
  'times.near': 'Nearest times without these choices',
  'times.reset': 'Show all times',
  'times.wait':
    'Tap a time to see who will see what. It is then held for you for five minutes; nothing is booked yet.',

  'lost.line':
    'This page was loaded anew and no longer knows what you chose: that is never kept in the browser. Nothing was booked.',
  'lost.move': 'If you were moving a session, it keeps its time. Begin again from “My sessions”.',
  'lost.choose': 'Choose a service',

  'confirm.title': 'Is this right?',
  'confirm.back': 'Another time',
  'confirm.with': 'with {name}',
  'confirm.fixed': 'It begins within 24 hours: once booked, you can cancel it but not move it.',
  'confirm.holding': 'Holding this time for you',
  'confirm.held': 'Held for you for another {left}',
  'confirm.over': 'No longer held. Booking checks again whether it is free.',
  'confirm.who': 'Who will see this',
  'confirm.way.text':
    'You write with each other on this site. Your network sees that the site is open, not what is written.',
  'confirm.way.phone':
    'You call a number that you see here when it is time. Your phone bill lists that number.',
  'confirm.way.room': 'You see the place here when it is time. Others may see you come in.',

  'card.field': 'Card number',
  'card.field.free': 'Card number, if you have one',
  'card.hint':
    '10 letters and digits. Sessions without a card are taken for now; cards lie in open bowls, nobody needs to be asked.',
  'card.hint.free':
    '10 letters and digits. No card? Leave this empty: your counsellor hands you one.',
  'card.none.closed':
    'The first sessions without a card are taken for now. Cards lie in open bowls; nobody needs to be asked.',
  'card.length': 'A card number has 10 characters. Please compare with the card.',
  'card.strange':
    'A card number has capital letters and digits only, without 0, 1, I, L, O and U. Please compare with the card.',
  'card.slip': 'One character does not fit. Please compare with the card.',
  'card.refused': 'This card opens nothing: it may have been used already. Another one will do.',
  'card.code': 'I was here before and have a visit code',

  'consent.title': 'Your consent',
  'consent.service':
    'I agree to this service and to an encrypted record, seen as listed above and with these exceptions.',
  'consent.missing': 'Without this consent we may not book.',
  'consent.statistics': 'Count me in the anonymous figures',
  'consent.statistics.hint':
    'Optional. Only in totals with random noise added, from which nobody can be found. Nothing changes without it.',
  'consent.changed': 'The terms have changed a moment ago. Please read them again.',

  'line.field': 'Anything {name} should know beforehand?',
  'line.hint': 'Optional. Encrypted; only your counsellor opens it.',

  'confirm.book': 'Book this time',
  'confirm.before': 'Until now: {time}. It stays yours until the new one is confirmed.',
  'confirm.move': 'Move to this time',
  'taken.line': 'That time was just taken. Here are the nearest three. What you typed is kept.',
  'taken.none': 'That time was just taken, and no other is near. What you typed is kept.',
  'fault.no_key_yet':
    'Nobody here can open messages yet, so we don’t take bookings. Nothing was booked, and what you typed is still here. Please come back tomorrow. If you need somebody now, call:',
  'fault.key_refused':
    'We can’t seal what you send safely just now, so we don’t take it. Nothing was booked, and what you typed is still here. Please come back tomorrow. If you need somebody now, call:',
  'fault.client_overlap': 'You have another session at that time. Please choose another one.',
  'fault.too_late': 'Less than 24 hours before a session it can be cancelled, but not moved.',
  'fault.stale': 'This session has been changed meanwhile. Please look at it again.',
  'fault.not_changeable': 'This session can no longer be changed.',
  'fault.other_counsellor':
    'A session is moved within the hours of its counsellor. For another one, cancel it and book anew.',
  'fault.sessions': 'My sessions',

  'ok.title': 'Booked',
  'ok.moved': 'Moved',
  'ok.earlier': 'Your first try had gone through: this is the time that is booked.',
  'ok.code': 'Your visit code',
  'ok.code.for':
    'It lets you join, move and cancel, and shows the times you booked. It opens nothing you wrote.',
  'ok.code.once':
    'Once you press Done or reload this page it cannot be shown again, and nobody can look it up.',
  'ok.ask': 'Have you written the code down?',
  'ok.ask.line': 'Afterwards it cannot be shown again.',
  'ok.ask.yes': 'Yes, done',
  'ok.ask.no': 'Back to the code',
  'gone.title': 'Your booking stands',
  'gone.line':
    'A visit code is shown only once, so this page no longer has it. What you booked is kept.',
  'gone.key':
    'If you did not write the code down: while you are in, you can make a private key of twelve words. With it you come in again later.',
  'gone.make': 'Make a private key',
  'ok.copy': 'Copy the code',
  'ok.copied': 'Copied',
  'ok.copy.failed': 'Copying is not possible here. Please write it down.',
  'ok.written': 'I wrote it down',
  'ok.hidden': 'Your visit code is hidden. It works until 30 days after your last session.',
  'ok.help':
    'Asking for a call opens another page, where your visit code is no longer shown. You can note it here first:',
  'ok.calendar': 'Calendar file',
  'ok.calendar.hint': 'It says “Appointment”, nothing else.',
  'ok.change': 'Until {until} you can move it; cancelling is possible until it begins.',
  'ok.change.late': 'It begins within 24 hours: you can cancel it, but no longer move it.',
  'ok.expect': 'What to expect',
  'ok.expect.join':
    'Ten minutes before the start, “My sessions” shows the way in. Your visit code opens it on any phone.',
  'ok.expect.first':
    'The first session is for getting to know each other. You decide what you tell.',
  'ok.expect.stop':
    'You can stop at any time. Apart from the exceptions named on the page before, we tell nobody at work.',
  'ok.prepare': 'Help us prepare',
  'ok.prepare.hint': 'Two minutes; every question can be skipped.',
  'ok.home': 'Done',
} as const;
