import { nowMoving } from '../../lib/moving';
import { ConfirmBooking } from './ConfirmBooking';
import { ConfirmMove } from './ConfirmMove';

/** What is to be confirmed before a time is booked, or a session moved to it. */
export default function Confirm() {
  const moving = nowMoving();
  return moving ? <ConfirmMove moving={moving} /> : <ConfirmBooking />;
}
