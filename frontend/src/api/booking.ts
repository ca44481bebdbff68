import { infiniteQueryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { now } from '../lib/now';
import { api, read } from './client';
import { content } from './query';
import type { components } from './schema';

type Schemas = components['schemas'];

export type Service = Schemas['ServiceOut'];
export type Slot = Schemas['SlotOut'];
export type SlotPage = Schemas['SlotsOut'];
export type Held = Schemas['HoldOut'];
export type Appointment = Schemas['AppointmentOut'];
export type Counsellor = Schemas['CounsellorOut'];
/** How client and counsellor meet. */
export type Way = Schemas['ModalityEnum'];

/** Days asked for at once; the house offers times at most `HORIZON_DAYS` ahead. */
const DAYS_AT_ONCE = 7;
const HORIZON_DAYS = 31;

/** What can be booked, in the programme's order. */
export function useServices() {
  return useQuery({
    queryKey: ['services'],
    queryFn: async () => (await read(api.GET('/api/v1/services'))).services,
    staleTime: 600_000,
  });
}

const DAY_MS = 86_400_000;

/**
 * The day, as "2027-01-04", `days` after the date that it is in the last place on earth to reach it:
 * never later than today in the house, whatever the device believes.
 */
export function dayFrom(now: Date, days: number): string {
  return new Date(now.getTime() + days * DAY_MS - DAY_MS / 2).toISOString().slice(0, 10);
}

const slotsOf = (service: string, way: Way) =>
  infiniteQueryOptions({
    queryKey: ['slots', service, way] as const,
    initialPageParam: 0,
    queryFn: ({ pageParam }) => {
      const today = now();
      const from = dayFrom(today, pageParam);
      const to = dayFrom(today, pageParam + DAYS_AT_ONCE - 1);
      const query = { service, from, to, modality: way };
      return read(api.GET('/api/v1/slots', { params: { query } }));
    },
    getNextPageParam: (_page, _pages, last) =>
      last + DAYS_AT_ONCE < HORIZON_DAYS ? last + DAYS_AT_ONCE : undefined,
    refetchOnWindowFocus: false, // the list must not move under a finger
    gcTime: 0, // and a new visit must not begin with an old one
  });

/** Offered times of a service for one way to meet, a week a page. */
export function useSlots(service: string, way: Way) {
  return useInfiniteQuery(slotsOf(service, way));
}

/** A client's own appointments; nothing is asked before somebody has come in. */
export function useAppointments(enabled: boolean) {
  return useQuery({
    queryKey: appointmentsKey,
    queryFn: () => read(api.GET('/api/v1/appointments')),
    enabled,
    ...content,
  });
}

export const appointmentsKey = ['appointments'] as const;

/** Whether something can be told before the next session, and whether it was. */
export function usePreparation(enabled: boolean) {
  return useQuery({
    queryKey: preparationKey,
    queryFn: () => read(api.GET('/api/v1/preparation')),
    enabled,
    ...content,
  });
}

export const preparationKey = ['preparation'] as const;
