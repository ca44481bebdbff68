import { forgetAll } from '../lib/forget';
import { flushUnsaved } from '../lib/unsaved';
import { api, read, sayLeaving } from './client';

/** Ends what this browser had come in as, once a note not saved yet has been sent. */
export async function endVisit(): Promise<void> {
  await flushUnsaved();
  await read(api.POST('/api/v1/session/leave')).catch(sayLeaving);
  forgetAll();
}

/** Ends it and puts another page in the place of this one. */
export async function leaveFor(path: string): Promise<void> {
  await endVisit();
  location.replace(path);
}
