import { useQuery } from '@tanstack/react-query';
import { api, read } from './client';
import { ProblemError } from './problem';
import { content } from './query';
import type { components } from './schema';
import { useHouseZone, useSession } from './session';

type Schemas = components['schemas'];

export type CaseBrief = Schemas['CaseBriefOut'];
export type Told = Schemas['ToldOut'];
export type DaySession = Schemas['DaySessionOut'];
export type ConcernGroup = Schemas['ConcernEnum'];
export type Hours = Schemas['HoursOut'];
export type NoteKind = Schemas['NoteStartInKindEnum'];
export type Template = Schemas['TemplateEnum'];

const todayKey = ['today'] as const;
const hoursKey = ['hours'] as const;

/** The counsellor's day and what needs them; asked again every minute while it is on the screen. */
export function useToday() {
  return useQuery({
    queryKey: todayKey,
    queryFn: () => read(api.GET('/api/v1/staff/today')),
    refetchInterval: 60_000,
    ...content,
  });
}

async function ownHours(): Promise<Hours | null> {
  try {
    return await read(api.GET('/api/v1/staff/availability'));
  } catch (failure) {
    if (failure instanceof ProblemError && failure.status === 404) return null;
    throw failure;
  }
}

/** The counsellor's own hours, by rule and exception; null for whoever keeps no calendar. */
export function useHours() {
  const isCounsellor = useSession().session.roles.includes('counsellor');
  return useQuery({ queryKey: hoursKey, queryFn: ownHours, enabled: isCounsellor });
}

/** The zone in which this person's day is told: that of their calendar, else the house's. */
export function useZone(): string {
  const house = useHouseZone();
  return useHours().data?.time_zone ?? house;
}
