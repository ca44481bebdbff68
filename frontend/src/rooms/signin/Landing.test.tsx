import { waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { useSession } from '../../api/session';
import { paths } from '../../lib/paths';
import { serve, show } from '../../testing';
import Landing from './Landing';

const KNOWN = [paths.today, paths.oncall, paths.ops, paths.people, paths.dictionary];

/** The guard of the pages shows none before the session is known. */
function AsPage() {
  return useSession().known ? <Landing /> : null;
}

it.each([
  ['counsellor', paths.unlock],
  ['on_call', paths.unlock],
  ['clinical_lead', paths.unlock],
  ['programme_manager', paths.people],
  ['privacy_officer', paths.people],
  ['operations', paths.ops],
  ['auditor', paths.dictionary],
])('only whoever opens content is led to unlocking first: %s', async (role, first) => {
  serve({ 'GET /api/v1/session': { kind: 'staff', roles: [role], unlocked_until: null } });
  await show(<AsPage />, { known: KNOWN });
  await waitFor(() => expect(location.pathname).toBe(first));
});
