import { useZone } from '../api/staff';
import { ZoneNote } from './ZoneNote';

/** Says on a page of the staff that its hours are those of the person's calendar, not the device's. */
export function StaffZoneNote() {
  return <ZoneNote zone={useZone()} />;
}
