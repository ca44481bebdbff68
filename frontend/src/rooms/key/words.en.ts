export default {
  title: 'My private key',
  line: 'A private key lets you read back what is yours. It is twelve words that only you have; nobody can look them up, and that includes us.',

  opens: 'What it opens',
  'opens.checks': 'Self-checks you choose to keep',
  'opens.data': 'What we hold about you',
  'opens.log': 'Who opened it, and who was refused',
  'opens.not': 'For everything else your visit code is enough.',
  lose: 'If you lose it',
  'lose.line':
    'It cannot be restored, and what it opened stays closed, also to you. Your sessions go on: with a new card from your counsellor you begin under a new number and can make a new key.',

  make: 'Show me twelve words',
  in: 'Come in',
  'in.line': 'A key belongs to somebody who has come in. Use your visit code first.',
  have: 'You came in with your private key.',
  'have.line':
    'If somebody may have seen your words, make new ones. The old ones open until the new ones are checked, and nothing after that.',
  again: 'Make new words',
  exists: 'You have a private key already.',
  'exists.on': 'You have a private key already; it was made on {date}.',
  'exists.line':
    'Come in with its words; then you can replace it. If you did not make it, “My data” says what to do.',
  'exists.in': 'I have one: type my twelve words',
  'exists.data': 'My data',

  words: 'Your twelve words',
  'words.line': 'Write them on paper in this order. They are shown only now.',
  'words.shot': 'A screenshot may end up on other devices. Paper does not.',
  written: 'I wrote them down',
  'not.now': 'Not now',

  check: 'Two words to check',
  'check.line': 'Type the last two words from your paper.',
  word: 'Word {n}',
  wrong: 'This is not word {n}. Please look at your paper again.',
  finish: 'Check the words',
  look: 'Show the words again',
  gone: 'These words were never switched on and are no longer valid. Please make new ones.',
  'gone.elsewhere': 'These words were made in another browser. Go on there, or make new ones here.',

  done: 'Your private key works',
  'done.line':
    'From now on the twelve words let you in on any phone, under My sessions. Keep the paper where nobody at work finds it.',
  'done.waits':
    'What was said in your sessions it opens later: your counsellor lets it in at your next session, once you have told them that you made it. From then on you can read here what was said.',
  'done.data': 'See my data',
  'done.home': 'Home',
} as const;
