import { useQuery } from '@tanstack/react-query';
import { api, read } from './client';
import type { components, operations } from './schema';
import { type Role, useSession } from './session';

type Schemas = components['schemas'];

/** Figures about the use of the service: noised, frozen, each with its interval. */
export type UseSeries = Schemas['SeriesOut'];
export type UsePoint = Schemas['PointOut'];
export type UseAround = Schemas['UseAroundOut'];
export type Indicator = Schemas['IndicatorOut'];
/** Frozen pulse waves. */
export type Pulse = Schemas['PulseOut'];
export type PulseLine = Schemas['PulseLineOut'];
export type PulsePoint = Schemas['PulsePointOut'];
export type Wave = Schemas['WaveOut'];
export type Split = NonNullable<
  NonNullable<operations['ops_pulse']['parameters']['query']>['split']
>;
/** Operations' own imports: exact. */
export type Workload = Schemas['WorkloadOut'];
export type WorkloadLine = Schemas['WorkloadLineOut'];
export type WorkloadPoint = Schemas['WorkloadPointOut'];
export type Family = Schemas['FamilyEnum'];
export type Verdict = Schemas['VerdictEnum'];

export const FAMILIES: readonly Family[] = [
  'calls',
  'handling_seconds',
  'abandonment',
  'occupancy',
  'queue_seconds',
  'agent_days',
];

export const SPLITS: readonly Split[] = ['overall', 'site', 'shift', 'site_shift'];

/** Who reads what not every reader of charts may; the server decides (eap/access/PERMISSIONS.md). */
const READ_BY: Record<'workload' | 'supply', readonly Role[]> = {
  workload: ['operations'],
  supply: ['operations', 'programme_manager'],
};

/** Whether this person's roles read a kind of figure: what they may not is neither asked nor offered. */
export function useReads(what: keyof typeof READ_BY): boolean {
  const { roles } = useSession().session;
  return READ_BY[what].some((role) => roles.includes(role));
}

const FRESH_MS = 300_000; // figures change once a month

/** Every indicator of the use of the service, in this year's programme or not. */
export function useIndicators() {
  return useQuery({
    queryKey: ['indicators'],
    queryFn: () => read(api.GET('/api/v1/ops/indicators')),
    staleTime: FRESH_MS,
  });
}

/** The first screen's row about use: figures, or when the first one comes. */
export function useUse() {
  return useQuery({
    queryKey: ['use'],
    queryFn: () => read(api.GET('/api/v1/ops/use')),
    staleTime: FRESH_MS,
  });
}

/** One indicator of the year's programme as a chart; compared `around` a day. `null` asks nothing. */
export function useUseSeries(indicator: string | null, around?: string) {
  return useQuery({
    queryKey: ['series', indicator, around],
    queryFn: () =>
      read(
        api.GET('/api/v1/ops/series', {
          params: { query: { indicator: indicator ?? '', around } },
        }),
      ),
    enabled: indicator !== null,
    staleTime: FRESH_MS,
  });
}

/**
 * One measure of the pulse over all frozen waves, divided by `split`; compared `around` a day. `null`
 * asks nothing.
 */
export function usePulse(measure: string | null, split: Split, around?: string) {
  return useQuery({
    queryKey: ['pulse', measure, split, around],
    queryFn: () =>
      read(
        api.GET('/api/v1/ops/pulse', {
          params: { query: { measure: measure ?? '', split, around } },
        }),
      ),
    enabled: measure !== null,
    staleTime: FRESH_MS,
  });
}

/** One family by month for every site; by day as well for one site. `null` asks nothing. */
export function useWorkload(family: Family | null, site?: string) {
  const reads = useReads('workload');
  return useQuery({
    queryKey: ['workload', family, site],
    queryFn: () =>
      read(
        api.GET('/api/v1/ops/workload', { params: { query: { family: family ?? 'calls', site } } }),
      ),
    enabled: reads && family !== null,
    staleTime: FRESH_MS,
  });
}

/** Hours offered, the next free day, duty cover: from supply alone. */
export function useSupply() {
  return useQuery({
    queryKey: ['supply'],
    queryFn: () => read(api.GET('/api/v1/ops/supply')),
    staleTime: FRESH_MS,
  });
}

/** What was imported, earlier versions included. */
export function useImports() {
  return useQuery({
    queryKey: ['imports'],
    queryFn: async () => (await read(api.GET('/api/v1/ops/imports'))).imports,
  });
}

/** Something that happened at a site and may explain a turn in a chart. */
export type Happening = Schemas['EventOut'];

/** What happened at the sites, the latest first. A chart does without while it is on its way. */
export function useHappenings(): readonly Happening[] {
  const { data } = useQuery({
    queryKey: ['happenings'],
    queryFn: async () => (await read(api.GET('/api/v1/ops/events'))).events,
    staleTime: FRESH_MS,
  });
  return data ?? [];
}

/** Every question of the pulse, word for word. */
export function usePulseForm() {
  return useQuery({
    queryKey: ['pulse-form'],
    queryFn: () => read(api.GET('/api/v1/ops/pulse/form')),
    staleTime: FRESH_MS,
  });
}
