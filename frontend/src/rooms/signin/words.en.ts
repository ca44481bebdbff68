export default {
  title: 'Sign in',
  line: 'For counsellors and everybody else who works for the programme.',
  email: 'Work e-mail',
  password: 'Password',
  in: 'Sign in',
  wrong: 'E-mail and password do not go together. Check both and try again.',
  forgotten:
    'Lost your password? Ask your programme manager for a new invitation. No link is ever mailed.',
  agent: 'Looking for support for yourself? No account is needed.',
  'agent.link': 'To the page for everybody',
  'code.title': 'One more step',
  code: 'Code from your authenticator',
  'code.in': 'Continue',
  'code.wrong': 'That code does not fit, or it is used up. Wait for the next one.',
  again: 'Your sign-in has ended. Sign in again to go on.',

  'welcome.title': 'Welcome',
  'welcome.line': 'Choose the password you will sign in with. The link works once.',
  'welcome.password': 'New password',
  'welcome.hint': 'At least 12 characters. Four or five words you can remember are best.',
  'welcome.set': 'Set the password',
  'welcome.weak': 'Too short, or too easily guessed. A few more words will do.',
  'welcome.key':
    'This link does not work: it has been used, has expired or is not complete. Ask for a new one.',
  'welcome.done': 'Your password is set.',
  'welcome.go': 'Go to sign-in',

  'unlock.title': 'Unlock your notes',
  'unlock.line':
    'Notes and what clients entrust to you open only with your notes passphrase. After ten minutes without use they lock again.',
  'unlock.passphrase': 'Notes passphrase',
  'unlock.do': 'Unlock',
  'unlock.wrong': 'That is not your notes passphrase.',
  'unlock.damaged':
    'What your passphrase opens was changed or damaged behind our back. Your recovery code may still open it. Tell whoever runs the system.',
  'unlock.none': 'There is no notes passphrase any more. Choose a new one.',
  forgot: 'I forgot the passphrase',
  'unlock.later': 'Not now',
  'unlock.later.line':
    'Without unlocking you see times and case numbers; nothing that was written.',
  'unlock.open': 'Unlocked',
  'unlock.open.line': 'Your notes are open on this device.',
  'unlock.on': 'Continue',
  'set.title': 'Choose your notes passphrase',
  'set.line':
    'It is a second secret beside your password, and never sent to anybody. You type it when you open notes, so choose something you can type quickly.',
  'set.hint': 'At least 12 letters (Chinese characters count twice), not the same key repeated.',
  'set.again': 'The same once more',
  'set.differs': 'The two do not agree.',
  'set.weak': 'Too short or too simple. Add a word or two.',
  'set.stale': 'A passphrase has been chosen meanwhile. Type that one.',
  'set.lost':
    'A recovery code follows, to be kept on paper. Without the passphrase and the code, what was written is lost unless the custodians bring it back. Nobody at the employer and no administrator can open it.',
  'set.do': 'Set and go on',

  'code.shown': 'Your recovery code',
  'code.shown.line':
    'Write these twelve words on paper, in this order. They are shown only now, and you type them once on the next page. Until then nothing opens.',
  'code.means':
    'If you forget your passphrase, the code opens your notes. Without both, what was written is lost unless the custodians bring it back. Nobody at the employer and no administrator can open it.',
  'code.shot':
    'Keep the paper at home or in a locked drawer. A photograph or a file may end up where others look.',
  'code.written': 'I wrote them down',
  'code.check': 'Type the words from your paper',
  'code.check.line': 'So that it is sure that the paper opens your notes when it is needed.',
  'code.words': 'The twelve words',
  'code.hint': 'With a space between them; numbers and commas do no harm.',
  'code.count': {
    one: 'This is {n} word. The code has twelve; look at your paper again.',
    other: 'These are {n} words. The code has twelve; look at your paper again.',
  },
  'code.slips': {
    one: 'Word {places} is not the one that was shown. Look at your paper again.',
    other: 'Words {places} are not the ones that were shown. Look at your paper again.',
  },
  'code.do': 'Check and unlock',
  'code.look': 'Show the words again',
  'code.gone':
    'This code is no longer valid: another page has changed it meanwhile. Begin once more.',
  'code.again': 'Begin once more',

  'forgot.title': 'Open by the recovery code',
  'forgot.line':
    'Type the twelve words from your paper and choose a new passphrase. A new code follows; the old one ends when you have typed the new one.',
  'forgot.new': 'New notes passphrase',
  'forgot.wrong': 'These words do not open your notes. Look at your paper again.',
  'forgot.do': 'Set the new passphrase',
  'forgot.back': 'Back to unlocking',
  neither: 'I have neither',
  'neither.title': 'Without passphrase and code',
  'neither.line':
    'What was sealed to you stays shut, for you too. Nobody at the employer and no administrator can open it.',
  'neither.custodians':
    'The custodians can bring it back: people outside the employer who each keep a part of a key, several of whom have to come together. Your programme manager knows how to reach them. They need a new key of yours, so begin anew first.',
  'neither.lock':
    'Nothing is given up from a locked page. Sign out, sign in again, and choose this once more where your notes are unlocked.',
  'neither.back': 'Back to the recovery code',
  'anew.title': 'Begin anew',
  'anew.line':
    'You choose a new passphrase and get a new key. Notes and messages written until now no longer open for you unless the custodians bring them back, and a colleague has to let you in to waiting requests again.',
  'anew.word': 'anew',
  'anew.type': 'Type “{word}” to go on',
  'anew.not': 'Nothing was given up. It takes the word “{word}”.',
  'anew.do': 'Give up my key',
  'prove.line': 'Show that it is still you.',
  'prove.wrong': 'That is not your password.',

  'by.line': 'The fingerprint, face or PIN of a device that you added opens your notes.',
  'by.do': 'Unlock with this device',
  'by.instead': 'Use the passphrase',
  'by.cancelled': 'Nothing was opened. Try again, or use your passphrase.',
  'by.unable': 'This device gave no key to your notes. Use your passphrase.',
  'by.address': 'At this address no device unlocks. Use your passphrase.',
  'by.wrong':
    'This device does not open your notes. Use your passphrase; under “Your key” you can remove the device and add it again.',
  'by.late': 'That took too long. Try again.',
  'by.none': 'No device unlocks your notes any more. Use your passphrase.',

  'key.title': 'Your key',
  'key.line':
    'Your notes open with your passphrase. A device of your own can open them too, with its fingerprint, face or PIN.',
  'key.devices': 'Devices that unlock',
  'key.none': 'None yet.',
  'key.days': 'Added {made}, last used {used}',
  'key.unused': 'Added {made}, not used yet',
  'key.closed': 'Whoever adds a device has to unlock first.',
  'key.unlock': 'Unlock your notes',
  'key.browser':
    'This browser cannot unlock notes by fingerprint, face or PIN. Your passphrase opens them as before.',
  'key.own':
    'Add only a device that nobody but you can unlock: whoever unlocks it can open your notes.',
  'key.synced':
    'Some devices copy what they keep to your other devices, through an account with their maker.',
  'key.stays':
    'The passphrase and the recovery code stay. They open your notes when the device is lost.',
  'key.add': 'Add this device',
  'key.confirm': 'Confirm with this device',
  'key.half': 'One step is left: confirm once more with this device. Nothing was added so far.',
  'key.added': 'Added. From now on this device unlocks your notes.',
  'key.cancelled': 'Nothing was added. Try again whenever you like.',
  'key.unable':
    'This device cannot keep a key to your notes. Nothing was added; your passphrase opens them as before.',
  'key.there': 'This device unlocks your notes already.',
  'key.address':
    'At this address no device can be added. Open the programme by its usual address and try there.',
  'key.again': 'Your last unlock is a while ago. Unlock once more, then add the device.',
  'key.many': 'Ten devices are the most. Remove one first.',
  'key.late': 'That took too long. Begin once more.',
  'key.remove': 'Remove',
  'key.remove.line': 'It will open your notes no longer. You can add it again at any time.',
  'key.remove.do': 'Remove the device',
  'key.remove.keep': 'Keep it',
  'device.windows': 'Windows',
  'device.mac': 'Mac',
  'device.ios': 'iPhone or iPad',
  'device.android': 'Android',
  'device.linux': 'Linux',
  'device.key': 'Security key or another device',
  'device.other': 'Another device',
  nothing: 'There is nothing to do here',
  'nothing.line': 'Your account has no role that leads to a page. Ask your programme manager.',
  show: 'Show what I type',
} as const;
