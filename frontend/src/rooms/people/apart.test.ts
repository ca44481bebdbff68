import { expect, it } from 'vitest';
import { keepers } from './apart';

const PAIRS = [
  ['counsellor', 'operations'],
  ['on_call', 'operations'],
  ['auditor', 'system_admin'],
];

it('a role is kept by whichever chosen one it may not stand beside', () => {
  expect(keepers('operations', ['counsellor', 'on_call', 'auditor'], PAIRS)).toEqual([
    'counsellor',
    'on_call',
  ]);
  expect(keepers('counsellor', ['operations'], PAIRS)).toEqual(['operations']);
});

it('nothing keeps a role from itself or from one it has nothing to do with', () => {
  expect(keepers('operations', ['operations'], PAIRS)).toEqual([]);
  expect(keepers('counsellor', ['auditor', 'on_call'], PAIRS)).toEqual([]);
});
