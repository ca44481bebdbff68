import { forgetAll } from '../lib/forget';
import { api, read, sayLeaving } from './client';

/** Ends what this browser had come in as. */
export async function endVisit(): Promise<void> {
  await read(api.POST('/api/v1/session/leave')).catch(sayLeaving);
  forgetAll();
}

/** Ends it and puts another page in the place of this one. */
export async function leaveFor(path: string): Promise<void> {
  await endVisit();
  location.replace(path);
}
