import { useQuery } from '@tanstack/react-query';
import { REST } from '../lib/paths';
import { api, read } from './client';
import type { components } from './schema';

export type Config = components['schemas']['Config'];
export type HelpLine = components['schemas']['HelpLine'];

const blank = { en: '', 'zh-Hans': '' };

/** What holds until the server has answered, or when it does not: help must never wait. */
export const DEFAULT_CONFIG: Config = {
  name: 'Harbour',
  time_zone: 'Asia/Shanghai',
  exit_path: REST,
  hotline: {
    number: '12356',
    name: { en: 'Crisis hotline', 'zh-Hans': '心理援助热线' },
    hours: blank,
    cost: blank,
  },
  emergency: [
    { number: '120', name: { en: 'Ambulance', 'zh-Hans': '急救' }, hours: blank, cost: blank },
    { number: '110', name: { en: 'Police', 'zh-Hans': '报警' }, hours: blank, cost: blank },
  ],
};

/** Name, numbers, time zone and exit as the programme configured them; defaults until then. */
export function useConfig(): Config {
  const { data } = useQuery({
    queryKey: ['config'],
    queryFn: () => read(api.GET('/api/v1/config')),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    retryOnMount: false, // many parts ask; the defaults are good enough until the next page load
  });
  return data ?? DEFAULT_CONFIG;
}
